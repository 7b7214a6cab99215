"""9 効果 — a survey on a phone, what changed with its interval, and where each figure comes from."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, accessible
from tests.journeys.papers import Paper, paper, printed

CODE = r"\b[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}\b"


def to_effect(page: Page, exchange: str, *, prefix: str = "") -> str:
    """From the desk's list of exchanges to the effect of one; its address."""
    page.goto(f"{prefix}/desk/exchanges/")
    page.locator(".tn-row", has_text=exchange).get_by_role("link").first.click()
    page.locator("main a[href$='/effect/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.url


@pytest.fixture
def asked(someone) -> Page:
    """A pupil whose survey is open, come in by a card from the teacher's printer, on a phone."""
    teacher = someone("yamada")
    teacher.get_by_role("link", name="学級と生徒").click()
    teacher.locator(".tn-row", has_text="2年2組").get_by_role("link").first.click()
    teacher.get_by_role("link", name="QRカード").click()
    for box in teacher.get_by_role("checkbox").all()[:6]:
        box.check()
    with printed(teacher, "**/cards/print/") as made:
        teacher.get_by_role("button", name="選んだ生徒の分を印刷する").click()
    for code in re.findall(CODE, Paper(made[0], "9-cards").words[0]):
        page = someone(phone=True)
        page.goto("/me/enter/")
        page.get_by_label("カードの番号").fill(code)
        page.get_by_role("button", name="つぎへ").click()
        page.get_by_role("button", name="入る").click()
        if page.get_by_role("link", name="アンケートに答える").count():
            return page
        page.context.close()
    raise AssertionError("nobody of six pupils may answer the survey")


def test_a_pupil_answers_the_survey_on_a_phone_and_nothing_is_lost(asked, look):
    page = asked
    page.get_by_role("link", name="アンケートに答える").click()
    questions = page.get_by_role("radiogroup").or_(page.locator("main fieldset"))
    assert questions.count() >= 8
    accessible(page)
    look(page, "9-survey")

    for question in questions.all()[:-1]:
        question.get_by_role("radio").nth(3).check()
    page.get_by_role("button", name="答えを送る").click()
    assert page.title().startswith("エラー：")
    expect(questions.first.get_by_role("radio").nth(3)).to_be_checked()
    accessible(page)
    look(page, "9-survey-fault")
    questions.last.get_by_role("radio").first.check()
    page.get_by_role("button", name="答えを送る").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("こんにちは")
    expect(page.get_by_role("link", name="アンケートに答える")).to_have_count(0)
    look(page, "9-answered")


def test_the_effect_is_told_with_its_interval_and_how_many_were_matched(someone, look):
    for phone in (False, True):
        page = someone("sato", phone=phone)
        to_effect(page, "みどり台")

        expect(page.locator("main")).to_contain_text(re.compile(r"95%の区間 [+−]\d\.\d\d〜"))
        expect(page.locator("main")).to_contain_text(re.compile(r"\d+人"))
        accessible(page)
        look(page, "9-effect")


def test_every_figure_opens_to_what_it_was_counted_from(someone, look):
    page = someone("sato")
    to_effect(page, "みどり台")
    links = page.locator("main a[href*='/evidence/']")
    found = sorted(set(links.evaluate_all("links => links.map(a => a.getAttribute('href'))")))
    cells = page.locator("main [data-figures] td[data-number]").filter(has_text=re.compile(r"\d"))
    expect(cells.filter(has_not=page.locator("a"))).to_have_count(0)
    expect(page.locator("main div.tn-stat")).to_have_count(0)  # each is a link itself

    assert len(found) > 40
    for href in found:
        answer = page.request.get(href)
        assert answer.status == 200, href
        assert "<h1" in answer.text(), href

    page.locator("a.tn-stat").first.click()
    expect(page.get_by_role("heading", name="数えたもの")).to_be_visible()
    accessible(page)
    look(page, "9-evidence")
    total = page.locator(".tn-big").inner_text()
    assert re.search(r"\d+", total)[0] in page.locator("tfoot").inner_text()
    href = page.get_by_role("link", name="CSVで保存する").get_attribute("href")
    file = page.request.get(page.url.split("?")[0] + href)
    assert file.headers["content-type"].startswith("text/csv")
    assert file.body().startswith(b"\xef\xbb\xbf")


def test_the_report_is_one_paper_to_give_away(someone):
    page = someone("nakamura")
    page.goto("/partner/sessions/?view=past")
    page.locator(".tn-row", has_text="2年1組").first.get_by_role("link").first.click()
    page.get_by_role("link", name="効果").click()
    href = page.url + "report.pdf"

    made = paper(page, href, "9-report")
    english = paper(page, href.replace("/partner/", "/en/partner/"), "9-report-en")

    assert made.is_a4()
    assert "95%" in made.words[0]
    assert "95%" in english.words[0]
    assert not re.search(r"kuri-\d|narra-\d", "".join(made.words))


def test_a_result_of_fewer_than_ten_is_not_shown(site: Site, someone, look):
    page = someone("takahashi")
    address = to_effect(page, "おおたか")
    expect(page.locator("main")).not_to_contain_text("•••")
    with closing(sqlite3.connect(site.folder / "tsunagari.sqlite3", timeout=30)) as database:
        kept = "select id from class_exchange_surveyanswer where exchange_id = ? and wave = 'post'"
        pk = int(re.search(r"exchanges/(\d+)", address)[1])
        after = [row[0] for row in database.execute(f"{kept} order by pupil_id", [pk])]
        rows = [[key] for key in after[9:]]
        database.executemany("delete from class_exchange_surveyanswer where id = ?", rows)
        database.commit()

    page.reload()

    expect(page.locator("main")).to_contain_text("•••")
    expect(page.locator("main")).to_contain_text("10人未満のため、出しません")
    accessible(page)
    look(page, "9-suppressed")
