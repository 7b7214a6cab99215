import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.exchange.class_exchange.calculators.effect import CALCULATOR
from tsunagari.programmes.exchange.class_exchange.rules import effect, t_distribution
from tsunagari.programmes.exchange.class_exchange.rules.classes import design_effect, intraclass
from tsunagari.programmes.exchange.class_exchange.rules.power import people_needed, smallest_shown

# Set A of the fact sheet.
PRE = [2, 3, 3, 4, 2, 5, 3, 4, 3, 2, 4, 3]
POST = [3, 4, 3, 5, 3, 5, 4, 4, 4, 3, 4, 4]
ANSWERS = st.lists(
    st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)), max_size=30
)


def words(notes) -> list[str]:
    return [note.words() for note in notes]


def test_set_a_is_reproduced_to_four_decimals():
    answer = ask(CALCULATOR, {"pre": PRE, "post": POST})

    assert answer == {
        "n_invited": 12,
        "n_pre": 12,
        "n_post": 12,
        "n": 12,
        "mean_pre": 3.1667,
        "mean_post": 3.8333,
        "sd_pre": 0.9374,
        "sd_post": 0.7177,
        "mean_change": 0.6667,
        "mean_change_ci95": [0.3538, 0.9795],
        "sd_change": 0.4924,
        "t": 4.6904,
        "p": 0.0007,
        "r": 0.8557,
        "d_z": 1.354,
        "d_z_ci95": [0.5437, 2.1338],
        "d_z_ci95_normal": [0.5707, 2.1373],
        "d_av": 0.7985,
        "d_av_ci95": [0.3206, 1.2585],
        "j": 0.9302,
        "g_av": 0.7428,
        "clusters": None,
        "icc": None,
        "design_effect": None,
        "n_effective": None,
        "mean_change_ci95_clustered": None,
        "shares": {"improved": 0.6667, "same": 0.3333, "worse": 0.0},
        "notes": [],
    }


def test_the_p_of_set_a_has_five_digits():
    assert round(effect.compare(PRE, POST).p, 5) == 0.00066


# Values of scipy.stats 1.17.1: nct.cdf(t, freedom, shift).
@pytest.mark.parametrize(
    ("t", "freedom", "shift", "share"),
    [
        (4.690416, 11, 1.883375, 0.975000025088),
        (2.0, 1, 0.5, 0.748485584239),
        (-0.5, 3, -2.0, 0.934521014435),
        (47.0, 559, 45.7, 0.770435464292),
        (0.0, 35, 0.5, 0.308537538726),
        (300.0, 5, 299.0, 0.419961554687),
    ],
)
def test_the_noncentral_t_is_exact(t, freedom, shift, share):
    assert t_distribution.below_noncentral(t, freedom, shift) == pytest.approx(share, abs=1e-10)


def test_the_noncentral_t_without_shift_is_students():
    assert t_distribution.below_noncentral(1.7, 9, 0.0) == pytest.approx(
        t_distribution.below(1.7, 9), abs=1e-12
    )


def test_students_quantiles_are_those_of_the_tables():
    assert round(t_distribution.quantile(0.975, 1), 4) == 12.7062
    assert round(t_distribution.quantile(0.975, 11), 4) == 2.2010
    assert round(t_distribution.quantile(0.975, 279), 4) == 1.9685


@pytest.mark.parametrize(("d", "people"), [(0.1, 787), (0.2, 199), (0.3, 90), (0.5, 34), (0.8, 15)])
def test_so_many_people_show_a_change_with_four_chances_in_five(d, people):
    assert people_needed(d) == people


@pytest.mark.parametrize(("people", "d"), [(36, 0.480), (140, 0.238), (280, 0.168), (560, 0.119)])
def test_so_many_people_show_no_smaller_change(people, d):
    assert round(smallest_shown(people), 3) == d


