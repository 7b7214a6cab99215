"""来る人 — who is to come and who registers them, as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagari.programmes.community.events.models import Event, Ticket


@dataclass(frozen=True)
class Comer:
    """Somebody who is to come, as typed."""

    ticket: Ticket
    name: str = ""
    name_kana: str = ""
    age: int | None = None
    languages: Sequence[str] = ()
    needs: Sequence[str] = ()
    note: str = ""
    generation: str = ""


@dataclass(frozen=True)
class Contact:
    """Who registers and is written to; `party` when somebody known has signed in."""

    name: str
    email: str = ""
    language: str = "ja"
    party: object = None
    proxy: object = None
    # 招待のことば, as typed; whoever registers others needs none.
    invite: str = ""
    # {key of a question: what was answered}
    answers: Mapping[int, str] = field(default_factory=dict)


def told(event: Event, comers: Sequence[Comer], contact: Contact) -> tuple:
    """送ったこと — two that say the same, in whatever spacing and case, are one registration."""
    people = [
        (one.ticket.pk, _plain(one.name), one.age, sorted(one.needs), _plain(one.note))
        for one in comers
    ]
    answers = [(key, _plain(words)) for key, words in sorted(contact.answers.items())]
    proxy = getattr(contact.proxy, "pk", None)
    return event.pk, proxy, _plain(contact.name), _plain(contact.email), people, answers


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()
