"""同意 — answering and withdrawing."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.kernel.consents import purposes, rules
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.records import actions as records


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
    paper=None,
    to: Party | None = None,
) -> list[Consent]:
    """同意に答える — store the answers of one side, one record for all of them.

    `at` is the moment the answer was given (a paper's date when it was signed earlier).
    """
    Party.objects.select_for_update().get(pk=person.pk)
    stored = [
        _store(
            Consent(
                person=person,
                purpose=purpose,
                version=purposes.version(),
                to=to,
                side=side,
                answer=yes,
                relation=relation,
                channel=channel,
                given_at=at,
                until_day=until,
                paper=paper,
            )
        )
        for purpose, yes in answers.items()
        if purpose in purposes.CODES
    ]
    records.add(
        by=by,
        did="consent.answered",
        about=person,
        concerns=[person.party],
        on=on,
        side=side,
        channel=channel,
        yes=sum(answers.values()),
        no=sum(not yes for yes in answers.values()),
        private={"answers": answers, "relation": relation},
    )
    return stored


@transaction.atomic
def withdraw(person: Person, purpose: str, *, side: str, channel: str, by, on, at) -> None:
    """同意を取り消す — acts on the next request; no reason is asked."""
    Party.objects.select_for_update().get(pk=person.pk)
    _store(
        Consent(
            person=person,
            purpose=purpose,
            version=purposes.version(),
            side=side,
            answer=False,
            channel=channel,
            given_at=at,
        )
    )
    records.add(
        by=by,
        did="consent.withdrawn",
        about=person,
        concerns=[person.party],
        on=on,
        side=side,
        purpose=purpose,
    )


def _store(new: Consent) -> Consent:
    """Insert an answer; it becomes the current one unless a newer answer stands already."""
    same = Consent.objects.filter(
        person=new.person, purpose=new.purpose, to=new.to, side=new.side, current=True
    )
    old = same.first()
    if old and not rules.replaces((new.given_at, new.answer), (old.given_at, old.answer)):
        new.current = False
    elif old:
        same.update(current=False)
    new.save()
    return new
