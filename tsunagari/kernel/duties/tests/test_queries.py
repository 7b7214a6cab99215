"""今日のやること — which duties stand on whose list, in which order, and how many there are."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tsunagari.kernel.duties import actions, queries
from tsunagari.kernel.duties.models import Duty

TODAY = date(2026, 11, 24)


@pytest.fixture
def make(federation):
    """make(name, due=+2, …): an open duty of the federation's office."""

    def make(name, due=2, *, doer=None, **fields):
        doer = doer or federation.party
        holder = fields.pop("holder", doer)
        return Duty.objects.create(
            key=name,
            rule="test.visit",
            about_kind="t.case",
            about_key=name,
            holder=holder,
            doer=doer,
            office=fields.pop("office", doer),
            opens_on=fields.pop("opens_on", TODAY - timedelta(days=30)),
            safe_due=TODAY + timedelta(days=due),
            measure=fields.pop("measure", "1-1"),
            print="",
            **fields,
        )

    return make


def names(page):
    return [duty.key for duty in page.rows]


def test_my_list_holds_mine_and_what_nobody_of_the_office_has_yet(make, sato, abe, midori):
    make("mine", 3, assignee=sato.party)
    make("nobodys", 1)
    make("deputys", 2, assignee=abe.party)
    make("schools", 0, doer=midori.organisation.party)
    make("asleep", 0, later_until=TODAY + timedelta(days=1))
    make("awake again", 4, later_until=TODAY)
    make("waiting", 0, state="waiting")
    make("done", 0, state="done", done_on=TODAY)

    assert names(queries.today(sato)) == ["nobodys", "mine", "awake again"]
    assert names(queries.today(sato, "team")) == ["nobodys", "deputys", "mine", "awake again"]
    assert names(queries.today(sato, "waiting")) == ["schools"]
    assert names(queries.today(sato, "later")) == ["asleep"]


def test_what_the_office_took_over_is_on_its_list_and_stays_the_schools(make, sato, midori):
    make("schools", 0, doer=midori.organisation.party)

    actions.hand_over(Duty.objects.get(), to=sato.party, by=sato, on=TODAY)

    assert names(queries.today(sato)) == ["schools"]
    assert names(queries.today(sato, "waiting")) == []
    assert len(queries.of_body(midori.organisation.party, on=TODAY)) == 1


def test_what_is_due_today_comes_by_risk_over_all_its_pages(make, sato):
    make("late", -1, risk=5)
    for number in range(3):
        make(f"plain {number}", 0, risk=5)
    make("grave", 0, risk=0)
    make("tomorrow", 1, risk=0)

    shown, after = [], ""
    while True:
        page = queries.today(sato, size=2, after=after)
        shown += names(page)
        after = page.older
        if not after:
            break

    assert shown == ["late", "grave", "plain 0", "plain 1", "plain 2", "tomorrow"]


def test_late_ones_come_by_risk_and_the_others_by_day(make, sato):
    make("late money", -9, risk=2)
    make("late safety", -1, risk=0)
    make("late safety, longer", -2, risk=0)
    make("today other", 0, risk=5)
    make("tomorrow safety", 1, risk=0)

    assert names(queries.today(sato)) == [
        "late safety, longer",
        "late safety",
        "late money",
        "today other",
        "tomorrow safety",
    ]


def test_by_risk_the_worst_comes_first_whenever_it_is_due(make, sato):
    make("late", -9, risk=4)
    make("far and grave", 30, risk=0)
    make("mine and grave", 20, risk=0, assignee=sato.party)

    assert names(queries.today(sato, order="risk")) == ["mine and grave", "far and grave", "late"]


def test_a_programme_shows_its_own_measures(make, sato):
    make("exchange", measure="1-1")
    make("talent", measure="2-3")
    make("federation", measure="")

    assert names(queries.today(sato, programme="2")) == ["talent"]
    assert queries.counts(sato, programme="1")["mine"] == 1


