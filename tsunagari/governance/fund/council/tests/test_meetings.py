from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import NOW, TODAY
from tests.cast_calls import declare
from tests.cast_council import begin, call, later, put, vote
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.council import minuting, queries
from tsunagari.governance.fund.council.actions import ballots, items, meetings, minutes, seats
from tsunagari.governance.fund.council.models import Articles, Meeting, Slip, Vote
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record, RecordParty

WHEN = {"on": TODAY, "at": NOW}


def refused(act, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as found:
        act(*args, **kwargs)
    return [reason.rule for reason in found.value.reasons]


def test_a_meeting_is_called_for_its_members_and_goes_step_by_step(council, judges, sato):
    meeting = call(council, sato)
    put(meeting, sato, kind="report", title="寄附の報告")

    assert Notice.objects.filter(kind="council.called").count() == 7
    assert refused(meetings.open, meeting, by=sato, **WHEN) == ["state"]
    assert refused(meetings.confirm_quorum, meeting, by=sato, **WHEN) == ["no_quorum"]
    meeting = begin(meeting, judges[:4], sato)
    assert refused(meetings.close, meeting, by=sato, **WHEN) == ["items"]
    item = items.open_item(meeting.items.get(), by=sato, **WHEN)
    assert refused(ballots.open, item, by=sato, **WHEN) == ["kind"]
    items.heard(item, by=sato, **WHEN)
    meeting = meetings.close(meeting, by=sato, on=TODAY, at=later(60))
    assert refused(put, meeting, sato) == ["state"]
    present = Presence.objects.filter(meeting=meeting.gathering)
    assert sorted(present.values_list("state", flat=True)) == ["absent"] * 3 + ["present"] * 4
    assert Duty.objects.get(rule="fund.minutes_write").state == "open"


def test_a_meeting_that_cannot_be_called_says_every_reason(council, sato):
    ago = NOW - timedelta(hours=3)
    told = {"starts_at": ago, "ends_at": ago, "place": "", "written": False}
    assert refused(call, council, sato, **told) == ["starts", "ends", "place"]
    assert refused(call, council, sato, written=True) == ["written"]
    long_ago = {"starts_at": ago - timedelta(days=300), "ends_at": ago}
    assert refused(call, council, sato, **long_ago)[:2] == ["articles", "members"]


def test_presence_is_counted_at_the_moment_of_each_item(council, judges, sato):
    meeting = call(council, sato)
    first, second = put(meeting, sato), put(meeting, sato)
    meeting = begin(meeting, judges[:5], sato)
    vote(first, [(judge, "yes") for judge in judges[:5]], sato, at=later(10))
    items.decide(first, outcome="yes", reasons="よい", by=sato, on=TODAY, at=later(11))
    for judge in judges[:2]:
        meetings.attend(meeting, judge.party, here=False, by=sato, on=TODAY, at=later(12))
    item = items.open_item(second, by=sato, on=TODAY, at=later(13))

    assert refused(ballots.open, item, by=sato, on=TODAY, at=later(13)) == ["no_quorum"]
    meetings.attend(
        meeting, judges[6].party, here=True, channel="phone", by=sato, on=TODAY, at=later(14)
    )
    ballot = ballots.open(item, by=sato, on=TODAY, at=later(15))
    assert set(ballot.voters.values_list("party", flat=True)) == {
        judges[number].party.pk for number in (2, 3, 4, 6)
    }
    assert queries.here(meeting, later(11)) == {judge.party.pk for judge in judges[:5]}
    early = {"by": sato, "on": TODAY, "at": later(14)}
    assert refused(meetings.attend, meeting, judges[0].party, here=True, **early) == ["at"]


def test_an_item_is_out_of_reach_of_whoever_is_near_or_has_not_declared(
    council, judges, sato, council_entry
):
    meeting = call(council, sato)
    item = put(
        meeting, sato, kind="application", title="助成", entry=council_entry, motion="full", yen=100
    )
    for judge in judges[:5]:
        declare(council_entry, judge)
    declare(council_entry, judges[5], "family")
    meeting = begin(meeting, judges, sato)
    item = items.open_item(item, by=sato, **WHEN)
    ballot = ballots.open(item, by=sato, **WHEN)

    assert item.meeting.items.get().counted | {"rule": ""} == {
        "members": 7,
        "recused": 2,
        "present": 5,
        "eligible": 5,
        "base": 5,
        "needed": 3,
        "quorate": True,
        "rule": "",
    }
    assert dict(item.recusals.values_list("party", "reason")) == {
        judges[5].party.pk: "family",
        judges[6].party.pk: "undeclared",
    }
    for judge in judges[5:]:
        assert refused(ballots.cast, ballot, "no", by=judge, **WHEN) == ["listed"]
    declare(council_entry, judges[4], "paid")
    assert refused(ballots.cast, ballot, "no", by=judges[4], **WHEN) == ["listed"]


def test_a_quorum_that_recusals_broke_is_referred_with_its_reasons(
    council, judges, sato, council_entry
):
    meeting = call(council, sato)
    item = put(
        meeting, sato, kind="application", title="助成", entry=council_entry, motion="full", yen=100
    )
    declare(council_entry, judges[0])
    item = items.open_item(begin(meeting, judges, sato).items.get(), by=sato, **WHEN)

    assert refused(ballots.open, item, by=sato, **WHEN) == ["referred"]
    asked = {"reasons": "委員の多くが外れた", "by": sato, **WHEN}
    assert refused(items.decide, item, outcome="full", **asked) == ["outcome"]
    decision = items.decide(item, outcome="refer", **asked)

    item.refresh_from_db()
    assert (item.state, item.counted["quorate"], item.recusals.count()) == ("referred", False, 6)
    found = queries.decision_of(council_entry)
    assert (found.outcome, found.final, found.awarded) == ("refer", False, False)
    duty = Duty.objects.get(rule="fund.board_decides")
    board = {"decided_on": TODAY, "by": sato, "on": TODAY, "reasons": "理事会で決めた"}
    items.board_decides(decision, outcome="full", yen=100, **board)
    found = queries.decision_of(council_entry)
    assert (found.outcome, found.yen, found.final, found.awarded) == ("full", 100, True, True)
    duty.refresh_from_db()
    assert duty.state == "done"


def test_what_was_carried_is_decided_and_the_board_gives_no_more(
    council, judges, sato, council_entry
):
    for judge in judges:
        declare(council_entry, judge)
    meeting = call(council, sato)
    told = {"kind": "application", "title": "助成", "entry": council_entry}
    assert refused(put, meeting, sato, **told, motion="full") == ["yen"]
    assert refused(put, meeting, sato, **told, motion="yes") == ["motion"]
    for motion, yen in (("full", 399_999), ("full", 400_001), ("reduced", 400_000)):
        assert refused(put, meeting, sato, **told, motion=motion, yen=yen, asked=400_000) == [
            "asked"
        ]
    item = put(meeting, sato, **told, motion="reduced", yen=300_000, asked=400_000)
    assert refused(put, meeting, sato, **told, motion="no") == ["listed"]
    begin(meeting, judges[:5], sato)
    said = zip(judges[:4], ("yes", "yes", "no", "abstain"), strict=True)
    vote(item, said, sato)

    asked = {"by": sato, **WHEN}
    assert refused(items.decide, item, outcome="full", reasons="", **asked) == [
        "outcome",
        "reasons",
    ]
    decision = items.decide(item, outcome="reduced", reasons="効果が見こめる", **asked)
    assert refused(items.decide, item, outcome="reduced", reasons="二度", **asked) == ["state"]
    assert (decision.yen, queries.decision_of(council_entry).final) == (300_000, False)
    assert queries.deciders(council_entry) == {judge.party.pk for judge in judges[:5]}
    board = {"reasons": "承認", "decided_on": TODAY, "by": sato, "on": TODAY}
    for outcome, yen, why in (
        ("full", 300_001, "ceiling"),
        ("no", 1, "yen"),
        ("full", None, "yen"),
    ):
        assert refused(items.board_decides, decision, outcome=outcome, yen=yen, **board) == [why]
    items.board_decides(decision, outcome="reduced", yen=250_000, **board)
    assert queries.decision_of(council_entry).yen == 250_000


def test_a_tie_is_carried_by_nobody_unless_the_articles_know_a_casting_vote(
    make_council, judges, sato
):
    council = make_council(casting_vote=True)
    meeting = call(council, sato)
    item = put(meeting, sato)
    meeting = begin(meeting, judges[:4], sato)
    said = zip(judges[:4], ("yes", "yes", "no", "no"), strict=True)
    item = items.open_item(item, by=sato, **WHEN)
    ballot = ballots.open(item, by=sato, **WHEN)
    for judge, choice in said:
        ballots.cast(ballot, choice, by=judge, **WHEN)
    ballots.close(ballot, by=sato, **WHEN)
    ballot = ballots.tally(ballot, by=sato, on=TODAY)

    assert ballot.outcome == "tied"
    assert refused(ballots.confirm, ballot, by=sato, on=TODAY) == ["chair"]
    assert refused(ballots.break_tie, ballot, "for", by=judges[1], on=TODAY) == ["chair"]
    assert ballots.break_tie(ballot, "for", by=judges[0], on=TODAY).outcome == "carried"
    assert refused(ballots.break_tie, ballot, "against", by=judges[0], on=TODAY) == ["tied"]


def test_in_writing_all_who_may_decide_say_yes_or_it_goes_to_a_meeting(make_council, judges, sato):
    council = make_council(written=True)
    meeting = call(council, sato, written=True, place="")
    first, second = put(meeting, sato), put(meeting, sato)
    meeting = begin(meeting, [], sato)

    for item, last, outcome in ((first, "yes", "carried"), (second, "abstain", "lost")):
        said = [*((judge, "yes") for judge in judges[:6]), (judges[6], last)]
        assert vote(item, said, sato).outcome == outcome
    items.decide(first, outcome="yes", reasons="全員の賛成", by=sato, **WHEN)
    asked = {"outcome": "yes", "reasons": "全員ではない", "by": sato, **WHEN}
    assert refused(items.decide, second, **asked) == ["outcome"]
    items.decide(second, outcome="defer", reasons="会議で決める", by=sato, **WHEN)
    meetings.close(meeting, by=sato, **WHEN)
    assert queries.were_there(meeting) == {judge.party.pk for judge in judges}


def test_of_a_secret_ballot_no_row_joins_member_and_vote(council, judges, sato):
    meeting = call(council, sato)
    item = put(meeting, sato, kind="appointment", title="議長の選任")
    begin(meeting, judges[:5], sato)
    item = items.open_item(item, by=sato, **WHEN)
    ballot = ballots.open(item, by=sato, **WHEN)
    first_keys = set()
    for number, judge in enumerate(judges[:5]):
        ballots.cast(ballot, "no" if number == 2 else "yes", by=judge, **WHEN)
        keys = set(Slip.objects.values_list("key", flat=True))
        assert len(keys) == number + 1
        assert not keys & first_keys  # the box was mixed anew
        first_keys = keys
    assert refused(ballots.cast, ballot, "yes", by=judges[2], **WHEN) == ["voted"]
    assert refused(ballots.call_out, ballot, judges[2].party, "yes", by=sato, **WHEN) == ["secret"]
    ballots.close(ballot, by=sato, **WHEN)
    ballot = ballots.tally(ballot, by=sato, on=TODAY)

    assert (ballot.yes, ballot.no, ballot.abstain) == (4, 1, 0)
    assert not Slip.objects.exists()
    assert set(columns("fund_council_slip")) == {"key", "ballot_id", "choice"}
    assert set(columns("fund_council_voter")) == {
        "id",
        "ballot_id",
        "party_id",
        "voted",
    }
    votes = Vote.objects.filter(ballot=ballot)
    assert not votes.exclude(party=None).exists()
    keys = list(votes.values_list("key", flat=True))
    assert keys == sorted(keys)  # in the order of random keys, not of presses
    casts = Record.objects.filter(did="ballot.cast")
    assert casts.count() == 5
    assert {str(row.facts) for row in casts} == {"{}"}
    assert not any(row.detail_hash for row in casts)
    assert RecordParty.objects.filter(record__in=casts).count() == 5
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            ballot=ballot, seq=9, choice="yes", secret=True, party=judges[0].party, hash="x"
        )


