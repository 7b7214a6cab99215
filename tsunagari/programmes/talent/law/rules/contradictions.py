"""矛盾 — facts that cannot be true together: each one sentence, and the triggers it touches.

Duties that hang on a touched trigger are withheld and named; all others are still given. A mark of
"done" on a day that has not come is not believed, and the duty stays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.counting import months_after, span
from tsunagari.programmes.talent.law.rules.facts import (
    BODY_EVENTS,
    CASE_EVENTS,
    HOST_EVENTS,
    Body,
    Case,
    Done,
    Event,
    Host,
)
from tsunagari.programmes.talent.law.rules.fields import COUNTRIES, EXAMS, FIELDS
from tsunagari.programmes.talent.law.rules.touched import (
    CAP,
    CARDS,
    COUNTRY,
    DEPARTED,
    ENTRY,
    FIELD,
    HOST_PEOPLE,
    PLACEMENTS,
    PLANS,
    STAGE2,
    STAGE3,
    STAYS,
    TRAINING,
    of_event,
)
from tsunagari.programmes.talent.law.rules.triggers import Rows


class Contradiction(NamedTuple):
    """One sentence, the triggers that it touches, and the (trigger, day) rows not to be believed."""

    reason: Reason
    touches: tuple[str, ...]
    untrue: tuple[tuple[str, date], ...] = ()


def _fault(words: str, touches: Iterable[str] = (), at: str = "", /, **facts) -> Contradiction:
    return Contradiction(Reason(words, facts, rule="contradiction", field=at), tuple(touches))


def of(facts: Case | Host | Body, as_of: date) -> list[Contradiction]:
    """Everything in the facts that cannot be true, in the order of the facts."""
    found = list(_done(facts, as_of))
    if isinstance(facts, Case):
        found += _case(facts)
        found += _not_yet(facts, as_of)
        found += _acts(facts, as_of, ("audits", "visits", "interviews", "health_checks", "exams"))
        found += _twice(facts, TWICE_IN_A_CASE)
        found += _kinds(facts, CASE_EVENTS)
    elif isinstance(facts, Host):
        found += _host(facts)
        found += _acts(facts, as_of, ("audits", "visits"))
        found += _twice(facts, TWICE_IN_A_HOST)
        found += _kinds(facts, HOST_EVENTS)
    else:
        found += _body(facts, as_of)
        found += _twice(facts, TWICE_IN_A_BODY)
        found += _kinds(facts, BODY_EVENTS)
    return found


def drop_untrue(rows: Rows, wrong: list[Contradiction]) -> None:
    """Take acts on days that have not come out of the rows."""
    for trigger, day in {pair for fault in wrong for pair in fault.untrue}:
        for name, found in rows.items():
            if trigger in ("", name):
                rows[name] = [
                    row._replace(
                        acts=tuple(act for act in row.acts if act != day),
                        met=None if row.met == day else row.met,
                    )
                    for row in found
                ]


def _done(facts, as_of: date) -> Iterator[Contradiction]:
    for number, done in enumerate(facts.done):
        if not book.named(done.rule):
            words = _(
                "「%(rule)s」という規則はありません。規則の名前（根拠の一覧の記号）を直してください。"
            )
            yield _fault(words, (), f"done.{number}.rule", rule=done.rule)
        if done.on > as_of:
            words = _(
                "「%(rule)s」は %(on)s に済んだとありますが、まだ来ていない日です。"
                "済んだ日を直してください。それまでは、まだのままにします。"
            )
            yield _fault(words, (), f"done.{number}.on", rule=done.rule, on=done.on)


def too_early(facts: Case | Host | Body, kind: str, rows: Rows) -> dict[int, Contradiction]:
    """{place in `done`: sentence} of acts that lie before what they answer; they are not believed."""
    system = getattr(facts, "system", "")
    found = {}
    for number, done in enumerate(facts.done):
        for rule in book.named(done.rule):
            if rule.about != kind or (system and system not in rule.system):
                continue
            if book.answers_an_event(rule) and (day := _answered(done, rule, rows)):
                words = _(
                    "「%(rule)s」は %(on)s に済んだとありますが、もとになる日（%(day)s）より前です。"
                    "どちらかの日を直してください。それまでは、まだのままにします。"
                )
                where = f"done.{number}.on"
                found[number] = _fault(words, (), where, rule=rule.id, on=done.on, day=day)
    return found


def _answered(done: Done, rule: book.Rule, rows: Rows) -> date | None:
    """The day of the event that an act would answer, when the act lies before it."""
    here = rows.get(rule.on, [])
    mark = book.mark(rule)
    if not done.of:
        here = here if len(here) == 1 and book.sole(rule) else []
    else:
        here = [row for row in here if mark + row.occurrence == done.of]
    return next((row.day for row in here if done.on < row.day), None)


def _acts(facts, as_of: date, lists: Iterable[str]) -> Iterator[Contradiction]:
    for name in lists:
        for number, act in enumerate(getattr(facts, name)):
            if act.on > as_of:
                words = _(
                    "%(on)s はまだ来ていない日なのに、済んだこととして書かれています。"
                    "日付を直すか、済んでから入れてください。数えずに計算しました。"
                )
                fault = _fault(words, (), f"{name}.{number}.on", on=act.on)
                yield fault._replace(untrue=(("", act.on),), touches=_of_audit(name))


# Lists whose entries have names of their own, and what rests on them.
AUDITS = ("titp_audit", "esd_audit")
TWICE_IN_A_CASE = (
    ("plans", PLANS),
    ("stays", STAYS),
    ("cards", CARDS),
    ("placements", PLACEMENTS),
    ("audits", AUDITS),
)
TWICE_IN_A_HOST = (("audits", AUDITS),)
TWICE_IN_A_BODY = (
    (
        "licences",
        tuple(f"{k}_licence{e}" for k in ("so", "sso", "rso", "hk") for e in ("", "_end")),
    ),
    ("offices", ("so_office", "sso_office")),
)


def _twice(facts, lists: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Contradiction]:
    """Two things under one name would be one duty: neither is taken for the other."""
    for name, touched in lists:
        things = getattr(facts, name)
        if len(things) < 2:
            continue
        seen: set[str] = set()
        for number, thing in enumerate(things):
            if thing.id and thing.id in seen:
                words = _("同じ名前（id）「%(id)s」が2つあります。別の名前にしてください。")
                yield _fault(words, touched, f"{name}.{number}.id", id=thing.id)
            seen.add(thing.id)


def _of_audit(name: str) -> tuple[str, ...]:
    return AUDITS if name == "audits" else ()


def _kinds(facts, known: dict[str, str]) -> Iterator[Contradiction]:
    ids: set[tuple[str, str]] = set()
    for number, event in enumerate(facts.events):
        if event.kind not in known:
            words = _("「%(kind)s」という出来事はありません。一覧の言葉で入れてください。")
            yield _fault(words, of_event(event.kind), f"events.{number}.kind", kind=event.kind)
        if event.id and (event.kind, event.id) in ids:
            words = _("同じ出来事「%(id)s」が2回あります。どちらかを消してください。")
            yield _fault(words, of_event(event.kind), f"events.{number}.id", id=event.id)
        ids.add((event.kind, event.id))


def _case(case: Case) -> Iterator[Contradiction]:
    yield from _order(case)
    yield from _unknown(case)
    yield from _leave_faults(case)
    yield from _plan_faults(case)
    yield from _stay_faults(case)
    yield from _placement_faults(case)


def believable(case: Case, as_of: date) -> Case:
    """The same case without a death on a day that has not come: what is owed must not end with it."""
    if any(_to_die(event, as_of) for event in case.events):
        return replace(case, events=tuple(e for e in case.events if not _to_die(e, as_of)))
    return case


def _to_die(event: Event, as_of: date) -> bool:
    return event.kind == "died" and event.on > as_of


def _not_yet(case: Case, as_of: date) -> Iterator[Contradiction]:
    """What nobody can know before its day: a birth, a death, what an authority or examiner gives."""
    if case.born_on and case.born_on > as_of:
        words = _("誕生日（%(born)s）がまだ来ていない日です。直してください。")
        yield _fault(words, ("uninsured_20_59",), "born_on", born=case.born_on)
    for number, event in enumerate(case.events):
        if _to_die(event, as_of):
            words = _("亡くなった日（%(on)s）がまだ来ていない日です。数えずに計算しました。")
            yield _fault(words, (), f"events.{number}.on", on=event.on)
    words = _("%(on)s はまだ来ていない日です。認定・許可・合格の日は、決まってから入れてください。")
    for number, plan in enumerate(case.plans):
        if plan.certified_on and plan.certified_on > as_of:
            yield _fault(words, (), f"plans.{number}.certified_on", on=plan.certified_on)
    for number, stay in enumerate(case.stays):
        if stay.decided_on and stay.decided_on > as_of:
            yield _fault(words, (), f"stays.{number}.decided_on", on=stay.decided_on)
    if case.a1_passed_on and case.a1_passed_on > as_of:
        yield _fault(words, (), "a1_passed_on", on=case.a1_passed_on)


def _order(case: Case) -> Iterator[Contradiction]:
    if case.entry and case.departed and case.departed < case.entry:
        words = _("帰国（%(departed)s）が入国（%(entry)s）より前です。どちらかを直してください。")
        yield _fault(
            words, (*ENTRY, *DEPARTED), "departed", departed=case.departed, entry=case.entry
        )
    if case.born_on and case.entry and case.entry <= case.born_on:
        words = _("入国（%(entry)s）が誕生日（%(born)s）より前です。どちらかを直してください。")
        yield _fault(words, ENTRY, "born_on", entry=case.entry, born=case.born_on)
    if case.entry and case.address_fixed and case.address_fixed < case.entry:
        words = _(
            "住所が決まった日（%(fixed)s）が入国（%(entry)s）より前です。どちらかを直してください。"
        )
        touched = ("address_fixed", "landed", "uninsured", "uninsured_20_59")
        yield _fault(words, touched, "address_fixed", fixed=case.address_fixed, entry=case.entry)
    if case.training_from and case.training_until and case.training_until < case.training_from:
        words = _("入国後の講習の終わり（%(end)s）が、はじまり（%(start)s）より前です。")
        yield _fault(
            words,
            TRAINING,
            "training_until",
            end=case.training_until,
            start=case.training_from,
        )
    course = min((d for d in (case.training_from, case.training_until) if d), default=None)
    if case.entry and course and course < case.entry:
        words = _("入国後の講習（%(course)s）が、入国（%(entry)s）より前です。")
        yield _fault(words, TRAINING, "training_from", course=course, entry=case.entry)
    first = min((p.starts for p in case.placements), default=None)
    trained = case.training_until if case.system in ("TITP", "ESD") else None
    if first and trained and first <= trained:
        words = _(
            "講習が終わる前（%(end)s）に仕事（%(work)s）がはじまっています。講習の間は働けません。"
        )
        yield _fault(words, TRAINING, "training_until", end=case.training_until, work=first)


def _unknown(case: Case) -> Iterator[Contradiction]:
    if case.field and case.field not in FIELDS:
        words = _("「%(field)s」という分野はありません。分野の記号を直してください。")
        yield _fault(words, FIELD, "field", field=case.field)
    for number, exam in enumerate(case.exams):
        if exam.kind not in EXAMS:
            words = _("「%(kind)s」という試験はありません。試験の記号を直してください。")
            yield _fault(words, (), f"exams.{number}.kind", kind=exam.kind)
    if case.system == "HSP" and not case.hsp_class:
        words = _("高度専門職の区分（イ・ロ・ハ）がありません。イ・ロとして計算しました。")
        yield _fault(words, (), "hsp_class")
    if case.country and case.country not in COUNTRIES:
        words = _(
            "「%(country)s」という国の記号はありません。VN、ID、PH のように入れてください。"
            "送出国の手続は計算していません。"
        )
        yield _fault(words, COUNTRY, "country", country=case.country)


def _leave_faults(case: Case) -> Iterator[Contradiction]:
    """Leaves that end before they begin, or that would count a day twice."""
    leaves = sorted(case.leaves, key=lambda leave: (leave.starts, leave.ends))
    for leave in leaves:
        if leave.ends < leave.starts:
            words = _("休みの終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            yield _fault(words, CAP, "leaves", ends=leave.ends, starts=leave.starts)
    for one, other in pairwise(leaves):
        if other.starts <= one.ends:
            words = _(
                "2つの休みが重なっています（%(one)s と %(other)s から）。分けて入れてください。"
            )
            yield _fault(words, CAP, "leaves", one=one.starts, other=other.starts)


def _plan_faults(case: Case) -> Iterator[Contradiction]:
    stages = {plan.stage: plan for plan in case.plans}
    for number, plan in enumerate(case.plans):
        where = f"plans.{number}"
        if plan.ends < plan.starts:
            words = _("計画の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            yield _fault(words, PLANS, f"{where}.ends", ends=plan.ends, starts=plan.starts)
        elif plan.ends > span(plan.starts, {0: 48, 1: 12}.get(plan.stage, 24)):
            words = _("計画の期間（%(starts)s〜%(ends)s）が、法律で認められる長さをこえています。")
            touched = tuple(name for name in PLANS if name.endswith(f"s{plan.stage}")) or PLANS
            yield _fault(words, touched, f"{where}.ends", ends=plan.ends, starts=plan.starts)
        if plan.certified_on and plan.applied_on and plan.certified_on < plan.applied_on:
            words = _("計画の認定（%(certified)s）が申請（%(applied)s）より前です。")
            facts = {"certified": plan.certified_on, "applied": plan.applied_on}
            yield _fault(words, ("plan_filed",), f"{where}.certified_on", **facts)
        if case.system == ("ESD" if plan.stage else "TITP"):
            words = _("計画の段階が、この制度（技能実習・育成就労）のものではありません。")
            yield _fault(words, PLANS, f"{where}.stage")
    if 3 in stages and 2 not in stages:
        words = _("第3号の計画がありますが、第2号の計画がありません。第2号を入れてください。")
        yield _fault(words, STAGE3, "plans")
    if (3 in stages or 2 in stages) and 1 not in stages:
        words = _(
            "第2号・第3号の計画がありますが、第1号の計画がありません。第1号を入れてください。"
        )
        yield _fault(words, STAGE2, "plans")
    yield from _home_too_short(case, stages)
    for earlier, later in ((1, 2), (2, 3)):
        if earlier in stages and later in stages and stages[later].starts <= stages[earlier].ends:
            words = _("第%(later)s号の計画が、第%(earlier)s号の終わる前にはじまっています。")
            touched = STAGE2 if later == 2 else STAGE3
            yield _fault(words, touched, "plans", later=later, earlier=earlier)


def _home_too_short(case: Case, stages: dict) -> Iterator[Contradiction]:
    """Stage 3 after a return of less than a month (variant A; Ord. 10(2)(iii))."""
    if 3 not in stages:
        return
    left = max(
        (e.on for e in case.events if e.kind == "temporary_return" and e.on <= stages[3].starts),
        default=None,
    )
    if left and stages[3].starts <= (home := months_after(left, 1)):
        words = _(
            "一時帰国（%(left)s から）が1か月になる前に、第3号がはじまっています。"
            "%(home)s まで母国にいてから、はじめてください。"
        )
        yield _fault(words, ("titp_stage3",), "plans", left=left, home=home)


def _stay_faults(case: Case) -> Iterator[Contradiction]:
    for number, stay in enumerate(case.stays):
        if stay.until < stay.since:
            words = _("在留期間の満了日（%(until)s）が、許可の日（%(since)s）より前です。")
            yield _fault(words, STAYS, f"stays.{number}.until", until=stay.until, since=stay.since)
        if stay.filed_on and stay.filed_on < stay.since:
            words = _("次の申請（%(filed)s）が、この在留期間のはじまり（%(since)s）より前です。")
            facts = {"filed": stay.filed_on, "since": stay.since}
            yield _fault(words, STAYS, f"stays.{number}.filed_on", **facts)
        if stay.decided_on and not stay.filed_on:
            words = _("申請の日がないのに、結果の日（%(decided)s）があります。")
            yield _fault(words, STAYS, f"stays.{number}.filed_on", decided=stay.decided_on)
        elif stay.decided_on and stay.filed_on and stay.decided_on < stay.filed_on:
            words = _("結果の日（%(decided)s）が申請の日（%(filed)s）より前です。")
            facts = {"decided": stay.decided_on, "filed": stay.filed_on}
            yield _fault(words, STAYS, f"stays.{number}.decided_on", **facts)
    for number, card in enumerate(case.cards):
        if card.expires < card.issued:
            words = _("在留カードの有効期限（%(expires)s）が、交付の日（%(issued)s）より前です。")
            yield _fault(
                words, CARDS, f"cards.{number}.expires", expires=card.expires, issued=card.issued
            )


def _placement_faults(case: Case) -> Iterator[Contradiction]:
    inside = sorted(case.placements, key=lambda p: (p.starts, p.id))
    for placement in inside:
        if placement.ends and placement.ends < placement.starts:
            words = _("雇用の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            facts = {"ends": placement.ends, "starts": placement.starts}
            yield _fault(words, PLACEMENTS, "placements", **facts)
        if case.entry and not case.in_japan and placement.starts < case.entry:
            words = _("仕事のはじまり（%(work)s）が入国（%(entry)s）より前です。")
            yield _fault(words, PLACEMENTS, "placements", work=placement.starts, entry=case.entry)
        # Who left before coming has one wrong day, not two.
        left = case.departed
        if left and (case.entry or left) <= left < placement.starts:
            words = _("帰国（%(departed)s）のあとに、仕事（%(work)s）がはじまっています。")
            facts = {"departed": left, "work": placement.starts}
            yield _fault(words, (*PLACEMENTS, *DEPARTED), "placements", **facts)
    for one, other in pairwise(inside):
        if one.ends is None or other.starts <= one.ends:
            words = _(
                "2つの会社での雇用が重なっています（%(one)s と %(other)s）。"
                "前の雇用の終わりの日を入れてください。"
            )
            # A reader knows employments by their first days, not by their ids.
            where = f"placements.{case.placements.index(one)}.ends"
            yield _fault(words, PLACEMENTS, where, one=one.starts, other=other.starts)
    still = inside[-1] if inside and inside[-1].ends is None else None
    if still and case.departed and case.departed >= still.starts:
        words = _("帰国（%(departed)s）しましたが、雇用の終わりの日がありません。入れてください。")
        where = f"placements.{case.placements.index(still)}.ends"
        yield _fault(words, (), where, departed=case.departed)


def _host(host: Host) -> Iterator[Contradiction]:
    if host.staff is not None and host.staff < 0:
        words = _("常勤の職員の数（%(staff)s人）が0より小さいです。直してください。")
        yield _fault(words, (), "staff", staff=host.staff)
    for number, person in enumerate(host.people):
        if person.ends and person.ends < person.starts:
            words = _("「%(id)s」の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            facts = {"id": person.id, "ends": person.ends, "starts": person.starts}
            yield _fault(words, HOST_PEOPLE, f"people.{number}.ends", **facts)
    for field in host.fields:
        if field not in FIELDS:
            words = _("「%(field)s」という分野はありません。分野の記号を直してください。")
            yield _fault(words, FIELD, "fields", field=field)


def _body(body: Body, as_of: date) -> Iterator[Contradiction]:
    for number, licence in enumerate(body.licences):
        if licence.ends < licence.starts:
            words = _("許可・登録の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            kind = licence.kind.lower()
            touched = (f"{kind}_licence", f"{kind}_licence_end")
            yield _fault(
                words, touched, f"licences.{number}.ends", ends=licence.ends, starts=licence.starts
            )
    for name in ("offices", "holders"):
        for number, one in enumerate(getattr(body, name)):
            if one.ends and one.ends < one.starts:
                words = _("「%(id)s」の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
                facts = {"id": one.id, "ends": one.ends, "starts": one.starts}
                yield _fault(words, _of_office(name), f"{name}.{number}.ends", **facts)
    since, until = body.supports_from, body.supports_until
    if until and (since is None or until < since):
        words = _(
            "委託の終わり（%(ends)s）に合う、はじまりの日がありません。日付を直してください。"
        )
        yield _fault(words, ("rso_years", "rso_support_end"), "supports_until", ends=until)
    for number, office in enumerate(body.offices):
        if office.kind == "SSO" and office.outside == "director":
            words = _(
                "監理支援機関には外部監査人がいります（外部役員では足りません）。外部監査人として計算しました。"
            )
            yield _fault(words, (), f"offices.{number}.outside")
        for day in (*office.outside_audits, *office.accompanied):
            if day > as_of:
                words = _(
                    "%(on)s はまだ来ていない日なのに、外部監査が済んだとあります。数えずに計算しました。"
                )
                fault = _fault(words, (), f"offices.{number}", on=day)
                yield fault._replace(untrue=(("", day),))
    for number, holder in enumerate(body.holders):
        for day in holder.courses:
            if day > as_of:
                words = _(
                    "%(on)s はまだ来ていない日なのに、講習が済んだとあります。数えずに計算しました。"
                )
                fault = _fault(words, (), f"holders.{number}.courses", on=day)
                yield fault._replace(untrue=(("", day),))


def _of_office(name: str) -> tuple[str, ...]:
    if name == "holders":
        roles = ("manager", "outside_auditor", "outside_director")
        return tuple(f"{kind}_course_{role}" for kind in ("so", "sso") for role in roles)
    ends = ("office", "outside_auditor", "outside_director", "outside_accompany")
    return tuple(f"{kind}_{end}" for kind in ("so", "sso") for end in ends)