@pytest.mark.parametrize("order", ["due", "risk"])
@pytest.mark.parametrize("late", [0, 3, 7, 8, 20])
def test_pages_hold_every_duty_once_in_the_order_of_the_whole_list(make, sato, abe, order, late):
    for i in range(20):
        due = i % 5 - 5 if i < late else i % 5
        make(str(i), due, risk=i % 3, assignee=[None, sato.party][i % 2])
    whole = names(queries.today(sato, order=order))

    seen, after = [], ""
    for _page in range(9):
        page = queries.today(sato, order=order, after=after, size=7)
        seen += names(page)
        after = page.older
        if not after:
            break

    assert len(whole) == 20
    assert seen == whole


def test_a_full_last_page_does_not_lead_to_an_empty_one(make, sato):
    for i in range(5):
        make(str(i), -1)

    assert queries.today(sato, size=5).older == ""

    make("one more", 3)

    page = queries.today(sato, size=5)
    assert names(queries.today(sato, after=page.older, size=5)) == ["one more"]


@pytest.mark.parametrize("typed", ["x", "WzFd", "WyJhIiwgImIiXQ", "WyJhIiwgImIiLCAiYyJd"])
def test_a_mark_that_somebody_typed_shows_the_first_page(make, sato, typed):
    make("one")

    assert names(queries.today(sato, after=typed)) == ["one"]


@pytest.mark.parametrize("scope", queries.SCOPES)
def test_the_list_asks_as_often_for_fifty_as_for_three(make, sato, midori, scope):
    def fill(lo, hi):
        for i in range(lo, hi):
            rest = {"later_until": TODAY + timedelta(days=3)} if i % 2 else {}
            make(f"own{i}", i % 9 - 4, assignee=sato.party if i % 3 else None, **rest)
            make(f"school{i}", i % 9 - 4, doer=midori.organisation.party)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            queries.today(sato, scope)
            queries.counts(sato, scope)
        return len(found)

    fill(0, 3)
    three = asked()
    fill(3, 60)

    assert asked() == three


def test_counts_say_every_tab_and_what_is_late_and_due_today(make, sato, abe, midori):
    make("late", -1)
    make("today", 0, assignee=sato.party)
    make("deputys late", -1, assignee=abe.party)
    make("schools", 0, doer=midori.organisation.party)
    make("asleep", 5, later_until=TODAY + timedelta(days=1))

    assert queries.counts(sato) == {
        "mine": 2,
        "team": 3,
        "waiting": 1,
        "later": 1,
        "late": 1,
        "due_today": 1,
        "my_late": 1,
        "my_due_today": 1,
    }
    assert queries.counts(sato, "team")["late"] == 2
    assert queries.counts(sato, "team", "1")["my_late"] == 1
    assert queries.open_count(sato) == 2


def test_counting_is_one_query_and_stops_where_nobody_reads_on(make, sato, monkeypatch):
    for i in range(12):
        make(str(i))
    monkeypatch.setattr(queries, "MOST", 10)

    with CaptureQueriesContext(connection) as found:
        counted = queries.counts(sato)

    assert len(found) == 1
    assert counted["mine"] == 10
    assert queries.many(counted["mine"]) == "9+"
    assert queries.many(9) == "9"


def test_finished_ones_count_for_who_did_them_or_had_them(make, sato, abe):
    done = {"state": "done", "done_on": TODAY}
    make("by hand", **done, done_by=sato.party)
    make("by its facts, mine", **done, assignee=sato.party)
    make("by its facts, nobody's", **done)
    make("by the deputy", **done, done_by=abe.party)
    make("yesterday", state="done", done_on=TODAY - timedelta(days=1), done_by=sato.party)

    assert queries.done_between(sato, (TODAY, TODAY), queries.week_of(TODAY)) == [3, 4]
    assert queries.done_between(abe, queries.week_of(TODAY)) == [2]


def test_the_next_day_is_the_first_on_which_something_is_due_wakes_or_opens(make, sato, abe):
    assert queries.next_day(sato) is None

    make("due", 9)
    assert queries.next_day(sato) == TODAY + timedelta(days=9)

    make("opens", 30, state="waiting", opens_on=TODAY + timedelta(days=7))
    assert queries.next_day(sato) == TODAY + timedelta(days=7)

    make("wakes", 30, later_until=TODAY + timedelta(days=3))
    assert queries.next_day(sato) == TODAY + timedelta(days=3)

    make("deputys", 1, assignee=abe.party)
    make("today", 0)
    assert queries.next_day(sato) == TODAY + timedelta(days=3)


