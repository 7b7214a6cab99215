"""事務局の電話 — whom somebody calls whose card opens nothing: number, hours, languages."""

from dataclasses import dataclass

from tsunagari.base.languages import LANGUAGES, gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.bilingual import Both, both

HOURS = _("月曜から金曜の %(from)s から %(until)s まで")


@dataclass(frozen=True)
class Office:
    """The federation's office as somebody calls it; without a number nothing is shown."""

    name: str
    phone: str
    dial: str
    hours: str
    languages: str
    ask: Both


def office_of(request) -> Office:
    """連絡先 — from what every request knows of the federation; no query."""
    known = getattr(request, "federation", None) or {}
    phone = known.get("phone", "")
    names = dict(LANGUAGES)
    return Office(
        name=known.get("name", ""),
        phone=phone,
        dial="".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        hours=_hours(known),
        languages=listed(names[code] for code in known.get("phone_languages", ()) if code in names),
        ask=both(_("連合会の事務局に電話してください。")),
    )


def _hours(known: dict) -> str:
    begins, ends = known.get("phone_from"), known.get("phone_until")
    if not (begins and ends):
        return ""
    return gettext(HOURS) % {"from": f"{begins:%H:%M}", "until": f"{ends:%H:%M}"}