def secret_ballot(council, judges, sato, **told):
    """Of those who are there, on the choice of a chair."""
    meeting = call(council, sato)
    item = put(meeting, sato, **{"kind": "appointment", "title": "議長の選任"} | told)
    begin(meeting, judges, sato)
    return ballots.open(items.open_item(item, by=sato, **WHEN), by=sato, **WHEN)


def test_a_secret_ballot_waits_for_all_who_are_there_and_tells_nothing_of_two(
    council, judges, sato
):
    ballot = secret_ballot(council, judges[:5], sato)
    item = ballot.item
    ballots.cast(ballot, "yes", by=judges[0], **WHEN)
    assert refused(ballots.close, ballot, by=sato, **WHEN) == ["awaited"]
    ballots.cast(ballot, "no", by=judges[1], **WHEN)
    for judge in judges[2:5]:
        meetings.attend(item.meeting, judge.party, here=False, by=sato, on=TODAY, at=later(5))

    ballot = ballots.close(ballot, by=sato, on=TODAY, at=later(6))
    assert (ballot.state, ballot.yes, ballot.votes.count()) == ("annulled", None, 0)
    assert not Slip.objects.exists()
    assert item.ballot is None
    for judge in judges[2:5]:
        meetings.attend(item.meeting, judge.party, here=True, by=sato, on=TODAY, at=later(7))
    again = vote(item, [(judge, "yes") for judge in judges[:5]], sato, at=later(8))
    assert (again.outcome, item.ballots.count(), item.ballot) == ("carried", 2, again)