def test_the_calendar_holds_what_the_office_has_to_do_in_a_span(make, sato, midori):
    make("before", -1)
    make("first day", 0)
    make("opens later", 5, state="waiting", opens_on=TODAY + timedelta(days=2))
    make("asleep", 6, later_until=TODAY + timedelta(days=6))
    make("after", 15)
    make("schools", 3, doer=midori.organisation.party)
    make("void", 3, state="void")

    found = queries.between(sato, TODAY, TODAY + timedelta(days=14))

    assert [duty.key for duty in found] == ["first day", "opens later", "asleep"]


def test_a_partner_sees_its_own_duties_only(make, sato, yamada, maria, midori):
    make("office")
    own = make("schools", doer=midori.organisation.party)

    assert list(queries.of(yamada)) == [own]
    assert list(queries.of(maria)) == []
    assert queries.of(sato).count() == 2


def test_the_story_joins_the_duty_with_what_it_follows_from(make, sato, federation):
    from tsunagari.kernel.records import actions as records

    duty = make("one")
    Duty.objects.filter(pk=duty.pk).update(
        about_kind="parties.party", about_key=str(federation.party_id)
    )
    duty.refresh_from_db()
    records.add(by=sato, did="party.changed", about=federation.party, on=TODAY)
    actions.snooze(duty, until=TODAY + timedelta(days=1), by=sato, on=TODAY)
    records.add(by=sato, did="party.changed", about=sato.party, on=TODAY)

    assert [record.did for record in queries.story(duty)][:2] == ["duty.snoozed", "party.changed"]


def test_a_long_story_shows_its_end_and_still_knows_what_was_pressed_last(make, sato):
    from tsunagari.kernel.records import actions as records

    duty = make("one")
    pressed = actions.snooze(duty, until=TODAY + timedelta(days=1), by=sato, on=TODAY)
    short = queries.story(duty)
    assert queries.last_act(duty, short) == queries.last_act(duty) == pressed

    for _time in range(queries.STORY + 1):
        records.add(by=sato, did="duty.changed", about=duty, on=TODAY)
    story = queries.story(duty)

    assert [record.did for record in story] == ["duty.changed"] * queries.STORY
    assert queries.last_act(duty, story) == pressed


def test_what_was_pressed_last_can_be_taken_back_for_ten_minutes(make, sato, abe):
    duty = make("one")
    act = actions.done(duty, by=sato, on=TODAY)

    record, found = queries.undoable(sato, act.at + timedelta(minutes=9))
    assert (record, found) == (act, duty)
    assert queries.undoable(sato, act.at + timedelta(minutes=11)) is None
    assert queries.undoable(abe, act.at) is None

    actions.undo(duty, by=sato, on=TODAY, act=act.pk)
    assert queries.undoable(sato, act.at) is None


@pytest.mark.parametrize(
    ("due", "said"),
    [(-4, ("late", "4日 超過")), (0, ("now", "今日")), (3, ("week", "あと3日"))],
)
def test_a_due_day_is_said_in_days(due, said):
    assert queries.due_words(TODAY + timedelta(days=due), TODAY) == said


def test_a_week_runs_from_monday_to_sunday():
    assert queries.week_of(date(2026, 11, 29)) == (date(2026, 11, 23), date(2026, 11, 29))


def test_a_schools_own_page_speaks_the_readers_language(make, midori):
    from django.utils.translation import override

    make("m", 0, doer=midori.organisation.party)
    Duty.objects.update(
        rule="1-1.renew_agreement", facts={"until": "2027-03-31", "renew_by": "2027-01-31"}
    )

    with override("en"):
        [line] = queries.of_body(midori.organisation.party, on=TODAY)

    assert "31 January" in line.why
    assert line.due_state == "now"
