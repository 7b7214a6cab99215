"""催しの道 — a club registers a neighbour, a worker joins from the own page, the office counts who came."""

from playwright.sync_api import expect

from tests.journeys.conftest import accessible


def test_a_neighbour_is_registered_a_worker_joins_and_the_office_counts(someone, look):
    club = someone("hayashi")
    club.goto("/partner/events/?view=all")
    club.get_by_role("link", name="見本 夜の町歩き").click()
    club.get_by_role("link", name="代わりに申し込む").click()
    club.get_by_label("名前", exact=False).first.fill("見本 木村")
    club.get_by_label("本人が、名前と連絡先を催しのために使うことに同意しました").check()
    club.get_by_role("button", name="申し込む").click()
    expect(club.get_by_role("link", name="紙を印刷する")).to_be_visible()
    accessible(club)
    look(club, "event-proxy")

    page = someone("trainee", phone=True)
    page.goto("/me/events/")
    page.get_by_role("link", name="見本 夜の町歩き").click()
    page.get_by_role("button", name="申し込む").click()
    expect(page.get_by_text("抽選を待っています").first).to_be_visible()
    accessible(page)
    look(page, "event-joined")
    page.goto("/me/counted/")
    yes = page.get_by_role("button", name="はい、数えてください").first
    yes.click()
    expect(page.get_by_text("答えを保存しました。")).to_be_visible()
    accessible(page)
    look(page, "event-counted")

    office = someone("sato")
    office.goto("/desk/events/?view=past")
    office.get_by_role("link", name="見本 顔合わせの会", exact=True).click()
    office.get_by_role("link", name="来た人の数").click()
    office.get_by_role("button", name="終えて数える").click()
    expect(office.get_by_text("催しを終えて、来た人を数えました。")).to_be_visible()
    accessible(office)
    look(office, "event-closed")
    office.get_by_text("数え直す").first.click()
    office.get_by_role("button", name="数え直す").click()
    expect(office.get_by_role("button", name="終えて数える")).to_be_visible()
