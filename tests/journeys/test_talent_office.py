"""人材（事務局） — cases, what cannot be true, companies, the table of rules, and the law of two days."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

WRONG = "DANG Thi Thu さん"


def test_what_cannot_be_true_is_found_mended_and_taken_back(someone, look):
    page = someone("sato")
    page.goto("/desk/cases/")
    expect(page.locator(".tn-row", has_text=WRONG)).to_contain_text("矛盾 1件")
    page.get_by_role("link", name=WRONG).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(WRONG)
    expect(page.locator("main")).to_contain_text("直すまで、次の期限は計算していません。")
    accessible(page)
    look(page, "talent-contradiction")

    page.get_by_role("link", name="変える 契約・来日・住所・講習").click()
    left = page.get_by_role("group", name=re.compile("^帰国した日"))
    for box in ("年", "月", "日"):
        left.get_by_label(box).fill("")
    accessible(page)
    look(page, "talent-facts")
    page.get_by_role("button", name="保存する").click()

    expect(page.locator(".tn-undo")).to_contain_text("期限は、いまの内容で計算しなおしました。")
    expect(page.locator("main")).not_to_contain_text("直すまで、次の期限は計算していません。")

    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("main")).to_contain_text("直すまで、次の期限は計算していません。")


def test_a_duty_opens_to_its_basis_and_its_rule(someone, look):
    page = someone("takahashi", phone=True)
    page.goto("/desk/cases/?q=SANTOS")
    page.get_by_role("link", name="SANTOS Grace さん").click()

    basis = page.locator("details", has_text="根拠と計算を見る").first
    basis.locator("summary").click()
    for said in ("法律の期限", "余裕をみた期限", "数えはじめの日", "数え方", "出典", "確かさ"):
        expect(basis).to_contain_text(said)
    accessible(page)
    look(page, "talent-basis")

    basis.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("だれの務めか")


def test_a_company_shows_its_caps_and_the_law_of_two_days(someone, look):
    page = someone("takahashi")
    page.goto("/desk/companies/")
    page.get_by_role("link", name="見本 流山精密製作所").click()
    expect(page.get_by_role("region", name="人数枠")).to_contain_text("技能実習 第1号")
    accessible(page)
    look(page, "talent-company")

    page.get_by_role("link", name="もしも").click()
    expect(page.locator("main")).to_contain_text("の法律をくらべます。")
    accessible(page)
    look(page, "talent-what-if-company")


def test_the_table_of_rules_is_searched_without_scripts(someone):
    page = someone("suzuki", java_script_enabled=False)
    page.goto("/desk/rules/")
    page.get_by_label("ことば・番号・条文").fill("在留カード")
    page.get_by_role("button", name="さがす", exact=True).click()

    expect(page.locator(".tn-row").first).to_be_visible()
    page.locator(".tn-row a").first.click()
    expect(page.locator("main")).to_contain_text("条文")


def test_a_case_begins_for_a_new_person(someone, look):
    page = someone("tanaka", phone=True)
    page.goto("/desk/cases/new/")
    page.get_by_label("氏（ローマ字）").fill("LY")
    page.get_by_label("名（ローマ字）").fill("Thi Ngoc")
    page.get_by_label("制度といまの段階").select_option("技能実習：候補者")
    page.get_by_role("button", name="案件をはじめる").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("LY Thi Ngoc さん")
    expect(page.locator("main")).to_contain_text("法律の務めはまだありません")
    accessible(page)
    look(page, "talent-begun")
