from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.texts import actions, forgetting, queries
from tsunagari.kernel.texts.models import Rendering, Text
from tsunagari.kernel.texts.rules.split import pieces

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=9)
WHEN = {"on": TODAY, "at": NOW}
THREE = "ごみは朝に出します。\n袋は市のものです。\n電話は市役所です。"


def whole(text) -> Text:
    return queries.whole(text.pk)


def translate(text, language, words, by, *, send=True, **more):
    lines = queries.lines(whole(text), language)
    given = {line.key: said for line, said in zip(lines, words, strict=True)}
    seen = queries.version_of(whole(text), language)
    return actions.translate(text, language, given, seen=seen, by=by, send=send, **WHEN | more)


def check(text, language, by, on=TODAY):
    seen = queries.version_of(whole(text), language)
    return actions.check(text, language, seen=seen, by=by, on=on, at=NOW)


def states(text, language="vi"):
    return [line.state for line in queries.lines(whole(text), language)]


@pytest.fixture
def rubbish(sato, ito):
    """Three sentences, in Vietnamese and English, checked."""
    text = actions.write(pieces(THREE), languages=["vi", "en"], on=TODAY, measure="2-3")
    for language in ("vi", "en"):
        translate(text, language, [f"{language} {at}" for at in range(3)], sato)
        check(text, language, ito)
    return text


def rewrite(text, prose, on=LATER):
    text.refresh_from_db()
    return actions.rewrite(text, pieces(prose), seen=text.version, on=on)


def test_one_changed_sentence_makes_exactly_its_translations_old(rubbish):
    change = rewrite(rubbish, THREE.replace("袋は市のもの", "袋は市の店のもの"))

    assert (change.changed, change.added, change.gone) == (1, 0, 0)
    for language in ("vi", "en"):
        assert states(rubbish, language) == ["current", "outdated", "current"]
        stand = queries.standing(whole(rubbish), language)
        assert (stand.state, stand.since, stand.done) == ("outdated", LATER, 2)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*THREE.split(), "市の休みは店に聞きます。", "新しい文です。"]), max_size=6
    )
)
def test_whatever_is_edited_a_translation_is_current_just_when_its_sentence_says_the_same(
    rubbish, said
):
    """Every edit of the source: split, moved, added, taken out, rewritten."""
    first = THREE.split()
    made = dict(zip(first, ("vi 0", "vi 1", "vi 2"), strict=True))
    with transaction.atomic():
        rewrite(rubbish, "\n".join(said or first))
        lines = queries.lines(whole(rubbish), "vi")
        transaction.set_rollback(True)

    for line in lines:
        if line.current:
            assert (line.state == "current") == (made.get(line.words) == line.current.words)
    kept = {line.words for line in lines if line.state == "current"}
    assert kept == set(said or first) & set(first)


def test_what_is_put_back_as_it_was_is_current_again(rubbish):
    rewrite(rubbish, "ごみは夜に出します。\n電話は市役所です。")
    assert states(rubbish) == ["outdated", "current"]

    rewrite(rubbish, THREE, on=LATER + timedelta(days=1))

    assert states(rubbish) == ["current"] * 3


def test_outdated_since_is_the_day_of_the_first_change_after_the_translation(rubbish):
    for days, words in ((1, "ごみは昼に出します。"), (5, "ごみは夜に出します。")):
        rewrite(rubbish, THREE.replace("ごみは朝に出します。", words), on=TODAY + timedelta(days))

    [first, *_rest] = queries.lines(whole(rubbish), "vi")
    assert (first.since, first.was) == (TODAY + timedelta(1), "ごみは朝に出します。")


def test_a_reader_sees_the_old_translation_as_such_and_what_is_missing_in_easy_japanese(
    rubbish, sato, ito
):
    translate(rubbish, "ja-easy", ["", "", "でんわは しやくしょ です。"], sato)
    check(rubbish, "ja-easy", ito)
    rewrite(rubbish, THREE.replace("朝", "夜"))

    old, kept, _last = queries.seen(whole(rubbish), "vi")
    assert (old.words, old.state, old.made_on) == ("vi 0", "outdated", TODAY)
    assert old.source == "ごみは{夜|よる}に{出|だ}します。"
    assert (kept.words, kept.language, kept.state, kept.source) == ("vi 1", "vi", "current", "")
    assert [(one.language, one.state) for one in queries.seen(whole(rubbish), "id")] == [
        ("ja", "missing"),
        ("ja", "missing"),
        ("ja-easy", "missing"),
    ]


def test_nobody_checks_their_own_translation(rubbish, sato, ito):
    translate(rubbish, "id", ["a", "b", "c"], sato)

    with pytest.raises(Refused) as refused:
        check(rubbish, "id", sato)

    assert [reason.rule for reason in refused.value.reasons] == ["second_person"]
    assert states(rubbish, "id") == ["missing"] * 3
    assert queries.standing(whole(rubbish), "id").state == "review"
    assert check(rubbish, "id", ito) == 3
    assert states(rubbish, "id") == ["current"] * 3


