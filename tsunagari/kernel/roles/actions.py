"""役割 — giving and ending roles, signing agreements, noting approvals."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Login
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Agreement, AgreementParty, Approval, Role


@transaction.atomic
def give(party, body, kind: str, *, by, on: date, until: date | None = None) -> Role:
    """役割をつける."""
    role = Role.objects.create(party=party, body=body, kind=kind, from_day=on, until_day=until)
    records.add(by=by, did="role.given", about=role, concerns=[party, body.party], on=on, kind=kind)
    return role


@transaction.atomic
def admit(body, kind: str, *, email: str, by, on: date, password: str | None = None, **names):
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
    give(person.party, body, kind, by=by, on=on)
    return login


@transaction.atomic
def end(role: Role, *, by, on: date) -> Role:
    """役割を終える — the door closes the day after."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    role.until_day = on
    role.save(update_fields=["until_day"])
    records.add(
        by=by,
        did="role.ended",
        about=role,
        concerns=[role.party, role.body.party],
        on=on,
        kind=role.kind,
    )
    return role


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
    refuse_if(why_not_sign(from_day=from_day, until_day=until_day, renew_by=renew_by))
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


def why_not_sign(*, from_day: date, until_day: date, renew_by: date) -> list[Reason]:
    """Every reason not to store these days of an agreement."""
    reasons = []
    if until_day < from_day:
        reasons.append(
            Reason(_("終わりの日は、始まりの日より後にしてください。"), field="until_day")
        )
    if renew_by > until_day:
        reasons.append(
            Reason(_("更新を決める日は、終わりの日より前にしてください。"), field="renew_by")
        )
    return reasons


@transaction.atomic
def note_approval(body, *, kind, authority, asked_on, by, on, **decision) -> Approval:
    """承認を登録する — asked, and when decided its days."""
    approval = Approval.objects.create(
        body=body, kind=kind, authority=authority, asked_on=asked_on, **decision
    )
    records.add(
        by=by,
        did="approval.noted",
        about=approval,
        concerns=[body.party],
        on=on,
        decision=approval.decision,
        until_day=approval.until_day,
    )
    return approval