def test_fewer_votes_than_the_quorum_carry_nothing(council, judges, sato):
    meeting = call(council, sato)
    item = put(meeting, sato)
    begin(meeting, judges[:5], sato)

    ballot = vote(item, [(judge, "yes") for judge in judges[:3]], sato)
    assert (ballot.yes, ballot.outcome) == (3, "no_quorum")
    asked = {"reasons": "票がたりない", "by": sato, **WHEN}
    for outcome in ("yes", "no"):
        assert refused(items.decide, item, outcome=outcome, **asked) == ["outcome"]
    assert items.decide(item, outcome="defer", **asked).outcome == "defer"


def grant(meeting, sato, entry):
    told = {"kind": "application", "title": "助成", "motion": "full", "yen": 100}
    return put(meeting, sato, entry=entry, **told)


def test_whoever_turns_out_to_be_near_is_struck_and_the_rest_counted_again(
    council, judges, sato, council_entry
):
    for judge in judges:
        declare(council_entry, judge)
    meeting = call(council, sato)
    item = grant(meeting, sato, council_entry)
    begin(meeting, judges, sato)
    ballot = ballots.open(items.open_item(item, by=sato, **WHEN), by=sato, **WHEN)
    for judge, choice in zip(judges[:5], ("yes", "yes", "yes", "no", "no"), strict=True):
        ballots.cast(ballot, choice, by=judge, **WHEN)
    declare(council_entry, judges[0], "paid")
    ballots.close(ballot, by=sato, **WHEN)
    ballot = ballots.tally(ballot, by=sato, on=TODAY)
    assert (ballot.yes, ballot.no, ballot.outcome) == (2, 2, "tied")

    declare(council_entry, judges[3], "family")
    ballot = ballots.confirm(ballot, by=sato, on=TODAY)
    assert (ballot.state, ballot.yes, ballot.no, ballot.outcome) == ("tallied", 2, 1, "carried")
    ballot = ballots.confirm(ballot, by=sato, on=TODAY)
    item.refresh_from_db()
    assert (ballot.state, item.counted["recused"], item.counted["present"]) == ("confirmed", 2, 5)
    [said] = minuting.facts_of(meeting)["items"]
    assert len(said["ballot"]["by_name"]) == 3


