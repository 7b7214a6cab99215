"""8 同意 — asked on paper or by link, and taken back: what was allowed ends on the next request."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible
from tests.journeys.papers import Paper, paper, printed

OURS = "2年3組"
CHILD = "kaki-01"
FORMS = {"ja": "交流の授業に参加する", "ja-easy": "交流", "en": "Take part", "fil": "Sumali"}


def to_class(page: Page, name: str = OURS) -> None:
    """By links to the table of a class's answers."""
    page.get_by_role("link", name="学級と生徒").click()
    page.locator(".tn-row", has_text=name).get_by_role("link").first.click()
    page.locator("main").get_by_role("link", name="同意").click()


def answer_all(page: Page, yes: str, send: str) -> None:
    """Say yes to every purpose, whether it is the first time or not."""
    change = page.locator("details:not([open]) > summary", has_text="答えを変える")
    if change.count():
        change.click()
    relation = page.get_by_label("お子さんとの関係")
    if relation.count():
        relation.select_option(index=1)
    for radio in page.get_by_role("radio", name=yes, exact=True).all():
        radio.check()
    page.get_by_role("button", name=send).click()


@pytest.fixture
def family(someone):
    """The sample's pupil and guardian of Midoridai, who both said yes to everything."""
    pupil, guardian = someone("pupil", phone=True), someone("guardian", phone=True)
    pupil.goto("/me/consents/")
    for page in (pupil, guardian):
        answer_all(page, "はい", "この内容で答える")
        expect(page.get_by_text("答えを保存しました。")).to_be_visible()
    return pupil, guardian


def partner_page(someone) -> Page:
    """The partner's teacher looks at the groups of the class, and goes on looking."""
    page = someone("maria", language="en")
    page.goto("/en/partner/sessions/")
    rows = page.locator(".tn-row", has_text="2年1組").filter(has=page.locator("[data-tone=ok]"))
    links = [row.get_by_role("link").first.get_attribute("href") for row in rows.all()]
    for link in links:
        page.goto(f"{link}groups/")
        if names(page).count():
            return page
    raise AssertionError(f"no session seats {CHILD}: {links}")


def names(page: Page, name: str = CHILD):
    return page.locator(".tn-partner-side li", has_text=name)


def test_the_form_is_printed_in_four_languages_one_page_a_pupil(someone, look):
    page = someone("yamada")
    to_class(page)
    accessible(page)
    look(page, "8-class")
    address = page.url
    for language, words in FORMS.items():
        page.goto(address)
        page.get_by_label("言語").select_option(language)
        page.get_by_label("だれの分").select_option("all")
        page.locator("summary", has_text="生徒を選んで印刷する").click()
        for box in page.locator(".tn-checks input").all()[:2]:
            box.check()
        with printed(page, "**/consents/forms/") as made:
            page.get_by_role("button", name="同意書を印刷する（PDF）").click()
        form = Paper(made[0], f"8-form-{language}")

        assert len(form) == 2
        assert form.is_a4()
        assert words in form.words[0].replace("\n", "").replace("\r", "")
        assert "hinoki" not in form.words[0]  # the number only: a lost form tells no name


