"""道すじ — the way of a case under each system: steps, who acts, which papers, what has to hold.

Each system's way is a table in its own subject (`trainees`, `skilled`). A guard takes what is known
and answers with every reason why the case cannot go there yet; papers that a move names have to be
accepted first. Going from one system to another is a `Change`, or a `Ban` with its article.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module

from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules import facts as law

MODULES = (
    "tsunagari.programmes.talent.trainees.rules.way",
    "tsunagari.programmes.talent.skilled.rules.way",
)
# Who acts or brings a paper, beside the roles of the law's table.
ACTOR_WORDS = book.ROLE_WORDS | {
    "PERSON": _("はたらく本人"),
    "SCHOOL": _("日本語学校・職業訓練校"),
    "ORG": _("外国人技能実習機構・外国人育成就労機構"),
    "ISA": _("出入国在留管理局"),
    "EMB": _("日本の大使館・総領事館"),
    "EXAM": _("試験の実施機関"),
    "MUN": _("市区町村"),
    "HW": _("公共職業安定所（ハローワーク）"),
}
# By which part in a case somebody brings a paper; who has none is asked by the office.
PARTS = {
    "HOST": "company",
    "SEND": "sending",
    "SCHOOL": "school",
    "SO": "supervisor",
    "SSO": "supervisor",
    "RSO": "supervisor",
}
OFFICIAL, SECONDARY, UNSURE, OWN = book.OFFICIAL, book.SECONDARY, book.UNSURE, book.OWN


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a guard may ask: the case, its day, accepted papers, and who stands around it.

    `excellent` and `general` are the company's and the supervisor's standing (None: not known),
    `before` the facts of the case that this one follows.
    """

    case: law.Case
    on: date
    papers: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    excellent: bool | None = None
    general: bool | None = None
    before: law.Case | None = None


Guard = Callable[[Known], list[Reason]]


def always(_known: Known) -> list[Reason]:
    """Nothing has to hold."""
    return []


@dataclass(frozen=True, kw_only=True)
class Document:
    """書類 — one paper that a step needs: what it is, who brings it, from which law or form."""

    code: str
    words: str
    brings: str
    form: str = ""
    form_sure: bool = True
    article: str = ""
    source: tuple[str, ...] = ()
    confidence: str = OFFICIAL
    # Valid for so many months after it was issued; 0: for as long as it says itself.
    months: int = 0
    # Kept so many years after the case has ended.
    years: int = 1
    needed: Callable[[law.Case], bool] = field(default=lambda _case: True)


@dataclass(frozen=True, kw_only=True)
class Step:
    """段階 — where a case stands, who acts there, and which papers are brought."""

    code: str
    words: str
    actors: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    confidence: str = OFFICIAL
    end: bool = False


@dataclass(frozen=True, kw_only=True)
class Move:
    """次の段階へ — from these steps to that one, when the guard has nothing against it."""

    was: tuple[str, ...]
    to: str
    guard: Guard = always
    papers: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Way:
    """制度の道すじ — one system's steps in order, its moves and its papers."""

    system: str
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    documents: tuple[Document, ...] = ()

    @property
    def first(self) -> str:
        return self.steps[0].code

    def step(self, code: str) -> Step | None:
        return next((step for step in self.steps if step.code == code), None)

    def document(self, code: str) -> Document | None:
        return next((one for one in self.documents if one.code == code), None)

    def after(self, code: str) -> list[Move]:
        """Where a case can go from a step."""
        return [move for move in self.moves if code in move.was]


@dataclass(frozen=True, kw_only=True)
class Change:
    """制度の変更 — from one system to another, from these steps, with what carries over."""

    was: str
    to: str
    steps: tuple[str, ...]
    guard: Guard = always
    confidence: str = OFFICIAL
    source: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ban:
    """できない変更 — from one system to another, why not, by which article and source."""

    was: tuple[str, ...]
    to: str
    words: str
    article: str
    confidence: str
    source: tuple[str, ...]
    rule: str


