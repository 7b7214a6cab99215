"""計算のページ — the calculators as forms: the same answers, kept input, six languages."""

import json
import logging
import re
from itertools import cycle

import pytest
from django.test import Client

from tsunagari.base import calculators
from tsunagari.base.examples import EXAMPLES
from tsunagari.base.languages import CODES
from tsunagari.faces.portal.questions import PAGES
from tsunagari.faces.shared.forms import DayField

POINTS = {
    "on_y": "2026",
    "on_m": "11",
    "on_d": "24",
    "age": "33",
    "degree": "bachelor_or_equiv",
    "experience_years": "8",
    "annual_pay_yen": "7,200,000円",
    "position": "none",
    "bonuses": ["degree_from_japan", "japanese_n1_or_major"],
}
DUE = {
    "function": "months_after",
    "event_y": "令和9",
    "event_m": "2",
    "event_d": "28",
    "n": "２",
    "office": "national",
}
SPECIAL = {
    "expiry_y": "2027",
    "expiry_m": "5",
    "expiry_d": "31",
    "filed_on_y": "2027",
    "filed_on_m": "5",
    "filed_on_d": "20",
}
CAPS = {"staff": "45", "address": "千葉県流山市", "s1": "4", "s2": "8"}
FIT = {
    "field": "care",
    "place": "client_home",
    "starts_y": "2027",
    "starts_m": "6",
    "starts_d": "1",
    "transferable": "on",
    "age": "24",
    "japanese": "N4",
    "skill_test": "on",
    "care_japanese": "on",
    "on_y": "2026",
    "on_m": "11",
    "on_d": "24",
}
FILLED = {
    "points": POINTS,
    "due": DUE,
    "special-period": SPECIAL,
    "card-number": {"number": "AB12345678CD"},
    "caps": CAPS,
    "status-fit": FIT,
    "housekeeping": {
        "on_y": "2026",
        "on_m": "11",
        "on_d": "24",
        "area": "chiba",
        "place": "care_home",
        "work": ["cleaning", "bodily_care"],
        "lives_in": "no",
        "japanese": "unknown",
    },
    "hometown-tax": {
        "donation_yen": "1,000,000円",
        "corporation_tax_yen": "23200000",
        "prefecture_corporate_levy_yen": "２３２０００",
        "municipal_corporate_levy_yen": "1392000",
        "enterprise_tax_yen": "6800000",
        "effective_percent": "30",
        "on_y": "2026",
        "on_m": "11",
        "on_d": "24",
    },
}


def press(name, typed, language="ja"):
    prefix = "" if language == "ja" else f"/{language}"
    return Client().post(f"{prefix}/calculators/{name}/", typed)


def read(response):
    """The page as a reader sees it."""
    bare = re.sub(r"<[^>]*>", " ", response.content.decode())
    return re.sub(r"\s+", " ", bare)


@pytest.mark.parametrize("name", PAGES)
def test_the_filled_form_asks_what_the_example_asks(federation, name):
    """The same question by hand and in JSON: the form adds only what the schema holds anyway."""
    form = PAGES[name].form(_form_data(FILLED[name]))
    calculator = calculators.every()[name]

    assert form.errors == {}
    by_hand = calculators.ask(calculator, form.question())
    in_json = calculators.ask(calculator, EXAMPLES[name] if name != "points" else _all_classes())
    assert by_hand == in_json


def _form_data(typed):
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for key, value in typed.items():
        data.setlist(key, value if isinstance(value, list) else [value])
    return data


def _all_classes():
    return {key: value for key, value in EXAMPLES["points"].items() if key != "class"}


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks_and_answers_in_every_language(federation, name, language):
    prefix = "" if language == "ja" else f"/{language}"

    asked = Client().get(f"{prefix}/calculators/{name}/")
    answered = press(name, FILLED[name], language)

    assert (asked.status_code, answered.status_code) == (200, 200)
    assert 'id="answer"' in answered.content.decode()
    assert 'id="answer"' not in asked.content.decode()


@pytest.mark.parametrize("language", ["en", "vi", "id", "fil"])
@pytest.mark.parametrize("name", PAGES)
def test_no_japanese_sentence_is_left_in_another_language(federation, name, language):
    """Names of laws, forms and examples may stand in kanji; a sentence would have kana."""
    page = press(name, FILLED[name], language).content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert re.findall(r"[ぁ-ん]+", re.sub(r"<[^>]*>", " ", main)) == []


@pytest.mark.parametrize("form", ["", "json/"])
def test_the_address_of_a_source_can_be_pressed(federation, form):
    page = Client().get(f"/calculators/status-fit/{form}").content.decode()

    assert '<a href="https://laws.e-gov.go.jp/law/402M50000010016"' in page


@pytest.mark.parametrize("name", PAGES)
def test_the_example_fills_the_form(federation, name):
    form = PAGES[name].form(initial=PAGES[name].form.example(EXAMPLES[name]))
    page = Client().get(f"/calculators/{name}/?example=1").content.decode()

    assert form.initial
    assert page != Client().get(f"/calculators/{name}/").content.decode()
    assert f"/calculators/{name}/json/" in page


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_form_is_explained_and_not_answered(federation, name):
    answer = press(name, {})

    assert answer.status_code == 422
    assert "の項目を直してください" in read(answer)
    assert 'id="answer"' not in answer.content.decode()


def test_points_of_every_class_stand_on_the_page(federation):
    page = read(press("points", POINTS))
    answer = calculators.ask(calculators.every()["points"], _all_classes())

    for sheet in answer["classes"].values():
        assert f"{sheet['title']}：{sheet['total']}点" in page
        for line in sheet["lines"]:
            assert f"{line['words']} {line['points']} {line['evidence']}" in page
    assert "HSP-2021-07-30+2023-04" in page
    assert "2026年11月24日" in page