def test_a_paper_is_typed_in_with_its_scan_and_can_be_taken_back(someone, look):
    page = someone("yamada")
    to_class(page)
    row = page.locator("tbody tr").last
    row.get_by_role("link").click()
    accessible(page)
    look(page, "8-enter")
    scan = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(scan, "JPEG")

    page.get_by_label("署名した保護者（続柄）").select_option(index=1)
    for side in ("保護者", "本人"):
        part = page.get_by_role("group", name=f"紙の答え：{side}")
        part.get_by_label("全部「はい」").check()
    page.get_by_label("同意書の写真・PDF").set_input_files(
        {"name": "同意書.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()}
    )
    page.get_by_role("button", name="保存する", exact=True).click()
    assert page.title().startswith("エラー：")  # the day of the signature is missing
    expect(
        page.get_by_role("group", name="紙の答え：本人").get_by_label("全部「はい」")
    ).to_be_checked()
    accessible(page)
    look(page, "8-enter-fault")

    today = re.search(r"(\d{4})年(\d+)月(\d+)日", page.request.get("/partner/").text())
    for box, value in zip(
        page.get_by_role("group", name="署名の日").get_by_role("textbox").all(),
        today.groups(),
        strict=True,
    ):
        box.fill(value)
    page.get_by_label("同意書の写真・PDF").set_input_files(
        {"name": "同意書.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()}
    )
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.get_by_text("紙の答えを入れました。")).to_be_visible()
    expect(page.locator("tbody tr").last.locator("[data-tone=ok]")).to_have_count(7)

    page.locator("tbody tr").last.get_by_role("link").click()
    look(page, "8-entered")
    accessible(page)
    link = page.get_by_role("link", name="紙を見る").first.get_attribute("href")
    read = page.request.get(link)
    assert read.headers["content-type"] == "image/jpeg"
    assert someone("maria").request.get(link).status == 404
    page.get_by_role("button", name=re.compile("打ち間違いを取り消す")).first.click()
    expect(page.get_by_text("打ち間違いで取り消しました").first).to_be_visible()


def test_a_guardian_answers_by_the_link_in_the_own_language(someone, look):
    for language in ("ja-easy", "fil"):
        page = someone("guardian.ph", phone=True, language=language)
        accessible(page)
        look(page, f"8-guardian-{language}")
        expect(page.locator("main")).not_to_contain_text("：" if language == "fil" else "{")
        page.context.close()


def test_a_withdrawn_name_vanishes_from_the_partners_open_page(someone, look, family):
    _pupil, guardian = family
    partner = partner_page(someone)
    expect(names(partner)).to_have_count(1)
    before = partner.locator(".tn-partner-side li").count()

    row = guardian.locator(".tn-consent", has_text="相手校の先生に見せる")
    row.get_by_role("button", name=re.compile("取り消す")).click()
    expect(guardian.get_by_text("取り消しました。すぐに効きます。")).to_be_visible()
    accessible(guardian)
    look(guardian, "8-withdrawn")

    expect(names(partner)).to_have_count(0)  # without being pressed: it asks each second
    partner.reload()
    expect(names(partner)).to_have_count(0)
    expect(partner.locator(".tn-partner-side li")).to_have_count(before)
    plan = paper(partner, partner.url.replace("groups/", "seating.pdf"), "8-plan-withdrawn")
    assert CHILD not in "".join(plan.words)

    answer_all(guardian, "はい", "この内容で答える")
    expect(names(partner)).to_have_count(1)


def test_who_does_not_take_part_any_more_has_no_seat_and_is_asked_again(someone, look, family):
    pupil, _guardian = family
    partner = partner_page(someone)
    expect(names(partner)).to_have_count(1)

    row = pupil.locator(".tn-consent", has_text="交流の授業に参加する")
    row.get_by_role("button", name=re.compile("取り消す")).click()

    expect(names(partner)).to_have_count(0)
    pupil.goto("/me/")
    expect(pupil.get_by_text("参加の同意がまだです")).to_be_visible()
    accessible(pupil)
    look(pupil, "8-not-taking-part")
    teacher = someone("yamada")
    teacher.goto("/partner/sessions/")
    seat = teacher.locator(".tn-row", has_text="2年1組").filter(
        has=teacher.locator("[data-tone=ok]")
    )
    seat.first.get_by_role("link").first.click()
    expect(teacher.get_by_text(re.compile("人が同意を取り消しました。"))).to_be_visible()
    look(teacher, "8-teacher-told")

    pupil.get_by_role("link", name="自分の答えを書く").click()
    answer_all(pupil, "はい", "この内容で答える")
    expect(names(partner)).to_have_count(1)
