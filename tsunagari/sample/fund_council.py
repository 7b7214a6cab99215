"""見本の基金評議会 — seven invented members: published minutes, a written vote, a meeting to come."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from tsunagari.governance.fund.calls.models import Application
from tsunagari.governance.fund.council.actions import ballots, items, meetings, minutes, seats
from tsunagari.governance.fund.council.models import Council, Meeting
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.reviews import actions as reviews
from tsunagari.kernel.reviews.actions import Measure
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.roles.models import Viewer
from tsunagari.sample import people

MARK = "見本："
TERM, AGO, AHEAD = 220, 42, 12
APPOINTER = "見本 理事会"
# The applicant of the past meeting; one member sits on its board.
APPLICANT, NEAR = "soudan", 3


def found(*, by, on: date) -> Council:
    """The council, its articles, and its members; only the first two have a password."""
    body = parties.add_organisation(**people.FUND_COUNCIL)
    since = on - timedelta(days=TERM)
    council = seats.found(body, by=by, on=since)
    seats.set_articles(
        council,
        from_day=since,
        source="見本 基金評議会規程 第8条〜第14条",
        fewest=3,
        written=True,
        secret_kinds=["appointment"],
        by=by,
        on=since,
    )
    for number, row in enumerate(people.FUND_MEMBERS):
        key, category, family, given, family_kana, given_kana = row
        seats.seat(
            council,
            category=category,
            appointer=APPOINTER,
            from_day=since,
            until_day=since + timedelta(days=730),
            chair=number == 0,
            email=people.email(key),
            by=by,
            on=since,
            family=family,
            given=given,
            family_kana=family_kana,
            given_kana=given_kana,
        )
    return council


def load(*, by, on: date) -> None:
    """What the council has decided, and what it will talk about."""
    council = found(by=by, on=on)
    held = on - timedelta(days=AGO)
    members = _members(council, held)
    applicant = Organisation.objects.get(party__name=people.BODIES[APPLICANT]["name"])
    entry = _judged(council, members, applicant, by, held)
    meeting = _held(council, members, entry, by, held)
    _minuted(meeting, members, by, held)
    _in_writing(council, members, by, on)
    _coming(council, by, on)


def _members(council: Council, on: date) -> list[Viewer]:
    rows = council.terms.select_related("party").order_by("pk")
    zone = {"language": "ja", "on": on}
    return [Viewer(party=one.party, kind=one.seat, body=council.body, **zone) for one in rows]


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a Japanese day."""
    return datetime.combine(on, time(hour, minute), UTC) - timedelta(hours=9)


def _judged(council: Council, members, applicant: Organisation, by, held: date) -> Entry:
    """An application of the spring: declared on by all, one of whom is near to it."""
    day = held - timedelta(days=20)
    call = reviews.open_call(
        MARK + "春の助成", body=council.body, criteria=[Measure("必要さ", 1)], by=by, on=day
    )
    called = applicant.party.name.reveal()
    [entry] = reviews.show_list(
        call,
        [{"called": called, "applicant": applicant.party}],
        members=[one.party.pk for one in members],
        closes_on=held,
        by=by,
        on=day,
    )
    for number, one in enumerate(members):
        kind = "officer" if number == NEAR else "none"
        reviews.declare(entry, kind, by=replace(one, on=day), on=day, at=_at(day, 10))
    reviews.end(call, by=by, on=held)
    return entry


def _held(council: Council, members, entry: Entry, by, held: date) -> Meeting:
    """Six are there, one of them by video; a grant, a secret election, a report."""
    before, then = held - timedelta(days=14), {"by": replace(by, on=held), "on": held}
    meeting = meetings.call(
        council,
        starts_at=_at(held, 14),
        ends_at=_at(held, 16),
        place="見本会館 会議室A",
        link="https://meet.example/mihon",
        by=by,
        on=before,
        at=_at(before, 10),
    )
    asked = {"by": by, "on": before}
    title = MARK + "外国人法律相談の窓口への助成"
    grant = meetings.add_item(
        meeting,
        kind="application",
        title=title,
        entry=entry,
        motion="reduced",
        yen=450_000,
        **asked,
    )
    deputy = meetings.add_item(
        meeting, kind="appointment", title=MARK + "議長の代わりをする委員の選任", **asked
    )
    report = meetings.add_item(meeting, kind="report", title=MARK + "寄附の報告", **asked)
    for number, one in enumerate(members[:6]):
        channel = "video" if number == 4 else "room"
        here = {"here": True, "channel": channel, "at": _at(held, 13, 50 + number)}
        meetings.attend(meeting, one.party, **here, **then)
    meetings.confirm_quorum(meeting, at=_at(held, 14), **then)
    meetings.open(meeting, at=_at(held, 14, 1), **then)
    _decided(grant, members, "reduced", ("yes", "yes", "yes", "", "no"), _at(held, 14, 10), then)
    _decided(deputy, members, "yes", ("yes",) * 6, _at(held, 15), then)
    report = items.open_item(report, at=_at(held, 15, 20), **then)
    items.heard(report, at=_at(held, 15, 30), **then)
    meetings.close(meeting, at=_at(held, 15, 35), **then)
    return meeting