# What is known of the person and stays true under the next system. The days of arriving stay with
# the case that they belong to: their duties were that case's.
CARRIED = ("country", "field", "born_on", "a1_passed_on", "exams", "municipalities")


@cache
def _modules() -> tuple:
    return tuple(import_module(name) for name in MODULES)


@cache
def of(system: str) -> Way | None:
    """The way of a system; None where no fact sheet gives one."""
    return next((way for part in _modules() for way in part.WAYS if way.system == system), None)


@cache
def every() -> tuple[Way, ...]:
    """All ways."""
    return tuple(way for part in _modules() for way in part.WAYS)


@cache
def changes() -> tuple[Change, ...]:
    """Every change between systems that the fact sheets know."""
    return tuple(one for part in _modules() for one in part.CHANGES)


@cache
def bans() -> tuple[Ban, ...]:
    """Every change that is forbidden."""
    return tuple(one for part in _modules() for one in part.BANS)


def words(system: str, code: str) -> str:
    """A step in the reader's language; one that the way does not know says its own name."""
    way = of(system)
    step = way.step(code) if way else None
    return gettext(step.words) if step else code


def papers_of(way: Way, code: str, case: law.Case) -> list[Document]:
    """The papers that a step needs of this case, in the order of the table."""
    step = way.step(code)
    known = [way.document(name) for name in step.papers] if step else []
    return [one for one in known if one and one.needed(case)]


def path_to(way: Way, code: str) -> list[str]:
    """The steps on the shortest way from the first one up to and with this one."""
    found, turn = {way.first: [way.first]}, [way.first]
    while turn and code not in found:
        here = turn.pop(0)
        for move in way.after(here):
            if move.to not in found:
                found[move.to] = [*found[here], move.to]
                turn.append(move.to)
    return found.get(code, [])


# なぜ進めないか ---------------------------------------------------------------------------------


def why_not_move(system: str, was: str, to: str, known: Known, *, closed: bool) -> list[Reason]:
    """Every reason not to go there now; an empty list means yes."""
    if closed:
        return [Reason(_("この案件はおわっています。"), rule="case.closed")]
    way = of(system)
    if way is None:
        words = _("この制度の段階の表はまだありません。段階は変えられません。")
        return [Reason(words, rule="case.way")]
    move = next((one for one in way.after(was) if one.to == to), None)
    if move is None:
        step = way.step(to)
        if step is None:
            words = _("この制度にない段階です。一覧から選んでください。")
            return [Reason(words, rule="case.state", field="state")]
        words = _("「%(was)s」から「%(to)s」へは、直接は進めません。間の段階を先に進めてください。")
        facts = {"was": words_of(system, was), "to": gettext(step.words)}
        return [Reason(words, facts, rule="case.state", field="state")]
    return [*move.guard(known), *_lacking(way, move, known)]


def words_of(system: str, code: str) -> str:
    return words(system, code)


def _lacking(way: Way, move: Move, known: Known) -> Iterator[Reason]:
    for code in move.papers:
        document = way.document(code)
        if document and document.needed(known.case) and code not in known.papers:
            words = _("「%(paper)s」がまだ確かめられていません。%(who)sに出してもらってください。")
            facts = {
                "paper": gettext(document.words),
                "who": gettext(ACTOR_WORDS[document.brings]),
            }
            yield Reason(words, facts, rule=document.code, field="papers")


def next_moves(system: str, was: str, known: Known) -> list[tuple[Move, list[Reason]]]:
    """Where a case can go from here, each with what stands against it."""
    way = of(system)
    found = way.after(was) if way else []
    return [(move, why_not_move(system, was, move.to, known, closed=False)) for move in found]


