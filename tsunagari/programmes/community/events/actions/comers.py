"""来る人 — who is to come and who registers them, as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagari.programmes.community.events.models import Ticket


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
