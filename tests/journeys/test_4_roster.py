"""4 名簿 — a school's own file: what is wrong is named, the good rows come in, all can be undone."""

import re
from io import BytesIO

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible, title_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = ["学年", "組", "番号", "氏名", "表示名", "性別", "英語レベル", "入学・転入日", "好きな色"]
GOOD = [
    ["3", "9組", str(n), "見本 花子", f"sumire-{n:02d}", "女" if n % 2 else "男", str(n % 4 + 1)]
    for n in range(1, 11)
]
FAULTY = [
    ["3", "9組", "", "見本 次郎", "sumire-11", "男", "2"],
    ["3", "9組", "3", "見本 三郎", "sumire-12", "男", "2"],
    ["3", "9組", "13", "見本 四郎", "sumire-13", "男", "9"],
    ["3", "9組", "14", "見本 五郎", "sumire-14", "男", "1", "令和8年13月1日"],
]


def roster(rows, title="見本 3年9組の名簿") -> bytes:
    """A workbook as a school office keeps it: a title, an empty row, then the table."""
    book = Workbook()
    for row in ([title], [], HEADER, *rows):
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def send(page: Page, name: str, content: bytes, kind: str = XLSX) -> None:
    """Choose a file and send it, the way there by links."""
    if page.viewport_size["width"] < 800:
        page.locator("[data-drawer]").first.click()
    page.get_by_role("link", name="名簿の読みこみ", exact=True).locator(
        "visible=true"
    ).first.click()
    page.get_by_label("名簿のファイル").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )
    page.get_by_label("まだない学級は、新しく作る").check()
    page.get_by_role("button", name="送って確かめる").click()


def fault(page: Page, row: int, place: str):
    return page.locator(".tn-row", has_text=re.compile(f"^\\s*{row}行目 {place}"))


def test_a_roster_with_faulty_rows_comes_in_and_is_taken_back_as_a_whole(someone, look):
    page = someone("nakamura")
    page.goto("/partner/")
    send(page, "3年9組.xlsx", roster(GOOD + FAULTY))

    expect(page.get_by_role("heading", level=1)).to_have_text("3年9組.xlsx")
    expect(page.locator("main")).to_contain_text("この内容で読みこみますか")
    expect(fault(page, 14, "C列（番号）")).to_be_visible()
    expect(fault(page, 15, "C列（番号）")).to_be_visible()
    expect(fault(page, 16, "G列（英語レベル）")).to_contain_text("9")
    expect(fault(page, 17, "H列（入学・転入日）")).to_contain_text("令和8年13月1日")
    expect(page.locator("main")).to_contain_text("D列（氏名）は読みこみません")
    expect(page.locator("main")).not_to_contain_text("見本 花子")
    accessible(page)
    look(page, "4-preview")

    page.get_by_role("link", name="列の意味を変える").click()
    expect(page.get_by_label("A列（学年）")).to_have_value("grade")
    accessible(page)
    look(page, "4-columns")
    page.get_by_label("A列（学年）").select_option(label="学年")
    page.get_by_role("button", name="この意味で確かめる").click()

    page.get_by_role("button", name="10人を読みこむ").dblclick()
    expect(page.locator("main")).to_contain_text("10人を読みこみました")
    accessible(page)
    look(page, "4-result")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("直す行だけをダウンロード")).click()
    corrected = _corrected(waiting.value.path().read_bytes())

    send(page, "直した行.xlsx", corrected)
    expect(page.locator("main")).to_contain_text("4人")
    page.get_by_role("button", name="4人を読みこむ").click()
    expect(page.locator("main")).to_contain_text("4人を読みこみました")
    page.get_by_role("link", name="学級と生徒を見る").click()
    row = page.locator(".tn-row", has=page.get_by_role("link", name="3年9組", exact=True))
    expect(row).to_contain_text("生徒 14人")

    for name in ("直した行.xlsx", "3年9組.xlsx"):
        page.get_by_role("link", name="名簿の読みこみ", exact=True).first.click()
        page.get_by_role("link", name=name).first.click()
        page.get_by_role("button", name="元に戻す").click()
        expect(page.locator("main")).to_contain_text("この読みこみは取り消されました。")
    look(page, "4-undone")
    page.get_by_role("link", name="学級と生徒", exact=True).first.click()
    expect(row).to_have_count(0)