def test_a_secret_ballot_in_which_somebody_near_voted_is_held_again_without_them(
    make_council, judges, sato, council_entry
):
    for judge in judges:
        declare(council_entry, judge)
    council = make_council(secret_kinds=["application"])
    told = {"kind": "application", "entry": council_entry, "motion": "full", "yen": 100}
    ballot = secret_ballot(council, judges, sato, **told)
    for judge in judges:
        ballots.cast(ballot, "yes", by=judge, **WHEN)
    ballots.close(ballot, by=sato, **WHEN)
    ballot = ballots.tally(ballot, by=sato, on=TODAY)
    declare(council_entry, judges[0], "paid")

    ballot = ballots.confirm(ballot, by=sato, on=TODAY)
    assert (ballot.state, ballot.yes, ballot.outcome) == ("annulled", None, "")
    again = ballots.open(ballot.item, by=sato, **WHEN)
    assert set(again.voters.values_list("party", flat=True)) == {
        judge.party.pk for judge in judges[1:]
    }


def test_in_writing_nobody_waits_for_the_yes_of_who_became_near(
    make_council, judges, sato, council_entry
):
    for judge in judges:
        declare(council_entry, judge)
    meeting = call(make_council(written=True), sato, written=True, place="")
    item = grant(meeting, sato, council_entry)
    begin(meeting, [], sato)
    ballot = ballots.open(items.open_item(item, by=sato, **WHEN), by=sato, **WHEN)
    declare(council_entry, judges[6], "paid")
    for judge in judges[:6]:
        ballots.cast(ballot, "yes", by=judge, **WHEN)
    ballots.close(ballot, by=sato, **WHEN)
    assert ballots.tally(ballot, by=sato, on=TODAY).outcome == "carried"


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [one.name for one in connection.introspection.get_table_description(cursor, table)]


