"""訪問の旅 — an audit filled in where there is no network, sent once, and closed at the desk."""

import re
import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.journeys.conftest import accessible
from tsunagari.sample import people

LOG = "実習の日誌が、はたらいた日の分だけあります。"


def question(page, text):
    return page.get_by_role("group", name=re.compile(re.escape(text)))


def rows(site, query, *values):
    with closing(sqlite3.connect(site.folder / "tsunagari.sqlite3", timeout=30)) as database:
        return database.execute(query, values).fetchall()


def opened(page) -> int:
    """Open today's audit and wait until this device has the page for the way."""
    page.goto("/desk/visits/")
    page.locator("li[data-visit]", has_text="監査").first.get_by_role("link").first.click()
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    return int(re.search(r"visits/(\d+)", page.url)[1])


def test_what_is_typed_without_a_network_is_sent_once(someone, site, look):
    page = someone("sato", phone=True)
    visit = opened(page)
    accessible(page)
    look(page, "visit")
    before = rows(site, "select version from visits_visit where id = ?", visit)[0][0]

    page.context.set_offline(True)
    question(page, LOG).get_by_role("radio", name="いいえ").check()
    question(page, LOG).get_by_label("ようす・理由").fill("9月の分がない")
    page.get_by_label("会社の人の名前").fill("見本 工場長")
    [worker] = page.context.service_workers
    assert worker.evaluate("fetch('/healthz').then(() => 'there', () => 'gone')") == "gone"
    page.reload()

    expect(question(page, LOG).get_by_role("radio", name="いいえ")).to_be_checked()
    expect(question(page, LOG).get_by_label("ようす・理由")).to_have_value("9月の分がない")
    expect(page.locator("[data-visit-said]")).to_contain_text("この端末に残")
    page.get_by_role("button", name="送る").click()
    expect(page.locator("[data-visit-said]")).to_contain_text("つながったら、自動で送ります")
    assert rows(site, "select version from visits_visit where id = ?", visit)[0][0] == before
    page.reload()
    expect(page.locator("[data-visit-said]")).to_contain_text("つながったら、自動で送ります")

    page.context.set_offline(False)

    expect(page.get_by_text("送りました。")).to_be_visible()
    expect(question(page, LOG).get_by_label("ようす・理由")).to_have_value("9月の分がない")
    assert rows(site, "select version from visits_visit where id = ?", visit)[0][0] == before + 1
    sent = "select said, words from visits_answer where visit_id = ? and item = 'log'"
    assert rows(site, sent, visit) == [("no", "9月の分がない")]
    assert (
        page.evaluate(
            "localStorage.getItem(Object.keys(localStorage).find((k) => k.startsWith('visit:')))"
        )
        is None
    )


def test_two_people_at_one_visit_see_each_other(someone, site):
    first, second = someone("sato", phone=True), someone("sato")
    hours = "指導員がそばにいて、教えています。"
    opened(first)
    opened(second)
    question(second, hours).get_by_role("radio", name="はい").check()
    second.get_by_role("button", name="送る").click()
    expect(second.get_by_text("送りました。")).to_be_visible()

    question(first, hours).get_by_role("radio", name="いいえ").check()
    question(first, hours).get_by_label("ようす・理由").fill("だれもいない")
    first.get_by_role("button", name="送る").click()

    expect(first.get_by_text("ほかの人の答え：はい")).to_be_visible()
    expect(question(first, hours).get_by_label("ようす・理由")).to_have_value("だれもいない")
    first.get_by_role("button", name="送る").click()
    expect(first.get_by_text("送りました。")).to_be_visible()
    expect(question(first, hours).get_by_role("radio", name="いいえ")).to_be_checked()


def test_an_audit_is_an_ordinary_form_without_scripts(someone, site):
    page = someone("sato", phone=True, java_script_enabled=False)
    page.goto("/desk/visits/")
    page.locator("li[data-visit]", has_text="監査").first.get_by_role("link").first.click()
    question(page, "賃金台帳と振込の記録が合い").get_by_role("radio", name="はい").check()
    page.get_by_role("button", name="送る").click()

    expect(page.get_by_text("送りました。")).to_be_visible()
    expect(
        question(page, "賃金台帳と振込の記録が合い").get_by_role("radio", name="はい")
    ).to_be_checked()


