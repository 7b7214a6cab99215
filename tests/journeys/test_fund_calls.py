"""公募 — a company sends its application, a new body gets its link, a member declares, reads and locks."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

OPEN, JUDGED = "見本：ことばの居場所づくり", "見本：くらしの言葉"


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_body_finishes_its_draft_and_sends_it(someone, look):
    page = someone("mori", phone=True)
    page.goto("/partner/calls/")
    page.get_by_role("link", name="見本：夜の日本語カフェ").click()
    expect(page.locator("main")).to_contain_text("足りないものが 1つあります")
    accessible(page)
    look(page, "application-lacks")
    page.get_by_role("link", name="公表されることを確かめて").click()
    page.get_by_label("決まったときに、名前・事業名・金額・理由が公表される").check()
    expect(page.locator("[data-keep-said]")).to_contain_text("に下書きをしまいました。")
    press(page, "しまって、確かめる")
    accessible(page)
    press(page, "この内容で出す")
    expect(page.locator("main")).to_contain_text("申請は出ています")
    look(page, "application-sent")


def test_a_new_body_asks_for_a_link_and_writes(someone, site):
    page = someone()
    page.goto("/calls/")
    page.get_by_role("link", name=OPEN).click()
    page.get_by_role("link", name="リンクをもらう").click()
    page.get_by_label("メールアドレス").fill("atarashii@example.jp")
    press(page, "リンクを送る")
    expect(page.locator("main")).to_contain_text("リンクをメールで送りました")
    [link] = set(re.findall(r"/calls/application/\w+/", site.mails()))
    page.goto(link)
    page.get_by_role("link", name="申請を書く").click()
    page.get_by_label("申請者の名前").fill("見本 新しい会")
    press(page, "しまって、つぎへ")
    expect(page.get_by_role("heading", level=1)).to_have_text("事業")
    accessible(page)


def test_a_member_declares_reads_scores_and_locks(someone, look):
    page = someone("ogawa", phone=True)
    page.goto("/council/fund/calls/")
    page.get_by_role("link", name=JUDGED).click()
    row = page.locator(".tn-row", has_text="申告がまだ")
    expect(row).to_have_count(1)
    accessible(page)
    look(page, "review-list")
    row.get_by_role("link").click()
    page.get_by_label("関係はない").check()
    press(page, "申告する")
    page.locator(".tn-row", has_text="点数がまだ").first.get_by_role("link").click()
    for group in page.locator("fieldset.tn-field").all():
        group.get_by_label("4", exact=True).check()
    # Scrolled down, the header that stays may cover half a choice.
    page.evaluate("scrollTo(0, 0)")
    accessible(page)
    look(page, "review-entry")
    press(page, "点数を確定する")
    expect(page.locator("main")).to_contain_text("まだ見えません")
