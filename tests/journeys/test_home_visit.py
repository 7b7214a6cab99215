"""家庭への訪問 — a worker alone in a home presses one button on a phone; silence is answered at the desk."""

from playwright.sync_api import expect

from tests.journeys.conftest import accessible


def test_a_worker_stays_longer_and_checks_out_with_one_press_each(someone, look):
    page = someone("home_worker", phone=True)
    page.goto("/me/case/")
    page.get_by_role("link", name="連絡のボタンをひらく").click()
    expect(page.get_by_role("button", name="おわりました。家を出ます")).to_be_visible()
    accessible(page)
    look(page, "home-visit")

    clock = page.get_by_label("何時までいますか")
    clock.fill("")
    page.get_by_role("button", name="無事です。のばします").click()
    expect(page.get_by_role("heading", name="1つの項目を直してください")).to_be_visible()
    page.get_by_role("button", name="おわりました。家を出ます").click()
    expect(page.get_by_role("heading", name="この訪問は終わりました")).to_be_visible()
    look(page, "home-visit-over")


def test_silence_stands_first_at_the_desk_and_ends_with_what_was_done(someone, look):
    page = someone("sato")
    page.goto("/desk/housekeeping/")
    page.get_by_role("link", name="GARCIA Rowena：はじまりの連絡がない").click()
    expect(page.get_by_role("heading", name="連絡がありません")).to_be_visible()
    accessible(page)
    look(page, "home-alarm")

    page.get_by_role("radio", name="無事。家を出た").check()
    page.get_by_label("したこと").fill("見本：電話で話した。")
    page.get_by_role("button", name="対応を記録する").click()
    expect(page.get_by_role("heading", name="無事。家を出た")).to_be_visible()
    page.goto("/desk/housekeeping/visits/?view=alarms")
    expect(page.get_by_role("link", name="GARCIA Rowena：はじまりの連絡がない")).to_be_visible()
