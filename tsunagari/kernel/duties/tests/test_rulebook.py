"""Words, basis and sources come from the rule's version and the stored facts."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from tsunagari.kernel.duties import rulebook


def duty(**facts):
    return SimpleNamespace(
        rule="test.visit",
        rule_version="2026-04",
        about_kind="t.case",
        about_key="5",
        facts=facts,
    )


def test_a_duty_speaks_with_the_facts_that_were_stored(rule):
    said = rulebook.said(duty(last="2026-08-20", never_kept=""), "ja")

    assert said.title == "定期面談の記録がまだです"
    assert said.why == "前回は 2026年8月20日（木）。3か月以内に1回です。"
    assert said.gist == "前回は 2026年8月20日（木）"
    assert said.steps == ["面談の日を決める", "記録を書く"]
    assert said.rule.confidence == "unsure"


def test_days_of_this_fiscal_year_go_without_their_year(rule):
    said = rulebook.said(duty(last="2026-08-20", never_kept=""), "ja", on=date(2026, 11, 24))

    assert said.gist == "前回は 8月20日（木）"


def test_a_sum_is_said_with_commas():
    assert rulebook.facts_in_words({"yen": 40000, "case": 12345}, "ja") == {
        "yen": "40,000",
        "case": 12345,
    }


def test_days_are_said_in_the_readers_language():
    facts = rulebook.facts_in_words({"last": "2026-08-20", "count": 3, "code": "not-a-dayx"}, "en")

    assert facts == {"last": "20 August 2026 (Thu)", "count": 3, "code": "not-a-dayx"}


def test_a_fact_that_was_never_kept_shows_as_missing_and_breaks_nothing(rule):
    assert rulebook.said(duty(last="2026-08-20"), "ja").why.endswith("…")


def test_a_finished_duty_keeps_the_words_of_its_version(rule):
    rulebook.register(
        rulebook.DutyRule("test.visit", "新しいことば", "", "見る", version="2027-04")
    )

    assert rulebook.said(duty(last=""), "ja").title == "定期面談の記録がまだです"
    assert rulebook.of("test.visit").title == "新しいことば"
    assert rulebook.of("test.visit", "1999").title == "新しいことば"


def test_a_rule_that_is_gone_says_its_code_and_that_it_is_unsure():
    said = rulebook.said(
        SimpleNamespace(rule="old.100%", rule_version="1", facts={}, about_key=""), "ja"
    )

    assert (said.title, said.rule.confidence) == ("old.100%", "unsure")


def test_two_rules_or_facts_of_one_name_are_refused(rule):
    with pytest.raises(ValueError, match=r"test\.visit"):
        rulebook.register(rulebook.DutyRule("test.visit", "ほか", "", "見る", version="2026-04"))
    with pytest.raises(ValueError, match="session"):
        rulebook.name_facts({"session": "ほか"})


def test_a_duty_leads_to_the_page_of_each_face():
    row = SimpleNamespace(
        rule="1-1.make_groups",
        rule_version="2026-04",
        about_kind="class_exchange.exchange",
        about_key="8",
        facts={"session": 3, "ordinal": 2, "on": "2026-12-01"},
    )

    with override("ja"):
        assert rulebook.said(row, "ja").href == "/desk/exchanges/8/"
        assert rulebook.said(row, "ja", face="partner").href == "/partner/sessions/3/"
    assert rulebook.follows(row) == [
        ("class_exchange.exchange", "8"),
        ("class_exchange.session", "3"),
    ]


def test_a_duty_that_leads_nowhere_has_no_link(rule):
    assert rulebook.said(duty(last=""), "ja").href == ""


def test_every_rule_says_where_it_comes_from_and_how_sure_it_is():
    for rule in rulebook.RULES.values():
        assert rule.source
        assert rule.confidence in rulebook.CONFIDENCES
        assert rule.steps
