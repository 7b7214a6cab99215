"""人数枠 — heads counted on a day beside what the law allows."""

from dataclasses import replace
from datetime import date

from tsunagari.programmes.talent.law.rules.facts import Body, Host, Person, Staff
from tsunagari.programmes.talent.people.rules import caps

TODAY, AFTER = date(2026, 11, 24), date(2027, 4, 1)


def person(system, stage=0, starts=date(2026, 7, 1), ends=date(2027, 6, 30), name="a"):
    return Person(id=name, system=system, stage=stage, starts=starts, ends=ends)


def test_a_company_of_unknown_size_has_no_caps_yet():
    assert caps.of_host(Host(people=(person("TITP", 1),)), general=False, on=TODAY) == []


def test_caps_say_how_many_are_left_and_when_there_are_too_many():
    people = tuple(person("TITP", 1, name=str(n)) for n in range(4))

    lines = caps.of_host(Host(staff=30, people=people), general=False, on=TODAY)

    first = lines[0]
    assert (first.there, first.cap.most, first.left, first.broken) == (4, 3, 0, True)
    assert first.reasons[0].words() == (
        "人数枠は 3人ですが、4人います。1人 多すぎます（技能実習法9条11号・規則16条1項）。"
    )
    assert [line.code for line in lines] == ["s1", "s2", "s3"]


def test_the_cap_of_the_new_law_is_counted_from_its_day():
    people = (person("ESD", 1, starts=date(2027, 4, 1), ends=date(2030, 3, 31)),)

    before = caps.of_host(Host(staff=30, people=people), general=False, on=date(2027, 3, 31))
    after = caps.of_host(Host(staff=30, people=people), general=False, on=AFTER)

    assert [line.code for line in before] == ["s1", "s2", "s3"]
    assert [(line.code, line.there, line.cap.most) for line in after][-1] == ("esd", 1, 9)


def test_nursing_care_has_a_table_of_its_own():
    lines = caps.of_host(Host(staff=24, fields=("care",)), general=False, on=TODAY)

    assert [(line.code, line.cap.most) for line in lines] == [("s1", 3), ("care", 9)]
    assert {line.cap.confidence for line in lines} == {"secondary"}


def test_whoever_has_left_is_not_counted():
    gone = person("TITP", 1, ends=date(2026, 11, 23))

    assert caps.counts((gone,), TODAY)["s1"] == 0
    assert caps.counts((gone,), date(2026, 11, 23))["s1"] == 1


def test_whoever_is_in_the_training_after_entry_takes_a_place_and_is_not_audited():
    begun = date(2026, 11, 18)
    coming = replace(person("TITP", 1, starts=date(2026, 12, 22)), trained_from=begun)

    assert caps.counts((coming,), TODAY)["s1"] == 1
    assert caps.counts((coming,), date(2026, 11, 17))["s1"] == 0
    assert caps.audited_on((coming,), TODAY) == 0


def test_an_audit_is_about_nobody_with_another_status():
    people = (person("TITP", 1), person("ESD", 1), person("SSW1"), person("SSW2"))

    assert caps.audited_on(people, TODAY) == 2


def test_transferees_are_shares_of_those_who_are_there():
    people = tuple(
        person("ESD", 1, date(2027, 4, 1), date(2030, 3, 31), name=str(n)) for n in range(6)
    )
    host = Host(staff=30, people=people, address="千葉県流山市平和台1")

    found = caps.transfers(host, ["北海道札幌市中央区1", "千葉県柏市1"], AFTER)

    assert (found.workers, found.transferred, found.from_regional) == (6, 2, 1)
    assert [reason.rule for reason in found.reasons] == [
        "esd_transfer_ratio_total",
        "esd_transfer_ratio_metro",
    ]
    assert caps.transfers(host, [], TODAY) is None


def heads(**by_system):
    none = {"hosts": 0, "workers": 0}
    return {"ESD": none, "SSW1": none} | by_system


def test_the_ratios_of_a_body_are_counted_with_the_numbers_of_the_day():
    few = Staff(on=date(2026, 4, 1), full_time=1, managers=1, officers=1)
    more = Staff(on=date(2027, 10, 1), full_time=3, managers=1, officers=2)
    body = Body(staff=(more, few))
    watched = heads(ESD={"hosts": 3, "workers": 45}, SSW1={"hosts": 11, "workers": 20})

    def broken(day):
        return [
            reason.words() for ratio in caps.ratios(body, watched, day) for reason in ratio.reasons
        ]

    assert broken(date(2027, 3, 31)) == []
    assert broken(AFTER) == [
        "常勤の職員は 2人以上いります（いま1人）。",
        "職員1人あたりの外国人は 40人より少なくします（職員1人、45人）。",
        "支援担当者1人あたり 10社までです（案。担当1人、11社）。",
    ]
    assert broken(date(2027, 10, 1)) == []


def test_without_numbers_nothing_is_said_but_that_they_are_missing():
    watched = heads(ESD={"hosts": 3, "workers": 45})

    assert caps.ratios(Body(), watched, AFTER) == []
    assert caps.asks_for_staff(Body(), watched, AFTER)
    assert not caps.asks_for_staff(Body(), watched, TODAY)
