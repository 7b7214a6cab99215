"""アンケートの根拠 — whom a number of people, or a comparison, was counted from."""

from django.http import Http404

from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import listed
from tsunagari.faces.shared.effect import between, hidden_words, signed
from tsunagari.faces.shared.evidence import Evidence, called, kept_back, said, sides_of
from tsunagari.programmes.exchange.class_exchange import effects
from tsunagari.programmes.exchange.class_exchange.rules import survey

COMPARED = ("change", "d_av", "d_z", "n_effective", "shares")
FEWEST = 5  # people in a class that may stand alone where only their number is told


def people_of(facts, figure, side, own) -> Evidence:
    titles = {
        "enrolled": (_("学級の生徒"), _("組になった学級の生徒です。")),
        "invited": (
            _("アンケートをたのんだ生徒"),
            _("学級の生徒のうち、本人と保護者の両方が「調査の答えを使う」に同意している人です。"),
        ),
        "pre": (
            _("はじめのアンケートに答えた人"),
            _("たのんだ生徒のうち、第1回の授業までに答えた人です。"),
        ),
        "post": (
            _("おわりのアンケートに答えた人"),
            _("たのんだ生徒のうち、最後の授業のあとに答えた人です。"),
        ),
        "matched": (
            _("前後の両方に答えた人"),
            _("同じ番号で、はじめとおわりの両方に同じ版で答えた人です。名前は使いません。"),
        ),
    }
    title, definition = titles[figure]
    sides = sides_of(facts, side)
    people = [row for each in sides for row in each.counted(figure)]
    everybody = [row for each in sides for row in each.counted("enrolled")]
    columns, rows = _codes(people) if side == own else _class_counts(people)
    return Evidence(
        title=said(title, called(facts, side)),
        value=_("%(n)s人") % {"n": len(people)},
        definition=definition,
        columns=columns,
        rows=rows,
        total=[_("合計"), *[""] * (len(columns) - 2), len(people)],
        left_out=_left_out(figure, people, everybody),
        kept_back="" if side == own else kept_back(),
    )


def _codes(people) -> tuple[list[str], list[list]]:
    words = {True: _("答えた"), False: _("まだ")}
    return [_("番号"), _("はじめ"), _("おわり"), _("数えた人")], [
        [row.code, words[row.pre is not None], words[row.post is not None], 1] for row in people
    ]


def _class_counts(people) -> tuple[list[str], list[list]]:
    rows = effects.grouped([(row.class_name, 1) for row in people], FEWEST)
    return [_("学級"), _("数えた人")], [[listed(names), n] for names, n, _sum in rows]


def _left_out(figure, people, everybody) -> list[tuple[str, int]]:
    """{reason: people} of the class who are not in the figure."""
    counted = {row.code for row in people}
    found: dict[str, int] = {}
    for row in everybody:
        if row.code not in counted:
            why = _reason(figure, row)
            found[why] = found.get(why, 0) + 1
    return sorted(found.items())


def _reason(figure, row) -> str:
    if row.why == effects.NO_CONSENT or figure == "matched":
        return _(row.why)
    return _(effects.NO_PRE) if figure == "pre" else _(effects.NO_POST)


# — comparisons —


def compared(facts, figure, side, of, own) -> Evidence:
    items, title = _asked(of)
    row = next(r for r in effects.shown(facts, items) if r.side == side)
    title = said(_("%(what)s：%(of)s") % {"what": _figure_words(figure), "of": title}, row.name)
    if row.effect is None:
        hidden = hidden_words(facts, row)
        return Evidence(
            title, "•••", _definition(figure), hidden=hidden, left_out=_whys(facts, side)
        )
    people = facts.people(side)
    changes = [
        (person, effects.mean(person.pre, items), effects.mean(person.post, items))
        for person in people
    ]
    columns, rows = _by_code(changes) if side == own else _by_class(changes, facts.least)
    total = sum(post - pre for _person, pre, post in changes)
    return Evidence(
        title=title,
        value=_value(figure, row.effect),
        definition=_definition(figure),
        formula=_formula(figure, row.effect, total),
        facts=_numbers(row.effect),
        columns=columns,
        rows=rows,
        total=[_("合計"), *[""] * (len(columns) - 3), len(changes), f"{total:.4f}"],
        left_out=_whys(facts, side),
        kept_back="" if side == own else kept_back(),
    )


def _asked(of) -> tuple[list[str], str]:
    if of in survey.SCALES:
        return effects.items_of(of), _(survey.SCALES[of])
    found = [item for item in survey.ITEMS if item.code == of]
    if not found:
        raise Http404
    return [of], _(found[0].text)


def _whys(facts, side) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for each in sides_of(facts, side):
        for why, count in each.left_out().items():
            found[_(why)] = found.get(_(why), 0) + count
    return sorted(found.items())


