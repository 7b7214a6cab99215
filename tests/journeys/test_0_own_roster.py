"""0 はじめての交流授業 — docs/first-exchange.md walked word by word on an empty folder of one's own."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.house.places import PACKAGE, ROOT
from tests.journeys.conftest import LAPTOP, Site, accessible, virtual_authenticator
from tests.journeys.papers import paper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TODAY = date.today()
PASSWORD = "nagareyama-2026-abc"
SCHOOLS = {
    "わかば中学校": {
        "国": "日本",
        "市町村": "流山市",
        "学級": "2年A組",
        "英語の名前": "Wakaba JHS",
    },
    "Bagong Umaga High School": {
        "国": "フィリピン",
        "市町村": "Las Piñas",
        "学級": "Grade 8 – Rizal",
    },
}
BELLS = {
    "わかば中学校": [("P1", "8:45", "9:35"), ("P2", "9:45", "10:35"), ("P3", "10:45", "11:35")],
    "Bagong Umaga High School": [
        ("S1", "7:30", "8:15"),
        ("S2", "8:15", "9:00"),
        ("S3", "9:00", "9:45"),
        ("S4", "9:45", "10:30"),
    ],
}
SAID: list[str] = []


@pytest.fixture
def own(tmp_path):
    """`tsunagari serve` on an empty folder."""
    site = Site(tmp_path)
    site.start("serve")
    yield site
    site.stop()


@pytest.fixture
def page(own, chromium):
    """The first member of the office, with a device that keeps passkeys; pages are remembered."""
    context = chromium.new_context(viewport=LAPTOP, locale="ja-JP", base_url=own.address)
    page = context.new_page()
    virtual_authenticator(page)
    page.on("domcontentloaded", lambda seen: SAID.append(seen.locator("body").inner_text()))
    yield page
    context.close()


def day(page: Page, legend: str, value: date) -> None:
    boxes = page.get_by_role("group", name=legend).get_by_role("textbox")
    for box, part in zip(boxes.all(), (value.year, value.month, value.day), strict=True):
        box.fill(str(part))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """A link on the page itself, or else an entry of the list on the left, perhaps in a group."""
    group = page.locator(f'#nav details:not([open]):has(a > span:text-is("{name}")) > summary')
    link = page.get_by_role("link", name=name, exact=True).last
    expect(link.or_(group).first).to_be_visible()
    if not link.is_visible():
        group.click()
    link.click()


def told(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def roster(name: str, count: int) -> bytes:
    """The school's own list: with names, which stay at the school."""
    book = Workbook()
    book.active.append(["組", "番号", "氏名", "性別"])
    for number in range(1, count + 1):
        book.active.append([name, number, f"本名 {number}", "女" if number % 2 else "男"])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_new_user_gets_from_an_empty_folder_to_a_printed_group_plan(own, page, chromium, look):
    _start_a_federation(own, page, look)
    for name in SCHOOLS:
        _register(page, name)
    look(page, "0-schools")
    _invite(own, page, chromium)
    for name in SCHOOLS:
        _act_for(page, name)
        _bells_and_calendar(page, name)
        _approval(page)
        _roster(page, name)
        _timetable(page, name)
        _leave(page)
    _exchange(page, look)
    _memorandum(page)
    _hours(page, look)
    for name in SCHOOLS:
        _consents(page, name)
    _groups(page, look)
    _what_the_guide_says_stands_on_the_pages()