def _corrected(workbook: bytes) -> bytes:
    """The file of faulty rows as a person mends it: the fault is read, the cell is corrected."""
    book = load_workbook(BytesIO(workbook))
    sheet = book.active
    at_column = {cell.value: cell.column for cell in sheet[1]}
    number, level, joined = (at_column[name] for name in ("番号", "英語レベル", "入学・転入日"))
    for at, right in ((2, "11"), (3, "12")):
        sheet.cell(at, number).value = right
    sheet.cell(4, level).value = "3"
    sheet.cell(5, joined).value = "令和8年4月8日"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_csv_of_an_old_system_comes_in_on_a_phone(someone, look):
    page = someone("nakamura", phone=True)
    page.goto("/partner/")
    lines = ["組,番号,性別", *(f"３年10組,{n},{'女' if n % 2 else '男'}" for n in range(1, 7))]
    content = "\r\n".join([*lines, "３年10組,七,女", ""]).encode("cp932")
    send(page, "名簿.csv", content, "text/csv")

    expect(page.locator("main")).to_contain_text("この内容で読みこみますか")
    accessible(page)
    look(page, "4-preview")
    page.get_by_role("button", name="6人を読みこむ").click()
    expect(page.locator("main")).to_contain_text("6人を読みこみました")
    accessible(page)
    look(page, "4-result")
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("main")).to_contain_text("この読みこみは取り消されました。")


def test_columns_that_nobody_knows_are_chosen_by_hand(someone, look):
    page = someone("nakamura", phone=True)
    page.goto("/partner/")
    content = "ホームルーム,席\n3年9組,1\n3年9組,2\n".encode("utf-8-sig")
    send(page, "席順.csv", content, "text/csv")
    expect(page.locator("main")).to_contain_text("見出しの行が見つかりません")
    content = "ホームルーム,番号,性別\n3年9組,1,女\n3年9組,2,男\n".encode("utf-16")
    send(page, "席順.csv", content, "text/csv")

    expect(page.get_by_role("heading", level=1)).to_have_text("列の意味を選ぶ")
    expect(page.locator("main")).to_contain_text("足りない列があります")
    accessible(page)
    look(page, "4-unknown-columns")
    page.get_by_label("A列（ホームルーム）").select_option(label="学級")
    page.get_by_label("同じファイルをもう一度").set_input_files(
        {"name": "席順.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="この意味で確かめる").click()
    expect(page.get_by_role("button", name="2人を読みこむ")).to_be_visible()
    page.get_by_role("button", name="読みこまない").click()
    expect(page.locator("#messages")).to_contain_text("何も変わっていません。")


WRONG = {
    "写真.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "これは画像です。"),
    "空.csv": (b"", "ファイルが空です。"),
    "書類.pdf": (b"%PDF-1.4\n", "これは PDF です。"),
    "こわれた.xlsx": (roster(GOOD)[:800], "ファイルがこわれています。"),
    "見出しだけ.xlsx": (roster([]), "見出しの下に、生徒の行がありません。"),
}


def test_a_wrong_file_gets_a_sentence_and_changes_nothing(someone, look):
    page = someone("nakamura")
    page.goto("/partner/")
    for name, (content, said) in WRONG.items():
        send(page, name, content)
        expect(page.locator("main")).to_contain_text(said)
        if name == "写真.xlsx":
            assert title_of(page).startswith("エラー：")
            expect(page.get_by_label("まだない学級は、新しく作る")).to_be_checked()
            accessible(page)
            look(page, "4-wrong-file")
    look(page, "4-no-rows")
