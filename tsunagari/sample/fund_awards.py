"""見本の助成 — one award is under way, one is settled and a part of it comes back."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from tsunagari.governance.fund.awards import queries
from tsunagari.governance.fund.awards.actions import awarding, reporting, settling
from tsunagari.governance.fund.awards.models import Award
from tsunagari.governance.fund.awards.rules.plan import Part, Planned
from tsunagari.governance.fund.council.actions import ballots, items, meetings
from tsunagari.governance.fund.council.models import Council
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.parties.models import Login, Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.sample import people
from tsunagari.sample.fund_council import APPLICANT, MARK, _at, _judged, _members
from tsunagari.sample.fund_hometown import scan

GRANTEE = "hayashi"
CONDITIONS = (
    "見本：領収書など、支払いの証憑を残してください。",
    "見本：費目を2割より多く変えるときは、先に届けてください。",
    "見本：買った財産は、承認なしに5年のあいだ手放せません。",
)


def load(*, by: Viewer, on: date) -> None:
    """Every decision that waits becomes an award; the first one is settled, the last one goes on."""
    _another(Council.objects.get(), by, on)
    found = queries.ready()
    book = Book.objects.get(owner=by.body)
    grantee = _grantee(on)
    for number, (entry, said) in enumerate(found):
        if entry.applicant_id != grantee.body.party_id:
            continue
        day = max(on - timedelta(days=30), book.opened_on)
        over = number < len(found) - 1
        until = max(on - timedelta(days=6), day) if over else on + timedelta(days=60)
        one = _agreed(entry, said.yen, book, by, grantee, day, until)
        _paid(one, by, day)
        if over:
            _settled(one, by, grantee, on, until)
        else:
            _begun(one, grantee, on)


def _another(council: Council, by, on: date) -> None:
    """A short meeting after the first: five are there, and a small grant is decided in full."""
    held = on - timedelta(days=36)
    then, at = {"by": replace(by, on=held), "on": held}, _at(held, 14)
    members = _members(council, held)
    applicant = Organisation.objects.get(party__name=people.BODIES[APPLICANT]["name"])
    entry = _judged(council, members, applicant, by, held)
    meeting = meetings.call(
        council,
        starts_at=at,
        ends_at=_at(held, 15),
        place="見本会館 会議室B",
        at=at - timedelta(days=10),
        by=by,
        on=held - timedelta(days=10),
    )
    title = MARK + "出張の相談会への助成"
    item = meetings.add_item(
        meeting, kind="application", title=title, entry=entry, motion="full", yen=150_000, **then
    )
    for one in (*members[:3], *members[4:6]):
        meetings.attend(meeting, one.party, here=True, channel="room", at=at, **then)
    meetings.confirm_quorum(meeting, at=at, **then)
    meetings.open(meeting, at=at, **then)
    item = items.open_item(item, at=at, **then)
    ballot = ballots.open(item, at=at, **then)
    for one in (*members[:3], *members[4:6]):
        ballots.cast(ballot, "yes", by=one, on=held, at=at)
    ballots.close(ballot, at=at + timedelta(minutes=5), **then)
    ballots.tally(ballot, **then)
    ballots.confirm(ballot, **then)
    reasons = "見本：はたらく人が多い町へ出かけるのがよい。"
    items.decide(item, outcome="full", reasons=reasons, at=at, **then)
    meetings.close(meeting, at=at + timedelta(minutes=30), **then)
    items.board_decides(
        meeting.decisions.get(),
        outcome="full",
        yen=150_000,
        reasons=reasons,
        decided_on=held,
        **then,
    )


def _grantee(on: date) -> Viewer:
    login = Login.objects.select_related("person__party").get(email=people.email(GRANTEE))
    role = Role.objects.select_related("body__party").get(party=login.person_id)
    return Viewer(party=login.person.party, kind=role.kind, body=role.body, language="ja", on=on)


def _agreed(entry, yen: int, book: Book, by, grantee, day: date, until: date) -> Award:
    """Awarded, sent and agreed on one day: two thirds in advance."""
    then = {"by": replace(by, on=day), "on": day}
    advance = yen * 2 // 3
    made = awarding.award(
        entry,
        fund=book.funds.get(code="general"),
        measure="",
        title=f"見本 {entry.called.removeprefix('見本 ')}",
        from_day=day,
        until_day=until,
        declared_on=day,
        rate=Fraction(9, 10),
        parts=[Part("agreement", advance), Part("settlement", yen - advance)],
        lines=[Planned("謝金", yen, 20_000), Planned("会場費", yen // 5)],
        **then,
    )
    sent = awarding.send(made, conditions=CONDITIONS, seen=made.version, **then)
    return awarding.agree(made, digest=sent.digest, by=replace(grantee, on=day), on=day)


def _paid(one: Award, by, day: date) -> None:
    """The advance left the bank on the same day."""
    record = records.add(by=by, did="sample.award_paid", about=one, on=day)
    for row in queries.instalments(one):
        if row.due.state == "owed":
            dues.settle(row.due, on=day, because=record, by=by, words=one.title)


def _cost(one: Award, grantee, day: date, on: date, yen: int, words: str, line: str) -> None:
    reporting.add_cost(
        one,
        file=scan(f"{words} {yen:,} yen"),
        name="ryoshusho.png",
        by=grantee,
        on=on,
        on_day=day,
        payee=f"見本 {words}",
        yen=yen,
        line=line,
        units=max(1, yen // 20_000),
    )


def _begun(one: Award, grantee, on: date) -> None:
    """The report is being written: one cost is there; a change of the lines waits for its answer."""
    words = "見本：出張の相談会の1回目を開きました。"
    reporting.write(one, words=words, other_income=0, by=grantee, on=on)
    _cost(one, grantee, one.from_day, on, 60_000, "通訳", "謝金")
    lines = dict(one.lines.values_list("name", "yen"))
    lines["謝金"] -= lines["会場費"]
    lines["会場費"] *= 2
    why = "見本：会場が変わって、会場費が増えます。"
    reporting.ask_change(one, words=why, lines=lines, by=grantee, on=on)


def _settled(one: Award, by, grantee, on: date, until: date) -> None:
    """Reported and settled: less was spent than was advanced, and one cost does not count."""
    words = "見本：相談会を2回開きました。"
    reporting.write(one, words=words, other_income=0, by=grantee, on=on)
    _cost(one, grantee, until, on, 100_000, "通訳", "謝金")
    _cost(one, grantee, one.from_day - timedelta(days=1), on, 8_000, "会場", "会場費")
    reporting.send(one, by=grantee, on=on)
    one.refresh_from_db()
    settling.note_asset(one, name="見本 録音機", yen=18_000, bought_on=until, by=by, on=on)
    settling.settle(one, seen=one.version, by=by, on=on)
