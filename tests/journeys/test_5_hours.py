"""5 時間 — both clocks, a proposal and its answer in either language, a plan for all pairs."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible

FREE, WAITING = "2年4組", "2年3組"
CLOCKS = re.compile(r"^20\d\d年\d+月\d+日（.） 東京 \d+:\d\d–\d+:\d\d（マニラ \d+:\d\d–\d+:\d\d）$")
CLOCKS_EN = re.compile(
    r"^\d+ \w+ 20\d\d \(\w+\), Manila \d+:\d\d–\d+:\d\d \(Tokyo \d+:\d\d–\d+:\d\d\)$"
)


def hours_of(page: Page, name: str) -> None:
    """The windows of a class and its partner class, reached by links."""
    page.goto("/partner/")
    if page.viewport_size["width"] < 800:
        page.locator("[data-drawer]").first.click()
    page.get_by_role("link", name="授業", exact=True).locator("visible=true").click()
    page.get_by_role("link", name=re.compile(f"^{name} × ")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def proposed(page: Page, name: str) -> str:
    """Propose the best window of a class; answers the address of the new session."""
    hours_of(page, name)
    page.get_by_role("button", name=re.compile("^提案する")).first.click()
    expect(page.locator("#messages")).to_contain_text("相手の学校に提案しました。")
    return re.search(r"/partner/sessions/\d+/", page.url)[0]


@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "phone"])
def test_every_shared_hour_shows_both_clocks_the_own_one_first(someone, look, phone):
    page = someone("yamada", phone=phone)
    hours_of(page, FREE)

    best = page.locator(".tn-row").first
    expect(best.get_by_role("heading")).to_have_text(CLOCKS)
    expect(best).to_contain_text("話せる時間")
    expect(best).to_contain_text("予備日")
    accessible(page)
    look(page, "5-hours")


def test_a_proposal_reaches_the_partner_in_her_clock_and_language_and_is_accepted(
    someone, look, site
):
    yamada, maria = someone("yamada"), someone("maria", language="en")
    session = proposed(yamada, FREE)
    expect(yamada.locator("main")).to_contain_text("相手の学校の返事を待っています")
    accessible(yamada)
    look(yamada, "5-proposed")

    maria.goto("/en/partner/")
    accessible(maria)
    look(maria, "5-maria-home")
    maria.locator(f"main a[href='/en{session}']").first.click()
    expect(maria.locator("main b").first).to_have_text(CLOCKS_EN)
    accessible(maria)
    look(maria, "5-maria-session")
    assert re.findall("[぀-ヿ]", maria.locator("body").inner_text()) == []
    maria.get_by_role("button", name="Accept this time").click()
    expect(maria.locator("#messages")).to_contain_text("The time is confirmed.")

    yamada.goto(session)
    expect(yamada.locator(".tn-page-head")).to_contain_text("決定")
    look(yamada, "5-accepted")
    yamada.goto("/partner/notices/")
    expect(yamada.locator("main")).to_contain_text(FREE)
    accessible(yamada)
    look(yamada, "5-notices")
    yamada.goto("/partner/sessions/")
    with yamada.expect_download() as waiting:
        yamada.get_by_role("link", name="カレンダーに入れる（.ics）").click()
    calendar = waiting.value.path().read_text()
    assert re.search(r"DTSTART:\d{8}T\d{6}Z", calendar)


def test_a_proposal_is_answered_with_another_hour(someone, look):
    yamada, maria = someone("yamada"), someone("maria", language="en", phone=True)
    session = proposed(yamada, FREE)

    maria.goto(f"/en{session}")
    maria.get_by_role("link", name="Propose another time").click()
    accessible(maria)
    look(maria, "5-maria-other-hour")
    maria.get_by_label("Message (not needed)").fill("Our assembly is on that day.")
    row = maria.locator(".tn-row").nth(3)
    wished = row.get_by_role("heading").inner_text()
    row.get_by_role("button").click()
    expect(maria.locator("main b").first).to_have_text(wished)

    yamada.goto(session)
    expect(yamada.locator("main")).to_contain_text("Our assembly is on that day.")
    look(yamada, "5-changed")
    yamada.get_by_role("button", name="この日時で受ける").click()
    expect(yamada.locator("#messages")).to_contain_text("日時が決まりました。")


def test_a_proposal_is_declined_with_a_reason(someone, look):
    yamada, maria = someone("yamada"), someone("maria")
    session = proposed(yamada, FREE)

    maria.goto(session)
    maria.get_by_text("断る", exact=True).click()
    maria.get_by_role("button", name="理由を送って断る").click()
    expect(maria.locator("#messages")).to_contain_text("理由を入力してください。")
    maria.get_by_text("断る", exact=True).click()
    maria.get_by_label("理由（相手の先生に伝わります）").fill("学校行事と重なりました。")
    maria.get_by_role("button", name="理由を送って断る").click()
    expect(maria.locator("#messages")).to_contain_text("提案を見送りました。")

    yamada.goto(session)
    expect(yamada.locator("main")).to_contain_text("学校行事と重なりました。")
    accessible(yamada)
    look(yamada, "5-declined")
    yamada.get_by_role("link", name="時間をさがす").click()
    expect(yamada.get_by_role("heading", level=1)).to_contain_text(FREE)


def test_two_who_answer_at_once_are_told_apart(someone, look):
    """Maria accepts while the office, acting for her school, wishes another hour."""
    maria, sato = someone("maria"), someone("sato")
    maria.goto("/partner/sessions/")
    waits = maria.locator(".tn-row", has_text=WAITING).filter(has_text="返事待ち")
    waits.first.get_by_role("link").first.click()
    session = re.search(r"/partner/sessions/\d+/", maria.url)[0]
    sato.goto("/desk/schools/")
    sato.locator(".tn-row", has_text="Las Piñas").get_by_role("button").click()
    sato.goto(session)
    sato.get_by_role("link", name="別の日時を提案する").click()
    other = sato.get_by_role("button", name=re.compile("^この日時にする")).nth(2)

    maria.get_by_role("button", name="この日時で受ける").click(no_wait_after=True)
    other.click(no_wait_after=True)

    said = [page.locator("#messages") for page in (maria, sato)]
    for one in said:
        expect(one).to_contain_text(re.compile("日時が決まりました|別の日時を提案しました|先に"))
    words = [one.inner_text() for one in said]
    assert sum("先に" in word for word in words) == 1, words
    look(maria, "5-at-once-maria")
    look(sato, "5-at-once-sato")


def test_one_plan_for_all_pairs_with_reserves_is_handed_to_the_schools(someone, look):
    sato, nakamura = someone("sato"), someone("nakamura")
    sato.goto("/desk/")
    sato.locator("#nav summary", has_text="国際交流").click()
    sato.get_by_role("link", name="授業の交流", exact=True).click()
    accessible(sato)
    look(sato, "5-exchanges")
    sato.get_by_role("link", name="見本 おおたか北中学校 × Las Piñas", exact=True).click()
    accessible(sato)
    look(sato, "5-exchange")
    sato.get_by_role("link", name="全部の組の計画をつくる").click()
    expect(sato.locator("tbody tr").first).to_contain_text("マニラ")
    accessible(sato)
    look(sato, "5-plan")

    sato.get_by_role("button", name="この案を両方の学校に出す").click()
    expect(sato.locator("#messages")).to_contain_text(
        re.compile(r"\d+回分の案を両方の学校に出しました。")
    )
    look(sato, "5-adopted")
    nakamura.goto("/partner/sessions/")
    nakamura.locator(".tn-row", has_text="案").first.get_by_role("link").first.click()
    expect(nakamura.locator("main")).to_contain_text("連合会の案です")
    accessible(nakamura)
    look(nakamura, "5-planned")
    nakamura.get_by_role("button", name="この日時で提案する").click()
    expect(nakamura.locator("#messages")).to_contain_text("相手の学校に提案しました。")


def test_when_there_is_no_hour_the_page_says_why_and_what_would_help(someone, look):
    page = someone("nakamura", phone=True)
    page.goto("/partner/school/calendar/closed/new/")
    page.get_by_label("名前").fill("校舎の工事")
    today = date.today()
    for legend, day in (("始まりの日", today), ("終わりの日", today + timedelta(days=700))):
        box = page.get_by_role("group", name=legend).get_by_role("textbox").first
        box.fill(day.isoformat())
    page.get_by_role("button", name="予定に入れる").click()
    expect(page.locator("#messages")).to_contain_text("決まった授業か提案が")

    page.goto("/partner/sessions/")
    page.get_by_role("link", name=re.compile("^2年1組 × ")).last.click()
    expect(page.locator("main")).to_contain_text("使える時間がありません")
    accessible(page)
    look(page, "5-no-hour")
    page.get_by_role("link", name="学校の予定を見る").click()
    page.locator(".tn-row", has_text="校舎の工事").get_by_role("button", name="消す").click()
    expect(page.get_by_text("「校舎の工事」を消しました。")).to_be_visible()
