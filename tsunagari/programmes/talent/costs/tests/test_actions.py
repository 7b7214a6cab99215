from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, TODAY, viewer
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.costs import forgetting, queries
from tsunagari.programmes.talent.costs.actions import agreeing, answers, lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Answer, Cost
from tsunagari.programmes.talent.people.models import Switch
from tsunagari.programmes.talent.safety.models import Incident

pytestmark = pytest.mark.django_db
WHEN = {"on": TODAY, "at": NOW}


def ask(case, by, yen=100_000, **more):
    facts = {"whom": "sending", "category": "fee", "asked_on": TODAY, "asked_by": case.sending}
    return lines.ask(case, Money(yen), by=by, **facts | more, **WHEN)


def paid(case, by, yen=100_000, **more):
    return ask(case, by, yen, paid_on=TODAY, **more)


def answer(cost, by, right=True, **more):
    cost.refresh_from_db()
    return answers.answer(cost, right=right, seen=cost.version, by=by, **more, **WHEN)


def test_a_line_of_the_sending_organisation_waits_for_the_candidate(linh_case, tran, linh):
    cost = ask(linh_case, tran)

    assert (cost.said, cost.asker_said) == ("waiting", "confirmed")
    assert (cost.entered_as, cost.entered_for) == ("body", linh_case.sending)
    assert len(queries.waiting_for(person=linh.pk)) == 1


def test_a_line_of_the_candidate_waits_for_who_asked(linh_case, linh_viewer):
    cost = ask(linh_case, linh_viewer)

    assert (cost.said, cost.asker_said) == ("confirmed", "waiting")


def test_foreign_money_keeps_its_minor_units_and_the_rate_that_was_used(linh_case, tran):
    money = Money(71_186_441, "VND", Decimal("0.0059"), TODAY)

    cost = lines.ask(
        linh_case,
        money,
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        by=tran,
        **WHEN,
    )

    cost.refresh_from_db()
    assert (cost.minor, cost.currency, cost.rate, cost.yen) == (
        71_186_441,
        "VND",
        Decimal("0.0059"),
        420_000,
    )


def test_a_disputed_line_stays_visible_and_is_the_offices_duty(linh_case, tran, linh_viewer):
    cost = answer(ask(linh_case, tran), linh_viewer, right=False, words="Tôi trả 150.000")

    assert list(queries.disputed()) == [cost]
    duty = Duty.objects.get(rule="2-1.settle_cost")
    assert (duty.state, duty.safe_due) == ("open", TODAY + timedelta(days=7))
    for reader in (tran, linh_viewer):
        [seen] = queries.of_case(linh_case, reader)
        assert [a.words for a in seen.answers.all()] == ["Tôi trả 150.000"]

    answer(cost, linh_viewer)

    duty.refresh_from_db()
    assert (duty.state, list(queries.disputed())) == ("void", [])
    assert [a.said for a in Answer.objects.all()] == ["disputed", "confirmed"]


def test_a_second_dispute_is_a_new_duty(linh_case, tran, linh_viewer):
    cost = ask(linh_case, tran)
    for right in (False, True, False):
        answer(cost, linh_viewer, right=right)

    assert sorted(Duty.objects.filter(rule="2-1.settle_cost").values_list("state", flat=True)) == [
        "open",
        "void",
    ]


def test_who_asked_can_disagree_too(linh_case, tran, linh_viewer):
    cost = answer(ask(linh_case, linh_viewer), tran, right=False, words="受け取っていません")

    assert cost.disputed
    assert (cost.said, cost.asker_said) == ("confirmed", "disputed")


def told(party) -> list[str]:
    return list(Notice.objects.filter(to=party).order_by("pk").values_list("kind", flat=True))


