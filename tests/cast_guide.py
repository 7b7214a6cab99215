"""配役（生活の手引き） — 伊藤, the second person of the office, and one public answer.

The answer is about a lost residence card: checked, in Vietnamese, in no other language yet.
"""

import pytest

from tests.cast import NOW, TODAY, _client, admitted, viewer

WHEN = {"on": TODAY, "at": NOW}
QUESTION = "在留カードをなくしたら？"
ANSWER = "まず警察に行きます。\n14日以内に入管に行きます。"


@pytest.fixture
def ito_login(federation):
    return admitted(federation, "ito@example.jp", family="伊藤", given="誠二")


@pytest.fixture
def ito(ito_login):
    """伊藤 — the second person of the office."""
    return viewer(ito_login)


@pytest.fixture
def ito_client(ito_login):
    return _client(ito_login, staff=True)


def written(**more):
    """A question with its answer, as it is typed."""
    from tsunagari.programmes.talent.guide.actions import Written

    known = {"category": "residence", "source": "入管法19条の12", "as_of": TODAY}
    return Written(**{"question": QUESTION, "words": ANSWER} | known | more)


def make_public(by, second, on=TODAY, **more):
    """An answer that 佐藤 wrote and 伊藤 checked."""
    from tsunagari.programmes.talent.guide import actions, queries

    answer = actions.draft(written(**more), by=by, on=on)
    row = queries.revision_in_work(answer)
    row = actions.clean(row, declared=[], confirmed=True, seen=row.version, by=by, on=on)
    actions.publish(row, seen=row.version, by=second, on=on)
    answer.refresh_from_db()
    return answer


def translate(text, language, words, by, second=None):
    """Every sentence of a text in a language; with `second`, checked."""
    from tsunagari.kernel.texts import actions, queries

    whole = queries.whole(text.pk)
    said = {line.key: words for line in queries.lines(whole, language)}
    seen = queries.version_of(whole, language)
    actions.translate(text, language, said, seen=seen, send=True, by=by, **WHEN)
    if second:
        seen = queries.version_of(queries.whole(text.pk), language)
        actions.check(text, language, seen=seen, by=second, **WHEN)


@pytest.fixture
def lost_card(sato, ito):
    """The public answer, in Vietnamese too."""
    answer = make_public(sato, ito)
    translate(answer.text, "vi", "Mất thẻ", sato, ito)
    return answer
