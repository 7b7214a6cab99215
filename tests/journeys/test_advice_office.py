"""相談の旅 — asked in Vietnamese, shown to another office between a yes and a no, published for everybody."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible

ASKED = "MẪU: Tôi làm thêm mà không được trả tiền."
QUESTION = "見本：残業代が出ないときは、どうしますか"
LINES = ["給料の明細をとっておいてください。", "事務局に聞いてください。"]
TRANSLATED = [
    "MẪU: Không có tiền làm thêm?",
    "Hãy giữ phiếu lương.",
    "Hãy hỏi văn phòng liên hiệp.",
]


def form(page: Page, verb: str):
    """One act of the desk; whatever hides it is opened."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    return page.locator(f"main form[action$='/{verb}/']")


def sent(page: Page, verb: str, said: str, **fields):
    """A filled form, and what the page says afterwards."""
    shown = form(page, verb)
    for name, value in fields.items():
        shown.locator(f"[name={name}]").fill(value)
    shown.locator("button[type=submit]").first.click()
    expect(page.locator("#messages")).to_contain_text(said)


def test_a_question_is_answered_and_shown_to_another_office_only_while_the_person_says_yes(
    someone, look
):
    worker = someone("trainee", phone=True, language="vi")
    worker.goto("/vi/me/case/help/?topic=work")
    worker.locator("form[data-help] textarea").fill(ASKED)
    worker.locator("form[data-help] button[type=submit]").click()
    expect(worker.get_by_text(ASKED)).to_be_visible()
    own = worker.url

    desk = someone("sato")
    desk.goto("/desk/advice/")
    desk.locator(".tn-row a", has_text="PHAM").first.click()
    expect(desk.locator(".tn-talk")).to_contain_text(ASKED)
    sent(desk, "triage", "分類を保存しました。")
    sent(desk, "answer", "返事をしました。", words="MẪU: Công ty phải trả.")
    form(desk, "hand-on").locator("select[name=to]").select_option(label="高橋 健")
    sent(desk, "hand-on", "引きつぎました。", words="見本：明細を待つ。")
    accessible(desk)
    look(desk, "advice-desk")
    form(desk, "share").locator("select[name=to]").select_option(label="見本 外国人法律相談の窓口")
    form(desk, "share").locator("[name=messages]").first.check()
    sent(desk, "share", "返事があるまで、何も見えません。")

    shown = re.sub(r".*/desk/", "/partner/", desk.url)
    lawyer, company = someone("hayashi"), someone("mori")
    assert lawyer.goto(shown).status == 404
    worker.goto(own)
    worker.locator("button[name=answer][value=yes]").click()
    accessible(worker)
    look(worker, "advice-shown")
    assert lawyer.goto(shown).status == 200
    expect(lawyer.get_by_text(ASKED)).to_be_visible()
    assert company.goto(shown).status == 404
    worker.locator("button[name=answer][value=stop]").click()
    assert lawyer.goto(shown).status == 404

    other = someone("tanaka")
    other.goto("/desk/advice/?stands=talking")
    expect(other.locator(".tn-row", has_text="PHAM").first).to_contain_text("担当 高橋 健")


def cleaned(page: Page) -> None:
    page.get_by_role("link", name="個人の事実を除く").click()
    page.locator("[name=confirmed]").check()
    page.get_by_role("button", name="個人の事実を除いた").click()


def published(page: Page, path: str) -> None:
    page.goto(f"{path}check/")
    page.get_by_role("button", name="確かめたので公開する").click()
    expect(page.locator("#messages")).to_contain_text("公開しました。")


def translated(writer: Page, second: Page, text: str, lines: dict[int, str]) -> None:
    """Into Vietnamese, by one person; a second one lets readers see it."""
    writer.goto(text)
    for place, words in lines.items():
        writer.locator("main textarea").nth(place).fill(words)
    writer.locator("button[name=send]").click()
    writer.goto(f"{text}check/")
    writer.get_by_role("button", name="確かめたのでページに出す").click()
    expect(writer.locator(".tn-banner").first).to_contain_text("確かめていません")
    second.goto(f"{text}check/")
    second.get_by_role("button", name="確かめたのでページに出す").click()
    expect(second.locator("#messages")).to_contain_text("ページに出ています。")


def test_one_changed_sentence_makes_exactly_its_translation_old(someone, look):
    desk, second = someone("sato"), someone("takahashi")
    desk.goto("/desk/advice/?stands=talking")
    desk.locator(".tn-row a", has_text="PHAM").first.click()
    told = form(desk, "public")
    told.locator("[name=question]").fill(QUESTION)
    told.locator("[name=answer]").fill(
        "\n".join([*LINES, "PHAM さんの電話は 090-1234-5678 です。"])
    )
    told.locator("[name=language]").select_option("ja")
    told.locator("button[type=submit]").click()
    page = desk.url
    cleaned(desk)
    expect(desk.locator("main")).to_contain_text("「090-1234-5678」があります。")
    accessible(desk)
    look(desk, "guide-personal")

    desk.goto(f"{page}edit/")
    desk.locator("[name=words]").fill("\n".join(LINES))
    desk.locator("[name=source]").fill("見本の出典")
    desk.get_by_label("年", exact=True).fill("2026")
    desk.get_by_label("月", exact=True).fill("11")
    desk.get_by_label("日", exact=True).fill("1")
    desk.get_by_role("button", name="下書きを保存する").click()
    cleaned(desk)
    desk.goto(f"{page}check/")
    desk.get_by_role("button", name="確かめたので公開する").click()
    expect(desk.locator(".tn-banner").first).to_contain_text("公開していません")
    published(second, page)
    text = second.locator("a[href*='/desk/texts/'][href$='-vi/']").get_attribute("href")
    translated(desk, second, text, dict(enumerate(TRANSLATED)))
    second.goto(page)
    public = second.get_by_role("link", name="公開ページを見る").get_attribute("href")

    desk.goto(page)
    desk.get_by_role("button", name="新しい版を書く").click()
    desk.locator("[name=words]").fill("\n".join([LINES[0], "事務局か窓口に聞いてください。"]))
    desk.get_by_role("button", name="下書きを保存する").click()
    cleaned(desk)
    published(second, page)
    expect(second.locator("tr", has_text="Tiếng Việt")).to_contain_text("2 / 3")
    reader = someone(phone=True, language="vi")
    reader.goto(f"/vi{public}")
    expect(reader.get_by_text("1 câu tiếng Nhật đã đổi.")).to_be_visible()
    expect(reader.get_by_text(TRANSLATED[1])).to_be_visible()
    accessible(reader)
    look(reader, "guide-outdated")

    translated(desk, second, text, {2: "Hãy hỏi văn phòng liên hiệp hoặc quầy."})
    reader.reload()
    expect(reader.get_by_text("Hãy hỏi văn phòng liên hiệp hoặc quầy.")).to_be_visible()
    expect(reader.get_by_text("tiếng Nhật đã đổi")).to_have_count(0)
