"""教室・講座 — who came is noted once and counts by itself; a decided class changes only after a press."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY, make_pupils
from tsunagari.base.refusals import Refused
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.ties.models import Tie
from tsunagari.programmes.community.classes import actions, queries, rules
from tsunagari.programmes.community.classes.models import ClassDay
from tsunagari.programmes.talent.settlement import queries as settlement
from tsunagari.programmes.talent.settlement.rules import items

START = NOW - timedelta(hours=1)


@pytest.fixture
def plan(sato):
    def plan(
        host=None, *, starts_at=START, by=None, kind="japanese_class", minutes=90, title="教室"
    ):
        return actions.plan(
            host or sato.body, kind=kind, title=title, place="", starts_at=starts_at,
            minutes=minutes, by=by or sato, on=TODAY, at=NOW,
        )  # fmt: skip

    return plan


def why(refused) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def counted(case, item=items.JAPANESE) -> list[tuple]:
    case.refresh_from_db()
    line = settlement.plan_of(case, on=TODAY).named(item)
    return [(one.here.on, one.here.minutes) for one in line.counted]


def test_one_class_attended_shows_its_hours_in_the_plan_and_twice_noted_is_once(
    ssw, linh, linh_viewer, sato, plan
):
    day = plan()
    when = {"on": TODAY, "at": NOW}

    actions.come(linh.party, day.code, by=linh_viewer, **when)
    actions.come(linh.party, day.code, by=linh_viewer, **when)
    assert counted(ssw) == []
    actions.note(day, present=[linh.pk], among=[linh.pk], by=sato, decide=True, **when)

    assert counted(ssw) == [(TODAY, 90)]
    assert Presence.objects.filter(party=linh.party).count() == 1
    dids = [record.did for record in history(day)]
    assert dids == ["class.planned", "class.joined"]
    assert not Tie.objects.exists()


def test_the_same_hours_entered_by_two_hosts_count_once(ssw, linh, sato, maker, plan):
    for host in (sato.body, maker):
        day = plan(host)
        actions.note(
            day, present=[linh.pk], among=[linh.pk], by=sato, on=TODAY, at=NOW, decide=True
        )
    later = plan(kind="workshop", starts_at=START + timedelta(minutes=30), minutes=20)
    actions.note(later, present=[linh.pk], among=[], by=sato, on=TODAY, at=NOW, decide=True)

    assert counted(ssw) == [(TODAY, 90)]
    assert counted(ssw, items.EXCHANGE) == []


def test_each_kind_serves_its_own_item_of_the_plan(ssw, linh, sato, plan):
    wanted = {"japanese_class": items.JAPANESE, "life_workshop": items.ORIENTATION,
              "workshop": items.EXCHANGE}  # fmt: skip
    assert set(wanted) == set(rules.KINDS) == set(rules.MEASURES)
    for number, kind in enumerate(wanted):
        day = plan(kind=kind, starts_at=START - timedelta(days=number))
        actions.note(day, present=[linh.pk], among=[], by=sato, on=TODAY, at=NOW, decide=True)

    found = {kind: counted(ssw, item) for kind, item in wanted.items()}
    assert found == {kind: [(TODAY - timedelta(days=n), 90)] for n, kind in enumerate(wanted)}


def test_the_same_class_is_not_entered_twice_by_one_host(plan, maker):
    plan()

    with pytest.raises(Refused) as refused:
        plan(starts_at=START + timedelta(minutes=30))
    assert why(refused) == ["twice"]

    plan(maker)
    plan(starts_at=START + timedelta(minutes=90))
    assert ClassDay.objects.count() == 3


def test_what_is_entered_is_asked_about_all_at_once(plan):
    with pytest.raises(Refused) as refused:
        plan(kind="x", title=" ", minutes=5, starts_at=NOW + timedelta(days=400))

    assert why(refused) == ["kind", "title", "minutes", "far"]
    assert not ClassDay.objects.exists()


def test_the_word_of_the_day_counts_only_around_the_class(linh, linh_viewer, sato, plan):
    day = plan(starts_at=NOW, minutes=60)

    def come(at, code=day.code):
        actions.come(linh.party, code, by=linh_viewer, on=TODAY, at=at)

    for code, minutes, reason in (
        ("000", 0, "code"),
        (day.code, -31, "early"),
        (day.code, 181, "over"),
    ):
        with pytest.raises(Refused) as refused:
            come(NOW + timedelta(minutes=minutes), code)
        assert why(refused) == [reason]
    come(NOW - timedelta(minutes=30))

    actions.cancel(day, by=sato, on=TODAY)
    with pytest.raises(Refused) as refused:
        come(NOW)
    assert why(refused) == ["cancelled"]
    assert list(queries.attended(linh.party)) == []


def test_a_decided_class_is_opened_again_before_it_changes(ssw, linh, mai, sato, plan):
    day = plan()
    told = {"by": sato, "on": TODAY, "at": NOW}
    actions.note(day, present=[linh.pk, mai.pk], among=[], decide=True, **told)

    with pytest.raises(Refused) as refused:
        actions.note(day, present=[], among=[linh.pk], **told)
    assert why(refused) == ["closed"]
    with pytest.raises(Refused):
        actions.cancel(day, by=sato, on=TODAY)

    actions.reopen(day, by=sato, on=TODAY)
    assert counted(ssw) == []
    with pytest.raises(Refused):
        actions.reopen(day, by=sato, on=TODAY)
    later = told | {"at": NOW + timedelta(minutes=1)}
    actions.note(day, present=[mai.pk], among=[linh.pk, mai.pk], decide=True, **later)

    here = [(party.pk, there) for party, there in queries.expected(day, TODAY)]
    assert sorted(here) == sorted([(linh.pk, False), (mai.pk, True)])
    assert counted(ssw) == []


def test_before_it_begins_nobody_is_noted_and_children_never_are(linh, sato, pairing, plan):
    [pupil] = make_pupils(pairing.a_class, 1, "mado", start=31)
    coming = plan(starts_at=NOW + timedelta(hours=1))
    with pytest.raises(Refused) as refused:
        actions.note(coming, present=[linh.pk], among=[], by=sato, on=TODAY, at=NOW)
    assert why(refused) == ["early"]

    day = plan(starts_at=NOW - timedelta(hours=3))
    actions.note(day, present=[pupil.person_id, linh.pk], among=[], by=sato, on=TODAY, at=NOW)
    assert [party.pk for party, _there in queries.expected(day, TODAY)] == [linh.pk]
    assert queries.by_number(pupil.person.party.code) is None
    assert queries.by_number(" " + linh.party.code.lower()) == linh.party


def test_who_came_before_is_found_again_for_half_a_year(linh, mai, sato, maker, plan):
    old = plan(starts_at=START - timedelta(days=181))
    last = plan(starts_at=START - timedelta(days=7))
    elsewhere = plan(maker)
    for day, person in ((old, mai), (last, linh), (elsewhere, mai)):
        actions.note(day, present=[person.pk], among=[], by=sato, on=TODAY, at=NOW)

    found = [(party.pk, there) for party, there in queries.expected(plan(), TODAY)]

    assert found == [(linh.pk, False)]
