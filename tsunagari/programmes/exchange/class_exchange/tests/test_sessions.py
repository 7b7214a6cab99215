"""Proposing, answering, moving to the reserve, closing — and two people at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.notices.wordings import facts_for
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.roles.models import Approval
from tsunagari.kernel.ties.models import Tie
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.actions import groups, sessions
from tsunagari.programmes.exchange.class_exchange.models import Session
from tsunagari.programmes.exchange.class_exchange.rules import sessions as rules
from tsunagari.programmes.exchange.schools import actions as schools
from tsunagari.programmes.exchange.schools.models import Pupil

from .conftest import at_once

pytestmark = pytest.mark.django_db
ON = {"on": TODAY, "at": NOW}


def words(refused) -> list[str]:
    return [reason.words() for reason in refused.value.reasons]


def told(session) -> set[tuple[int, str]]:
    rows = Notice.objects.filter(about_key=str(session.pk))
    return set(rows.values_list("to", "kind"))


def dids(session) -> list[str]:
    return [record.did for record in history(session)]


def test_a_proposal_waits_for_the_other_school(proposal, yamada, maria):
    assert (proposal.state, proposal.ordinal, proposal.phase) == ("proposed", 1, 1)
    assert proposal.proposed_by == yamada.own_body
    assert proposal.reserve_starts_at > proposal.starts_at
    assert told(proposal) == {(maria.party.pk, "session.proposed")}
    assert dids(proposal) == ["session.proposed"]


def test_accepting_fixes_the_time_and_makes_the_meeting(proposal, yamada, maria):
    session = sessions.accept(proposal, seen=1, by=maria, **ON)

    assert session.state == "accepted"
    assert (session.meeting.starts_at, session.meeting.zone) == (session.starts_at, "Asia/Tokyo")
    assert (yamada.party.pk, "session.accepted") in told(session)


def test_who_came_to_a_school_today_is_told_before_nine_in_the_morning(proposal, yamada, maria):
    half_past_midnight = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)

    with timezone.override("Asia/Manila"):
        session = sessions.accept(proposal, seen=1, by=maria, on=TODAY, at=half_past_midnight)

    assert (yamada.party.pk, "session.accepted") in told(session)


def test_nobody_answers_their_own_proposal(proposal, yamada):
    with pytest.raises(Refused) as refused:
        sessions.accept(proposal, seen=1, by=yamada, **ON)

    assert words(refused) == ["自分の学校の提案です。相手の学校の返事を待っています。"]


def test_another_time_turns_the_question_round(proposal, yamada, maria):
    window = planning.windows(proposal.pairing, now=NOW, leaving=proposal)[-1]

    session = sessions.change(proposal, window, reserve=None, seen=1, by=maria, **ON)

    assert (session.starts_at, session.proposed_by) == (window.starts_at, maria.own_body)
    assert (session.reserve_starts_at, session.reserve_a_periods) == (None, [])
    assert (yamada.party.pk, "session.changed") in told(session)
    sessions.accept(session, seen=2, by=yamada, **ON)


def test_declining_needs_a_reason_that_the_other_teacher_reads(proposal, yamada, maria):
    with pytest.raises(Refused) as refused:
        sessions.decline(proposal, seen=1, said="  ", by=maria, **ON)
    assert words(refused) == ["理由を入力してください。相手の先生に伝わります。"]

    session = sessions.decline(proposal, seen=1, said="Exam week.", by=maria, **ON)

    assert session.state == "declined"
    notice = Notice.objects.get(to=yamada.party, kind="session.declined")
    assert notice.facts["said"] == "Exam week."


def test_an_answer_on_an_old_screen_says_who_came_first(proposal, yamada, maria):
    window = planning.windows(proposal.pairing, now=NOW, leaving=proposal)[3]
    sessions.change(proposal, window, reserve=None, seen=1, by=maria, **ON)

    with pytest.raises(Refused) as refused:
        sessions.accept(proposal, seen=1, by=yamada, **ON)

    assert words(refused) == [
        "先にLas Piñas Highが09:05に変更しました（別の日時を提案しました。）。"
        "新しい内容を見て、もう一度答えてください。"
    ]


def test_without_approval_or_memorandum_nothing_is_fixed(proposal, midori, maria):
    Approval.objects.filter(body=midori.organisation).update(until_day=TODAY - timedelta(days=1))
    proposal.pairing.exchange.agreement.until_day = TODAY - timedelta(days=1)
    proposal.pairing.exchange.agreement.save()

    with pytest.raises(Refused) as refused:
        sessions.accept(proposal, seen=1, by=maria, **ON)

    assert [reason.rule for reason in refused.value.reasons] == ["approval", "agreement"]
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_a_day_that_was_closed_meanwhile_is_not_fixed(proposal, las_pinas, sato, maria):
    day = queries.local_day(proposal)
    schools.add_span(
        las_pinas, "closed", name="Foundation Day", from_day=day, until_day=day, by=sato, on=TODAY
    )

    with pytest.raises(Refused) as refused:
        sessions.accept(proposal, seen=1, by=maria, **ON)

    assert words(refused) == [
        "Las Piñas Highは、この日は休みか、時程が変わりました。別の日時を選んでください。"
    ]


def test_a_declined_ordinal_is_free_again(proposal, maria, yamada):
    sessions.decline(proposal, seen=1, said="Exam week.", by=maria, **ON)
    [(window, reserve)] = planning.spread(proposal.pairing, 1, now=NOW)

    again = sessions.propose(proposal.pairing, window, reserve=reserve, by=yamada, **ON)

    assert again.ordinal == 1


def test_a_typhoon_moves_the_session_with_one_press_and_tells_both_sides(accepted, yamada, maria):
    reserve, periods = accepted.reserve_starts_at, accepted.reserve_a_periods

    session = sessions.move_to_reserve(accepted, said="台風のため", by=yamada, **ON)

    assert (session.starts_at, session.a_periods, session.state) == (reserve, periods, "accepted")
    assert session.reserve_used
    assert {r["period"] for r in session.releases if r["side"] == "a"} == set(periods)
    assert Meeting.objects.get(pk=session.meeting_id).starts_at == reserve
    moved = Notice.objects.filter(kind="session.moved", about_key=str(session.pk))
    assert {notice.to_id for notice in moved} == {yamada.party.pk, maria.party.pk}
    said = {notice.to_id: facts_for(notice, "ja")["when"] for notice in moved}
    assert said[yamada.party.pk].index("東京") < said[yamada.party.pk].index("マニラ")
    assert said[maria.party.pk].index("マニラ") < said[maria.party.pk].index("東京")


def test_a_typhoon_is_told_at_night_too(accepted, yamada):
    night = NOW.replace(hour=14)

    sessions.move_to_reserve(accepted, said="台風のため", by=yamada, on=TODAY, at=night)

    notice = Notice.objects.filter(kind="session.moved").first()
    assert notice.deliveries.get().next_at == night


def test_the_second_typhoon_finds_no_reserve(accepted, yamada):
    session = sessions.move_to_reserve(accepted, said="台風のため", by=yamada, **ON)

    with pytest.raises(Refused) as refused:
        sessions.move_to_reserve(session, said="台風のため", by=yamada, **ON)

    assert words(refused) == ["予備日はありません。中止にして、新しい日時を提案してください。"]


def test_a_reserve_whose_approval_ended_is_refused(accepted, midori, yamada):
    Approval.objects.filter(body=midori.organisation).update(
        until_day=accepted.reserve_starts_at.date() - timedelta(days=1)
    )

    with pytest.raises(Refused) as refused:
        sessions.move_to_reserve(accepted, said="台風のため", by=yamada, **ON)

    assert [reason.rule for reason in refused.value.reasons] == ["approval"]
    accepted.refresh_from_db()
    assert not accepted.reserve_used


def test_cancelling_tells_both_sides_and_the_meeting(accepted, yamada, maria):
    session = sessions.cancel(accepted, said="学級閉鎖", by=maria, **ON)

    assert session.state == "cancelled"
    assert Meeting.objects.get(pk=session.meeting_id).state == Meeting.State.CANCELLED
    both = {(who.party.pk, "session.cancelled") for who in (yamada, maria)}
    assert both <= told(session)


def seated(session, yamada):
    """Groups are made; the pupils of both classes."""
    groups.plan(session.pairing, by=yamada, **ON)
    classes = (session.pairing.a_class, session.pairing.b_class)
    return [list(Pupil.objects.filter(school_class=own)) for own in classes]


def test_closing_counts_who_was_there_and_binds_each_group(accepted, yamada):
    own, _other = seated(accepted, yamada)
    sessions.open_(accepted, by=yamada, **ON)
    groups.tick_absent(accepted, {own[0].pk}, by=yamada, **ON)

    session = sessions.close(accepted, by=yamada, **ON)

    assert session.state == "closed"
    present = Presence.objects.filter(meeting=session.meeting, state="present")
    assert present.count() == 15
    assert own[0].pk not in present.values_list("party", flat=True)
    assert Tie.objects.filter(because=session.record).count() == sum(
        n * (n - 1) // 2 for n in (7, 8)
    )


def test_a_session_is_closed_once(accepted, yamada, maria):
    seated(accepted, yamada)
    sessions.close(accepted, by=yamada, **ON)

    with pytest.raises(Refused):
        sessions.close(accepted, by=maria, **ON)


def test_a_plan_becomes_drafts_that_both_schools_hear_of(pairing, sato, yamada, maria):
    count = sessions.adopt_plan(pairing.exchange, by=sato, **ON)

    drafts = Session.objects.filter(pairing=pairing)
    assert count == drafts.count() == 6
    assert [d.ordinal for d in drafts] == [1, 2, 3, 4, 5, 6]
    assert [d.phase for d in drafts] == [1, 2, 2, 3, 3, 4]
    assert all(d.reserve_starts_at for d in drafts)
    heard = Notice.objects.filter(kind="sessions.planned").values_list("to", flat=True)
    assert set(heard) == {yamada.party.pk, maria.party.pk}


def test_a_newer_plan_replaces_the_drafts_but_not_what_was_proposed(pairing, sato, yamada):
    sessions.adopt_plan(pairing.exchange, by=sato, **ON)
    first = Session.objects.filter(pairing=pairing).first()
    sessions.propose_planned(first, by=yamada, **ON)

    sessions.adopt_plan(pairing.exchange, by=sato, **ON)

    rows = list(Session.objects.filter(pairing=pairing))
    assert sorted(row.ordinal for row in rows) == [1, 2, 3, 4, 5, 6]
    assert [row.pk for row in rows if row.state == "proposed"] == [first.pk]


def test_a_plan_that_is_no_longer_the_one_on_the_screen_is_shown_first(pairing, sato, yamada):
    shown = planning.print_of(planning.whole(pairing.exchange, [pairing], now=NOW))
    [(window, reserve)] = planning.spread(pairing, 1, now=NOW)
    sessions.propose(pairing, window, reserve=reserve, by=yamada, **ON)

    with pytest.raises(Refused) as refused:
        sessions.adopt_plan(pairing.exchange, by=sato, seen=shown, **ON)

    assert [reason.rule for reason in refused.value.reasons] == ["version"]
    assert Session.objects.filter(state="planned").count() == 0


def test_a_draft_is_proposed_once(pairing, sato, yamada, maria):
    sessions.adopt_plan(pairing.exchange, by=sato, **ON)
    draft = Session.objects.filter(pairing=pairing).first()

    sessions.propose_planned(draft, by=maria, **ON)

    with pytest.raises(Refused):
        sessions.propose_planned(draft, by=yamada, **ON)
    draft.refresh_from_db()
    assert draft.proposed_by == maria.own_body


@pytest.mark.parametrize("state", ["planned", "proposed", "declined", "closed", "cancelled"])
def test_only_a_fixed_session_moves_to_its_reserve(state):
    assert rules.why_not_move(state=state, reserve=NOW, used=False, now=NOW) != []


def test_a_reserve_that_has_passed_is_no_reserve():
    [reason] = rules.why_not_move(state="accepted", reserve=NOW, used=False, now=NOW)

    assert reason.words() == "予備日はもう過ぎています。新しい日時を提案してください。"


race = pytest.mark.django_db(transaction=True)


@race
def test_accepting_and_changing_at_once_one_wins_and_the_other_sees_what_happened(
    proposal, yamada, maria
):
    window = planning.windows(proposal.pairing, now=NOW, leaving=proposal)[5]

    found = at_once(
        lambda: sessions.accept(proposal, seen=1, by=maria, **ON),
        lambda: sessions.change(proposal, window, reserve=None, seen=1, by=maria, **ON),
    )

    lost = [one for one in found if isinstance(one, Refused)]
    assert len(lost) == 1
    [reason] = lost[0].reasons
    assert reason.rule == "version"
    assert reason.facts["who"] == "Las Piñas High"
    proposal.refresh_from_db()
    assert proposal.version == 2
    won = "session.accepted" if proposal.state == "accepted" else "session.changed"
    assert dids(proposal) == ["session.proposed", won]


@race
def test_eight_presses_of_accept_make_one_meeting(proposal, maria):
    found = at_once(*[lambda: sessions.accept(proposal, seen=1, by=maria, **ON)] * 8)

    assert sum(isinstance(one, Refused) for one in found) == 7
    assert Meeting.objects.count() == 1


@race
def test_two_teachers_closing_at_once_bind_once(accepted, yamada, maria):
    seated(accepted, yamada)

    found = at_once(
        lambda: sessions.close(accepted, by=yamada, **ON),
        lambda: sessions.close(accepted, by=maria, **ON),
    )

    assert sum(isinstance(one, Refused) for one in found) == 1
    assert dids(accepted).count("session.closed") == 1
    assert Tie.objects.count() == 2 * (8 * 7 // 2)


@race
def test_both_teachers_moving_at_once_move_once_and_the_second_hears_of_the_first(
    accepted, yamada, maria
):
    seen = accepted.version

    found = at_once(
        lambda: sessions.move_to_reserve(accepted, said="台風", by=yamada, seen=seen, **ON),
        lambda: sessions.move_to_reserve(accepted, said="Typhoon", by=maria, seen=seen, **ON),
    )

    [lost] = [one for one in found if isinstance(one, Refused)]
    assert [reason.rule for reason in lost.reasons] == ["version"]
    accepted.refresh_from_db()
    assert accepted.starts_at == accepted.reserve_starts_at


@race
def test_two_pairs_of_one_class_cannot_take_the_same_week_at_once(pairing, sato, yamada):
    """Each was free when its teacher looked; only one may have it."""
    from tsunagari.programmes.exchange.class_exchange.models import Pairing

    b = schools.add_class(
        pairing.exchange.b, "Grade 8 – Mabini", grade=8, year=2026, by=sato, on=TODAY
    )
    second = Pairing.objects.create(exchange=pairing.exchange, a_class=pairing.a_class, b_class=b)
    window, reserve = planning.spread(pairing, 1, now=NOW)[0]
    other = next(w for w in planning.windows(second, now=NOW) if w.starts_at == window.starts_at)

    found = at_once(
        lambda: sessions.propose(pairing, window, reserve=reserve, by=yamada, **ON),
        lambda: sessions.propose(second, other, reserve=None, by=yamada, **ON),
    )

    assert sum(isinstance(one, Refused) for one in found) == 1
    assert Session.objects.count() == 1


@race
def test_ticking_absences_on_both_screens_at_once_keeps_both(accepted, yamada, maria):
    own, other = seated(accepted, yamada)

    at_once(
        lambda: groups.tick_absent(accepted, {own[0].pk}, by=yamada, **ON),
        lambda: groups.tick_absent(accepted, {other[0].pk, other[1].pk}, by=maria, **ON),
    )

    away = set(accepted.seats.filter(absent=True).values_list("pupil", flat=True))
    assert away == {own[0].pk, other[0].pk, other[1].pk}
