"""つながりの種類 — a small table: what binds two parties, and how it may be told."""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _


@dataclass(frozen=True)
class Kind:
    """`words` say it from a's side and from b's; `smallest` is the smallest count published.

    Ties of children are stored under codes and published as counts of five and more.
    """

    title: str
    words: tuple[str, str]
    symmetric: bool = True
    in_headline: bool = False
    smallest: int = 1


KINDS = {
    "worked_together": Kind(
        _("いっしょに活動した"),
        (_("いっしょに活動しました"), _("いっしょに活動しました")),
        in_headline=True,
        smallest=5,
    ),
    "signed_together": Kind(
        _("協定・覚書を結んだ"),
        (_("協定・覚書を結びました"), _("協定・覚書を結びました")),
    ),
    "member_of": Kind(_("会員である"), (_("の会員です"), _("を会員にもちます")), symmetric=False),
}
SYMMETRIC = sorted(code for code, kind in KINDS.items() if kind.symmetric)
IN_HEADLINE = sorted(code for code, kind in KINDS.items() if kind.in_headline)
