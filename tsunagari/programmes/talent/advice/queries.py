"""相談 — who may read what: the office all of it, a person their own, another body what was agreed.

No company, sending organisation, school or supervisor finds anything here, unless the person pressed
it for that body; and then only those messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tsunagari.base import figures
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.parties.actions import hash_of
from tsunagari.kernel.parties.models import Organisation, Person
from tsunagari.kernel.parties.queries import bodies
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.advice import sealed
from tsunagari.programmes.talent.advice.models import (
    Category,
    Consultation,
    HandOver,
    Message,
    Photo,
    Reading,
    Rendering,
)
from tsunagari.programmes.talent.advice.rules import states
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import PARTS

OFFICE = Message.Side.NOTE


def of(viewer: Viewer) -> QuerySet[Consultation]:
    """相談 — the office's all, a worker's own, another body's by what the person agreed to."""
    rows = Consultation.objects.select_related("person__party", "assignee")
    if is_office(viewer):
        return rows
    if viewer.kind == "worker":
        return rows.filter(person=viewer.party.pk)
    return rows.filter(pk__in=agreed().filter(to=_body(viewer)).values("consultation"))


def is_office(viewer: Viewer) -> bool:
    """Staff for the federation itself; who acts for another body sees with that body's eyes."""
    return viewer.kind == "staff" and viewer.on_behalf is None


def _body(viewer: Viewer):
    """Whose eyes: nobody reads a consultation on behalf of a body."""
    return None if viewer.on_behalf else viewer.body


def of_person(person: Person | int) -> QuerySet[Consultation]:
    """わたしの相談 — what a person asked, the newest first; duplicates of the person too."""
    key = getattr(person, "pk", person)
    mine = Q(person=key) | Q(person__party__same_as=key)
    return Consultation.objects.filter(mine).order_by("-pk")


def by_secret(secret: str) -> Consultation | None:
    """The consultation that was asked without a name, by the key that was given then."""
    return Consultation.objects.filter(reply_hash=hash_of(secret)).first() if secret else None


def waiting(viewer: Viewer) -> QuerySet[Consultation]:
    """What waits for the office's words."""
    return of(viewer).filter(state__in=states.WAITING)


# — what was said —


@dataclass(frozen=True)
class Said:
    """One message as a page shows it: opened, with its translations and photos."""

    message: Message
    words: str
    renderings: list[tuple[Rendering, str]] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)


def said(messages: Iterable[Message]) -> list[Said]:
    """Messages opened, the oldest first."""
    return [
        Said(
            row,
            sealed.words_of(row),
            [(one, sealed.words_of(one)) for one in row.renderings.all()],
            list(row.photos.all()),
        )
        for row in messages
    ]


def talk(consultation: Consultation) -> list[Said]:
    """やりとり — as the person reads it: everything but the office's notes."""
    return said(messages_of(consultation).exclude(side=OFFICE))


def messages_of(consultation: Consultation) -> QuerySet[Message]:
    """Every message with its translations and photos, the oldest first."""
    rows = Message.objects.filter(consultation=consultation).select_related("by")
    renderings = Rendering.objects.order_by("pk")
    photos = Photo.objects.select_related("paper__blob").order_by("pk")
    return rows.prefetch_related(
        Prefetch("renderings", renderings), Prefetch("photos", photos)
    ).order_by("pk")


def messages_for(viewer: Viewer, consultation: Consultation) -> QuerySet[Message]:
    """What this viewer may read of a consultation that they may open."""
    rows = messages_of(consultation)
    if is_office(viewer):
        return rows
    if viewer.kind == "worker" and consultation.person_id == viewer.party.pk:
        return rows.exclude(side=OFFICE)
    open_to = agreed().filter(to=_body(viewer), consultation=consultation)
    shown = Q(hand_overs__in=open_to) | Q(side=Message.Side.BODY, by=viewer.party.pk)
    return rows.filter(shown).exclude(side=OFFICE).distinct()


# — other bodies —


def agreed() -> QuerySet[HandOver]:
    """渡してよいもの — the person's yes stands now; a withdrawal acts on the next request.

    A yes to an office outside is none to an employer: it rests while that body has a part in a case
    of the person, unless the person pressed it unasked.
    """
    answers = Consent.objects.filter(
        purpose=OuterRef("purpose"), person=OuterRef("consultation__person"), current=True
    )
    named = Exists(answers.filter(answer=True)) & ~Exists(answers.filter(answer=False))
    employer = Exists(cases_with(OuterRef("to"), OuterRef("consultation__person")))
    return HandOver.objects.filter(
        Q(consultation__person__isnull=True, answer=True)
        | Q(named, Q(by_person=True) | ~employer, consultation__person__isnull=False)
    )


def cases_with(body, person) -> QuerySet[Case]:
    """The cases of a person in which a body has, or had, a part."""
    parts = Q(employments__company=body)
    for part in PARTS:
        parts |= Q(**{part: body})
    return Case.objects.filter(parts, person=person)


def outside() -> QuerySet[Organisation]:
    """ほかの窓口 — bodies to which a consultation may be handed, by reading."""
    found = Q()
    for kind in states.OUTSIDE:
        found |= Q(pk__in=bodies(kind).values("pk"))
    rows = Organisation.objects.filter(found, supervisor__isnull=True)
    return rows.select_related("party").order_by("party__sort_as", "pk")


def hand_overs_of(consultation: Consultation) -> list[tuple[HandOver, bool | None]]:
    """Each with the person's answer as it stands: yes, no, or none yet."""
    rows = list(consultation.hand_overs.select_related("to__party").prefetch_related("messages"))
    answers = dict(
        Consent.objects.filter(purpose__in=[row.purpose for row in rows], current=True).values_list(
            "purpose", "answer"
        )
    )
    if consultation.person_id is None:
        return [(row, row.answer) for row in rows]
    if any(answers.values()):
        stands = set(agreed().filter(consultation=consultation).values_list("purpose", flat=True))
        answers = {purpose: said and purpose in stands for purpose, said in answers.items()}
    return [(row, answers.get(row.purpose)) for row in rows]


def readings_of(consultation: Consultation) -> QuerySet[Reading]:
    """だれが見たか — the newest first."""
    return Reading.objects.filter(consultation=consultation).select_related("by", "body__party")


# — counts —


@dataclass(frozen=True)
class Counted:
    """One consultation under one category, without anything that was said."""

    case: int
    topic: str
    category: str
    language: str
    town: str
    month: date
    channel: str


def counted(from_day: date, until_day: date) -> list[Counted]:
    """数えるための行 — one a category (one without any counts under ""), by the day of asking."""
    rows = Consultation.objects.filter(asked_on__gte=from_day, asked_on__lte=until_day)
    codes = Category.objects.filter(consultation__in=rows).order_by("code")
    under: dict[int, list[str]] = {}
    for key, code in codes.values_list("consultation_id", "code"):
        under.setdefault(key, []).append(code)
    found = rows.order_by("pk").values_list(
        "pk", "topic", "language", "town", "asked_on", "channel"
    )
    return [
        Counted(pk, topic, category, language, town, on.replace(day=1), channel)
        for pk, topic, language, town, on, channel in found
        for category in under.get(pk, [""])
    ]


# — figures —


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value
