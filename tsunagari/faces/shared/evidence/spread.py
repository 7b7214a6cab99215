"""広がりの根拠 — whom the reach and the ties were counted from."""

from django.http import Http404

from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import listed
from tsunagari.faces.shared.effect import BOTH
from tsunagari.faces.shared.evidence import Evidence, called, kept_back, said, sides_of
from tsunagari.programmes.exchange.class_exchange import effects
from tsunagari.programmes.exchange.class_exchange.rules import reach as reach_rules
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.class_exchange.surveys import local_day


def direct(facts, side) -> Evidence:
    rows = [[each.name, each.direct] for each in sides_of(facts, side)]
    total = sum(count for _name, count in rows)
    return Evidence(
        title=said(_("授業に出た人"), called(facts, side)),
        value=_("%(n)s人") % {"n": total},
        definition=_("終わった授業に1回以上出席した生徒です。何回出ても1人と数えます。"),
        facts=[(_("終わった授業"), str(facts.closed))],
        columns=[_("学校"), _("数えた人")],
        rows=rows,
        total=[_("合計"), total],
    )


def reach(facts, side, own, on) -> Evidence:
    found = effects.reached(facts, on=on)
    pairs = [
        (each, row)
        for each, row in zip(facts.sides, found.rows, strict=True)
        if side in (each.key, BOTH)
    ]
    value = sum(row.direct + row.indirect for _each, row in pairs)
    formula = [
        _("%(side)s：%(direct)s人 ＋ %(direct)s人 × %(told)s人 × (1 − %(overlap)s) ＝ %(sum)s人")
        % {
            "side": row.side,
            "direct": row.direct,
            "told": f"{row.told:.4f}",
            "overlap": f"{row.overlap:.2f}",
            "sum": f"{row.direct + row.indirect:.1f}",
        }
        for _each, row in pairs
    ]
    measured = [each for each, row in pairs if row.basis == "measured"]
    told = [
        (row, sum(reach_rules.capped(row.told, survey.TOLD_CAP).values()))
        for each in measured
        for row in each.people
        if row.post is not None and row.told
    ]
    columns, rows = _told_rows(told, facts.least, own=side == own)
    bases = {
        "measured": _("%(side)s：測った数（%(n)s人の答え）"),
        "assumed": _("%(side)s：仮定した数（答えは%(n)s人分）"),
        "unknown": _("%(side)s：わかりません（答えは%(n)s人分）"),
    }
    return Evidence(
        title=said(_("話が届いた人（推計）"), called(facts, side)),
        value=_("およそ %(n)s人") % {"n": f"{value:,.0f}"},
        definition=_(
            "授業に出た人と、その人から話を聞いた人の推計です。測った数と仮定した数は分けて出します。"
        ),
        formula=[*formula, *(reason.words() for reason in found.method)],
        facts=[
            (bases[row.basis] % {"side": row.side, "n": row.respondents}, f"{row.indirect:,.1f}")
            for _each, row in pairs
        ]
        + [(_("きょうだいの重なり"), _("家ごとの番号を集めていないため、0としました。"))],
        columns=columns,
        rows=rows,
        total=[_("合計"), len(told), sum(count for _row, count in told)],
        kept_back="" if side == own else kept_back(),
    )


def _told_rows(told, least, *, own) -> tuple[list[str], list[list]]:
    if own:
        rows = [[row.code, 1, count] for row, count in told]
        return [_("番号"), _("答えた人"), _("話した相手の人数")], rows
    grouped = effects.grouped([(row.class_name, count) for row, count in told], least)
    rows = [[listed(names), n, added] for names, n, added in grouped]
    return [_("学級"), _("答えた人"), _("話した相手の人数")], rows


# — ties —


def ties(facts, session) -> Evidence:
    definition = _(
        "同じグループに座った、出席した2人を1組と数えます。はじめて会った2人だけが新しいつながりです。"
    )
    if not session:
        rows = [
            [
                local_day(row.session).isoformat(),
                str(row.session.pairing),
                row.again,
                row.new,
            ]
            for row in facts.ties
        ]
        new, again = sum(r.new for r in facts.ties), sum(r.again for r in facts.ties)
        return Evidence(
            title=_("新しいつながり"),
            value=_("%(n)s組") % {"n": f"{new:,}"},
            definition=definition,
            columns=[_("日"), _("学級"), _("前にも会った"), _("新しい")],
            rows=rows,
            total=[_("合計"), "", again, new],
        )
    row = next((row for row in facts.ties if str(row.session.pk) == session), None)
    if row is None:
        raise Http404
    groups = effects.tie_groups(row.session)
    return Evidence(
        title=_("第%(n)s回のつながり（%(pair)s）")
        % {"n": row.session.ordinal, "pair": row.session.pairing},
        value=_("%(n)s組") % {"n": f"{row.ties:,}"},
        definition=definition,
        facts=[
            (_("新しいつながり"), str(row.new)),
            (_("前にも会った2人"), str(row.again)),
            (_("国をこえる"), str(row.country)),
            (_("町をこえる"), str(row.town)),
            (_("ことばをこえる"), str(row.tongue)),
        ],
        columns=[_("グループ"), _("国をこえる"), _("つながりの数")],
        rows=[["—" if group is None else group, across, ties] for group, ties, across in groups],
        total=[_("合計"), row.country, row.ties],
    )
