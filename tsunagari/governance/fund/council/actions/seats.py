"""委員と規程 — the council is set up, its articles are dated, its members have terms."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.base.shares import ratio
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.models import Articles, Council, Term
from tsunagari.governance.fund.council.rules import quorum, steps
from tsunagari.kernel.parties.models import Login
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import actions as roles
from tsunagari.kernel.roles.models import Role

RATIOS = ("quorum_ratio", "threshold", "special_threshold")


@transaction.atomic
def found(body, *, by, on: date) -> Council:
    """評議会を登録する — a body of kind council becomes the fund council; there is one."""
    words = _("基金評議会は、もう登録されています。")
    refuse_if([Reason(words, rule="one")] if queries.fund_council() else [])
    council = Council.objects.create(body=body)
    records.add(by=by, did="council.founded", about=council, concerns=[body.party], on=on)
    return council


@transaction.atomic
def set_articles(
    council: Council, *, from_day: date, source: str, by, on: date, **told
) -> Articles:
    """規程を登録する — from a day on; meetings keep the articles of their own day."""
    council = Council.objects.select_for_update().get(pk=council.pk)
    newest = council.articles.order_by("-from_day").first()
    ratios = [(name, _is_part(told[name])) for name in RATIOS if name in told]
    refuse_if(
        steps.why_not_articles(
            ratios, from_day=from_day, newest=newest.from_day if newest else None, source=source
        )
    )
    written = {name: quorum.part(ratio(told[name])) for name in RATIOS if name in told}
    made = Articles.objects.create(
        council=council, from_day=from_day, source=source.strip()[:300], **told | written
    )
    records.add(by=by, did="council.articles", about=made, on=on, from_day=from_day)
    return made


def _is_part(text: str) -> bool:
    try:
        return 0 < ratio(text) <= 1 and len(quorum.part(ratio(text))) <= 12
    except ValueError:
        return False


@transaction.atomic
def seat(
    council: Council,
    *,
    category: str,
    appointer: str,
    from_day: date,
    until_day: date | None,
    by,
    on: date,
    chair: bool = False,
    login: Login | None = None,
    email: str = "",
    **names,
) -> Term:
    """委員を登録する — somebody who signs in already, or a new person; the door opens with the term."""
    council = Council.objects.select_for_update().select_related("body__party").get(pk=council.pk)
    kind = Term.Seat.CHAIR if chair else Term.Seat.MEMBER
    refuse_if(_why_not_seat(council, login, chair, appointer, from_day, until_day))
    if login is None:
        login = roles.admit(
            council.body,
            kind,
            email=email,
            by=by,
            on=from_day,
            until=until_day,
            **names,
        )
        role = Role.objects.get(party=login.person_id, body=council.body, kind=kind)
    else:
        role = roles.give(
            login.person.party, council.body, kind, by=by, on=from_day, until=until_day
        )
    term = Term.objects.create(
        council=council,
        party=role.party,
        seat=kind,
        category=category,
        appointer=appointer.strip()[:120],
        from_day=from_day,
        until_day=until_day,
        role=role,
    )
    concerns = [role.party_id]
    records.add(by=by, did="council.seated", about=term, concerns=concerns, on=on, kind=kind)
    return term


def _why_not_seat(council, login, chair, appointer, from_day, until_day) -> list[Reason]:
    last = until_day or date.max
    over = council.terms.filter(from_day__lte=last).exclude(until_day__lt=from_day)
    party = login.person_id if login else None
    held = Role.objects.filter(party=party, from_day__lte=last).exclude(until_day__lt=from_day)
    return steps.why_not_term(
        appointer=appointer,
        from_day=from_day,
        until_day=until_day,
        held=over.filter(party=party).exists(),
        chair_held=chair and over.filter(seat=Term.Seat.CHAIR).exists(),
        staff=held.filter(kind=Role.Kind.STAFF).exists(),
        auditor=held.filter(kind=Role.Kind.COUNCIL_MEMBER).exists(),
    )


@transaction.atomic
def unseat(term: Term, *, until: date, by, on: date) -> Term:
    """任期を終える — `until` is the last day; the door closes the day after."""
    term = Term.objects.select_for_update().select_related("role").get(pk=term.pk)
    roles.end(term.role, by=by, on=on, until=until)
    term.until_day = until
    term.save(update_fields=["until_day"])
    records.add(
        by=by, did="council.unseated", about=term, concerns=[term.party_id], on=on, until=until
    )
    return term
