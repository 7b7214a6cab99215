"""催しの条件 — town, language, age and price in the address of the calendar and of its feeds."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tsunagari.base.languages import CODES, LANGUAGES
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.community.events import queries

OLDEST = 130


@dataclass(frozen=True)
class Filters:
    """What somebody asked for; what no event can have is left out."""

    town: str = ""
    language: str = ""
    age: int | None = None
    free: bool = False

    def rows(self):
        """The coming events, soonest first."""
        rows = queries.narrowed(
            queries.coming(timezone.now()),
            town=self.town,
            language=self.language,
            age=self.age,
            free=self.free,
        )
        return rows.order_by("starts_at", "pk")

    def keys(self):
        """The same with the keys alone, by which pages are cut."""
        return self.rows().select_related(None).only("starts_at")

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        asked = {"town": self.town, "lang": self.language, "age": self.age, "price": self.price}
        return urlencode({name: value for name, value in asked.items() if value not in ("", None)})

    @property
    def price(self) -> str:
        return "free" if self.free else ""


def of(request) -> Filters:
    """What the address asks for."""
    asked = request.GET
    age, language = whole(asked.get("age", "")), asked.get("lang", "")
    return Filters(
        town=asked.get("town", "")[:80],
        language=language if language in CODES else "",
        age=age if age is not None and age <= OLDEST else None,
        free=asked.get("price") == "free",
    )


def boxes(filters: Filters, towns: list[str]) -> dict:
    """What the calendar offers to choose; any other age may stand in the address."""
    ages = {4: _("小さい子"), 9: _("小学生"), 15: _("中学生・高校生"), 30: _("大人")}
    given = _("%(age)s歳") % {"age": filters.age} if filters.age is not None else ""
    return {
        "towns": towns,
        "languages": [one for one in LANGUAGES if one[0] != "ja-easy"],
        "language_name": dict(LANGUAGES).get(filters.language, ""),
        "ages": list(ages.items()),
        "age_name": ages.get(filters.age, given),
        "filters": filters,
    }