def _start_a_federation(own, page, look):
    """1 連合会を始める."""
    code = re.search(r"\d{8}", own.process.stdout.readline())[0]
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("連合会を始める")
    accessible(page)
    page.get_by_label("はじめの番号").fill("00000000")
    page.get_by_label("連合会の名前").fill("わたしたちの連合会")
    page.get_by_label("あなたの氏").fill("東葛")
    page.get_by_label(re.compile("^あなたの名※")).fill("愛")
    page.get_by_label("メールアドレス").fill("ai@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    press(page, "連合会を始める")
    expect(page.get_by_text("番号が合いません").first).to_be_visible()
    expect(page.get_by_label("連合会の名前")).to_have_value("わたしたちの連合会")
    look(page, "0-start")
    page.get_by_label("はじめの番号").fill(code)
    page.get_by_label("パスワード").fill(PASSWORD)
    press(page, "連合会を始める")

    follow(page, "パスキーを加える")
    page.get_by_label("名前").fill("事務局のパソコン")
    page.wait_for_load_state()
    press(page, "加える")
    expect(page.get_by_role("heading", level=1)).to_have_text("控えのコード")
    follow(page, "自分の画面へ")
    expect(page.get_by_role("heading", level=1)).to_have_text("今日のやること")
    accessible(page)
    look(page, "0-first-day")
    page.goto("/demo/")
    expect(page.get_by_role("heading", level=1)).to_have_text("このページは見つかりません")
    page.goto("/desk/")


def _register(page, name):
    """2 学校を登録する."""
    follow(page, "学校")
    follow(page, "学校を登録する")
    facts = SCHOOLS[name]
    page.get_by_label("学校の名前").fill(name)
    page.get_by_label("国", exact=False).select_option(label=facts["国"])
    page.get_by_label("市町村").fill(facts["市町村"])
    press(page, "登録する")
    told(page, f"「{name}」を登録しました。")


def _invite(own, page, chromium):
    """A teacher of the school comes in by the link in the mail."""
    follow(page, "わかば中学校")
    follow(page, "人を迎える")
    page.get_by_label("先生", exact=True).check()
    page.get_by_label(re.compile("^氏※")).fill("見本")
    page.get_by_label(re.compile("^名※")).fill("先生")
    page.get_by_label("メールアドレス").fill("sensei@example.jp")
    press(page, "迎えて、リンクを送る")
    told(page, "sensei@example.jp に、パスワードを決めるリンクを送りました。")
    link = re.search(r"http://localhost:\d+(/\S*key/\S+)", own.mails())[1]

    context = chromium.new_context(base_url=own.address, locale="ja-JP")
    teacher = context.new_page()
    teacher.goto(link)
    for box in teacher.locator("input[type=password]").all():
        box.fill("wakaba-2026-sensei")
    teacher.locator("main form").get_by_role("button").first.click()
    teacher.goto("/accounts/login/")
    teacher.get_by_label("メールアドレス").fill("sensei@example.jp")
    teacher.get_by_label("パスワード").fill("wakaba-2026-sensei")
    press(teacher, "サインインする")
    expect(teacher.get_by_role("heading", level=1)).to_have_text("わかば中学校")
    context.close()


def _act_for(page, name):
    follow(page, "学校")
    page.get_by_role("button", name=f"代わりに入る {name}").click()
    expect(page.locator("main")).to_contain_text("事務局として、代わりに入っています")


def _leave(page):
    follow(page, "はじめに")
    press(page, "事務局にもどる")


def _bells_and_calendar(page, name):
    """3 時程と学校の予定."""
    follow(page, "学校の設定")
    follow(page, "時程を登録する")
    page.get_by_label("時程の名前").fill("ふだんの時程")
    day(page, "始まりの日", TODAY - timedelta(days=30))
    day(page, "終わりの日", TODAY + timedelta(days=300))
    for number, row in enumerate(BELLS[name], 1):
        for what, text in zip(("校時", "始まり", "終わり"), row, strict=True):
            page.get_by_label(f"{number}行目 {what}", exact=True).fill(text)
    press(page, "保存する")
    told(page, "時程を保存しました。")

    follow(page, "学校の予定")
    page.get_by_role("link", name=re.compile("予定に入れる.*学期")).click()
    page.get_by_label("名前").fill("2学期")
    day(page, "始まりの日", TODAY - timedelta(days=30))
    day(page, "終わりの日", TODAY + timedelta(days=150))
    press(page, "予定に入れる")
    press(page, "祝日の案を入れる")
    press(page, "確かめた")
    told(page, "件を確かめました")


def _approval(page):
    follow(page, "学校の設定")
    follow(page, "承認を登録する")
    page.get_by_label("承認する人・機関").fill("教育委員会")
    day(page, "申請した日", TODAY - timedelta(days=20))
    page.get_by_label("結果").select_option(label="承認")
    day(page, "有効な日（始まり）", TODAY - timedelta(days=10))
    day(page, "有効な日（終わり）", TODAY + timedelta(days=300))
    press(page, "保存する")
    told(page, "承認を登録しました。")


def _roster(page, name):
    """4 名簿を読みこむ."""
    follow(page, "名簿の読みこみ")
    content = roster(SCHOOLS[name]["学級"], 9)
    page.get_by_label("名簿のファイル").set_input_files(
        {"name": "名簿.xlsx", "mimeType": XLSX, "buffer": content}
    )
    press(page, "送って確かめる")
    expect(page.locator("main")).to_contain_text("C列（氏名）は読みこみません")
    press(page, "9人を読みこむ")
    expect(page.locator("main")).to_contain_text("9人を読みこみました")


def _timetable(page, name):
    """5 時間割."""
    follow(page, "学級と生徒")
    follow(page, SCHOOLS[name]["学級"])
    follow(page, "時間割")
    subject = "英語" if name == "わかば中学校" else "English"
    for box in page.locator("table input").all():
        box.fill(subject)
    press(page, "保存する")
    told(page, "時間割を保存しました。")


def _exchange(page, look):
    """6 交流を始める."""
    follow(page, "授業の交流")
    follow(page, "交流を始める")
    page.get_by_label("交流の名前").fill("わかば × Bagong Umaga")
    first, second = SCHOOLS
    page.get_by_label("1つめの学校", exact=False).first.select_option(label=first)
    page.get_by_label("2つめの学校", exact=False).first.select_option(label=second)
    day(page, "始まりの日", TODAY)
    day(page, "終わりの日", TODAY + timedelta(days=140))
    page.get_by_label("1組あたりの授業の回数").fill("3")
    look(page, "0-new-exchange")
    press(page, "交流を始める")
    told(page, "交流を始めました。")
    page.get_by_role("checkbox").first.check()
    look(page, "0-pairs")
    press(page, "学級の組を保存する")
    told(page, "学級の組を保存しました。")
    look(page, "0-exchange")


def _memorandum(page):
    _act_for(page, "わかば中学校")
    follow(page, "学校の設定")
    follow(page, "覚書を登録する")
    page.get_by_label("覚書の名前").fill("国際交流授業の覚書")
    for legend, days in (
        ("結んだ日", -10),
        ("有効な日（始まり）", -10),
        ("有効な日（終わり）", 300),
        ("更新を決める日", 240),
    ):
        day(page, legend, TODAY + timedelta(days=days))
    press(page, "保存する")
    told(page, "覚書を登録しました。")


def _hours(page, look):
    """7 時間を決める — one school proposes, the other accepts."""
    follow(page, "授業")
    page.get_by_role("link", name=re.compile("^時間をさがす")).first.click()
    look(page, "0-hours")
    page.get_by_role("button", name=re.compile("^提案する")).first.click()
    told(page, "相手の学校に提案しました。")
    _leave(page)
    _act_for(page, "Bagong Umaga High School")
    page.get_by_role("link", name=re.compile("^返事する")).first.click()
    look(page, "0-answer")
    press(page, "この日時で受ける")
    told(page, "日時が決まりました。")
    _leave(page)


def _consents(page, name):
    """8 同意を集める — the form is printed, the answers on paper are typed in."""
    _act_for(page, name)
    follow(page, "学級と生徒")
    follow(page, SCHOOLS[name]["学級"])
    follow(page, "同意")
    expect(page.get_by_role("button", name="同意書を印刷する（PDF）")).to_be_visible()
    follow(page, "紙の答えをまとめて入れる")
    day(page, "署名の日", TODAY)
    for side in ("guardian", "child"):
        for select in page.locator(f"select[name^='{side}-']").all():
            select.select_option(value="all")
    for select in page.locator("select[name^='relation-']").all():
        select.select_option(index=1)
    press(page, "まとめて保存する")
    told(page, "9人分の紙の答えを入れました。")
    _leave(page)


def _groups(page, look):
    """9 グループをつくって印刷する."""
    _act_for(page, "わかば中学校")
    _session(page)
    press(page, "グループをつくる")
    expect(page.locator(".tn-table-group").first).to_be_visible()
    look(page, "0-groups")
    _session(page)
    link = page.get_by_role("link", name="座席表・部屋割り（PDF）")
    plan = paper(page, link.get_attribute("href"), "0-group-plan")

    assert plan.is_a4()
    assert "9人 ＋ 9人、3グループ" in plan.words[0]
    assert "わかば中学校 2年A組 と Bagong Umaga High School" in plan.words[0]
    assert "本名" not in "".join(plan.words)


def _session(page):
    follow(page, "授業")
    page.locator(".tn-row", has_text="決定").get_by_role("link").first.click()


def _what_the_guide_says_stands_on_the_pages():
    """Every 「…」 of the guide is written on a page of this walk, every “…” in the English pages."""
    guide = (ROOT / "docs" / "first-exchange.md").read_text()
    seen = "".join(SAID)
    english = (PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text()
    named = re.findall(r"“(\w[^”]*)”", guide.replace("\n   ", " "))

    assert [words for words in re.findall("「(\\w[^」]*)」", guide) if words not in seen] == []
    assert [words for words in named if f'"{words}"' not in english] == []