def test_what_does_not_count_together_is_named_in_the_readers_language(federation):
    typed = POINTS | {"bonuses": ["japanese_n1_or_major", "japanese_n2"]}

    page = read(press("points", typed, "en"))

    assert "BJT 400 points or more” does not count together with “Japanese-Language" in page


def test_pay_below_the_minimum_does_not_pass_and_the_page_says_so(federation):
    typed = POINTS | {
        "age": "27",
        "degree": "doctor",
        "experience_years": "3",
        "annual_pay_yen": "2900000",
        "bonuses": ["japanese_n1_or_major", "designated_university"],
    }

    page = read(press("points", typed))

    assert "3,000,000円に届きません" in page
    assert "この区分では認められません" in page


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("points", {"born_on_y": "1993", "born_on_m": "1", "born_on_d": "2"}, "どちらか1つだけ"),
        ("points", {"age": ""}, "どちらか1つだけ"),
        ("points", {"on_y": "2020"}, "より前の表はありません"),
        ("points", {"degree": "none"}, "学位」は「どれもない」といっしょには数えません"),
        ("points", {"age": "21"}, "仕事の年数が、年れいに合いません"),
        (
            "points",
            {"age": "", "born_on_y": "2027", "born_on_m": "1", "born_on_d": "2"},
            "許可の日より後です",
        ),
        ("points", {"annual_pay_yen": "たくさん"}, "整数を入力してください"),
        ("due", {"n": ""}, "日か月の数を書いてください"),
        ("due", {"function": "days_from", "n": "0"}, "1以上を書いてください"),
        ("due", {"function": "day_of_next_month", "event_m": "1", "n": "31"}, "次の月に31日は"),
        ("due", {"event_y": "2099"}, "までの日を書いてください"),
        ("due", {"event_y": "2006"}, "までの日を書いてください"),
        ("special-period", {"expiry_d": "32"}, "日"),
        (
            "special-period",
            {"decided_on_y": "2027", "decided_on_m": "5", "decided_on_d": "1"},
            "申請した日より前です",
        ),
        ("caps", {"staff": "-1"}, "0"),
        ("status-fit", {"field": "astrology"}, "astrology"),
        ("status-fit", {"starts_y": "9999"}, "までの日を書いてください"),
        ("hometown-tax", {"donation_yen": "99999"}, "100,000円からです"),
        ("hometown-tax", {"on_y": "2028"}, "それより後の決まりは、まだありません"),
    ],
)
def test_what_does_not_go_together_gets_its_sentence_and_stays_written(
    federation, name, changes, said
):
    typed = FILLED[name] | changes

    answer = press(name, typed)

    assert answer.status_code == 422
    assert said in read(answer)
    kept = [value for value in typed.values() if isinstance(value, str) and value.isdigit()]
    assert [value for value in kept if f'value="{value}"' not in answer.content.decode()] == []


def test_a_decision_needs_the_day_of_the_filing(federation):
    typed = {k: v for k, v in SPECIAL.items() if k.startswith("expiry")} | {
        "decided_on_y": "2027",
        "decided_on_m": "6",
        "decided_on_d": "1",
    }

    answer = press("special-period", typed)

    assert "申請した日も書いてください" in read(answer)


def test_a_wrong_card_number_is_explained_and_kept_and_a_right_one_is_let_go(federation):
    wrong = press("card-number", {"number": "AB1234"})
    right = press("card-number", {"number": "ＸＹ98765432ＺＡ"})

    assert "いまは6文字です" in read(wrong)
    assert 'value="AB1234"' in wrong.content.decode()
    assert "番号の書き方は正しいです" in read(right)
    assert "98765432" not in right.content.decode()


def test_a_card_number_is_written_into_no_log(federation, caplog):
    caplog.set_level(logging.DEBUG)

    press("card-number", {"number": "XY98765432ZA"})
    Client().post(
        "/calculators/card-number/json/", {"question": json.dumps({"number": "XY98765432ZA"})}
    )

    assert "98765432" not in caplog.text


def test_a_company_over_its_cap_reads_by_how_many(federation):
    page = read(press("caps", CAPS | {"s1": "9"}))

    assert "人数枠は 5人ですが、9人います。4人 多すぎます" in page


def test_a_status_that_does_not_fit_says_why(federation):
    page = read(press("status-fit", FIT | {"place": "household"}))

    assert "家庭での家事支援は、特定技能の分野ではありません。" in page


def test_the_chart_shows_the_whole_table_before_anything_was_asked(federation):
    page = read(Client().get("/calculators/points/"))

    assert "1年の報酬が7,000,000円以上で、40歳より若い 25 25 –" in page
    assert "関係する仕事が10年以上 15 20 25" in page
    assert "MBA・MOT（経営管理の専門職学位） 20 25 25" in page


WRONG = ["²", "9" * 5_000, "nan", "1e400", "=a\0<b>'\"\r\n長😀", "0", "-0"]


@pytest.mark.parametrize("name", PAGES)
def test_whatever_is_typed_is_answered_or_refused(federation, name):
    """Each wrong text in all boxes at once, and each box wrong by itself."""
    boxes = [
        box for box, shown in PAGES[name].form.base_fields.items() for box in _boxes(box, shown)
    ]
    alone = [FILLED[name] | {box: typed} for box, typed in zip(boxes, cycle(WRONG), strict=False)]
    together = [dict.fromkeys(boxes, typed) for typed in WRONG]

    assert {press(name, sent).status_code for sent in alone + together} <= {200, 422}


def _boxes(name, shown):
    return [f"{name}_{part}" for part in "ymd"] if isinstance(shown, DayField) else [name]
