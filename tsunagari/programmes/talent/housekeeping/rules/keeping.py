"""登録の決まり — why a zone, a home, a visit or a look is not written down like this."""

from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

QUESTIONS = {
    "on_time": _("約束の時間どおりでしたか"),
    "as_agreed": _("約束した仕事が行われましたか"),
    "told": _("終わったとき、したことの説明がありましたか"),
}
MEMBERS = {
    "local_government": _("区域計画の地方公共団体（事務局）"),
    "cabinet_office": _("内閣府地方創生推進事務局"),
    "immigration": _("地方出入国在留管理局"),
    "labour": _("都道府県労働局"),
    "economy": _("経済産業局"),
}
# What the council must be told, and what it does (model charter and overview chart).
TOLD = {
    "hk_acceptance_report": _("受入れの報告（様式6と別紙）"),
    "hk_periodic_report": _("定期の報告（間かくは未確認）"),
    "hk_serious_report": _("重大な問題の報告（遅滞なく）"),
    "hk_new_institution": _("雇い続けられないときの報告と、次の特定機関を探すこと"),
    "hk_yearly_audit": _("協議会が1年に1回する監査"),
}


def why_not_note_zone(*, said: str, from_day: date, until_day: date | None) -> list[Reason]:
    """A finding says who said so."""
    reasons = []
    if not said.strip():
        words = _("だれが、どこで、そう言ったかを入力してください。")
        reasons.append(Reason(words, rule="said", field="said"))
    if until_day and until_day < from_day:
        words = _("終わりの日が、はじまりの日より前です。")
        reasons.append(Reason(words, rule="span", field="until_day"))
    return reasons


def why_not_name(
    *, coordinator: int | None, deputy: int | None, staff: set[int], reached: set[int]
) -> list[Reason]:
    """Whoever is called in the night works for the institution and reads mail; the deputy is another."""
    reasons = []
    for field, who in (("coordinator", coordinator), ("deputy", deputy)):
        if who is not None and who not in reached:
            words = _("この人にはメールが届きません。届け方でメールを選んでから、決めてください。")
            reasons.append(Reason(words, rule="mail", field=field))
        if who is not None and who not in staff:
            words = _("特定機関の担当の役割を持つ人を選んでください。")
            reasons.append(Reason(words, rule="role", field=field))
    if coordinator is not None and coordinator == deputy:
        words = _("代わりの人は、担当者とはべつの人にしてください。")
        reasons.append(Reason(words, rule="same", field="deputy"))
    return reasons


def why_not_add_home(*, town: str, address: str, agreed: bool) -> list[Reason]:
    """A household says yes to what is kept of it, and help must find the door."""
    reasons = []
    if not agreed:
        words = _("家庭に、何を何のために残すかを説明し、同意をもらってください。")
        reasons.append(Reason(words, rule="consent", field="agreed"))
    if not town.strip():
        words = _("市町村を入力してください。")
        reasons.append(Reason(words, rule="town", field="town"))
    if not address.strip():
        words = _("住所を入力してください。危ないときに、助けが行く場所です。")
        reasons.append(Reason(words, rule="address", field="address"))
    return reasons


def why_not_sign(*, work: list[str], children: bool, withdrawn: bool) -> list[Reason]:
    """A contract names its work; childcare is for a home with children."""
    reasons = []
    if withdrawn:
        words = _("この家庭は同意を取り消しています。新しい契約は結べません。")
        reasons.append(Reason(words, rule="consent"))
    if not work:
        reasons.append(Reason(_("仕事を選んでください。"), rule="work", field="work"))
    if "childcare" in work and not children:
        words = _("この家庭に子どもはいないと登録されています。家庭の内容を確かめてください。")
        reasons.append(Reason(words, rule="children", field="work"))
    return reasons


def why_not_plan(
    *,
    starts: datetime,
    ends: datetime,
    now: datetime,
    hours: float,
    stands: bool,
    busy: bool,
    works_here: bool,
    named: bool,
) -> list[Reason]:
    """Nobody is sent alone into a home without a contract, and without somebody who answers for it."""
    reasons = []
    if ends <= starts or hours > 12:
        words = _("終わりの時刻を確かめてください（12時間まで）。")
        reasons.append(Reason(words, rule="span", field="ends"))
    if starts < now:
        words = _("はじまりの時刻が、もう過ぎています。")
        reasons.append(Reason(words, rule="past", field="starts"))
    if not stands:
        words = _("その日に、この家庭との請負契約はありません。")
        reasons.append(Reason(words, rule="contract"))
    if not works_here:
        words = _("この人は、この特定機関で働いていません。")
        reasons.append(Reason(words, rule="worker", field="case"))
    if busy:
        words = _("この人は、同じ時間にべつの訪問があります。")
        reasons.append(Reason(words, rule="busy", field="case"))
    if not named:
        words = _("連絡がないときに知らせる担当者を、先に決めてください。")
        reasons.append(Reason(words, rule="named"))
    return reasons


def why_not_cancel(*, state: str, starts: datetime, now: datetime) -> list[Reason]:
    """Only a visit that has not begun is taken off: from its time on, somebody may be inside."""
    words = _("この訪問は、もうはじまったか、終わりました。")
    coming = state == "planned" and starts > now
    return [] if coming else [Reason(words, rule="state")]


def why_not_take(*, closed: bool, taken: bool) -> list[Reason]:
    """An alarm is taken once."""
    if closed:
        return [Reason(_("この知らせは、もう終わっています。"), rule="closed")]
    if taken:
        return [Reason(_("この知らせは、ほかの人がもう受けました。"), rule="taken")]
    return []


def why_not_close(
    *, closed: bool, outcome: str, outcomes: list[str], words: str, until: datetime | None, now
) -> list[Reason]:
    """An alarm ends with what was found, and with what was done."""
    reasons = []
    if closed:
        reasons.append(Reason(_("この知らせは、もう終わっています。"), rule="closed"))
    if outcome not in outcomes:
        reasons.append(Reason(_("どうなったかを選んでください。"), rule="outcome", field="outcome"))
    if not words.strip():
        reasons.append(Reason(_("したことを書いてください。"), rule="words", field="words"))
    if outcome == "stays" and (until is None or until <= now):
        words_ = _("何時までかを入力してください。例：16:30")
        reasons.append(Reason(words_, rule="until", field="until"))
    return reasons


def why_not_hold(*, held: bool, outcome: str, words: str) -> list[Reason]:
    """A look ends with its outcome and what was seen."""
    reasons = []
    if held:
        reasons.append(Reason(_("この訪問は、もう終わっています。"), rule="closed"))
    if not outcome:
        reasons.append(Reason(_("どうなったかを選んでください。"), rule="outcome", field="outcome"))
    if not words.strip():
        reasons.append(Reason(_("見たことを書いてください。"), rule="words", field="words"))
    return reasons


def why_not_say(*, state: str, answers: dict) -> list[Reason]:
    """A household answers three questions about the service, after it; nothing about the person."""
    reasons = []
    if state != "done":
        reasons.append(Reason(_("訪問が終わってから、答えを登録してください。"), rule="state"))
    if set(answers) - set(QUESTIONS):
        reasons.append(Reason(_("人についての評価は登録できません。"), rule="question"))
    return reasons
