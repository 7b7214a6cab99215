"""見本のことば — a reading of the office that a second person has to check, and words that wait."""

from datetime import date

from tsunagari.kernel.words import actions

WRITTEN = (
    "見本：流山市の新川小学校の近くに、見本の相談室があります。名都借の山本さんが話を聞きます。"
)


def load(*, by, second, on: date) -> None:
    """One reading is checked, one waits for its second person; a saved text left its doubts."""
    checked = actions.keep("母国語相談", "ぼこくごそうだん", note="見本", by=by, on=on)
    actions.check(checked, by=second, on=on)
    actions.keep("東葛", "とうかつ", note="見本：千葉県の北西の地方", by=by, on=on)
    actions.annotate(WRITTEN, on=on)
    actions.keep("新川小学校", "しんかわしょうがっこう", note="見本", by=second, on=on)
