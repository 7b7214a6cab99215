"""お知らせ — an alarm goes to a named person at once, at any hour; the message itself says nothing."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping.models import Alarm

KINDS = (
    NoticeKind(
        "hk.alarm",
        _("いますぐ確認してください"),
        _(
            "家庭で働く人の無事が、まだ確かめられていません。いますぐ画面を開いて、対応してください。"
        ),
        urgent=True,
    ),
    NoticeKind(
        "hk.answered",
        _("確認できました"),
        _("家庭で働く人から、連絡がありました。対応の記録を見てください。"),
        urgent=True,
    ),
)


def tell(alarm: Alarm, *, at) -> None:
    """The person whose turn it is; at the last level everybody of the federation's office too."""
    if alarm.named:
        _to(alarm, alarm.named, "partner", at)


def tell_office(alarm: Alarm, *, at) -> None:
    """Everybody of the federation's office."""
    for party in _office(at):
        _to(alarm, party, "desk", at)


def answered(alarm: Alarm, *, at) -> None:
    """Whoever was told of an alarm hears that the person pressed."""
    people = {alarm.named.pk: (alarm.named, "partner")} if alarm.named else {}
    if alarm.level >= 2:
        people |= {party.pk: (party, "desk") for party in _office(at)}
    for party, face in people.values():
        _to(alarm, party, face, at, kind="hk.answered")


def _office(at):
    started = federation()
    on = roles.day_of(at)
    return roles.people_of(started.party.organisation, "staff", on=on) if started else []


def _to(alarm: Alarm, party, face: str, at, kind: str = "hk.alarm") -> None:
    notices.tell(
        to=party,
        kind=kind,
        key=f"{kind}:{alarm.pk}:{alarm.level}:{party.pk}",
        facts={"path": f"/{face}/housekeeping/alarms/{alarm.pk}/"},
        about=alarm,
        at=at,
    )