def test_a_photograph_and_a_signature_wait_on_the_device_and_arrive(someone, site, tmp_path):
    from PIL import Image

    photo = tmp_path / "kitchen.png"
    Image.new("RGB", (2400, 1200), "teal").save(photo)
    page = someone("sato", phone=True)
    visit = opened(page)
    page.context.set_offline(True)
    page.locator("#photos").set_input_files(photo)
    expect(page.get_by_role("img", name="送っていない写真 1")).to_be_visible()
    pad = page.locator("[data-sign] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60)
    page.mouse.up()
    page.reload()
    expect(page.get_by_role("img", name="送っていない写真 1")).to_be_visible()
    page.get_by_role("button", name="送る").click()

    page.context.set_offline(False)

    expect(page.get_by_text("送りました。")).to_be_visible()
    expect(page.get_by_role("img", name="送っていない写真 1")).not_to_be_visible()
    kinds = rows(site, "select kind from visits_picture where visit_id = ? order by kind", visit)
    assert kinds == [("photo",), ("signature",)]


def test_a_photograph_of_a_question_waits_with_it_and_arrives_once_with_its_hour(
    someone, site, tmp_path, look
):
    from PIL import Image

    photo = tmp_path / "exit.jpg"
    Image.new("RGB", (900, 600), "orange").save(photo)
    page = someone("sato", phone=True)
    visit = opened(page)
    of = "select item, taken_at is not null, mark <> '' from visits_picture where visit_id = ? and item <> ''"
    before = rows(site, of, visit)
    log, lodging = question(page, LOG), question(page, "寝る部屋・風呂・トイレ・台所を見て")
    page.context.set_offline(True)
    lodging.get_by_label("この項目の写真").set_input_files(photo)
    log.get_by_label("この項目の写真").set_input_files(photo)
    expect(lodging.get_by_role("img", name="送っていない写真")).to_have_count(1)
    expect(page.locator("[data-visit-said]")).to_contain_text("まだ送っていない項目：2")
    page.reload()
    expect(lodging.get_by_role("img", name="送っていない写真")).to_have_count(1)
    expect(log.get_by_role("img", name="送っていない写真")).to_have_count(1)
    look(page, "visit-photo")
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator("[data-visit-said]")).to_contain_text("つながったら、自動で送ります")

    page.context.set_offline(False)

    expect(page.get_by_text("送りました。")).to_be_visible()
    expect(page.get_by_role("img", name="送っていない写真")).to_have_count(0)
    expect(lodging.get_by_text("撮影")).to_be_visible()
    expect(lodging.get_by_text("受信")).to_be_visible()
    accessible(page)
    assert sorted(rows(site, of, visit)) == sorted([*before, ("lodging", 1, 1), ("log", 1, 1)])


def test_after_a_quarrel_the_photograph_is_neither_lost_nor_doubled(someone, site, tmp_path):
    from PIL import Image

    photo = tmp_path / "fire.jpg"
    Image.new("RGB", (300, 200), "red").save(photo)
    first, second = someone("sato", phone=True), someone("sato")
    safe = "機械の安全カバー、保護具、避難の道が整っています。"
    visit = opened(first)
    opened(second)
    question(second, safe).get_by_role("radio", name="はい").check()
    second.get_by_role("button", name="送る").click()
    expect(second.get_by_text("送りました。")).to_be_visible()

    question(first, safe).get_by_role("radio", name="いいえ").check()
    question(first, safe).get_by_label("ようす・理由").fill("カバーがない")
    question(first, safe).get_by_label("この項目の写真").set_input_files(photo)
    expect(question(first, safe).get_by_role("img", name="送っていない写真")).to_have_count(1)
    first.get_by_role("button", name="送る").click()
    expect(first.get_by_text("ほかの人の答え：はい")).to_be_visible()
    expect(question(first, safe).get_by_role("img", name="送っていない写真")).to_have_count(1)
    first.get_by_role("button", name="送る").click()

    expect(first.get_by_text("送りました。")).to_be_visible()
    expect(first.get_by_role("img", name="送っていない写真")).to_have_count(0)
    kept = "select count(*) from visits_picture where visit_id = ? and item = 'safe_work'"
    assert rows(site, kept, visit) == [(1,)]
    assert rows(
        site, "select said from visits_answer where visit_id = ? and item = 'safe_work'", visit
    ) == [("no",)]


def test_an_answer_that_got_lost_on_the_way_is_not_sent_twice(someone, site):
    page = someone("sato", phone=True, service_workers="block")
    page.goto("/desk/visits/")
    page.locator("li[data-visit]", has_text="監査").first.get_by_role("link").first.click()
    visit = int(re.search(r"visits/(\d+)", page.url)[1])
    before = rows(site, "select version from visits_visit where id = ?", visit)[0][0]
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    page.route(f"**/desk/visits/{visit}/", lose)
    question(page, "決まった日に全額が払われています").get_by_role("radio", name="はい").check()
    page.get_by_role("button", name="送る").click()
    expect(page.locator("[data-visit-said]")).to_contain_text("つながったら、自動で送ります")

    page.context.set_offline(True)
    page.context.set_offline(False)

    expect(page.get_by_text("送りました。").first).to_be_visible()
    assert lost == [302]
    after = rows(site, "select version from visits_visit where id = ?", visit)[0][0]
    assert after == before + 1


def test_todays_visits_are_taken_along_by_opening_the_list(someone, site):
    page = someone("sato", phone=True)
    page.goto("/desk/visits/")
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    address = page.locator("li[data-visit]", has_text="監査").first.get_by_role("link").first
    path = address.get_attribute("href")
    page.context.set_offline(True)

    page.goto(path)

    expect(question(page, LOG)).to_be_visible()