REASONS = {
    "reduced": "見本：相談の数がふえていて必要性が高い。通訳の費用は、ほかの補助と重なるため減らした。",
    "yes": "見本：候補者は1人で、経験がある。",
}


def _decided(item, members, outcome: str, said, at: datetime, then: dict) -> None:
    """Discussed, voted, counted, confirmed and decided; "" did not vote."""
    item = items.open_item(item, at=at, **then)
    ballot = ballots.open(item, at=at, **then)
    for one, choice in zip(members, said, strict=False):
        if choice:
            ballots.cast(ballot, choice, by=one, on=then["on"], at=at)
    ballots.close(ballot, at=at + timedelta(minutes=5), **then)
    ballots.tally(ballot, **then)
    ballots.confirm(ballot, **then)
    items.decide(item, outcome=outcome, reasons=REASONS[outcome], at=at, **then)


def _minuted(meeting: Meeting, members, by, held: date) -> None:
    """Written after three days, signed by the chair and another, published, and the board's word."""
    day = held + timedelta(days=3)
    then, at = {"by": replace(by, on=day), "on": day}, _at(day, 11)
    first = minutes.write(meeting, **then)
    words = first.body["words"] | {"opening": "見本：議長が開会を告げ、定足数を確認した。"}
    words["items"]["1"] |= {
        "discussion": "見本：相談の数、費用の内わけ、ほかの補助との重なりを確かめた。",
        "dissent": "見本：申請どおりの金額がよい、という意見があった。",
    }
    version = minutes.write(meeting, words, seen=1, **then)
    signers = members[:2]
    minutes.choose_signers(meeting, [one.party.pk for one in signers], at=at, **then)
    for one in signers:
        minutes.sign(version, version.digest, by=replace(one, on=day), on=day, at=at)
    minutes.publish(meeting, **then)
    items.board_decides(
        meeting.decisions.get(outcome="reduced"),
        outcome="reduced",
        yen=450_000,
        reasons="見本：評議会がすすめたとおりに決めた。",
        decided_on=day,
        **then,
    )


def _in_writing(council: Council, members, by, on: date) -> None:
    """A resolution in writing that runs: three have said yes, the chair and the others have not."""
    day = on - timedelta(days=1)
    then, at = {"by": replace(by, on=day), "on": day}, _at(day, 12)
    meeting = meetings.call(
        council,
        starts_at=at,
        ends_at=_at(on + timedelta(days=5), 17),
        written=True,
        at=_at(day, 11),
        **then,
    )
    title = MARK + "公募のしめきりを1週間のばす"
    item = meetings.add_item(meeting, kind="other", title=title, **then)
    meetings.confirm_quorum(meeting, at=at, **then)
    meetings.open(meeting, at=at, **then)
    item = items.open_item(item, at=at, **then)
    ballot = ballots.open(item, at=at, **then)
    for one in members[2:5]:
        ballots.cast(ballot, "yes", by=replace(one, on=day), on=day, at=at)


def _coming(council: Council, by, on: date) -> None:
    """Called for a day to come; the applications that are being judged come in when they are there."""
    day = on + timedelta(days=AHEAD)
    meeting = meetings.call(
        council,
        starts_at=_at(day, 14),
        ends_at=_at(day, 16),
        place="見本会館 会議室A",
        link="https://meet.example/mihon",
        by=by,
        on=on,
        at=_at(on, 0),
    )
    asked = {"by": by, "on": on}
    meetings.add_item(meeting, kind="other", title=MARK + "来年度の公募のテーマ", **asked)
    meetings.add_item(meeting, kind="report", title=MARK + "基金の残高の報告", **asked)


def put_applications(*, by, on: date) -> None:
    """The applications that the council judges now stand on the agenda of the meeting to come."""
    council = Council.objects.get()
    meeting = council.meetings.filter(state=Meeting.State.CALLED).order_by("-pk").first()
    waiting = Entry.objects.filter(call__body=council.body, call__ended_on=None, withdrawn_on=None)
    asked = dict(Application.objects.values_list("code", "asked_yen"))
    for entry in waiting.order_by("pk"):
        meetings.add_item(
            meeting,
            kind="application",
            title=f"{entry.called}への助成",
            entry=entry,
            motion="full",
            yen=asked.get(entry.code) or 300_000,
            by=by,
            on=on,
        )
