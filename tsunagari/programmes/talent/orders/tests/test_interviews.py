"""面接 — proposed by one side, answered by the other, in both clocks; chosen or not, never too many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tests.cast_orders import ORDER, assign, enter
from tsunagari.base.refusals import Refused
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.notices.wordings import facts_for
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import (
    candidates,
    interviews,
    matching,
    orders,
    releasing,
    training,
)
from tsunagari.programmes.talent.orders.models import Pair
from tsunagari.programmes.talent.people.models import Case

SOON = NOW + timedelta(days=2)
LATER = NOW + timedelta(days=3)
pytestmark = pytest.mark.django_db


def propose(pair, by, starts_at=SOON):
    return interviews.propose(
        pair, starts_at=starts_at, minutes=30, how="Zoom", by=by, on=TODAY, at=NOW
    )


def meet(pair, ishii, dang):
    """An interview that both sides agreed on; the pair as it stands then."""
    found = propose(pair, ishii)
    interviews.accept(found, seen=1, by=dang, on=TODAY, at=NOW)
    return queries.pairs().get(pk=pair.pk)


def choose(pair, by, at=LATER, system="ESD"):
    return interviews.choose(pair, system=system, seen=pair.version, by=by, on=TODAY, at=at)


def test_the_other_side_is_told_in_its_own_clock_first(pair, ishii, dang):
    propose(pair, ishii)

    [notice] = Notice.objects.filter(kind="interview.proposed")
    assert notice.to_id == dang.party.pk
    assert facts_for(notice, "ja")["when"].endswith("ハノイ 7:05（現地 9:05 東京）")


def test_who_proposed_waits_and_the_other_side_answers(pair, ishii, dang):
    found = propose(pair, ishii)

    with pytest.raises(Refused) as refused:
        interviews.accept(found, seen=1, by=ishii, on=TODAY, at=NOW)
    assert refused.value.reasons[0].rule == "own"

    fixed = interviews.accept(found, seen=1, by=dang, on=TODAY, at=NOW)
    assert (fixed.state, fixed.meeting.starts_at) == ("accepted", SOON)


def test_the_name_opens_to_the_company_when_the_interview_is_fixed(pair, lan, ishii, dang):
    found = propose(pair, ishii)
    assert shown([lan.pk], to=ishii)[lan.pk] == ""

    found = interviews.accept(found, seen=1, by=dang, on=TODAY, at=NOW)
    assert shown([lan.pk], to=ishii)[lan.pk] == "NGUYEN Thi Lan"

    interviews.cancel(found, seen=found.version, said="台風です。", by=dang, on=TODAY, at=NOW)
    tomorrow = TODAY + timedelta(days=1)
    assert shown([lan.pk], to=ishii, on=tomorrow)[lan.pk] == ""
    assert Meeting.objects.get().state == "cancelled"


def test_another_time_turns_the_question_round(pair, ishii, dang):
    found = propose(pair, ishii)

    changed = interviews.change(
        found, seen=1, starts_at=LATER, minutes=45, how="", by=dang, on=TODAY, at=NOW
    )

    assert queries.waiting_for(ishii) == [pair]
    assert queries.waiting_for(dang) == []
    with pytest.raises(Refused):
        interviews.accept(changed, seen=1, by=ishii, on=TODAY, at=NOW)
    assert interviews.accept(changed, seen=2, by=ishii, on=TODAY, at=NOW).state == "accepted"


def test_a_time_that_was_agreed_on_is_moved_and_answered_again(pair, lan, ishii, dang):
    pair = meet(pair, ishii, dang)
    found = queries.interview_of(pair)

    moved = interviews.change(
        found, seen=2, starts_at=LATER, minutes=30, how="", by=ishii, on=TODAY, at=NOW
    )

    assert (moved.state, moved.meeting, moved.starts_at) == ("proposed", None, LATER)
    assert Meeting.objects.get().state == "cancelled"
    assert queries.waiting_for(dang) == [pair]
    interviews.accept(moved, seen=3, by=dang, on=TODAY, at=NOW)
    assert Meeting.objects.exclude(state="cancelled").get().starts_at == LATER
    interviews.cancel(moved, seen=4, said="台風です。", by=dang, on=TODAY, at=NOW)
    with pytest.raises(Refused):
        interviews.change(
            moved, seen=5, starts_at=SOON, minutes=30, how="", by=ishii, on=TODAY, at=NOW
        )


def test_who_proposed_may_mend_the_time_before_the_answer(pair, ishii, dang):
    found = propose(pair, ishii)

    interviews.change(
        found, seen=1, starts_at=LATER, minutes=30, how="", by=ishii, on=TODAY, at=NOW
    )

    assert queries.waiting_for(dang) == [pair]


def test_nobody_sits_in_two_interviews_at_once_but_one_order_may_meet_several(
    pair, company, sending, ishii, dang, sato
):
    enter(sending, dang, name="Hoa", number="V-2", born_on=date(2000, 1, 2))
    [_same, second] = [pair, *assign_more(sato, pair)]
    other = orders.place(company, by=ishii, on=TODAY, **ORDER)
    mai = enter(sending, dang, name="Mai", number="V-3", born_on=date(2000, 1, 3))
    matching.decide(other, mai, "pin", why="希望", by=sato, on=TODAY)
    [third] = assign_more(sato, pair, second)
    propose(pair, ishii)

    assert propose(second, ishii).starts_at == SOON
    with pytest.raises(Refused) as refused:
        propose(third, dang, SOON + timedelta(minutes=29))
    assert [one.rule for one in refused.value.reasons] == ["double"]
    assert "会社には、この時間にほかの面接" in refused.value.reasons[0].words()
    assert propose(third, dang, SOON + timedelta(minutes=30)).state == "proposed"


def assign_more(sato, *before):
    known = [one.pk for one in before]
    return [one for one in assign(sato) if one.pk not in known]


def test_a_candidate_who_is_in_a_lesson_is_not_asked_then(pair, lan, school, hoang, ishii):
    lan.school = school
    lan.save(update_fields=["school"])
    lesson = training.hold(
        school,
        topic="介護の日本語",
        starts_at=SOON,
        minutes=90,
        absent=set(),
        by=hoang,
        on=TODAY,
        at=LATER,
    )

    with pytest.raises(Refused) as refused:
        propose(pair, ishii, SOON + timedelta(minutes=60))

    assert "候補者には、この時間にほかの予定" in refused.value.reasons[0].words()
    assert propose(pair, ishii, lesson.meeting.ends_at).state == "proposed"


def test_a_no_has_a_reason_and_another_time_may_follow(pair, ishii, dang):
    found = propose(pair, ishii)
    with pytest.raises(Refused):
        interviews.decline(found, seen=1, said=" ", by=dang, on=TODAY, at=NOW)

    interviews.decline(found, seen=1, said="授業の日です。", by=dang, on=TODAY, at=NOW)

    assert propose(pair, dang, LATER).proposed_by_id == dang.body.pk


def test_one_interview_stands_at_a_time_and_none_in_the_past(pair, ishii, dang):
    with pytest.raises(Refused):
        propose(pair, ishii, NOW)
    propose(pair, ishii)

    with pytest.raises(Refused) as refused:
        propose(pair, dang, LATER)

    assert refused.value.reasons[0].rule == "stands"


def test_a_chosen_candidate_has_a_case_with_both_bodies(pair, lan, ishii, dang, federation):
    pair = choose(meet(pair, ishii, dang), ishii)

    case = Case.objects.get()
    assert (pair.case, case.system, case.state) == (case, "ESD", "candidate")
    assert (case.company, case.sending) == (ishii.body, dang.body)
    assert case.facts["field"] == "care"
    assert case.facts["country"] == "VN"
    lan.refresh_from_db()
    assert lan.state == "chosen"
    assert queries.may_see_progress(ishii, lan)


def test_what_was_promised_stays_when_the_order_changes_later(pair, order, ishii, dang):
    case = choose(meet(pair, ishii, dang), ishii).case
    facts = {name: getattr(order, name) for name in ORDER} | {"monthly_yen": 210_000}
    facts["compare_why"] = "経験のちがい"
    orders.change(order, seen=1, by=ishii, on=TODAY, **facts)

    found, terms = queries.promised(case)

    assert (found.pk, terms["monthly_yen"], terms["compare_yen"]) == (pair.pk, 230_000, 230_000)
    assert (terms["week_hours"], terms["starts_on"]) == ("40", "2027-07-01")


def test_nobody_is_chosen_before_the_interview(pair, ishii, dang):
    with pytest.raises(Refused) as refused:
        choose(pair, ishii)
    assert refused.value.reasons[0].rule == "early"

    with pytest.raises(Refused):
        choose(meet(pair, ishii, dang), ishii, at=NOW)


@pytest.mark.parametrize("system", ["SSW2", "nonsense", ""])
def test_a_status_that_does_not_fit_is_refused(pair, ishii, dang, system):
    with pytest.raises(Refused) as refused:
        choose(meet(pair, ishii, dang), ishii, system=system)

    assert refused.value.reasons[0].field == "system"


def test_who_was_not_chosen_looks_on_and_is_not_put_there_again(pair, lan, ishii, dang):
    pair = meet(pair, ishii, dang)
    with pytest.raises(Refused):
        interviews.turn_down(pair, said="", seen=pair.version, by=ishii, on=TODAY, at=LATER)

    interviews.turn_down(
        pair, said="夜勤ができる人を選びました。", seen=pair.version, by=ishii, on=TODAY, at=LATER
    )

    found = matching.proposal(on=TODAY)
    assert found.found == []
    assert found.why_without(lan.pk)[1].rule == "tried"


def test_a_result_can_be_taken_back(pair, lan, ishii, dang):
    chosen = choose(meet(pair, ishii, dang), ishii)

    back = interviews.take_back(chosen, by=ishii, on=TODAY, at=LATER)

    lan.refresh_from_db()
    assert (back.state, back.case, lan.state) == ("assigned", None, "looking")
    assert Case.objects.get().closed_on == TODAY
    with pytest.raises(Refused):
        interviews.take_back(back, by=ishii, on=TODAY, at=LATER)
    assert choose(back, ishii).state == "chosen"


def test_a_no_is_not_taken_back_once_the_candidate_is_elsewhere(
    pair, lan, company, ishii, dang, sato
):
    pair = meet(pair, ishii, dang)
    no = interviews.turn_down(
        pair, said="見送ります。", seen=pair.version, by=ishii, on=TODAY, at=LATER
    )
    orders.place(company, by=ishii, on=TODAY, **ORDER)
    assign(sato)

    with pytest.raises(Refused) as refused:
        interviews.take_back(no, by=ishii, on=TODAY, at=LATER)

    assert refused.value.reasons[0].rule == "busy"


def test_one_pair_is_taken_back_alone_with_its_interview_and_both_sides_read_why(
    pair, lan, ishii, dang, sato
):
    pair = meet(pair, ishii, dang)
    said = "本人が家族の病気で行けなくなりました。"

    releasing.release(pair, said=said, by=sato, on=TODAY, at=NOW)

    pair = queries.pairs().get(pk=pair.pk)
    assert (pair.state, queries.interview_of(pair).state) == ("taken_back", "cancelled")
    assert Meeting.objects.get(kind="interview").state == Meeting.State.CANCELLED
    assert shown([lan], to=ishii, on=TODAY + timedelta(days=1))[lan.pk] == ""
    told = Notice.objects.filter(kind="pair.released")
    assert {one.to_id for one in told} == {ishii.party.pk, dang.party.pk}
    assert {facts_for(one, "ja")["said"] for one in told} == {said}
    assert {one.facts["path"] for one in told} == {"/partner/pairs/"}
    assert candidates.leave(lan, by=dang, on=TODAY).state == "left"


def test_a_pair_is_not_taken_back_without_a_reason_or_after_an_answer(pair, ishii, dang, sato):
    with pytest.raises(Refused) as refused:
        releasing.release(pair, said=" ", by=sato, on=TODAY, at=NOW)
    assert refused.value.reasons[0].rule == "said"

    pair = choose(meet(pair, ishii, dang), ishii)

    with pytest.raises(Refused) as refused:
        releasing.release(pair, said="まちがい", by=sato, on=TODAY, at=NOW)
    assert refused.value.reasons[0].rule == "state"


def test_a_pair_that_was_taken_back_is_put_back_while_both_are_free(pair, lan, dang, sato):
    released = releasing.release(pair, said="まちがい", by=sato, on=TODAY, at=NOW)
    candidates.leave(lan, by=dang, on=TODAY)

    with pytest.raises(Refused) as refused:
        releasing.put_back(released, by=sato, on=TODAY, at=NOW)
    assert [one.rule for one in refused.value.reasons] == ["busy"]

    candidates.come_back(lan, by=dang, on=TODAY)
    assert releasing.put_back(released, by=sato, on=TODAY, at=NOW).state == "assigned"


def test_only_the_two_bodies_and_the_office_see_a_pair(pair, ishii, dang, sato, hoang):
    seen = [list(queries.pairs_of(one)) for one in (ishii, dang, sato, hoang)]

    assert seen == [[pair], [pair], [pair], []]


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_at_once_take_one_seat(company, sending, ishii, dang, sato):
    wanted = ORDER | {"number": 1, "invite": 2}
    orders.place(company, by=ishii, on=TODAY, **wanted)
    for at, name in enumerate(("Lan", "Hoa")):
        enter(sending, dang, name=name, number=f"V-{at}", born_on=date(2000 + at, 1, 2))
    pairs = [meet(one, ishii, dang) for one in assign(sato)]
    start = Barrier(2)

    def press(pair):
        start.wait()
        try:
            return choose(pair, ishii)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, pairs))

    [refused] = [one for one in answers if isinstance(one, Refused)]
    assert "もう決まりました" in refused.reasons[0].words()
    assert Pair.objects.filter(state="chosen").count() == Case.objects.count() == 1
