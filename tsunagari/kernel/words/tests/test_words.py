"""ことば — the table of readings, who checks it, and what waits."""

from dataclasses import replace

import pytest

from tests.cast import TODAY
from tsunagari.base import analyser
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.words import actions, forgetting, queries, rules
from tsunagari.kernel.words.models import Doubt, Reading


@pytest.fixture
def other(sato, yamada):
    """Somebody else of the office."""
    return replace(sato, party=yamada.party)


def refusal(action, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as caught:
        action(*args, **kwargs)
    return [reason.words() for reason in caught.value.reasons]


def test_the_products_table_is_fit_for_itself():
    wrong = {w: k for w, k in queries.shipped().items() if rules.why_not_keep(w, k)}

    assert wrong == {}
    assert len(queries.shipped()) > 250
    assert queries.shipped()["南流山"] == "みなみながれやま"


def test_a_text_is_read_and_what_is_doubtful_waits_once(db):
    for _again in range(2):
        read = actions.annotate("南流山の山田さんの在留カード", on=TODAY)

    assert read.text == ("{南流山|みなみながれやま}の{山田|やまだ}さんの{在留|ざいりゅう}カード")
    assert [(d.word, d.kana, d.why, d.times) for d in queries.waiting().rows] == [
        ("山田", "やまだ", "name", 2)
    ]


def test_a_text_about_one_person_leaves_no_word_behind(db):
    actions.annotate("山田さん", on=TODAY, ask=False)

    assert Doubt.objects.count() == 0


def test_reading_a_text_asks_as_often_for_one_word_as_for_many(db, django_assert_num_queries):
    actions.annotate("南流山", on=TODAY)
    with django_assert_num_queries(1):
        actions.annotate("南流山の在留カード", on=TODAY)
    for text in ("鈴木さん", "佐藤さんと高橋さんと伊藤さん"):
        with django_assert_num_queries(5):
            actions.annotate(text, on=TODAY)


def test_a_reading_acts_at_once_and_a_second_person_checks_it(sato, other):
    reading = actions.keep("大塚", "おおつか", note="流山の先生", by=sato, on=TODAY)

    unchecked = actions.annotate("大塚", on=TODAY)
    assert (unchecked.text, unchecked.doubts[0].why) == ("{大塚|おおつか}", "unchecked")
    assert refusal(actions.check, reading, by=sato, on=TODAY) == [
        "入力した人とは別の人が、読みを確認してください。"
    ]

    actions.check(reading, by=other, on=TODAY)

    assert actions.annotate("大塚", on=TODAY).doubts == ()
    assert refusal(actions.check, reading, by=other, on=TODAY) == [
        "この読みは、もう確認されています。"
    ]
    assert [*Record.objects.filter(did__startswith="words.").values_list("did", flat=True)] == [
        "words.added",
        "words.checked",
    ]


def test_the_offices_reading_stands_before_the_products_and_can_be_taken_back(sato):
    reading = actions.keep("十分", "じっぷん", by=sato, on=TODAY)
    assert queries.own()["十分"].kana == "じっぷん"
    actions.keep("十分", "じゅっぷん", by=sato, on=TODAY, version=1)

    actions.undo(reading, by=sato, on=TODAY)
    assert queries.own()["十分"].kana == "じっぷん"
    assert refusal(actions.undo, reading, by=sato, on=TODAY) == ["元に戻せる変更がありません。"]


def test_a_new_word_taken_back_waits_again(sato):
    actions.annotate("鈴木さん", on=TODAY)
    reading = actions.keep("鈴木", "すずき", by=sato, on=TODAY)
    assert queries.waiting_count() == 0

    actions.undo(reading, by=sato, on=TODAY)

    assert (Reading.objects.count(), queries.waiting_count()) == (0, 1)


def test_who_is_slower_hears_that_somebody_was_faster(sato):
    actions.keep("大塚", "おおつか", by=sato, on=TODAY)
    actions.keep("大塚", "おおづか", by=sato, on=TODAY, version=1)

    assert len(refusal(actions.keep, "大塚", "だいつか", by=sato, on=TODAY, version=1)) == 1
    assert Reading.objects.get().kana == "おおづか"


@pytest.mark.parametrize(
    ("word", "kana", "fields"),
    [
        ("かな", "かな", ["word"]),
        ("大 塚", "おおつか", ["word"]),
        ("大塚", "大塚", ["kana"]),
        ("{大塚}", "otsuka", ["word", "kana"]),
        ("大" * 41, "おお", ["word"]),
    ],
)
def test_what_no_reading_can_be_is_refused_with_reasons(word, kana, fields):
    assert [reason.field for reason in rules.why_not_keep(word, kana)] == fields


def test_what_may_stay_is_not_asked_again_until_it_is_taken_back(sato):
    actions.annotate("鈴木さん", on=TODAY)
    doubt = Doubt.objects.get()

    actions.settle(doubt, by=sato, on=TODAY)
    actions.annotate("鈴木さん", on=TODAY)
    assert queries.waiting_count() == 0

    actions.ask_again(doubt, by=sato, on=TODAY)
    assert queries.waiting_count() == 1


def test_the_list_is_one_order_without_gaps_or_repeats(sato):
    actions.keep("大塚", "おおつか", by=sato, on=TODAY)
    actions.keep("十分", "じっぷん", by=sato, on=TODAY)
    seen, after = [], ""
    while True:
        page = queries.page(after=after)
        seen += [(row.kana, row.word) for row in page.rows]
        after = page.older
        if not after:
            break

    words = [word for _kana, word in seen]
    assert seen == sorted(seen)
    assert sorted(words) == sorted({*queries.shipped(), "大塚", "十分"})
    assert ("じっぷん", "十分") in seen
    assert [row.word for row in queries.page("おおつ").rows] == ["大塚"]
    assert {row.word for row in queries.page(unchecked=True).rows} == {"大塚", "十分"}


def test_a_forgotten_writer_leaves_the_reading(sato):
    reading = actions.keep("大塚", "おおつか", by=sato, on=TODAY)
    actions.keep("大塚", "おおづか", by=sato, on=TODAY)

    assert forgetting.forget(Party.objects.get(pk=sato.party.pk), on=TODAY) == 2
    reading.refresh_from_db()
    assert (reading.by, reading.before, reading.kana) == (None, None, "おおづか")


def test_pages_that_are_shown_do_not_load_the_analyser(db):
    analyser._tokenizer.cache_clear()
    queries.page()
    queries.waiting()

    assert analyser._tokenizer.cache_info().currsize == 0
