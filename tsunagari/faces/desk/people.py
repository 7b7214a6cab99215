"""名簿の行 — people and bodies as staff read them: name, reading, what they are and where."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.consents.queries import Written, opened, written
from tsunagari.kernel.parties.kinds import COUNTRIES, KINDS
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.exchange.schools import queries as schools

PERSON, BODY = Party.Kind.PERSON, Party.Kind.ORGANISATION
GONE = _("名前を消した人")


@dataclass(frozen=True)
class Line:
    """One party in a list or at the head of its page."""

    party: Party
    name: str
    kana: str = ""
    latin: str = ""
    notes: list[str] = field(default_factory=list)
    minor: bool = False

    @property
    def code(self) -> str:
        return self.party.code

    @property
    def icon(self) -> str:
        return "users" if self.party.is_person else "building"

    @property
    def title(self) -> str:
        """The name with さん for every adult; a child's display name and a body stand alone."""
        adult = self.party.is_person and not self.minor and not self.party.forgotten_on
        return gettext(_("%(name)s さん")) % {"name": self.name} if adult else self.name


def lines(parties: list[Party], viewer: Viewer) -> list[Line]:
    """The parties of a page in words, with the same number of queries however many there are."""
    return _lines(parties, written(parties, to=viewer), viewer)


def lines_now(parties: list[Party], viewer: Viewer) -> list[Line]:
    """The same of parties that were read just now, each with its person or body."""
    return _lines(parties, opened({party.pk: party for party in parties}, viewer), viewer)


def _lines(parties: list[Party], names: dict[int, Written], viewer: Viewer) -> list[Line]:
    people = [party.pk for party in parties if party.is_person]
    parts = parts_of(people, viewer.on)
    classes = _classes(people)
    return [
        _line(party, names[party.pk], parts[party.pk], classes.get(party.pk)) for party in parties
    ]


def names_of(parties, viewer: Viewer) -> dict[int, str]:
    """What to call each party; somebody without a name here is called by the code."""
    found = [party for party in parties if party]
    names = written(found, to=viewer) if found else {}
    return {party.pk: _name(party, names[party.pk]) for party in found}


def names_now(people: dict[int, Party], viewer: Viewer) -> dict[int, str]:
    """As `names_of`, for parties that were read just now, each person's with the person."""
    names = opened(people, viewer)
    return {pk: _name(party, names[pk]) for pk, party in people.items()}


def parts_of(people: list[int], on: date) -> dict[int, list[str]]:
    """{person: what they do where} of today's roles; a pupil's class says more than the role."""
    found = defaultdict(list)
    if people:
        for role in roles.of_many(people, on=on):
            found[role.party_id].append(f"{kind_words(role.kind)}・{role.body.title}")
    return found


def kind_words(kind: str) -> str:
    """A role in the reader's language."""
    return gettext(Role.Kind(kind).label)


def body_words(kinds: list[str]) -> str:
    """What kind of body it is, in the reader's language."""
    return "・".join(gettext(KINDS[kind]) for kind in kinds if kind in KINDS)


def place_words(body: Organisation) -> str:
    """Town and, outside Japan, country."""
    country = COUNTRIES.get(body.country, COUNTRIES[""])
    abroad = "" if body.country == "JPN" else gettext(country.words)
    return " ".join(filter(None, [abroad, body.municipality]))


def _classes(people: list[int]) -> dict[int, str]:
    """{pupil: class and school}."""
    if not people:
        return {}
    return {
        row.pk: f"{row.school_class.name}・{row.school_class.school.organisation.title}"
        for row in schools.with_classes(people)
    }


def _line(party: Party, names: Written, parts: list[str], school_class: str | None) -> Line:
    if party.is_person:
        minor = party.person.minor
        notes = [school_class] if school_class else parts
    else:
        minor = False
        body = party.organisation
        notes = list(filter(None, [body_words(body.kinds), place_words(body)]))
    return Line(party, _name(party, names), names.kana, names.latin, notes, minor)


def _name(party: Party, names: Written) -> str:
    if party.forgotten_on:
        return f"{gettext(GONE)} {party.code}"
    return names.name or names.latin or party.code