def test_stored_ballots_that_were_touched_are_not_counted(council, judges, sato):
    from tsunagari.kernel.records.triggers import drop_triggers, install_triggers

    meeting = call(council, sato)
    item = put(meeting, sato)
    begin(meeting, judges[:4], sato)
    ballot = ballots.open(items.open_item(item, by=sato, **WHEN), by=sato, **WHEN)
    for judge in judges[:3]:
        ballots.cast(ballot, "yes", by=judge, **WHEN)
    ballots.call_out(ballot, judges[3].party, "no", by=sato, **WHEN)
    ballots.close(ballot, by=sato, **WHEN)

    with pytest.raises(Exception, match="refuses UPDATE"), transaction.atomic():
        Vote.objects.filter(choice="no").update(choice="yes")
    drop_triggers(connection)
    Vote.objects.filter(choice="no").update(choice="yes")
    install_triggers(connection)
    assert refused(ballots.tally, ballot, by=sato, on=TODAY) == ["chain"]


def test_minutes_are_drafted_from_the_data_signed_as_read_and_published(
    council, judges, sato, council_entry
):
    for judge in judges[:6]:
        declare(council_entry, judge)
    meeting = call(council, sato)
    item = put(
        meeting, sato, kind="application", title="助成", entry=council_entry, motion="full", yen=500
    )
    begin(meeting, judges, sato)
    vote(item, [(judge, "yes") for judge in judges[:6]], sato)
    items.decide(item, outcome="full", reasons="計画が確か", by=sato, **WHEN)
    meetings.close(meeting, by=sato, **WHEN)
    first = minutes.write(meeting, by=sato, on=TODAY)
    [said] = first.body["facts"]["items"]
    assert said["ballot"] | {"head": "", "by_name": []} == {
        "secret": False,
        "yes": 6,
        "no": 0,
        "abstain": 0,
        "casting": "",
        "outcome": "carried",
        "head": "",
        "voters": 6,
        "by_name": [],
    }
    assert said["recused"] == [{"party": judges[6].party.pk, "reason": "undeclared"}]
    chair, second = judges[0].party.pk, judges[1].party.pk
    choose = {"by": sato, **WHEN}
    assert refused(minutes.choose_signers, meeting, [second], **choose) == ["signers", "chair"]
    minutes.choose_signers(meeting, [chair, second], **choose)
    minutes.sign(first, first.digest, by=judges[0], **WHEN)
    assert refused(minutes.write, meeting, by=sato, on=TODAY) == ["version"]
    words = first.body["words"] | {"opening": "議長が開会した。"}
    newer = minutes.write(meeting, words, by=sato, on=TODAY, seen=1)

    assert refused(minutes.sign, first, first.digest, by=judges[1], **WHEN) == ["digest"]
    assert refused(minutes.sign, newer, newer.digest, by=judges[2], **WHEN) == ["signer"]
    for judge in judges[:2]:
        assert refused(minutes.publish, meeting, by=sato, on=TODAY) == ["state"]
        minutes.sign(newer, newer.digest, by=judge, **WHEN)
    assert minutes.publish(meeting, by=sato, on=TODAY).state == Meeting.State.PUBLISHED
    states = set(
        Duty.objects.filter(rule__startswith="fund.minutes").values_list("state", flat=True)
    )
    assert states == {"done"}


