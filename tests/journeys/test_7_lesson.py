"""7 授業 — the papers, the cards, the lesson by minutes, a reflection, a worry, and a typhoon."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, accessible
from tests.journeys.papers import Paper, paper, printed

CODE = r"\b[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}\b"
TASK = {
    "今日のめあて（日本語）": "おたがいの朝ごはんをくらべましょう。",
    "今日のめあて（やさしい日本語）": "{朝|あさ}ごはんを くらべましょう。",
    "今日のめあて（英語）": "Compare your breakfasts.",
    "今日のめあて（フィリピノ語）": "Ihambing ang inyong almusal.",
}
ROOMS = [f"https://meet.example/room-{n}" for n in range(1, 11)]


def to_session(page: Page, own_class: str, *, prefix: str = "", nth: int = 0) -> str:
    """Through the list of sessions to one of this class; its address."""
    page.goto(f"{prefix}/partner/sessions/")
    row = page.locator(".tn-row", has_text=own_class).filter(has=page.locator("[data-tone=ok]"))
    row.nth(nth).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.url


@pytest.fixture(scope="module")
def lesson() -> dict:
    """What one journey found and another goes on with."""
    return {}


@pytest.fixture
def now(site: Site, someone, lesson) -> str:
    """The address of the lesson of the two sample pupils, whose hour has come."""
    if not lesson:
        page = someone("yamada")
        lesson["address"] = to_session(page, "2年1組").removeprefix(site.address)
        page.get_by_role("link", name="めあてと部屋を書く").click()
        for label, text in TASK.items():
            page.get_by_label(label).fill(text)
        page.get_by_label("グループごとのリンク").fill("\n".join(ROOMS))
        page.get_by_role("button", name="保存する").click()
        expect(page.get_by_text("めあてと部屋のリンクを保存しました。")).to_be_visible()
        site.comes_now(lesson["address"])
        page.context.close()
    return lesson["address"]


def test_the_room_is_a_plain_link_and_a_mistyped_one_is_named_by_its_line(someone, look):
    page = someone("nakamura", phone=True)
    to_session(page, "2年2組")
    page.get_by_role("link", name="めあてと部屋を書く").click()
    accessible(page)
    look(page, "7-task")
    page.get_by_label("グループごとのリンク").fill("https://meet.example/a\nroom two")
    page.get_by_role("button", name="保存する").click()

    expect(page.get_by_text("2行目をリンク（https://…）にしてください。").first).to_be_visible()
    expect(page.get_by_label("グループごとのリンク")).to_have_value(re.compile("room two"))
    accessible(page)


def test_the_principal_gets_one_page_and_the_teacher_the_minutes(someone, look):
    page = someone("yamada")
    address = to_session(page, "2年2組")
    accessible(page)
    look(page, "7-session")

    plan = paper(page, f"{address}plan.pdf", "7-principal")
    minutes = paper(page, f"{address}run.pdf", "7-minutes")

    assert (len(plan), len(minutes)) == (1, 1)
    assert plan.is_a4()
    assert minutes.is_a4()
    for words in ("流山市教育委員会", "覚書", "東京", "マニラ", "2年2組"):
        assert words in plan.words[0]
    assert not re.search(r"mikan-\d|kawayan-\d", plan.words[0])  # counts only, never who


def test_a_class_has_eight_cards_a_page_and_a_card_opens_the_page_of_its_pupil(someone, look):
    page = someone("yamada")
    page.get_by_role("link", name="学級と生徒").click()
    page.locator(".tn-row", has_text="2年2組").get_by_role("link").first.click()
    page.get_by_role("link", name="QRカード").click()
    accessible(page)
    look(page, "7-cards")
    held = page.get_by_role("checkbox").count()

    with printed(page, "**/cards/print/") as made:
        page.get_by_role("button", name="カードがない生徒の分を印刷する").click()
    cards = Paper(made[0], "7-cards")

    assert len(cards) == -(-held // 8)
    assert cards.is_a4()
    assert [len(re.findall(CODE, words)) for words in cards.words[:-1]] == [8] * (len(cards) - 1)
    whole = "".join(cards.words)
    assert "mikan-01" in whole
    assert "@" not in whole  # no e-mail

    code = re.findall(CODE, cards.words[0])[0]
    pupil = someone(phone=True)
    pupil.goto(f"/me/card/{code.replace(' ', '')}/")
    expect(pupil.get_by_role("heading", level=1)).to_contain_text("mikan-")
    assert code.replace(" ", "") not in pupil.url
    accessible(pupil)
    look(pupil, "7-is-it-you")
    pupil.get_by_role("button", name="入る").click()
    expect(pupil.get_by_role("heading", level=1)).to_contain_text("こんにちは")
    pupil.get_by_role("button", name=re.compile("ページを閉じる")).click()
    pupil.goto("/me/")
    expect(pupil.get_by_role("heading", level=1)).to_have_text("カードで入る")
    look(pupil, "7-enter")


def test_a_wrong_card_is_told_and_the_number_can_be_typed(someone, look):
    page = someone(phone=True)
    page.goto("/me/card/AAAABBBBCCCC/")

    expect(page.get_by_text("この番号のカードは使えません。").first).to_be_visible()
    accessible(page)
    look(page, "7-unknown-card")
    page.get_by_label("カードの番号").fill("mhnm drpp 2222")
    page.get_by_role("button", name="つぎへ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("kaki-")


def test_both_pupils_see_group_task_and_room_in_their_own_language(someone, look, now):
    for who, language, task, room in (
        ("pupil", "ja-easy", "ごはんを くらべましょう。", "部屋に入る"),
        ("pupil.ph", "fil", TASK["今日のめあて（フィリピノ語）"], None),
        ("pupil", "en", TASK["今日のめあて（英語）"], None),
    ):
        page = someone(who, phone=True, language=language)
        page.locator(f"main a[href$='{now.removeprefix('/partner')}']").first.click()

        expect(page.locator("main")).to_contain_text(task)
        link = page.locator("a[href^='https://meet.example/']")
        expect(link).to_have_count(1)
        if room:
            number = re.search(r"(\d+)", page.locator(".tn-big").inner_text())[1]
            assert link.get_attribute("href") == ROOMS[int(number) - 1]
        accessible(page)
        look(page, f"7-pupil-{language}")
        page.context.close()


def test_a_reflection_is_kept_read_by_the_teacher_and_then_by_the_partner_class(someone, look, now):
    words = "朝ごはんがパンで、おなじでした。"
    pupil = someone("pupil", phone=True)
    pupil.locator(f"main a[href$='{now.removeprefix('/partner')}']").first.click()
    pupil.get_by_role("link", name="ふりかえりを書く").click()
    pupil.get_by_label("ふりかえり").fill(words)
    pupil.get_by_role("button", name="下書きをしまう").click()
    expect(pupil.get_by_label("ふりかえり")).to_have_value(words)
    accessible(pupil)
    look(pupil, "7-reflect")
    pupil.get_by_role("button", name="先生に送る").click()
    expect(pupil.get_by_text("先生に送りました。")).to_be_visible()
    look(pupil, "7-reflected")

    partner = someone("pupil.ph", phone=True, language="en")
    partner.locator(f"main a[href$='{now.removeprefix('/partner')}']").first.click()
    partner.get_by_role("link", name="Read everyone").click()
    expect(partner.locator("main")).not_to_contain_text(words)

    teacher = someone("yamada")
    teacher.goto(f"{now}run/")
    if teacher.get_by_role("button", name="授業を始める").count():
        teacher.get_by_role("button", name="授業を始める").click()
    teacher.goto(now)
    teacher.get_by_role("link", name="ふりかえり").click()
    card = teacher.locator(".tn-card", has_text=words)
    card.get_by_role("checkbox").check()
    accessible(teacher)
    look(teacher, "7-reflections")
    teacher.get_by_role("button", name="印をつけたものを公開する").click()

    partner.reload()
    expect(partner.locator("main")).to_contain_text(words)
    expect(partner.locator("main [lang=ja]", has_text=words).first).to_be_visible()
    accessible(partner)
    look(partner, "7-read")


def test_the_minutes_are_on_the_screen_in_both_clocks_and_the_lesson_is_closed(site, someone, look):
    for phone in (True, False):
        page = someone("nakamura", phone=phone)
        address = to_session(page, "2年2組")
        page.get_by_role("link", name="進行表をひらく").click()
        expect(page.get_by_text("マニラ").first).to_be_visible()
        accessible(page)
        look(page, "7-run")
    site.comes_now(address)
    page.reload()
    expect(page.locator(".tn-run [aria-current=step]")).to_contain_text("いま")
    page.get_by_role("button", name="授業を始める").click()
    page.get_by_role("link", name="グループと欠席").click()
    page.locator(".tn-checks input").first.check()
    page.get_by_role("button", name="欠席を決めて組み直す").click()
    expect(page.locator("#groups p[role=status]")).to_contain_text("欠席 1人")

    page.goto(f"{address}run/")
    page.get_by_role("button", name="授業を終える").click()
    expect(page.get_by_text("授業を終えました。出席とつながりを数えました。")).to_be_visible()
    accessible(page)
    look(page, "7-closed")


def test_something_is_wrong_goes_to_the_teacher_the_lead_and_the_office(someone, look):
    words = "名前をしつこく聞かれました。"
    pupil = someone("pupil", phone=True)
    pupil.get_by_role("link", name="知らせる").click()
    accessible(pupil)
    look(pupil, "7-wrong")
    pupil.get_by_label("名前や住所などを聞かれた").check()
    pupil.get_by_label("書けたら、教えてください").fill(words)
    pupil.get_by_role("button", name="知らせる").click()
    expect(pupil.get_by_text("先生に知らせました。")).to_be_visible()

    for who, phone in (("yamada", True), ("kobayashi", False)):
        page = someone(who, phone=phone)
        page.get_by_role("link", name="すぐに確認する").click()
        accessible(page)
        look(page, f"7-incidents-{who}")
        page.locator(".tn-row", has_text="名前や住所などを聞かれた").get_by_role(
            "link"
        ).first.click()
        expect(page.locator("main")).to_contain_text(words)
    accessible(page)
    look(page, "7-incident")
    for step in ("生徒と話し、席を替えました。", "連合会と保護者に電話しました。"):
        page.locator("main textarea").fill(step)
        page.locator("main form").get_by_role("button").first.click()
        expect(page.locator("main")).to_contain_text(step)

    office = someone("sato")
    office.goto("/desk/incidents/")
    office.locator(".tn-row", has_text="名前や住所などを聞かれた").get_by_role("link").first.click()
    expect(office.locator("main")).to_contain_text("連合会と保護者に電話しました。")
    accessible(office)
    look(office, "7-incident-office")
    stranger = someone("maria")
    response = stranger.goto(page.url)
    assert response.status == 404


def test_a_worry_about_a_grown_up_passes_the_teachers_by(someone):
    words = "先生のことで、こまっています。"
    pupil = someone("pupil.ph", phone=True, language="ja")
    pupil.goto("/me/wrong/")
    pupil.get_by_label("先生やおとなのことで困っている").check()
    pupil.get_by_label("書けたら、教えてください").fill(words)
    pupil.get_by_role("button", name="知らせる").click()
    expect(pupil.get_by_text("先生には見えません。").first).to_be_visible()

    teacher, lead = someone("maria"), someone("reyes")
    for page in (teacher, lead):
        page.goto("/partner/incidents/")
    row = "先生やおとなのことで困っている"
    expect(teacher.locator(".tn-row", has_text=row)).to_have_count(0)
    lead.locator(".tn-row", has_text=row).first.get_by_role("link").first.click()
    expect(lead.locator("main")).to_contain_text(words)


def test_a_typhoon_moves_the_lesson_with_one_press_and_tells_both_sides(site, someone, look):
    page = someone("nakamura")
    address = to_session(page, "2年1組").removeprefix(site.address)
    there = page.get_by_text("移る先：").inner_text().removeprefix("移る先：")
    clock = re.search(r"東京 (\d\d:\d\d–\d\d:\d\d)（マニラ (\d\d:\d\d–\d\d:\d\d)）", there)

    page.get_by_role("button", name="予備日に移す").click()

    expect(page.get_by_text("予備日に移しました。").first).to_be_visible()
    expect(page.get_by_role("heading", name="授業は予備日に移りました")).to_be_visible()
    expect(page.locator("main").get_by_text(there).first).to_be_visible()
    accessible(page)
    look(page, "7-typhoon")

    other = someone("maria", language="en", phone=True)
    other.goto(f"/en{address}")
    expect(other.locator("main")).to_contain_text(f"Manila {clock[2]} (Tokyo {clock[1]})")
    accessible(other)
    look(other, "7-typhoon-partner")
    tokyo, manila = (clock[n].split("–")[0].removeprefix("0") for n in (1, 2))
    for teacher, told in (
        ("nakamura", f"東京 {tokyo}（現地 {manila} マニラ）"),
        ("maria", f"マニラ {manila}（現地 {tokyo} 東京）"),
    ):
        notices = someone(teacher)
        notices.goto("/partner/notices/")
        row = notices.locator(".tn-row", has_text="授業が予備日に移りました").first
        expect(row).to_contain_text(told)
    accessible(notices)
    look(notices, "7-notices")
