"""配役（訳） — a text that one translates and another checks."""

from tests.cast import NOW, TODAY


def translate(text, language, said, by, second):
    """Every sentence in a language, seen by readers from now on."""
    from tsunagari.kernel.texts import actions, queries

    when = {"on": TODAY, "at": NOW}
    text = queries.whole(text.pk)
    keys = [line.key for line in queries.lines(text, language)]
    words = dict(zip(keys, said, strict=True))
    seen = queries.version_of(text, language)
    actions.translate(text, language, words, seen=seen, send=True, by=by, **when)
    text = queries.whole(text.pk)
    return actions.check(text, language, seen=queries.version_of(text, language), by=second, **when)
