"""家庭への訪問 — what stands on the worker's page of one visit: one button, and help."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.housekeeping import queries, sealed
from tsunagari.programmes.talent.housekeeping.models import Institution, Service
from tsunagari.programmes.talent.housekeeping.rules import watch
from tsunagari.programmes.talent.housekeeping.rules.work import WORK

BEFORE, AFTER = timedelta(hours=24), timedelta(hours=6)
# What pressing says now: (act, the button, what it is for).
BUTTONS = {
    watch.PLANNED: (watch.IN, _("着きました。はじめます"), _("家に着いたら、押してください。")),
    watch.RUNNING: (
        watch.OUT,
        _("おわりました。家を出ます"),
        _("家を出るときに、押してください。"),
    ),
}


@dataclass(frozen=True)
class Own:
    """A visit as its worker sees it."""

    service: Service
    work: list[str]
    state: str
    act: str = ""
    verb: str = ""
    hint: str = ""
    # When silence becomes an alarm.
    by: datetime | None = None
    alarmed: bool = False


def of(service: Service) -> Own:
    """The button, and by when it is expected."""
    act, verb, hint = BUTTONS.get(service.state, ("", "", ""))
    alarmed = service.alarms.filter(closed_at=None).exists()
    return Own(
        service=service,
        work=[gettext(WORK[code].words) for code in service.contract.work if code in WORK],
        state=gettext(service.get_state_display()),
        act=act,
        verb=gettext(verb) if verb else "",
        hint=gettext(hint) if hint else "",
        by=service.due_at,
        alarmed=alarmed,
    )


def next_of(person, now: datetime) -> Own | None:
    """つぎの訪問 — the one that runs, or the next one; None for whoever has none."""
    rows = queries.of_person(person, now)
    return of(rows[0]) if rows else None


def where(service: Service, now: datetime) -> dict[str, str]:
    """住所 — from a day before until after it: so that help can be called to the right door."""
    near = service.starts_at - BEFORE <= now <= service.until_at + AFTER
    return sealed.reveal(service.contract.household) if near else {}


def phone_of(service: Service) -> str:
    """Whom to call at the institution."""
    row = Institution.objects.filter(pk=service.institution_id).first()
    return row.phone if row else ""


def made_at(text: str) -> datetime | None:
    """When a press was made, as the phone wrote it: an ISO time with its offset, or nothing."""
    try:
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def words_of(act: str) -> str:
    """What is said on the next page after a press."""
    return {
        watch.IN: _("はじまりの連絡を受けました。"),
        watch.OUT: _("おわりの連絡を受けました。おつかれさまでした。"),
        watch.LONGER: _("無事の連絡を受けました。時間をのばしました。"),
        watch.DANGER: _("危険の知らせを、担当者と事務局に送りました。"),
    }[act]
