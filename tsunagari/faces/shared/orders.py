"""求人の見せ方 — orders, candidates, fits and interviews as every side reads them."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.days import day_words, zone_name
from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared.sessions import both_clocks
from tsunagari.faces.shared.templatetags.house import yen
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules import status_fit
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.law.rules.sources import SOURCES
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.models import Candidate, Interview, Order, Pair
from tsunagari.programmes.talent.orders.rules.candidates import (
    BY_FIELD,
    COUNTRIES,
    LEVEL_WORDS,
    TESTS,
)
from tsunagari.programmes.talent.orders.rules.orders import LEVELS

TONES = {status_fit.YES: "ok", status_fit.MAYBE: "warn", status_fit.NO: "quiet"}
SIGN_WORDS = {
    status_fit.YES: _("○ 合う"),
    status_fit.MAYBE: _("△ 条件がそろえば合う"),
    status_fit.NO: _("× 合わない"),
}


def field_words(codes) -> str:
    """Fields of work in the reader's language."""
    return listed(gettext(FIELDS[code]) for code in codes if code in FIELDS)


def order_title(order: Order) -> str:
    """求人 12 介護（流山市） — how an order is called everywhere."""
    where = read_names.place(order.municipality)
    facts = {"n": order.pk, "field": field_words([order.field]), "place": where}
    return gettext(_("求人 %(n)s %(field)s（%(place)s）")) % facts


def order_facts(order: Order, language: str) -> list[tuple[str, str]]:
    """The conditions of an order, term by term."""
    ages = [str(age) if age is not None else "" for age in (order.age_from, order.age_until)]
    found = [
        (_("仕事"), order.work),
        (
            _("働く場所"),
            f"{gettext(Order.Place(order.place).label)} {read_names.place(order.municipality)}",
        ),
        (_("人数"), _n(_("%(n)s人（面接に呼ぶ人 %(more)s人）"), n=order.number, more=order.invite)),
        (_("はじまりの日"), day_words(order.starts_on, language)),
        (
            _("契約"),
            _n(_("%(n)sか月"), n=order.months) if order.months else gettext(_("期間の定めなし")),
        ),
        (_("1か月の基本給"), yen(order.monthly_yen)),
        (_("1週間の時間"), _n(_("%(n)s時間"), n=f"{order.week_hours.normalize():f}")),
        (_("寮"), _dormitory(order)),
        (
            _("同じ仕事の日本人"),
            yen(order.compare_yen) if order.compare_yen else gettext(_("いません")),
        ),
        (_("ちがいの理由"), order.compare_why),
        (_("日本語（必ず）"), gettext(LEVELS[order.japanese])),
        (_("技能試験（必ず）"), gettext(_("合格した人") if order.skill_test else _("問わない"))),
        (_("年れい（法令による）"), "〜".join(ages) if any(ages) else ""),
        (_("日本語（望む）"), gettext(LEVELS[order.wish_japanese]) if order.wish_japanese else ""),
        (_("経験（望む）"), _n(_("%(n)s年"), n=order.wish_years) if order.wish_years else ""),
        (_("そのほかの希望"), order.wishes),
    ]
    return [(gettext(term), value) for term, value in found if value]


def _n(words: str, **facts) -> str:
    return gettext(words) % facts


def _dormitory(order: Order) -> str:
    if not order.dormitory:
        return gettext(_("ありません"))
    facts = {"yen": yen(order.dormitory_yen), "m2": f"{order.dormitory_m2.normalize():f}"}
    return gettext(_("1か月 %(yen)s、1人 %(m2)s㎡")) % facts


def fit_rows(fits: list[status_fit.Fit]) -> list[dict]:
    """Every status with its sign, reasons and sources."""
    return [
        {
            "title": gettext(status_fit.STATUS_WORDS[one.status]),
            "sign": gettext(SIGN_WORDS[one.sign]),
            "tone": TONES[one.sign],
            "reasons": [reason.words() for reason in one.reasons],
            "sources": [SOURCES[key] for key in one.sources],
        }
        for one in fits
    ]


# 技能実習2号 — whether it was finished, and in which work.
DONE = {"related": _("同じ職種でおわった"), "other": _("別の職種でおわった")}

# 候補者 -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """A candidate in a list: the name where it may be read, the code where it may not."""

    candidate: Candidate
    title: str
    kana: str
    notes: str


def seen(candidates: list[Candidate], viewer: Viewer) -> list[Seen]:
    """Candidates as this reader may see them, with the same queries however many there are."""
    names = written([one.pk for one in candidates], to=viewer)
    return [Seen(one, title_of(one, names), names[one.pk].kana, _notes(one)) for one in candidates]


def titles(candidates: list[Candidate], viewer: Viewer) -> dict[int, str]:
    """{candidate: name, or 候補者 and the code}."""
    names = written([one.pk for one in candidates], to=viewer)
    return {one.pk: title_of(one, names) for one in candidates}