def test_who_asked_hears_of_a_dispute_and_the_person_of_the_answer(
    linh_case, tran, linh_viewer, linh
):
    cost = ask(linh_case, tran)
    answer(cost, linh_viewer)
    assert told(tran.party) == []

    answer(cost, linh_viewer, right=False, words="80.000")
    assert told(tran.party) == ["cost.disputed"]

    answer(cost, tran, right=False, words="80,000でした")
    assert told(linh.party) == ["cost.answered"]
    paths = Notice.objects.filter(kind__startswith="cost.").order_by("pk")
    assert [one.facts["path"] for one in paths] == [
        f"/partner/cases/{linh_case.pk}/costs/",
        "/me/case/costs/",
    ]


def test_an_answer_to_an_older_line_is_refused(linh_case, tran, linh_viewer):
    cost = ask(linh_case, tran)
    lines.pay(cost, paid_on=TODAY, by=tran, **WHEN)

    with pytest.raises(Refused) as refused:
        answers.answer(cost, right=True, seen=1, by=linh_viewer, **WHEN)

    assert [r.rule for r in refused.value.reasons] == ["version"]


def test_a_line_that_was_confirmed_and_is_then_paid_asks_again(linh_case, tran, linh_viewer):
    cost = answer(ask(linh_case, tran), linh_viewer)

    assert lines.pay(cost, paid_on=TODAY, by=tran, **WHEN).said == "waiting"


@pytest.mark.parametrize("field", ["minor", "yen", "currency", "category", "asked_on", "whom"])
def test_the_database_refuses_to_change_what_was_asked(linh_case, tran, field):
    cost = ask(linh_case, tran)

    with pytest.raises(IntegrityError), transaction.atomic():
        Cost.objects.filter(pk=cost.pk).update(**{field: getattr(cost, field)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Cost.objects.filter(pk=cost.pk).delete()


def test_an_answer_is_never_rewritten(linh_case, tran, linh_viewer):
    answer(ask(linh_case, tran), linh_viewer, right=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(said="confirmed")


def test_an_annulled_line_stays_and_counts_no_more(linh_case, tran, sato):
    cost = paid(linh_case, tran, 900_000)
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)
    assert queries.cap_of(linh_case, TODAY).over_yen == 520_000

    lines.annul(cost, reason="二重に入れました", by=tran, **WHEN)

    [seen] = queries.of_case(linh_case, tran)
    assert seen.annulled_reason == "二重に入れました"
    assert queries.cap_of(linh_case, TODAY).paid_yen == 0
    assert queries.totals([seen]) == []


def test_a_body_cannot_take_back_what_the_candidate_answered(linh_case, tran, linh_viewer, sato):
    cost = answer(paid(linh_case, tran), linh_viewer)

    with pytest.raises(Refused) as refused:
        lines.annul(cost, reason="まちがい", by=tran, **WHEN)
    assert [r.rule for r in refused.value.reasons] == ["cost.answered"]

    assert lines.annul(cost, reason="まちがい", by=sato, **WHEN).annulled_by == sato.party


def test_nobody_annuls_a_line_of_the_other_side(linh_case, tran, linh_viewer):
    with pytest.raises(Refused):
        lines.annul(ask(linh_case, linh_viewer), reason="うそです", by=tran, **WHEN)


def test_the_plan_waits_until_what_is_over_came_back(linh_case, tran, linh_viewer, sato):
    cost = paid(linh_case, tran, 420_000)
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)
    [reason] = queries.why_not_proceed(linh_case, TODAY)
    assert reason.rule == "esd_send_fee_cap"

    back = lines.give_back(cost, Money(40_000), paid_on=TODAY, by=tran, **WHEN)

    assert queries.why_not_proceed(linh_case, TODAY) == []
    answer(back, linh_viewer, right=False, claimed=0)
    assert len(queries.why_not_proceed(linh_case, TODAY)) == 1


def test_what_is_over_the_cap_is_the_offices_duty_until_it_came_back(linh_case, tran, sato):
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)
    cost = paid(linh_case, tran, 420_000)

    duty = Duty.objects.get(rule="2-1.refund_over_cap")
    assert (duty.state, duty.facts["yen"]) == ("open", 40_000)
    assert (duty.holder, duty.doer) == (linh_case.sending.party, sato.body.party)
    assert duty.safe_due == TODAY + timedelta(days=14)

    lines.give_back(cost, Money(10_000), paid_on=TODAY, by=tran, **WHEN)
    duty.refresh_from_db()
    assert (duty.state, duty.facts["yen"]) == ("open", 30_000)

    lines.annul(cost.refunds.get(), reason="まちがい", by=tran, **WHEN)
    lines.give_back(cost, Money(40_000), paid_on=TODAY, by=tran, **WHEN)
    duty.refresh_from_db()
    assert duty.state == "void"


