"""帳簿の行 — what the lines of all registers share: last days of keeping, names, days, events."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.parties.kinds import COUNTRIES
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules.facts import Case as Facts
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.visits import keeping

TRAINED, WORKING = ("TITP", "ESD"), ("TITP", "ESD", "SSW1", "SSW2")
OPEN = _("おわってから1年")


def keep(ends: Iterable[date | None]):
    """The last day of keeping, or that the year has not begun."""
    return keeping.until(list(ends)) or gettext(OPEN)


def ends_at(companies: Iterable[int], systems: tuple[str, ...]) -> dict[int, list]:
    """{company: when each person's time there ended}, one query."""
    found = defaultdict(list)
    rows = Case.objects.filter(company__in=set(companies), system__in=systems)
    for company, closed in rows.values_list("company", "closed_on"):
        found[company].append(closed)
    return found


def names_of(people: Iterable[int | None], viewer: Viewer) -> dict[int, str]:
    """On papers a foreign name stands in Latin letters, as on the passport."""
    found = written([one for one in people if one], to=viewer)
    return {key: name.latin or name.name for key, name in found.items()}


def country_of(code: str) -> str | None:
    """A nationality in the reader's language."""
    country = COUNTRIES.get(code) if code else None
    return gettext(country.words) if country else None


def days(found: Iterable[date | None]) -> date | str:
    """One day as a day, that a table can sort; several in one cell."""
    known = sorted(filter(None, found))
    return known[0] if len(known) == 1 else "、".join(date_format(day, "Y-m-d") for day in known)


def events(known: Facts, *kinds: str) -> list[date]:
    return [one.on for one in known.events if one.kind in kinds]


def with_event(*kinds: str) -> Q:
    """Cases whose facts tell of such an event: asked of the stored text, read by the law's facts."""
    found = Q()
    for kind in kinds:
        found |= Q(facts__events__icontains=f'"{kind}"')
    return found
