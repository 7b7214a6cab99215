"""席決めの決まり — when tables are made, shown, mended; every reason why not."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MOST_ROUNDS, SMALLEST, LARGEST = 12, 2, 20
MOST_SEATS = 8_000  # people times rounds


def why_not_make(
    *, state: str, over: bool, people: int, table_size: int, rounds: int
) -> list[Reason]:
    """Every reason not to make the tables of an evening."""
    reasons = []
    if state == "open":
        words = _("席はもう知らせてあります。作りなおすときは、先に知らせを下げてください。")
        reasons.append(Reason(words, rule="tables.open"))
    if state == "closed" or over:
        reasons.append(Reason(_("もう終わった催しです。席は決められません。"), rule="tables.over"))
    if not SMALLEST <= table_size <= LARGEST:
        words = _("1テーブルの人数は%(least)s人から%(most)s人までにしてください。")
        facts = {"least": SMALLEST, "most": LARGEST}
        reasons.append(Reason(words, facts, rule="tables.size", field="table_size"))
    if not 1 <= rounds <= MOST_ROUNDS:
        words = _("席がえの回数は1回から%(most)s回までにしてください。")
        reasons.append(Reason(words, {"most": MOST_ROUNDS}, rule="tables.rounds", field="rounds"))
    if people * rounds > MOST_SEATS:
        words = _("人数と回数が多すぎます。回数をへらしてください。")
        reasons.append(Reason(words, rule="tables.many", field="rounds"))
    return reasons


def why_not_open(*, state: str, made: bool, waits: bool) -> list[Reason]:
    """What is not made, or is being made anew, is shown to nobody."""
    if state == "closed":
        return [Reason(_("もう終わった催しです。席は決められません。"), rule="tables.over")]
    if not made or waits:
        return [
            Reason(_("席がまだできていません。できてから知らせてください。"), rule="tables.none")
        ]
    return []


def why_not_mend(*, state: str, made: bool, waits: bool, here: int, over: int, rounds: int):
    """Rounds that are still to come are mended, once there are any."""
    reasons = why_not_open(state=state, made=made, waits=waits)
    if not here:
        reasons.append(Reason(_("来た人を1人以上えらんでください。"), rule="tables.nobody"))
    if not 0 <= over < rounds:
        reasons.append(Reason(_("どの回から直すかをえらんでください。"), rule="tables.over"))
    return reasons


def why_not_veto(*, a: int | None, b: int | None) -> list[Reason]:
    """Two different people."""
    if a and b and a != b:
        return []
    return [Reason(_("ちがう2人をえらんでください。"), rule="tables.pair", field="b")]
