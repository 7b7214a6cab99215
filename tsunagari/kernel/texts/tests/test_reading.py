"""読みなおす — a corrected reading reaches the texts that were saved before it."""

import pytest

from tests.cast import TODAY
from tsunagari.kernel.texts import actions, queries, reading
from tsunagari.kernel.texts.models import Sentence
from tsunagari.kernel.texts.rules.split import pieces
from tsunagari.kernel.words import actions as words
from tsunagari.kernel.words.models import Doubt

pytestmark = pytest.mark.django_db


def test_a_corrected_reading_reaches_saved_texts_and_leaves_their_words_and_translations(sato):
    text = actions.write(pieces("大塚へ行きます。\n家に帰ります。"), languages=["vi"], on=TODAY)
    before = [(row.words, row.print) for row in Sentence.objects.order_by("pk")]
    asked = Doubt.objects.count()
    words.keep("大塚", "おおづか", by=sato, on=TODAY)

    assert reading.read_again(["大塚"], on=TODAY) == 1
    assert reading.read_again(["大塚"], on=TODAY) == 0
    rows = list(Sentence.objects.order_by("pk"))
    assert rows[0].read == "{大塚|おおづか}へ{行|い}きます。"
    assert [(row.words, row.print) for row in rows] == before
    assert Doubt.objects.count() == asked
    assert [line.state for line in queries.lines(queries.whole(text.pk), "vi")] == ["missing"] * 2


def test_the_night_reads_what_changed_since_yesterday_and_nothing_else(sato):
    actions.write(pieces("大塚へ行きます。"), on=TODAY)
    words.keep("大塚", "おおづか", by=sato, on=TODAY)

    assert reading.follow_all(on=TODAY) == 1
    assert reading.follow_all(on=TODAY.replace(day=27)) == 0
    assert reading.read_again([], on=TODAY) == 0


def test_many_texts_are_read_with_few_questions(sato, django_assert_max_num_queries):
    actions.write(pieces("\n".join(f"大塚{i}へ行きます。" for i in range(60))), on=TODAY)
    words.keep("大塚", "おおづか", by=sato, on=TODAY)

    with django_assert_max_num_queries(8):
        assert reading.read_again(["大塚"], on=TODAY) == 60