def test_a_draft_and_what_waits_is_seen_by_no_reader(rubbish, sato):
    translate(rubbish, "id", ["mentah"] * 3, sato, send=False)
    translate(rubbish, "vi", ["tho", "tho", "tho"], sato)

    assert {plain(one.words) for one in queries.seen(whole(rubbish), "id")} == set(THREE.split())
    assert [one.words for one in queries.seen(whole(rubbish), "vi")] == ["vi 0", "vi 1", "vi 2"]


def test_what_is_sent_back_says_why_and_is_a_draft_again(rubbish, sato, ito):
    translate(rubbish, "id", ["a", "b", "c"], sato)
    seen = queries.version_of(whole(rubbish), "id")
    with pytest.raises(Refused):
        actions.send_back(rubbish, "id", " ", seen=seen, by=ito, **WHEN)

    assert actions.send_back(rubbish, "id", "袋の名前を直す", seen=seen, by=ito, **WHEN) == 3

    [line, *_rest] = queries.lines(whole(rubbish), "id")
    assert (line.work.review, line.work.note) == (False, "袋の名前を直す")


def test_a_translation_of_what_changed_meanwhile_cannot_be_checked(rubbish, sato, ito):
    translate(rubbish, "id", ["a", "b", "c"], sato)
    rewrite(rubbish, "雨の日は休みです。")

    with pytest.raises(Refused) as refused:
        check(rubbish, "id", ito)

    assert [reason.rule for reason in refused.value.reasons] == ["nothing"]


def test_an_old_translation_that_stays_as_it_is_needs_a_word(rubbish, sato, ito):
    rewrite(rubbish, THREE.replace("朝", "夜"))
    same = ["vi 0", "vi 1", "vi 2"]
    with pytest.raises(Refused) as refused:
        translate(rubbish, "vi", same, sato)
    [first, *_rest] = queries.lines(whole(rubbish), "vi")
    assert [(one.rule, one.field) for one in refused.value.reasons] == [("same", str(first.key))]

    assert translate(rubbish, "vi", same, sato, same={first.key}) == 1

    check(rubbish, "vi", ito)
    assert states(rubbish) == ["current"] * 3


def test_who_saves_over_another_is_told_and_nothing_is_written(rubbish, sato, ito):
    seen = queries.version_of(whole(rubbish), "id")
    translate(rubbish, "id", ["a", "b", "c"], sato, send=False)
    [line, *_rest] = queries.lines(whole(rubbish), "id")

    with pytest.raises(Refused) as refused:
        actions.translate(rubbish, "id", {line.key: "x"}, seen=seen, by=ito, **WHEN)
    with pytest.raises(Refused):
        actions.rewrite(rubbish, pieces("あ。"), seen=99, on=TODAY)

    assert [reason.rule for reason in refused.value.reasons] == ["version"]
    assert [one.work.words for one in queries.lines(whole(rubbish), "id")] == ["a", "b", "c"]


@pytest.mark.parametrize("language", ["ja", "fr"])
def test_a_text_is_translated_into_our_other_languages_only(rubbish, sato, language):
    with pytest.raises(Refused) as refused:
        translate(rubbish, language, ["a", "b", "c"], sato)

    assert [reason.rule for reason in refused.value.reasons] == ["language"]


def test_each_wanted_language_has_a_duty_until_it_is_current(rubbish, sato, ito):
    def duties():
        return dict(Duty.objects.values_list("facts__page_language", "state"))

    assert duties() == {"English": "done", "Tiếng Việt": "done"}

    rewrite(rubbish, THREE.replace("朝", "夜"))

    duty = Duty.objects.get(facts__page_language="Tiếng Việt")
    assert (duty.state, duty.opens_on, duty.safe_due) == ("open", LATER, date(2026, 12, 17))
    assert duty.facts["page"] == f"{rubbish.pk}-vi"
    translate(rubbish, "vi", ["moi", "vi 1", "vi 2"], sato)
    check(rubbish, "vi", ito, on=LATER)
    assert duties() == {"English": "open", "Tiếng Việt": "done"}
    actions.ask_for(rubbish, [], by=sato, on=LATER)
    assert duties() == {"English": "void", "Tiếng Việt": "done"}


def test_every_act_is_a_record_and_who_translated_can_be_forgotten(rubbish, sato):
    rows = Record.objects.filter(did__startswith="text.").order_by("pk")
    dids = list(rows.values_list("did", flat=True))
    assert dids == ["text.translated", "text.checked"] * 2

    assert forgetting.forget(sato.party, on=TODAY) == 6
    assert not Rendering.objects.filter(by=sato.party.pk).exists()