def offered(pairs: list[tuple[Candidate, Candidate]], viewer) -> list[tuple]:
    """Entries that may be one person, each called so that it can be told from the other."""
    names = titles([one for pair in pairs for one in pair], viewer)

    def called(one: Candidate, other: Candidate) -> str:
        name = names[one.pk]
        mark = one.number or one.person.party.code
        return f"{name}（{mark}）" if name == names[other.pk] else name

    return [(a, b, called(a, b), called(b, a)) for a, b in pairs]


def title_of(candidate: Candidate, names) -> str:
    found = names[candidate.pk].name
    code = candidate.person.party.code
    return found or gettext(_("候補者 %(code)s")) % {"code": code}


def country_words(code: str) -> str:
    return gettext(COUNTRIES[code][1]) if code in COUNTRIES else ""


def _notes(one: Candidate) -> str:
    fields = field_words(one.fields) or gettext(_("どの分野でもよい"))
    country = country_words(one.person.nationality)
    return listed(filter(None, [country, fields, queries.person_of(one).japanese]))


def candidate_facts(one: Candidate, language: str, *, whole: bool = True) -> list[tuple[str, str]]:
    """What is known of a candidate, term by term; what is not known is left out.

    Without `whole` a birthday stays out: a company that has not chosen yet may not go by age.
    """
    told, known = one.facts, queries.person_of(one)
    found = [
        (_("国籍"), country_words(one.person.nationality)),
        (
            _("生年月日"),
            day_words(one.born_on, language, weekday=False) if whole and one.born_on else "",
        ),
        (_("希望する分野"), field_words(one.fields) or gettext(_("どの分野でもよい"))),
        (_("来られる日"), day_words(one.ready_on, language)),
        (_("希望する月給"), yen(one.wish_yen)),
        (_("寮の希望"), gettext(_("寮に住みたい")) if one.wish_dormitory else ""),
        (_("日本にいるか"), gettext(_("日本にいます") if one.in_japan else _("海外にいます"))),
        (_("日本語の級"), gettext(LEVELS.get(known.japanese, "")) if known.japanese else ""),
        (_("合格した技能試験の分野"), field_words(sorted(known.skills))),
        (_("経験"), _years(one)),
        (_("介護日本語評価試験に合格した"), _yes(told, "care_japanese")),
        (_("技能実習の経験"), _yes(told, "was_trainee")),
        (
            _("技能実習2号をおわったか"),
            gettext(DONE[done]) if (done := told.get("titp2_done")) else "",
        ),
        (_("特定技能1号で働いた月数"), _months(told.get("ssw1_months_used"))),
        (_("訓練校"), one.school.title if one.school else ""),
        (_("候補者の番号"), one.number if whole else ""),
    ]
    return [(gettext(term), value) for term, value in found if value]


def _yes(told: dict, name: str) -> str:
    return gettext(_("あります")) if told.get(name) else ""


def _months(count: int | None) -> str:
    return _n(_("%(n)sか月"), n=count) if count else ""


def _years(one: Candidate) -> str:
    words = gettext(_("%(field)s %(years)s年"))
    return listed(
        words % {"field": field_words([code]), "years": years}
        for code, years in sorted(one.years.items())
        if years
    )


def result_rows(one: Candidate) -> list[dict]:
    """Tests with their levels in words, the newest first."""
    return [
        {
            "result": result,
            "title": gettext(TESTS[result.kind][0]) if result.kind in TESTS else result.kind,
            "level": _level_words(result.kind, result.level),
        }
        for result in queries.results_of(one)
    ]


def _level_words(kind: str, level: str) -> str:
    """A field, a level in the reader's language, or nothing where a test has none."""
    if kind in BY_FIELD:
        return field_words([level])
    if level == "-":
        return ""
    return gettext(LEVEL_WORDS[level]) if level in LEVEL_WORDS else level


# 組と面接 -----------------------------------------------------------------------------------


def when(interview: Interview, pair: Pair, viewer: Viewer) -> str:
    """Day and both clocks of an interview, the reader's own first."""
    own, other = _zones(pair, viewer)
    end = interview.starts_at + timedelta(minutes=interview.minutes)
    return both_clocks(interview.starts_at, end, own, other, viewer.language)


def _zones(pair: Pair, viewer: Viewer) -> tuple[str, str]:
    """The reader's own zone and that of the other side."""
    company, sending = pair.order.company.party.zone, pair.candidate.sending.party.zone
    return (
        (sending, company)
        if viewer.own_body.pk == pair.candidate.sending_id
        else (company, sending)
    )


DAYTIME = range(7, 22)  # hours at which somebody is asked to an interview


def at_night(interview: Interview, pair: Pair, viewer: Viewer) -> str:
    """夜の面接 — where it is night at that time; "" when both sides meet by day."""
    zones = dict.fromkeys(_zones(pair, viewer))
    ends_at = interview.starts_at + timedelta(minutes=interview.minutes - 1)
    late = [
        zone_name(zone, viewer.language)
        for zone in zones
        if {one.astimezone(ZoneInfo(zone)).hour for one in (interview.starts_at, ends_at)}
        - set(DAYTIME)
    ]
    words = _("%(places)s では夜中か早朝です。この時刻でよいか、確かめてください。")
    return gettext(words) % {"places": listed(late)} if late else ""
