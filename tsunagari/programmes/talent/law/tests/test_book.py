"""規則の表 — every row has words, a source with an address, figures that exist, and a fact that wakes it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.duties.rules import key_of
from tsunagari.programmes.talent.law import duties as words
from tsunagari.programmes.talent.law.rules import (
    book,
    engine,
    numbers,
    reckoning,
    said,
    trigger_words,
)
from tsunagari.programmes.talent.law.rules.events import BODY_EVENTS, CASE_EVENTS, HOST_EVENTS
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Body,
    Card,
    Case,
    Event,
    Holder,
    Host,
    Leave,
    Licence,
    Office,
    Person,
    Placement,
    Plan,
    Stay,
)

AS_OF, UNTIL = date(2029, 1, 15), date(2036, 12, 31)
DAY = date(2028, 1, 11)
ROWS = book.rows()


def full_case(system: str, **changes) -> Case:
    """A person to whom everything has happened but death, after which nothing more is asked."""
    plans: tuple[Plan, ...] = (
        Plan(id="1", stage=1, starts=date(2027, 6, 1), ends=date(2028, 5, 31), applied_on=DAY),
        Plan(id="2", stage=2, starts=date(2028, 6, 1), ends=date(2030, 5, 31)),
        Plan(id="3", stage=3, starts=date(2030, 6, 1), ends=date(2032, 5, 31)),
    )
    if system == "ESD":
        plans = (Plan(id="p", stage=0, starts=date(2027, 6, 1), ends=date(2030, 5, 31)),)
    filed = date(2028, 5, 20)
    facts = {
        "system": system,
        "hsp_class": "b" if system == "HSP" else "",
        "country": "VN",
        "field": "care",
        "born_on": date(2000, 1, 1),
        "contract_on": date(2027, 2, 1),
        "application_on": date(2027, 4, 20),
        "municipalities": ("流山市",),
        "entry": date(2027, 6, 1),
        "address_fixed": date(2027, 6, 3),
        "departed": date(2034, 12, 31),
        "plans": plans if system in ("TITP", "ESD") else (),
        "stays": (Stay(id="s", since=date(2027, 6, 1), until=date(2028, 5, 31), filed_on=filed),),
        "cards": (Card(id="c", issued=date(2027, 6, 1), expires=date(2028, 5, 31)),),
        "placements": (
            Placement(id="a", starts=date(2027, 7, 1), ends=date(2028, 9, 30)),
            Placement(id="b", starts=date(2028, 11, 1), ends=date(2032, 3, 31), insured=False),
        ),
        "leaves": (Leave(kind="maternity", starts=date(2027, 9, 1), ends=date(2027, 12, 1)),),
        "exam_exception": True,
        "events": tuple(Event(kind=kind, on=DAY) for kind in CASE_EVENTS if kind != "died"),
    }
    return Case(**facts | changes)


def subjects(rule: book.Rule):
    """Facts that wake every row."""
    if rule.about == book.HOST:
        people = tuple(
            Person(id=f"{system}{stage}", system=system, stage=stage, starts=first, ends=last)
            for system in ("TITP", "ESD", "SSW1")
            for stage, first, last in (
                (1, date(2024, 5, 1), date(2025, 4, 30)),
                (1, date(2027, 5, 1), date(2028, 4, 30)),
            )
        )
        events = tuple(Event(kind=kind, on=DAY) for kind in HOST_EVENTS)
        audits = (Act(on=date(2027, 7, 20), id="a"),)
        return [Host(people=people, audits=audits, events=events, commissioned=True)]
    if rule.about == book.BODY:
        kinds = ("SO", "SSO", "RSO", "HK")
        start, end = date(2025, 4, 1), date(2030, 3, 31)
        body = Body(
            licences=tuple(Licence(id=kind, kind=kind, starts=start, ends=end) for kind in kinds),
            offices=tuple(
                Office(id=f"{kind}{outside}", kind=kind, starts=date(2027, 4, 1), outside=outside)
                for kind in ("SO", "SSO")
                for outside in ("auditor", "director")
            ),
            holders=tuple(
                Holder(
                    id=f"{kind}{role}{len(courses)}",
                    role=role,
                    kind=kind,
                    starts=date(2027, 5, 1),
                    courses=courses,
                )
                for kind in ("SO", "SSO")
                for role in ("manager", "outside_auditor", "outside_director")
                for courses in ((), (date(2027, 5, 1),))
            ),
            supports_from=start,
            supports_until=date(2028, 6, 30),
            events=tuple(Event(kind=kind, on=DAY) for kind in BODY_EVENTS),
        )
        earlier = date(2024, 4, 1)
        return [
            body,
            replace(body, licences=tuple(replace(x, starts=earlier) for x in body.licences)),
        ]
    system = rule.system[0]
    change = {
        "id_abroad": {"country": "ID"},
        "id_p3mi": {"country": "ID", "via_p3mi": True},
        "id_in_japan": {"country": "ID", "in_japan": True},
        "ph_all": {"country": "PH"},
        "vn_in_japan": {"in_japan": True},
        "vn_not_needed": {"via_bridge": True},
        "permitted_in_japan": {"in_japan": True},
        "commissioned_end": {"commissioned": True},
        "month_without_start": {"placements": ()},
        "stay_end_short": {"stays": (Stay(id="s", since=DAY, until=DAY + timedelta(90)),)},
        "card_end_at_16": {
            "born_on": date(2012, 6, 1),
            "cards": (Card(id="c", issued=date(2027, 6, 1), expires=date(2028, 5, 31)),),
        },
        "spouse_idle": {
            "stays": (
                Stay(id="s", status="SPOUSE", since=date(2027, 6, 1), until=date(2028, 5, 31)),
            )
        },
        "died": {"events": (Event(kind="died", on=DAY),)},
        "hsp_c_event": {"hsp_class": "c"},
        "hk_before_ban": {
            "entry": None,
            "placements": (Placement(id="a", starts=date(2020, 3, 31)),),
        },
        "hsp_a_work": {"hsp_class": "a"},
        "hsp_two_idle": {"hsp_two": True},
        "hsp_two_card": {"hsp_two": True, "cards": ()},
        "uninsured": {"employee_insured": False},
        "away": {"stays": (Stay(id="s", since=date(2027, 6, 1), until=date(2030, 5, 31)),)},
        "uninsured_20_59": {"employee_insured": False},
    }.get(rule.on, {})
    return [full_case(system, **change)]


def test_every_row_is_woken_by_a_fact_and_says_so_in_whole_sentences():
    for rule in ROWS:
        day = None if rule.until_day == date.max else rule.until_day
        found = [
            duty
            for facts in subjects(rule)
            for duty in engine.duties(facts, AS_OF, UNTIL, switched_on={rule.id}, law_on=day)
            if duty.rule is rule
        ]

        assert found, (rule.id, rule.on)
        for duty in found:
            told = said.duty(duty, AS_OF)
            assert "%(" not in told["why"] + told["title"], rule.id
            assert duty.state != engine.WITHHELD, rule.id
            assert (duty.safe is None) == (rule.kind == book.STANDING), rule.id
            assert duty.safe is None or duty.opens_on is not None, rule.id
            if duty.statutory and duty.effective:
                assert duty.safe <= duty.statutory <= duty.effective, rule.id


def test_every_row_has_a_source_with_an_address_and_an_article():
    for rule in ROWS:
        assert rule.source, rule.id
        assert all(re.match(r"https?://", address) for _title, address in rule.addresses), rule.id
        assert rule.article, rule.id
        assert rule.confidence in (book.OFFICIAL, book.SECONDARY, book.UNSURE), rule.id
        assert set(rule.provisional) <= set(said.PROVISIONAL), rule.id


def test_every_row_names_what_the_other_modules_know():
    for rule in ROWS:
        function = rule.when.function
        known = {*reckoning.POINTS, *reckoning.SERIES, "standing"}
        assert function in known, rule.id
        assert (function == "standing") == (rule.kind == book.STANDING), rule.id
        assert rule.holder in book.ROLE_WORDS, rule.id
        assert rule.doer in ("", "RSO?", *book.ROLE_WORDS), rule.id
        assert not rule.to or rule.to in book.RECIPIENTS, rule.id
        assert set(rule.system) <= set(book.SYSTEMS), rule.id
        assert not isinstance(rule.when.n, str) or numbers.values(rule.when.n), rule.id
        assert not rule.instead_of or book.named(rule.instead_of), rule.id
        assert not rule.instead_of or rule.confidence == book.UNSURE, rule.id


def test_no_two_rows_can_write_the_same_duty():
    """Rows under one id differ in their trigger, and their occurrences in a mark."""
    for one, other in combinations(ROWS, 2):
        if one.id == other.id and one.about == other.about and set(one.system) & set(other.system):
            assert one.on != other.on
            by_stage = all(re.search(r"_s[123]$", rule.on) for rule in (one, other))
            assert by_stage or book.mark(one) != book.mark(other)


def test_the_recipient_is_called_by_its_name_of_the_day():
    assert book.recipient_words("ORG", date(2027, 3, 31)) == "外国人技能実習機構"
    assert book.recipient_words("ORG", date(2027, 4, 1)) == "外国人育成就労機構"


def test_the_kernel_takes_every_rule_once():
    mine = {(rule.code, rule.version): rule for rule in words.RULES}

    assert len(mine) == len(words.RULES)
    assert {rule.confidence for rule in words.RULES} <= set(rulebook.CONFIDENCES)
    for rule in ROWS:
        kept = mine["law." + rule.id, rule.version]
        assert (kept.title, kept.why, kept.verb) == (rule.title, rule.why, rule.verb)


def test_a_duty_becomes_what_the_kernel_wants():
    case = Case(system="SSW1", events=(Event(kind="contract_changed", on=date(2026, 11, 24)),))
    [found] = words.wanted(engine.duties(case, date(2026, 11, 24), UNTIL), {"HOST": 7})

    assert key_of("case", "case", found) == "law.ssw_contract_change_notice|case|case|1"
    assert (found.holder, found.doer, found.due) == (7, 7, date(2026, 12, 8))
    assert found.facts["day"] == "2026-11-24"


def test_the_support_organisation_does_what_the_host_owes():
    case = Case(system="SSW1", commissioned=True, entry=date(2027, 1, 5))
    found = words.wanted(
        engine.duties(case, date(2027, 1, 5), date(2027, 2, 1)), {"HOST": 1, "RSO": 2, "PERSON": 3}
    )
    orientation = next(w for w in found if w.rule == "law.sup05_orientation")

    assert (orientation.holder, orientation.doer) == (1, 2)


def test_a_role_without_a_party_is_never_dropped_in_silence():
    case = Case(system="SSW1", events=(Event(kind="contract_changed", on=date(2026, 11, 24)),))

    with pytest.raises(KeyError, match="HOST"):
        words.wanted(engine.duties(case, date(2026, 11, 24), UNTIL), {})


def test_every_trigger_of_the_table_has_words():
    assert {rule.on for rule in book.rows()} - set(trigger_words.WORDS) == set()
