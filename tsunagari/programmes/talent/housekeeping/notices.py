"""お知らせ — an alarm goes to a named person at once, at any hour; the message itself says nothing."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping.models import Alarm, Institution

UNREACHED = "hk.unreached"
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
    NoticeKind(
        UNREACHED,
        _("家事支援の連絡係に、知らせが届きません"),
        _(
            "%(institution)s の連絡係が、メールを受け取らないことにしました。"
            "訪問の知らせは電話でしか伝わりません。ほかの人を連絡係にしてください。"
        ),
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


def tell_again(alarm: Alarm, taker: Party | None, *, at) -> None:
    """Whoever is told at the first, at once; and whoever had taken it already."""
    people = {party.pk: (party, "partner") for party in (alarm.named, taker) if party}
    people |= {party.pk: (party, "desk") for party in _office(at)}
    for party, face in people.values():
        _to(alarm, party, face, at)


def answered(alarm: Alarm, *, at) -> None:
    """Whoever was told of an alarm hears that the person pressed."""
    office = {party.pk for party in _office(at)}
    row = Institution.objects.get(pk=alarm.service.institution_id)
    named = {row.coordinator_id, row.deputy_id, alarm.named_id, alarm.taken_by_id} - {None}
    told = Notice.objects.filter(
        to__in=office | named,
        kind="hk.alarm",
        about_kind=alarm._meta.label_lower,
        about_key=str(alarm.pk),
    )
    for party in {notice.to_id: notice.to for notice in told.select_related("to")}.values():
        _to(alarm, party, "desk" if party.pk in office else "partner", at, kind="hk.answered")


def tell_unreached(institution: Institution, party: Party, *, at) -> None:
    """The office and the other one who is called: this one hears of no alarm by mail any more."""
    named = (institution.coordinator, institution.deputy)
    own = "/partner/housekeeping/institution/"
    ours = f"/desk/housekeeping/institutions/{institution.pk}/"
    people = {one.pk: (one, own) for one in named if one and one.pk != party.pk}
    people |= {one.pk: (one, ours) for one in _office(at)}
    for one, path in people.values():
        notices.tell(
            to=one,
            kind=UNREACHED,
            key=f"{UNREACHED}:{institution.pk}:{party.pk}:{at.isoformat()}:{one.pk}",
            facts={
                "institution": institution.organisation.title,
                "path": path,
            },
            about=institution,
            at=at,
        )


def _office(at):
    started = federation()
    on = roles.day_of(at)
    return roles.people_of(started.party.organisation, "staff", on=on) if started else []


def _to(alarm: Alarm, party: Party, face: str, at, kind: str = "hk.alarm") -> None:
    # Told anew at another level, or when danger is pressed again: once in a minute at the most.
    minute = int(at.timestamp()) // 60
    notices.tell(
        to=party,
        kind=kind,
        key=f"{kind}:{alarm.pk}:{alarm.level}:{party.pk}:{minute}",
        facts={"path": f"/{face}/housekeeping/alarms/{alarm.pk}/"},
        about=alarm,
        at=at,
    )