def test_no_more_comes_back_than_was_paid(linh_case, tran):
    cost = paid(linh_case, tran, 50_000)
    lines.give_back(cost, Money(30_000), paid_on=TODAY, by=tran, **WHEN)

    with pytest.raises(Refused) as refused:
        lines.give_back(cost, Money(20_001), paid_on=TODAY, by=tran, **WHEN)

    assert [r.rule for r in refused.value.reasons] == ["cost.back"]


def test_an_office_may_count_the_sending_organisation_alone(linh_case, tran):
    paid(linh_case, tran, 10_000, whom="broker", asked_by=None, whom_words="近所の人")
    Switch.objects.create(code="costs.sending_organisation_only", reason="監理の相談で決めた")

    assert queries.cap_of(linh_case, TODAY).paid_yen == 0


@pytest.mark.parametrize(("category", "ban"), [("deposit", "ban_deposit_chain")])
def test_a_deposit_raises_an_incident(linh_case, linh_viewer, category, ban):
    ask(linh_case, linh_viewer, category=category)

    assert Incident.objects.get(case=linh_case).ban == ban
    assert [r.rule for r in queries.why_not_proceed(linh_case, TODAY)] == [ban]


def test_a_day_that_has_not_come_is_refused(linh_case, tran):
    with pytest.raises(Refused) as refused:
        ask(linh_case, tran, asked_on=TODAY + timedelta(days=1), paid_on=TODAY + timedelta(days=2))

    assert [r.field for r in refused.value.reasons] == ["asked_on", "paid_on"]


def test_nobody_pays_what_was_not_asked_yet(linh_case, tran):
    before = TODAY - timedelta(days=1)
    with pytest.raises(Refused) as entered:
        ask(linh_case, tran, asked_on=TODAY, paid_on=before)
    line = ask(linh_case, tran, asked_on=TODAY)
    with pytest.raises(Refused) as paid:
        lines.pay(line, paid_on=before, by=tran, on=TODAY, at=NOW)

    assert [r.field for r in entered.value.reasons + paid.value.reasons] == ["paid_on"] * 2
    assert ask(linh_case, tran, asked_on=TODAY, paid_on=TODAY).paid_on == TODAY


def test_a_line_names_who_asked(linh_case, linh_viewer):
    with pytest.raises(Refused) as refused:
        ask(linh_case, linh_viewer, asked_by=None, whom="broker")

    assert [r.field for r in refused.value.reasons] == ["whom_words"]


def test_a_body_sees_what_it_asked_or_wrote_and_nothing_else(
    linh_case, tran, mori, linh_viewer, sato
):
    own = ask(linh_case, tran)
    told = ask(linh_case, linh_viewer)
    company = ask(linh_case, mori, whom="company", asked_by=linh_case.company)
    ask(linh_case, linh_viewer, whom="broker", asked_by=None, whom_words="仲介の人")

    assert queries.of_case(linh_case, tran) == [own, told]
    assert queries.of_case(linh_case, mori) == [company]
    assert (
        len(queries.of_case(linh_case, sato)) == len(queries.of_case(linh_case, linh_viewer)) == 4
    )


