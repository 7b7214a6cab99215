"""同意 — answering, withdrawing, and taking a mistyped paper back."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.kernel.consents import purposes, rules
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record


@transaction.atomic
def answer(
    person: Person,
    answers: dict[str, bool],
    *,
    side: str,
    channel: str,
    by,
    on: date,
    at: datetime,
    until: date | None = None,
    relation: str = "",
    language: str = "",
    paper=None,
    to: Party | None = None,
) -> list[Consent]:
    """同意に答える — store the answers of one side, one record for all of them.

    `at` is the moment the answer was given.
    """
    given = {purpose: (yes, at) for purpose, yes in answers.items()}
    return _keep(
        person,
        given,
        side=side,
        channel=channel,
        by=by,
        on=on,
        until_day=until,
        relation=relation,
        language=language,
        paper=paper,
        to=to,
    )


@transaction.atomic
def answer_on_paper(
    person: Person,
    answers: dict[str, bool],
    *,
    side: str,
    signed_on: date,
    zone: str,
    by,
    on: date,
    at: datetime,
    until: date,
    relation: str = "",
    language: str = "",
    paper=None,
) -> list[Consent]:
    """紙の答えを入れる — typed later, but given on the day of the signature at `zone`."""
    given = {
        purpose: (yes, rules.moment_of_paper(signed_on, yes=yes, zone=zone, now=at))
        for purpose, yes in answers.items()
    }
    return _keep(
        person,
        given,
        side=side,
        channel=Consent.Channel.PAPER,
        by=by,
        on=on,
        until_day=until,
        relation=relation,
        language=language,
        paper=paper,
        to=None,
    )


def _keep(person, given, *, side, channel, by, on, **more) -> list[Consent]:
    Party.objects.select_for_update().get(pk=person.pk)
    answers = {purpose: yes for purpose, (yes, _at) in given.items() if purposes.known(purpose)}
    record = records.add(
        by=by,
        did="consent.answered",
        about=person,
        concerns=_concerned(person, answers),
        on=on,
        side=side,
        channel=channel,
        yes=sum(answers.values()),
        no=sum(not yes for yes in answers.values()),
        private={"answers": answers, "relation": more["relation"]},
    )
    stored = Consent.objects.bulk_create(
        Consent(
            person=person,
            purpose=purpose,
            version=purposes.version(),
            side=side,
            answer=yes,
            channel=channel,
            given_at=given[purpose][1],
            record=record,
            current=False,
            **more,
        )
        for purpose, yes in answers.items()
    )
    _settle(person, side, answers)
    return stored


@transaction.atomic
def withdraw(
    person: Person, purpose: str, *, side: str, channel: str, by, on, at, to: Party | None = None
) -> None:
    """同意を取り消す — acts on the next request; no reason is asked."""
    Party.objects.select_for_update().get(pk=person.pk)
    record = records.add(
        by=by,
        did="consent.withdrawn",
        about=person,
        concerns=_concerned(person, [purpose]),
        on=on,
        side=side,
        purpose=purpose,
    )
    Consent.objects.create(
        person=person,
        purpose=purpose,
        version=purposes.version(),
        side=side,
        answer=False,
        channel=channel,
        given_at=at,
        record=record,
        to=to,
        current=False,
    )
    _settle(person, side, [purpose])


def _concerned(person: Person, asked) -> list[int]:
    """On whose timeline an answer stands."""
    return [] if any(purposes.sealed(purpose) for purpose in asked) else [person.pk]


@transaction.atomic
def annul(person: Person, record: Record, *, by, on: date) -> int:
    """打ち間違いを取り消す — answers typed from a paper; what stood before stands again.

    Only what the school itself typed can be taken back, never what somebody answered by link.
    """
    Party.objects.select_for_update().get(pk=person.pk)
    typed = list(
        Consent.objects.filter(
            person=person, record=record, channel=Consent.Channel.PAPER, annulled=False
        )
    )
    if not typed:
        return 0
    Consent.objects.filter(pk__in=[row.pk for row in typed]).update(annulled=True, current=False)
    records.add(
        by=by,
        did="consent.annulled",
        about=person,
        concerns=[person.pk],
        on=on,
        record=record.pk,
        answers=len(typed),
    )
    for side in {row.side for row in typed}:
        _settle(person, side, [row.purpose for row in typed if row.side == side])
    return len(typed)


def _settle(person, side, asked) -> None:
    """Mark the answer that stands of each purpose, whatever the order in which they came."""
    rows: dict[tuple, list[Consent]] = {}
    answers = Consent.objects.filter(
        person=person, side=side, purpose__in=list(asked), annulled=False
    )
    for row in answers.order_by("pk"):
        rows.setdefault((row.purpose, row.to_id), []).append(row)
    standing = {
        own[rules.newest([(row.given_at, row.answer) for row in own])].pk for own in rows.values()
    }
    every = [row for own in rows.values() for row in own]
    fallen = [row.pk for row in every if row.current and row.pk not in standing]
    risen = [row.pk for row in every if not row.current and row.pk in standing]
    Consent.objects.filter(pk__in=fallen).update(current=False)
    Consent.objects.filter(pk__in=risen).update(current=True)
