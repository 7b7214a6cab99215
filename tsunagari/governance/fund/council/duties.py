"""務めのことば — minutes and the board's word, and what each meeting still waits for."""

from datetime import date
from pathlib import Path

from django.utils.timezone import localtime

from tsunagari.base import figures
from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.models import Decision, Meeting
from tsunagari.governance.fund.council.rules import waiting
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.kernel.parties.queries import federation

OWN = _("連合会の決まり（基金評議会の手順）")
VERSION, PLACE = "2026-11", ("desk:council_meeting", "meeting")
RULES = (
    DutyRule(
        code=waiting.WRITE,
        title=_("第%(number)s回 基金評議会の議事録を書いてください"),
        why=_("%(since)s に閉会しました。数と決定はデータから入っています。"),
        verb=_("議事録を書く"),
        steps=(_("審議のようすと少数意見を書く"), _("署名人を選ぶ")),
        icon="edit",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=waiting.SIGN,
        title=_("第%(number)s回 基金評議会の議事録に署名をもらってください"),
        why=_("%(since)s に議事録の案ができました。署名人が読んで署名します。"),
        verb=_("会議を見る"),
        steps=(_("署名人を選ぶ"), _("署名がない人に知らせる")),
        icon="check",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=waiting.PUBLISH,
        title=_("第%(number)s回 基金評議会の決定を公表してください"),
        why=_("%(since)s に議事録の署名がそろいました。"),
        verb=_("会議を見る"),
        steps=(_("公表する版で、人がわかる言葉がないかを見る"), _("公表する")),
        icon="flag",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=waiting.BOARD,
        title=_("理事会の決定を記録してください（第%(number)s回 議題%(item)s）"),
        why=_("%(since)s に評議会がすすめました。決めるのは理事会です。"),
        verb=_("会議を見る"),
        steps=(_("理事会にはかる"), _("決定の日・内容・理由を記録する")),
        icon="flag",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
)
FACTS = {"number": _("回"), "item": _("議題"), "meeting": _("会議の番号")}


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return figures.number(Path(__file__).parent, name, on)


def follow(meeting: Meeting, *, on: date, by=None) -> None:
    """What a meeting waits for; called by every act that moves it, and nightly."""
    duties.wait_for_turn(meeting)
    started = federation()
    days = {
        rule: figure(name, on)
        for rule, name in (
            (waiting.WRITE, "days_to_write"),
            (waiting.SIGN, "days_to_sign"),
            (waiting.PUBLISH, "days_to_publish"),
            (waiting.BOARD, "days_for_board"),
        )
    }
    found = waiting.wanted(
        _course(meeting), _for_board(meeting), office=started.party_id if started else 0, days=days
    )
    duties.reconcile(meeting, found, on=on, by=by)


def _course(meeting: Meeting) -> waiting.Course:
    first = meeting.minutes.order_by("number").first()
    signed = meeting.state in (Meeting.State.SIGNED, Meeting.State.PUBLISHED)
    newest = queries.newest_minutes(meeting)
    last = newest.signatures.order_by("-at").first() if newest and signed else None
    return waiting.Course(
        key=meeting.pk,
        number=meeting.number,
        closed_on=localtime(meeting.closed_at).date() if meeting.closed_at else None,
        written_on=first.written_on if first else None,
        signed_on=localtime(last.at).date() if last else None,
        published_on=meeting.published_on,
    )


def _for_board(meeting: Meeting) -> list[waiting.ForBoard]:
    rows = Decision.objects.filter(meeting=meeting).select_related(
        "board", "item", "meeting__articles"
    )
    return [
        waiting.ForBoard(one.pk, one.item.number, one.on, board.decided_on if board else None)
        for one in rows.order_by("pk")
        if queries.needs_board(one)
        for board in [getattr(one, "board", None)]
    ]


def follow_all(*, on: date) -> None:
    """Every meeting that is not published; safe to run twice."""
    ended = (Meeting.State.CANCELLED,)
    for meeting in Meeting.objects.exclude(state__in=ended).filter(closed_at__isnull=False):
        follow(meeting, on=on)