def test_a_guidance_visit_is_closed_and_its_report_comes_out(someone, site, look):
    page = someone("sato", phone=True)
    page.goto("/desk/visits/")
    page.locator("li[data-visit]", has_text="訪問指導").first.get_by_role("link").first.click()
    for box in page.get_by_role("radio", name="はい").all():
        box.check()
    page.get_by_label("会社の人の名前").fill("見本 工場長")
    page.get_by_role("button", name="送る").click()
    expect(page.get_by_text("送りました。")).to_be_visible()

    page.get_by_role("link", name="訪問を終える画面へ").click()
    accessible(page)
    page.get_by_role("button", name="訪問を終える").click()

    expect(page.get_by_text("訪問を終えました。")).to_be_visible()
    expect(page.get_by_text("指摘はありませんでした。")).to_be_visible()
    accessible(page)
    look(page, "visit-closed")
    address = page.get_by_role("link", name="PDFを見る").get_attribute("href")
    assert page.request.get(address).body().startswith(b"%PDF-")


def test_after_signing_in_again_what_was_typed_is_still_there(someone, site):
    page = someone("sato", phone=True)
    visit = opened(page)
    lodging = question(page, "寝る部屋・風呂・トイレ・台所を見て")
    lodging.get_by_role("radio", name="はい").check()
    lodging.get_by_label("ようす・理由").fill("きれい")
    page.context.clear_cookies()

    page.get_by_role("button", name="送る").click()

    expect(page.locator("[data-visit-said]")).to_contain_text("サインインが切れました")
    page.goto("/demo/")
    box = page.locator(f'form:has(input[value="{people.email("sato")}"])')
    box.get_by_role("button").click()
    page.goto(f"/desk/visits/{visit}/")
    expect(page.get_by_text("送りました。")).to_be_visible()
    expect(lodging.get_by_label("ようす・理由")).to_have_value("きれい")
    sent = "select said from visits_answer where visit_id = ? and item = 'lodging'"
    assert rows(site, sent, visit) == [("yes",)]


def test_what_could_not_be_sent_in_time_is_shown_and_not_lost(someone, site, tmp_path):
    from PIL import Image

    photo = tmp_path / "late.jpg"
    Image.new("RGB", (300, 200), "navy").save(photo)
    page, other = someone("sato", phone=True), someone("sato")
    page.goto("/desk/visits/")
    page.locator("li[data-visit]", has_text="定期面談").first.get_by_role("link").first.click()
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    page.context.set_offline(True)
    page.get_by_label("全体のようす").fill("支援の人と話した")
    page.locator("#photos").set_input_files(photo)
    expect(page.get_by_role("img", name="送っていない写真 1")).to_be_visible()
    page.get_by_role("button", name="送る").click()
    other.goto(page.url)
    other.get_by_text("この確認票について").click()
    other.get_by_role("link", name="訪問を取りやめる").click()
    other.get_by_label("理由").fill("見本：会社の休業")
    other.get_by_role("button", name="取りやめる").click()
    expect(other.get_by_text("訪問を取りやめました。")).to_be_visible()

    page.context.set_offline(False)

    expect(page.locator("[data-visit-said]")).to_contain_text("入力はこの端末に残っています")
    page.goto(page.url)
    expect(page.locator("[data-visit-over]")).to_contain_text("支援の人と話した")
    expect(page.get_by_role("img", name="送れなかった写真 1")).to_be_visible()
    page.get_by_role("button", name="この端末から消す").click()
    expect(page.locator("[data-visit-over]")).to_have_text("")


def test_two_visits_typed_without_a_network_go_from_the_list_when_it_is_opened_again(someone, site):
    page = someone("sato", phone=True)
    page.goto("/desk/visits/")
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    rows_of = page.locator("li[data-visit]", has_text="監査").all()
    paths = [row.get_by_role("link").first.get_attribute("href") for row in rows_of][:2]
    versions = "select id, version from visits_visit order by id"
    before = dict(rows(site, versions))
    context = page.context
    context.set_offline(True)
    for number, path in enumerate(paths):
        page.goto(path)
        question(page, LOG).get_by_role("radio", name="いいえ").check()
        question(page, LOG).get_by_label("ようす・理由").fill(f"山の中 {number}")
        page.get_by_role("button", name="送る", exact=True).click()
        expect(page.locator("[data-visit-said]")).to_contain_text("つながったら、自動で送ります")
    page.goto("/desk/visits/new/")
    expect(page.locator("main")).to_contain_text("その画面は、まだこの端末に入っていません。")
    page.goto("about:blank")

    context.set_offline(False)
    page.goto("/desk/visits/")

    expect(page.locator("[data-visits-said]")).to_contain_text("入力を送りました：")
    sent = "select words from visits_answer where visit_id = ? and item = 'log'"
    visits = [int(re.search(r"visits/(\d+)", path)[1]) for path in paths]
    assert [rows(site, sent, visit) for visit in visits] == [[("山の中 0",)], [("山の中 1",)]]
    after = dict(rows(site, versions))
    assert [after[visit] - before[visit] for visit in visits] == [1, 1]
