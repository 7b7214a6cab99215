"""6 グループ — formed, kept apart where asked, printed, and repaired on the morning for both sides."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible
from tests.journeys.papers import paper

CLASS, PARTNER = "2年2組", "Grade 8 – Del Pilar"


@pytest.fixture
def morning(someone):
    """The groups of the class's next session, reached by links, for a teacher of either side."""

    def reach(who: str, *, language: str = "ja", **how) -> Page:
        page = someone(who, language=language, **how)
        page.goto("/partner/sessions/" if language == "ja" else f"/{language}/partner/sessions/")
        page.locator(".tn-row", has_text=CLASS).first.get_by_role("link").first.click()
        page.locator("main a[href$='/groups/']").click()
        return page

    return reach


def tables(page: Page) -> list[set[str]]:
    """Who sits at each table, by the own side's numbers."""
    found = page.locator(".tn-table-group")
    return [
        set(found.nth(at).locator("ul").first.locator("b").all_inner_texts())
        for at in range(found.count())
    ]


def box(page: Page, number: str):
    """The box that marks one pupil as absent."""
    return page.get_by_role("checkbox", name=re.compile(rf"^{number} "))


def test_two_who_are_kept_apart_never_sit_together(morning, look):
    page = morning("yamada")
    groups = page.url
    first, second = sorted(tables(page)[0], key=int)[:2]

    page.get_by_role("link", name="学級と生徒").click()
    page.locator(".tn-row", has_text=CLASS).get_by_role("link").first.click()
    page.get_by_label("1人目の番号").fill(first)
    page.get_by_label("2人目の番号").fill("99")
    page.get_by_role("button", name="離す").click()
    expect(page.locator("main")).to_contain_text("この学級の、ちがう2人の番号を入力してください。")
    expect(page.get_by_label("2人目の番号")).to_have_value("99")
    accessible(page)
    page.get_by_label("1人目の番号").fill(first)
    page.get_by_label("2人目の番号").fill(second)
    page.get_by_role("button", name="離す").click()
    expect(page.get_by_text(f"{first} – {second}").first).to_be_visible()
    accessible(page)
    look(page, "6-class")
    page.goto(groups)
    page.get_by_role("button", name="これからの授業のグループを組み直す").click()

    expect(page.get_by_text("グループをつくりました。")).to_be_visible()
    page.goto("/partner/sessions/")
    rows = page.locator(".tn-row", has_text=CLASS).filter(has_text="回").get_by_role("link")
    sessions = sorted(set(rows.evaluate_all("links => links.map(a => a.getAttribute('href'))")))
    sessions = [path for path in sessions if "/sessions/" in path]
    assert sessions
    for path in sessions:
        page.goto(f"{path}groups/")
        assert not [table for table in tables(page) if {first, second} <= table]


def test_groups_differ_by_one_at_most_and_fit_both_widths(morning, look):
    for phone in (False, True):
        page = morning("yamada", phone=phone)

        sizes = [len(table) for table in tables(page)]
        assert max(sizes) - min(sizes) <= 1
        accessible(page)
        look(page, "6-groups")
        page.context.close()


def test_the_plan_is_printed_with_the_same_tables_as_on_the_screen(morning):
    page = morning("yamada")
    shown = page.locator(".tn-table-group").all_inner_texts()

    printed = paper(page, page.url.replace("groups/", "seating.pdf"), "6-seating")
    english = paper(page, page.url.replace("groups/", "seating.pdf?language=en"), "6-seating-en")

    words = "".join(printed.words)
    for table in shown:
        for name in re.findall(r"(?:mikan|kawayan)-\d+", table):
            assert name in words
    assert printed.is_a4()
    assert all(name in printed.words[0] for name in re.findall(r"mikan-\d+", "".join(shown)))
    assert "Seating plan" in english.words[0]


def test_a_seat_that_is_not_shown_has_no_name_on_the_other_side(morning):
    """The partner's pupils appear by display name, and those who did not agree without one."""
    own, other = morning("yamada"), morning("maria", language="en")

    hidden = own.get_by_text("（名前は見せません）").count()
    assert hidden == own.locator(".tn-partner-side li").filter(has_not_text="kawayan").count()
    numbers = other.locator(".tn-partner-side b").count()
    assert numbers == 0  # the class number stays at home
    expect(other.locator(".tn-partner-side li", has_text="mikan").first).to_be_visible()


def test_absences_ticked_on_one_screen_are_on_both(morning, look):
    own, other = morning("yamada"), morning("maria", language="en", phone=True)
    before = tables(own)
    smallest = min(before, key=len)
    away = sorted(smallest, key=int)[1:]

    for number in away:
        box(own, number).check()
    own.get_by_role("button", name="欠席を決めて組み直す").click()

    expect(own.get_by_role("status").first).to_contain_text(f"欠席 {len(away)}人")
    now = own.locator("#groups p[role=status]").inner_text()
    moved = int(re.search(r"席が変わった人 (\d+)人", now)[1])
    expect(other.locator("#groups p[role=status]")).to_contain_text(f"{len(away)}")
    expect(other.locator("#groups .tn-chip", has_text="from")).to_have_count(moved)
    after = tables(own)
    assert min(len(table) for table in after) >= 2
    assert not set(away) & set().union(*after)
    for page in (own, other):
        accessible(page)
    look(own, "6-absent")
    look(other, "6-absent-partner")

    for number in away:
        box(own, number).uncheck()
    own.get_by_role("button", name="欠席を決めて組み直す").click()
    expect(own.locator("#groups p[role=status]")).to_contain_text("欠席 0人")
    assert tables(own) == before


def test_absences_are_ticked_without_scripts(morning):
    page = morning("yamada", java_script_enabled=False)
    before = tables(page)

    page.locator(".tn-checks input").first.check()
    page.get_by_role("button", name="欠席を決めて組み直す").click()
    expect(page.locator("#groups p[role=status]")).to_contain_text("欠席 1人")
    page.locator(".tn-checks input").first.uncheck()
    page.get_by_role("button", name="欠席を決めて組み直す").click()
    assert tables(page) == before
