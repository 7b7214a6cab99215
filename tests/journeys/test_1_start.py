"""1 始める — from nothing to the sample, as each of its people; and to an own federation."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible, virtual_authenticator
from tsunagari.sample import people


def test_the_terminal_says_where_to_go_and_how_to_sign_in(site):
    said = site.run("demo").stdout

    assert site.address in said
    assert people.PASSWORD in said
    for person in people.logins():
        assert person["email"] in said
    for card in people.cards():
        assert card["secret"] in said


def test_every_sample_person_comes_in_with_one_press(someone, look):
    for who, heading in (
        ("sato", "今日のやること"),
        ("yamada", "見本 みどり台中学校"),
        ("kobayashi", "見本 みどり台中学校"),
    ):
        page = someone(who)
        expect(page.locator("header").first).to_be_visible()
        expect(page.get_by_text(heading).first).to_be_visible()
        page.context.close()


def test_the_visitors_first_page_is_clear_on_both_widths(someone, look):
    for phone in (True, False):
        page = someone(phone=phone)
        page.goto("/")
        accessible(page)
        look(page, "1-home")
        page.goto("/demo/")
        accessible(page)
        look(page, "1-demo")


def _sign_in_in_earnest(page: Page, who: str) -> None:
    """E-mail and password, then the second code that the sample shows instead of a phone."""
    page.goto("/demo/")
    row = page.locator(".tn-row", has_text=people.email(who))
    code = re.search(r"\d{6}", row.inner_text())[0]
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill(people.email(who))
    page.get_by_label("パスワード").fill(people.PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    page.get_by_label("コード").fill(code)
    page.locator("main form").get_by_role("button").first.click()


def test_staff_sign_in_in_earnest_with_password_and_second_code(someone):
    page = someone()

    _sign_in_in_earnest(page, "tanaka")

    expect(page.get_by_role("heading", level=1)).to_have_text("今日のやること")


def test_a_wrong_password_and_a_wrong_code_are_told_and_keep_what_was_typed(someone, look):
    page = someone(phone=True)
    page.goto("/accounts/login/")
    accessible(page)
    page.get_by_label("メールアドレス").fill(people.email("tanaka"))
    page.get_by_label("パスワード").fill("not-the-password")
    page.get_by_role("button", name="サインインする", exact=True).click()

    expect(page.locator("main")).to_contain_text("パスワード")
    expect(page.get_by_label("メールアドレス")).to_have_value(people.email("tanaka"))
    assert page.title().startswith("エラー：")
    look(page, "1-wrong-password")

    page.get_by_label("パスワード").fill(people.PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    page.get_by_label("コード").fill("000000")
    page.locator("main form").get_by_role("button").first.click()

    assert page.title().startswith("エラー：")
    accessible(page)
    look(page, "1-wrong-code")


def test_staff_add_a_passkey_and_come_in_without_a_password(someone, look):
    page = someone()
    virtual_authenticator(page)
    _sign_in_in_earnest(page, "takahashi")

    page.locator("summary", has_text="自分のメニュー").click()
    page.get_by_role("link", name="サインインの設定").click()
    accessible(page)
    look(page, "1-sign-in-settings")
    page.get_by_role("link", name="パスキーを加える").click()
    accessible(page)
    look(page, "1-add-passkey")
    page.get_by_label("名前").fill("事務局のノートパソコン")
    page.get_by_label("パスワードなしで入れるようにする").check()
    page.get_by_role("button", name="加える").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("控えのコード")
    accessible(page)
    look(page, "1-recovery-codes")
    page.get_by_role("link", name="設定にもどる").click()
    page.get_by_role("link", name="パスキーを見る").click()
    expect(page.get_by_text("事務局のノートパソコン").first).to_be_visible()
    accessible(page)
    look(page, "1-passkeys")

    page.locator("summary", has_text="自分のメニュー").click()
    page.get_by_role("button", name="サインアウト").click()
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.get_by_role("button", name="パスキーでサインインする").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("今日のやること")


def test_who_has_no_business_at_the_desk_is_told_so(someone, look):
    page = someone("yamada")

    page.goto("/desk/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("この画面は事務局の人だけが使えます。")).to_be_visible()
    accessible(page)
    look(page, "1-not-your-door")