@pytest.mark.parametrize(
    ("icc", "effect_of_design", "worth"), [(0.02, 1.68, 167), (0.05, 2.70, 104), (0.10, 4.40, 64)]
)
def test_280_pupils_in_classes_of_35_count_as_fewer(icc, effect_of_design, worth):
    pre, post = [3] * 280, [3 + i % 2 for i in range(280)]

    found = effect.compare(pre, post, [i // 35 for i in range(280)], icc=icc)

    assert round(found.design_effect, 2) == effect_of_design
    assert round(found.n_effective) == worth
    assert found.clusters == 8


def test_unequal_classes_weigh_by_their_pupils():
    assert design_effect([10, 30], 0.1) == pytest.approx(1 + (1000 / 40 - 1) * 0.1)


def test_the_likeness_within_classes_is_estimated_from_the_changes():
    # By hand: means 1 and 3 of three each, between 6·1²=6 on 1, within 4 on 4, (6-1)/(6+2·1).
    assert intraclass([0, 1, 2, 2, 3, 4], list("aaabbb")) == pytest.approx(5 / 8)
    assert intraclass([0, 4, 2, 2, 3, 1], list("aaabbb")) == 0.0
    assert intraclass([1, 1, 1], list("aaa")) is None
    assert intraclass([1, 1, 2, 2], list("aabb")) == 1.0


def test_the_likeness_is_found_again_in_unequal_classes():
    random, changes, classes = Random(7), [], []
    for group in range(400):
        shared = random.gauss(0, 0.5)
        for _pupil in range(random.randint(5, 40)):
            changes.append(shared + random.gauss(0, 1))
            classes.append(group)

    assert intraclass(changes, classes) == pytest.approx(0.2, abs=0.03)


def test_the_interval_widens_when_classes_change_alike():
    alike = effect.compare(PRE, POST, list("aaaabbbbcccc"), icc=0.3)

    low, high = alike.mean_change_ci95
    wider_low, wider_high = alike.mean_change_ci95_clustered
    assert wider_low < low < high < wider_high


def test_one_class_alone_gives_no_corrected_number():
    found = effect.compare(PRE, POST, ["2-1"] * 12)

    assert found.n_effective is None
    assert words(found.notes) == [
        "学級が1つなので、学級ごとの似かたは計算できません。補正後の人数は出しません。"
    ]


def test_who_answered_only_once_is_counted_but_not_compared():
    found = effect.compare([*PRE, 1, None, None], [*POST, None, 5, None])

    assert (found.n_invited, found.n_pre, found.n_post, found.n) == (15, 13, 13, 12)
    assert found.mean_change == effect.compare(PRE, POST).mean_change


def test_nobody_matched_says_what_is_needed():
    found = effect.compare([1, None], [None, 2])

    assert (found.n, found.mean_change, found.shares) == (0, None, None)
    assert words(found.notes) == [
        "前後のそろった回答が0人分です。2人分以上あると、平均の変化と区間を計算できます。"
    ]


def test_one_person_has_a_change_but_no_interval():
    found = effect.compare([2], [4], ["a"])

    assert (found.mean_change, found.mean_change_ci95, found.d_av) == (2.0, None, None)
    assert found.shares == effect.Shares(1.0, 0.0, 0.0)


def test_everybody_changing_alike_has_no_t_but_a_sentence():
    found = effect.compare([1, 2, 3], [2, 3, 4])

    assert (found.t, found.p, found.d_z, found.d_av_ci95) == (None, None, None, None)
    assert (found.mean_change, found.d_av, found.r) == (1.0, 1.0, pytest.approx(1.0))
    assert words(found.notes) == ["全員の変化が同じため、t・p・d_z は計算できません。"]


def test_the_same_answers_twice_are_no_change():
    found = effect.compare(PRE, PRE)

    assert (found.mean_change, found.d_av, found.t) == (0.0, 0.0, None)
    assert found.shares == effect.Shares(0.0, 1.0, 0.0)


def test_answers_that_never_vary_have_no_correlation_and_no_d():
    found = effect.compare([3, 3, 3], [3, 3, 3])

    assert (found.r, found.d_av, found.g_av, found.d_z) == (None, None, None, None)


def test_a_perfect_correlation_with_another_spread_is_computed():
    found = effect.compare([1, 2, 3, 4], [2, 4, 6, 8])

    assert found.r == pytest.approx(1.0)
    assert found.d_z == pytest.approx(1.9365, abs=1e-4)
    assert found.d_z_ci95[0] < found.d_z < found.d_z_ci95[1]


def test_a_change_thousands_of_times_its_spread_is_computed():
    found = effect.compare([0.0] * 10, [1000 + i * 1e-3 for i in range(10)])

    assert found.d_z_ci95[0] < found.d_z < found.d_z_ci95[1]


@given(rows=ANSWERS)
def test_any_answers_are_compared_and_shares_add_up(rows):
    answer = ask(CALCULATOR, {"pre": [a for a, _b in rows], "post": [b for _a, b in rows]})

    json.dumps(answer, allow_nan=False)
    if answer["n"]:
        assert sum(answer["shares"].values()) == pytest.approx(1, abs=2e-4)
    if answer["d_z"] is not None:
        assert answer["d_z_ci95"][0] <= answer["d_z"] <= answer["d_z_ci95"][1]


@given(rows=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=30))
def test_swapping_before_and_after_turns_every_sign(rows):
    there = effect.compare([a for a, _b in rows], [b for _a, b in rows])
    back = effect.compare([b for _a, b in rows], [a for a, _b in rows])

    assert there.mean_change == pytest.approx(-back.mean_change)
    assert there.p == pytest.approx(back.p)
    if there.d_z_ci95:
        low, high = back.d_z_ci95
        assert there.d_z_ci95 == pytest.approx((-high, -low), abs=1e-8)


@pytest.mark.parametrize(
    ("question", "faults"),
    [
        (
            {"pre": [1, 2], "post": [1]},
            [
                "post: post has 1 entries but pre has 2: "
                "give one per person, null where there is no answer."
            ],
        ),
        (
            {"pre": [1], "post": [1], "icc": 0.1},
            ["icc: icc needs clusters: name each person's class."],
        ),
        ({"pre": [float("nan")], "post": [1]}, ["pre.0: Input should be a finite number"]),
        ({"post": [1]}, ["pre: Field required"]),
    ],
)
def test_a_faulty_question_names_its_fault(question, faults):
    with pytest.raises(BadQuestion) as error:
        ask(CALCULATOR, question)

    assert error.value.faults == faults


# The summary of one side --------------------------------------------------------------------


def codes(rows) -> dict[str, list]:
    return {f"A-{i:03}": row for i, row in enumerate(rows)}


def test_a_side_is_joined_by_pupil_code_in_any_order():
    pre = codes([[a, 3] for a in PRE])
    post = dict(reversed(codes([[b, 3 + b % 2] for b in POST]).items()))

    found = effect.summary(pre, post, least=10, invited=40)

    assert (found.n_invited, found.n_pre, found.n_post, found.n) == (40, 12, 12, 12)
    assert found.items[0].d_av == effect.compare(PRE, POST).d_av
    assert found.scale.mean_change == pytest.approx((0.6667 + 0.5) / 2, abs=1e-3)


def test_results_of_fewer_than_ten_matched_are_withheld():
    pre, post = codes([[a] for a in PRE[:9]]), codes([[b] for b in POST[:9]])

    found = effect.summary(pre, post, least=10)

    assert (found.n, found.scale, found.items) == (9, None, [None])
    assert words(found.notes) == ["前後のそろった人が9人です。10人未満の結果は表示しません。"]


def test_an_item_that_too_few_answered_is_withheld_alone():
    pre = codes([[a, 2 if i < 9 else None, 1] for i, a in enumerate(PRE)])
    post = codes([[b, 3, 1] for b in POST])

    found = effect.summary(pre, post, least=10)

    assert [item is None for item in found.items] == [False, True, False]
    assert found.scale.n == 12


def test_who_left_most_of_the_scale_empty_counts_in_no_mean():
    pre = codes([[3, 3, 3]] * 11 + [[3, None, None]])
    post = codes([[4, 3, 4]] * 12)

    assert effect.summary(pre, post, least=10).n == 11


def test_classes_correct_the_number_of_a_side():
    pre, post = codes([[a] for a in PRE]), codes([[b] for b in POST])

    found = effect.summary(
        pre, post, least=10, clusters={code: code[-1] in "02468" for code in pre}, icc=0.1
    )

    assert found.scale.n_effective == pytest.approx(12 / 1.5)


def test_no_answers_at_all_are_withheld_too():
    found = effect.summary({}, {}, least=10)

    assert (found.n, found.scale, found.items) == (0, None, [])