def _by_code(changes) -> tuple[list[str], list[list]]:
    return [_("番号"), _("はじめ"), _("おわり"), _("数えた人"), _("変化")], [
        [person.code, f"{pre:.4f}", f"{post:.4f}", 1, f"{post - pre:.4f}"]
        for person, pre, post in changes
    ]


def _by_class(changes, least) -> tuple[list[str], list[list]]:
    rows = effects.grouped([(p.class_name, post - pre) for p, pre, post in changes], least)
    return [_("学級"), _("数えた人"), _("変化の合計")], [
        [listed(names), n, f"{added:.4f}"] for names, n, added in rows
    ]


def _figure_words(figure) -> str:
    return {
        "change": _("平均の変化"),
        "d_av": _("変化の大きさ d_av"),
        "d_z": _("変化の大きさ d_z"),
        "n_effective": _("学級を考えた人数"),
        "shares": _("上がった・同じ・下がった人"),
    }[figure]


def _definition(figure) -> str:
    return {
        "change": _(
            "両方に答えた人の「おわり − はじめ」の平均です。答えは1〜5で、尺度は質問の平均です。"
        ),
        "d_av": _(
            "平均の変化を、前と後の散らばりの平均で割ったものです。ほかの調査とくらべるときに使います。"
        ),
        "d_z": _("平均の変化を、変化の散らばりで割ったものです。d_av とは大きさがちがいます。"),
        "n_effective": _("同じ学級の人は似た変わり方をします。そのぶんを割り引いた人数です。"),
        "shares": _("「おわり − はじめ」が0より大きい人・同じ人・小さい人の割合です。"),
    }[figure]


def _value(figure, found) -> str:
    if figure == "shares":
        s = found.shares
        return f"{s.improved:.1%} ／ {s.same:.1%} ／ {s.worse:.1%}"
    if figure == "n_effective":
        return "—" if found.n_effective is None else f"{found.n_effective:.4f}"
    value = found.mean_change if figure == "change" else getattr(found, figure)
    return signed(value, 4) or "—"


def _formula(figure, found, total) -> list[str]:
    change = _("%(sum)s ÷ %(n)s人 ＝ %(mean)s") % {
        "sum": f"{total:.4f}",
        "n": found.n,
        "mean": signed(found.mean_change, 4),
    }
    lines = {
        "change": [
            change,
            _("95%%の区間：平均 ± t(0.975, %(df)s) × s_d ÷ √%(n)s")
            % {"df": found.n - 1, "n": found.n},
        ],
        "d_av": [
            "d_av ＝ d̄ ÷ √((s₁² ＋ s₂²) ÷ 2)",
            _("区間は Algina と Keselman（2003）の式です。"),
        ],
        "d_z": ["d_z ＝ d̄ ÷ s_d", _("区間は非心 t 分布で計算しました。")],
        "n_effective": [
            _("n ÷ デザイン効果、デザイン効果 ＝ 1 ＋ (m − 1) × ICC"),
            *(note.words() for note in found.notes),
        ],
        "shares": [],
    }
    return lines[figure] if figure in ("change", "shares") else [change, *lines[figure]]


def _numbers(found) -> list[tuple[str, str]]:
    """Every number to four decimals."""

    def plain(value):
        return "—" if value is None else f"{value:.4f}"

    return [
        ("n", str(found.n)),
        (_("はじめの平均（標準偏差）"), f"{plain(found.mean_pre)}（{plain(found.sd_pre)}）"),
        (_("おわりの平均（標準偏差）"), f"{plain(found.mean_post)}（{plain(found.sd_post)}）"),
        (_("平均の変化"), signed(found.mean_change, 4)),
        (_("95%の区間"), between(found.mean_change_ci95, 4) or "—"),
        (_("変化の標準偏差 s_d"), plain(found.sd_change)),
        ("t, p", f"{plain(found.t)}, {plain(found.p)}"),
        (_("前と後の相関 r"), plain(found.r)),
        ("d_av", _both(found.d_av, found.d_av_ci95)),
        (_("g_av（人数が少ないときの補正 J）"), f"{plain(found.g_av)}（{plain(found.j)}）"),
        ("d_z", _both(found.d_z, found.d_z_ci95)),
        (_("学級の数"), "—" if found.clusters is None else str(found.clusters)),
        ("ICC", plain(found.icc)),
        (_("デザイン効果"), plain(found.design_effect)),
        (_("学級を考えた人数"), plain(found.n_effective)),
        (_("95%の区間（学級を考えた）"), between(found.mean_change_ci95_clustered, 4) or "—"),
    ]


def _both(value, span) -> str:
    if value is None:
        return "—"
    return f"{signed(value, 4)}（{between(span, 4)}）" if span else signed(value, 4)