def test_articles_are_dated_and_never_changed(council, judges, sato):
    asked = {"from_day": TODAY, "source": "第2版", "by": sato, "on": TODAY}
    assert refused(seats.set_articles, council, quorum_ratio="3/2", **asked) == ["ratio"]
    assert refused(
        seats.set_articles, council, **asked | {"from_day": TODAY - timedelta(days=200)}
    ) == ["day"]
    meeting = call(council, sato)
    seats.set_articles(council, quorum_ratio="2/3", **asked)

    assert meeting.articles.quorum_ratio == "1/2"
    assert call(council, sato).articles.quorum_ratio == "2/3"
    with pytest.raises(Exception, match="refuses UPDATE"), transaction.atomic():
        Articles.objects.update(quorum_ratio="1/10")


def test_seats_are_held_once_and_by_nobody_of_the_office(
    council, judges, sato, staff_login, kato_login
):
    asked = {
        "category": "finance",
        "appointer": "理事会",
        "from_day": TODAY,
        "until_day": TODAY + timedelta(days=730),
        "by": sato,
        "on": TODAY,
    }
    assert refused(seats.seat, council, login=staff_login, **asked) == ["staff"]
    assert refused(seats.seat, council, login=kato_login, **asked) == ["auditor"]
    new = {"email": "new@example.jp", "family": "新田", "given": "学"}
    assert refused(seats.seat, council, chair=True, **new, **asked) == ["chair"]
    term = seats.seat(council, **new, **asked)
    assert (term.role.kind, term.role.until_day) == ("fund_member", asked["until_day"])
    seats.unseat(term, until=TODAY, by=sato, on=TODAY)
    term.role.refresh_from_db()
    assert term.role.until_day == TODAY
    assert len(queries.terms_on(council, TODAY)) == 8
    assert len(queries.terms_on(council, TODAY + timedelta(days=1))) == 7