def test_base_pay_on_an_older_page_is_not_saved(linh_case, sato):
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)

    with pytest.raises(Refused):
        lines.set_base_pay(linh_case, 200_000, seen=0, by=sato, on=TODAY)


def test_words_are_forgotten_and_amounts_stay(linh_case, linh, tran, linh_viewer):
    cost = ask(linh_case, tran, words="ほけんのお金")
    answer(cost, linh_viewer, right=False, words="ちがいます")
    answer(cost, linh_viewer, right=True)

    forgetting.forget(linh.party, on=TODAY)

    cost.refresh_from_db()
    assert (cost.words, cost.yen) == ("", 100_000)
    assert set(Answer.objects.values_list("words", flat=True)) == {""}


def test_every_act_is_one_record(linh_case, tran, linh_viewer):
    cost = ask(linh_case, tran)
    lines.pay(cost, paid_on=TODAY, by=tran, **WHEN)
    answer(cost, linh_viewer)

    dids = (
        Record.objects.filter(did__startswith="cost.").order_by("pk").values_list("did", flat=True)
    )
    assert list(dids) == ["cost.asked", "cost.paid", "cost.confirmed"]


def test_the_same_lines_cost_the_same_number_of_queries(linh_case, tran, django_assert_num_queries):
    ask(linh_case, tran)
    with django_assert_num_queries(4):
        queries.totals(queries.of_case(linh_case, tran))
    for _more in range(5):
        ask(linh_case, tran)
    with django_assert_num_queries(4):
        queries.totals(queries.of_case(linh_case, tran))


# — both sides name the same amount —


def disputed(case, by, linh_viewer, yen=100_000, claimed=80_000, **more):
    cost = paid(case, by, yen, **more)
    return answer(cost, linh_viewer, right=False, words="80.000", claimed=claimed)


def agree(cost, by, claimed=80_000, **more):
    cost.refresh_from_db()
    asked = {"seen": cost.version} | more
    return agreeing.agree(cost, claimed=claimed, by=by, **asked, **WHEN)


def test_who_asked_takes_the_amount_over_and_both_lines_stay(
    linh_case, tran, linh_viewer, kato_login
):
    cost = disputed(linh_case, tran, linh_viewer)

    made = agree(cost, tran)

    cost.refresh_from_db()
    assert (made.yen, made.minor, made.replaces, made.paid_on) == (80_000, 80_000, cost, TODAY)
    assert (made.said, made.asker_said, made.disputed) == ("confirmed", "confirmed", False)
    assert (cost.yen, cost.annulled_at, cost.disputed) == (100_000, NOW, False)
    history = cost.answers.values_list("side", "said", "claimed_minor")
    assert list(history) == [("candidate", "disputed", 80_000), ("asker", "disputed", 80_000)]
    for reader in (tran, linh_viewer):
        assert queries.of_case(linh_case, reader) == [cost, made]
    kato = viewer(kato_login)
    assert set(queries.of(kato)) == {cost, made} == set(queries.settled())
    assert Duty.objects.get(rule="2-1.settle_cost").state == "void"
    [record] = Record.objects.filter(did="cost.agreed")
    assert (record.facts["was"], record.facts["yen"]) == (100_000, 80_000)
    assert Notice.objects.filter(kind="cost.answered", to=linh_viewer.party).count() == 1


def test_an_amount_that_is_agreed_twice_is_one_line(linh_case, tran, linh_viewer):
    cost = disputed(linh_case, tran, linh_viewer)
    seen = cost.version

    made = agree(cost, tran, seen=seen)

    assert agree(cost, tran, seen=seen) == made
    assert Cost.objects.count() == 2


def test_the_cap_counts_the_agreed_amount_at_once(linh_case, tran, linh_viewer, sato):
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)
    cost = disputed(linh_case, tran, linh_viewer, yen=420_000, claimed=350_000)
    assert queries.cap_of(linh_case, TODAY).over_yen == 40_000

    agree(cost, tran, claimed=350_000)

    cap = queries.cap_of(linh_case, TODAY)
    assert (cap.paid_yen, cap.over_yen) == (350_000, 0)
    assert not Duty.objects.filter(rule="2-1.refund_over_cap", state="open").exists()


