"""公表した表 — a table of counts as a page shows it: words, chart, how it is counted."""

from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import charts
from tsunagari.faces.shared.count_bars import Bar, bars
from tsunagari.kernel.duties import rulebook
from tsunagari.programmes.talent.proposals import queries, said
from tsunagari.programmes.talent.proposals.models import Table
from tsunagari.programmes.talent.proposals.rules import counts

DEFINITION = (
    _(
        "相談窓口に来た相談を、月ごとに数えます。月が終わって%(days)s日たってから数え、そのあと変えません。"
    ),
    _("1つの相談は、1回だけ数えます。1人が何回も相談したときは、その回数だけ数えます。"),
    _(
        "町は、東葛の6つの市と「そのほか」「わからない」に分けます。言葉も、少ないものは「そのほか」にまとめます。"
    ),
    _("どの表にも、同じ行がいつもあります。数がない行も、出していない行も「–」です。"),
    _("前に公表した表との引き算でも小さい数が分からないことを、表を出すたびに確かめます。"),
)

# What the figure is called in its file, for the translators.
SMALLEST, UNIT = _("公表するいちばん小さい数（これより少ない数は出さない）"), _("件")


def in_words(made: counts.Table, k: int, key: str) -> dict:
    """A table with its chart; the numbers of one dimension only are drawn."""
    words = said.words(made, k)
    return {
        "words": words,
        "dash": said.DASH,
        "chart": _chart(made, words, key),
        "smallest": k,
    }


def of(row: Table) -> dict:
    """A published table."""
    return in_words(queries.read(row), row.smallest, f"table-{row.pk}") | {"row": row}


def _chart(made: counts.Table, words: said.Words, key: str) -> str:
    firsts = [(line.label, line.numbers[0]) for line in words.lines]
    if not any(n is not None for _label, n in firsts):
        return ""
    if said.is_by_month(made.asked) and len(firsts) > 1:
        points = [charts.Point(label, n) for label, n in firsts]
        return charts.line(points, key=key, title=words.title)
    hidden = _now("出していません")
    return bars(
        [
            Bar(label, n, note="" if n is not None else f"{said.DASH} {hidden}")
            for label, n in firsts
        ],
        key=key,
        title=words.title,
    )


def definition(on) -> dict:
    """数え方 — the sentences, and the smallest number with its source."""
    _title, _unit, value = queries.figure_with_source("smallest", on)
    days = {"days": queries.figure("days_to_count", on)}
    return {
        "sentences": [_now(one) % days if "%(" in one else _now(one) for one in DEFINITION],
        "title": _now(SMALLEST),
        "unit": _now(UNIT),
        "value": value.value,
        "source": value.source,
        "from_day": value.from_day,
        "confidence": _now(rulebook.CONFIDENCES[value.confidence]),
    }
