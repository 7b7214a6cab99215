"""支援の記録の書類 — what was given of an item, as the forms of that item ask for it."""

from collections.abc import Iterable

from tsunagari.base.languages import LANGUAGES, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Table, Word
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.settlement.models import Support
from tsunagari.programmes.talent.settlement.rules import items
from tsunagari.programmes.talent.settlement.rules.progress import Line

SHEETS = {
    items.ORIENTATION: _("生活オリエンテーションの記録"),
    items.GUIDANCE: _("事前ガイダンスの記録"),
}
MINUTES = _("%(n)s分")


def sheet(about: About, line: Line, rows: Iterable[Support]) -> parts.Sheet:
    """The record of an item: each time with its parts, length, language, interpreter and material."""
    given = [
        row
        for row in rows
        if (row.item, row.of, row.state) == (line.item.code, line.asked.of, Support.State.GIVEN)
    ]
    voluntary = line.asked.voluntary
    return parts.Sheet(
        title=SHEETS[line.item.code],
        on=about.on,
        rules=() if voluntary else (line.item.code,),
        article=_("連合会の決まり（定着支援の手順）") if voluntary else "",
        confidence=book.OWN,
        order=book.SECONDARY,
        sections=[
            Section(
                _("1 支援を受けた人"),
                [
                    Row(_("本人の名前"), about.name),
                    Row(_("国籍"), about.country),
                    Row(_("受入れ企業"), about.company),
                ],
            ),
            Section(_("2 したこと"), tables=[_times(line, given)]),
            Section(
                _("3 合計"),
                [
                    Row(_("時間"), Word(MINUTES, {"n": line.minutes}) if line.minutes else ""),
                    Row(
                        _("標準の時間より短い理由"),
                        listed(row.reason for row in given if row.reason),
                        optional=True,
                    ),
                ],
            ),
        ],
        signatures=[
            Signature(_("説明した人")),
            Signature(_("はたらく本人"), about.name),
        ],
        explained=True,
    )


def _times(line: Line, given: list[Support]) -> Table:
    head = (_("日"), _("内容"), _("時間"), _("言葉"), _("通訳"), _("渡した資料"), _("だれが"))
    spoken = dict(LANGUAGES)
    return Table(
        head,
        [
            (
                row.day,
                tuple(Word(line.item.parts[code]) for code in row.parts if code in line.item.parts),
                Word(MINUTES, {"n": row.minutes}),
                spoken.get(row.language, row.language),
                row.interpreter or None,
                row.material or None,
                row.body.title,
            )
            for row in sorted(given, key=lambda one: (one.day, one.pk))
        ],
        widths=(2.2, 3.4, 1.4, 1.6, 1.6, 2, 2.2),
    )