@pytest.mark.parametrize("claimed", [79_999, 0, None, -80_000])
def test_another_amount_than_the_one_on_the_screen_is_refused(
    linh_case, tran, linh_viewer, claimed
):
    cost = disputed(linh_case, tran, linh_viewer)

    with pytest.raises(Refused):
        agree(cost, tran, claimed=claimed)

    cost.refresh_from_db()
    assert (cost.annulled_at, Cost.objects.count()) == (None, 1)


def test_what_changed_meanwhile_is_not_taken_over(linh_case, tran, linh_viewer, sato):
    cost = disputed(linh_case, tran, linh_viewer)
    seen = cost.version
    answer(cost, linh_viewer)

    with pytest.raises(Refused):
        agree(cost, tran, seen=seen)
    with pytest.raises(Refused):
        agree(cost, tran)
    answer(cost, linh_viewer, right=False, words="90.000", claimed=90_000)
    with pytest.raises(Refused):
        agree(cost, tran)
    lines.annul(cost, reason="まちがい", by=sato, **WHEN)
    with pytest.raises(Refused) as refused:
        agree(cost, tran, claimed=90_000)

    assert refused.value.reasons[0].words() == "この行は取り消されています。"
    assert Cost.objects.count() == 1


def test_the_candidate_and_the_office_do_not_agree_for_who_asked(
    linh_case, tran, linh_viewer, sato
):
    cost = disputed(linh_case, tran, linh_viewer)

    for nobody in (linh_viewer, sato):
        with pytest.raises(Refused):
            agree(cost, nobody)

    assert Cost.objects.count() == 1


def test_for_somebody_without_a_seat_the_office_agrees(linh_case, linh_viewer, sato):
    broker = {"whom": "broker", "asked_by": None, "whom_words": "Ông Ba"}
    cost = disputed(linh_case, sato, linh_viewer, **broker)

    made = agree(cost, sato)

    assert (made.whom_words, made.said, made.asker_said) == ("Ông Ba", "confirmed", "waiting")


def test_an_amount_in_foreign_money_keeps_its_rate(linh_case, tran, linh_viewer):
    money = Money(71_186_441, "VND", Decimal("0.0059"), TODAY)
    facts = {"whom": "sending", "category": "fee", "asked_by": linh_case.sending}
    cost = lines.ask(linh_case, money, asked_on=TODAY, by=tran, **facts, **WHEN)
    answer(cost, linh_viewer, right=False, words="60", claimed=60_000_000)

    made = agree(cost, tran, claimed=60_000_000)

    assert (made.yen, made.currency, made.rate, made.rate_on) == (
        354_000,
        "VND",
        Decimal("0.0059"),
        TODAY,
    )


def test_money_that_came_back_is_agreed_up_to_what_was_paid(linh_case, tran, linh_viewer):
    cost = paid(linh_case, tran)
    back = lines.give_back(cost, Money(30_000), paid_on=TODAY, by=tran, **WHEN)
    answer(back, linh_viewer, right=False, words="20", claimed=20_000)

    made = agree(back, tran, claimed=20_000)

    assert (made.gives_back, made.yen, queries.left_of(cost)) == (cost, 20_000, 80_000)
    answer(made, linh_viewer, right=False, words="200", claimed=200_000)
    with pytest.raises(Refused):
        agree(made, tran, claimed=200_000)


def test_a_line_of_which_money_came_back_is_not_taken_over(linh_case, tran, linh_viewer):
    cost = disputed(linh_case, tran, linh_viewer)
    lines.give_back(cost, Money(30_000), paid_on=TODAY, by=tran, **WHEN)

    with pytest.raises(Refused):
        agree(cost, tran)

    assert Cost.objects.filter(annulled_at=None).count() == 2