def why_not_change(was: str, to: str, step: str, known: Known, *, closed: bool) -> list[Reason]:
    """Every reason why a person cannot go from one system to another now."""
    if closed:
        return [Reason(_("この案件はおわっています。"), rule="case.closed")]
    ban = next((one for one in bans() if was in one.was and one.to == to), None)
    if ban:
        words = _("%(why)s 根拠：%(article)s")
        facts = {"why": gettext(ban.words), "article": ban.article}
        return [Reason(words, facts, rule=ban.rule, field="system")]
    change = next((one for one in changes() if (one.was, one.to) == (was, to)), None)
    if change is None:
        words = _(
            "「%(was)s」から「%(to)s」への変更は、規則の表にありません。入管に確かめてください。"
        )
        facts = {"was": gettext(book.SYSTEM_WORDS[was]), "to": gettext(book.SYSTEM_WORDS[to])}
        return [Reason(words, facts, rule="case.change", field="system")]
    if change.steps and step not in change.steps:
        words = _("「%(step)s」の段階からは、まだ変更できません。変更できる段階：%(steps)s")
        steps = listed(words_of(was, one) for one in change.steps)
        facts = {"step": words_of(was, step), "steps": steps}
        return [Reason(words, facts, rule="case.change", field="system")]
    return change.guard(known)


# 門の部品 -------------------------------------------------------------------------------------------


def all_of(*guards: Guard) -> Guard:
    """Everything that any of the guards has against it, at once."""
    return lambda known: [reason for guard in guards for reason in guard(known)]


def unless(holds: Callable[[Known], bool], words: str, rule: str) -> Guard:
    """One sentence for as long as something does not hold."""
    return lambda known: [] if holds(known) else [Reason(words, {}, rule=rule)]


def parts(*names: str) -> Guard:
    """Somebody takes these parts in the case."""
    needs = {
        "company": _("受入れ企業がまだ決まっていません。案件に入れてください。"),
        "sending": _("送出機関がまだ決まっていません。案件に入れてください。"),
        "supervisor": _("監理・支援をする団体がまだ決まっていません。案件に入れてください。"),
    }
    return all_of(
        *(unless(lambda k, n=name: n in k.parts, needs[name], f"part.{name}") for name in names)
    )


def day(name: str, words: str) -> Guard:
    """A day of the case is known and has come."""

    def guard(known: Known) -> list[Reason]:
        found = getattr(known.case, name)
        if found is None:
            return [Reason(words, {}, rule=name, field=name)]
        if found > known.on:
            late = _("%(day)s の予定です。その日になってから進めてください。")
            return [Reason(late, {"day": found}, rule=name, field=name)]
        return []

    return guard


def adult(known: Known) -> list[Reason]:
    """18歳以上 — on the day."""
    born = known.case.born_on
    if born is None:
        return [Reason(_("生年月日がまだありません。"), {}, rule="age", field="born_on")]
    if (known.on.year - born.year - ((known.on.month, known.on.day) < (born.month, born.day))) < 18:
        return [Reason(_("18歳になっていません。"), {}, rule="age", field="born_on")]
    return []


def exam(kind: str, words: str, *, passed: bool) -> Guard:
    """An examination was taken, or passed."""
    return unless(
        lambda known: any(
            one.kind == kind and one.on <= known.on and (one.passed is True or not passed)
            for one in known.case.exams
        ),
        words,
        f"exam.{kind}",
    )


def stay(*statuses: str) -> Guard:
    """A permission with one of these statuses is on file."""
    return unless(
        lambda k: any(one.status in statuses and one.since <= k.on for one in k.case.stays),
        _("許可された在留資格と期間がまだ登録されていません。"),
        "stay",
    )


left = unless(
    lambda k: bool(k.case.departed and k.case.departed <= k.on),
    _("日本を出た日がまだありません。案件に入れてください。"),
    "departed",
)
placed = unless(
    lambda k: any(
        one.starts <= k.on and not (one.ends and one.ends < k.on) for one in k.case.placements
    ),
    _("いま働いている会社がありません。働きはじめた日を入れてください。"),
    "placement",
)
