"""役割 — giving and ending roles, signing agreements, noting approvals."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Login
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records import queries as history
from tsunagari.kernel.roles import queries, rules
from tsunagari.kernel.roles.models import Agreement, AgreementParty, Approval, Role


@transaction.atomic
def give(party, body, kind: str, *, by, on: date, until: date | None = None) -> Role:
    """役割をつける — a role that is held already is refused."""
    held = queries.standing(on).filter(party=party, body=body, kind=kind).exists()
    refuse_if(rules.why_not_give(held=held))
    role = Role.objects.create(party=party, body=body, kind=kind, from_day=on, until_day=until)
    records.add(by=by, did="role.given", about=role, concerns=[party, body.party], on=on, kind=kind)
    return role


@transaction.atomic
def admit(
    body,
    kind: str,
    *,
    email: str,
    by,
    on: date,
    password: str | None = None,
    until: date | None = None,
    **names,
):
    """人を迎える — a person, a sign-in and a role in one; without a password a link sets it."""
    email = email.strip().lower()
    refuse_if(
        [
            Reason(
                _("このメールアドレスの人がもういます。その人に役割をつけてください。"),
                field="email",
            )
        ]
        if Login.objects.filter(email__iexact=email).exists()
        else []
    )
    person = parties.add_person(
        email=email, zone=body.party.zone, **{"language": body.party.language} | names
    )
    login = Login(email=email, person=person)
    login.set_password(password)
    login.save()
    give(person.party, body, kind, by=by, on=on, until=until)
    return login


@transaction.atomic
def end(role: Role, *, by, on: date, until: date | None = None) -> Role:
    """役割を終える — `until` is the last day (today); the door closes the day after."""
    until = until or on
    office = Role.objects.select_for_update().filter(body=role.body_id, kind=role.kind)
    role, others = _out_of(list(office.order_by("pk")), role.pk)
    refuse_if(
        rules.why_not_end(
            from_day=role.from_day,
            until=until,
            ended_on=role.until_day,
            on=on,
            last=role.kind == Role.Kind.STAFF and not _stays(others, role, until),
        )
    )
    was, role.until_day = role.until_day, until
    role.save(update_fields=["until_day"])
    _record("role.ended", role, by=by, on=on, until=until, was=was)
    return role


def _out_of(office: list[Role], pk: int) -> tuple[Role, list[Role]]:
    """The role itself, and the others of the same kind in the body."""
    [role] = [one for one in office if one.pk == pk]
    return role, [one for one in office if one.pk != pk]


def _stays(others: list[Role], role: Role, until: date) -> bool:
    """True when somebody else's role goes on the day after, without an end."""
    after = until + timedelta(days=1)
    return any(
        one.party_id != role.party_id and one.until_day is None and one.from_day <= after
        for one in others
    )


@transaction.atomic
def reopen(role: Role, *, by, on: date) -> Role:
    """終わりを取り消す — the end that was set last gives way to the one before it, or to none."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    ended = history.history(role).filter(did="role.ended").last()
    refuse_if(
        []
        if ended and role.until_day
        else [Reason(_("この役割には、取り消す終わりの日がありません。"), rule="ended")]
    )
    was = ended.facts.get("was")
    role.until_day = date.fromisoformat(was) if was else None
    role.save(update_fields=["until_day"])
    _record("role.reopened", role, by=by, on=on, until=role.until_day)
    return role


def _record(did: str, role: Role, *, by, on: date, **facts) -> None:
    concerns = [role.party, role.body.party]
    records.add(by=by, did=did, about=role, concerns=concerns, on=on, kind=role.kind, **facts)


@transaction.atomic
def sign(
    title: str,
    parties,
    *,
    signed_on: date,
    from_day: date,
    until_day: date,
    renew_by: date,
    by,
    on: date,
    signatories: str = "",
    paper=None,
) -> Agreement:
    """協定・覚書を登録する."""
    refuse_if(rules.why_not_sign(from_day=from_day, until_day=until_day, renew_by=renew_by))
    agreement = Agreement.objects.create(
        title=title,
        signed_on=signed_on,
        from_day=from_day,
        until_day=until_day,
        renew_by=renew_by,
        signatories=signatories,
        paper=paper,
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, party=party) for party in parties
    )
    records.add(
        by=by,
        did="agreement.signed",
        about=agreement,
        concerns=parties,
        on=on,
        signed_on=signed_on,
        until_day=until_day,
    )
    return agreement


@transaction.atomic
def note_approval(body, *, kind, authority, asked_on, by, on, **decision) -> Approval:
    """承認を登録する — asked, and when decided its days."""
    approval = Approval.objects.create(
        body=body, kind=kind, authority=authority, asked_on=asked_on, **decision
    )
    _note(approval, by=by, on=on)
    return approval


@transaction.atomic
def change_approval(approval: Approval, *, by, on: date, **decision) -> Approval:
    """承認を直す — what was asked for is decided, or a day was mistyped."""
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    for name, value in decision.items():
        setattr(approval, name, value)
    approval.save(update_fields=list(decision))
    _note(approval, by=by, on=on)
    return approval


def _note(approval: Approval, *, by, on: date) -> None:
    records.add(
        by=by,
        did="approval.noted",
        about=approval,
        concerns=[approval.body.party],
        on=on,
        decision=approval.decision,
        until_day=approval.until_day,
    )
