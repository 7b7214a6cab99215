"""根拠と計算（連携団体） — a body reads why its own duties are due, and nobody else's."""

from datetime import timedelta

from tests.cast import TODAY
from tests.pages import words
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.duties.models import Duty


def a_duty(doer, on) -> Duty:
    """One duty of the law that a body has to do."""
    rule, version = next(key for key in rulebook.RULES if key[0].startswith("law.esd"))
    return Duty.objects.create(
        key=f"basis|{doer.pk}",
        rule=rule,
        rule_version=version,
        about_kind="people.case",
        about_key="1",
        holder=doer,
        doer=doer,
        office=doer,
        facts={"event": "2026-04-01"},
        opens_on=on,
        safe_due=on + timedelta(days=5),
        statutory_due=on + timedelta(days=7),
        risk=1,
        print="",
    )


def test_a_company_reads_why_its_duty_is_due_and_a_sending_body_does_not(
    linh_case, maker, mori_login, tran_login, partner_client
):
    duty = a_duty(maker.party, TODAY)
    rule = rulebook.of(duty.rule, duty.rule_version)

    page = partner_client(mori_login).get(f"/partner/duties/{duty.pk}/basis/")

    assert page.status_code == 200
    said = words(page)
    assert rulebook.plain(rule.title) in said
    assert duty.rule not in said
    assert rule.article in said
    assert "法律の期限" in said
    assert partner_client(tran_login).get(f"/partner/duties/{duty.pk}/basis/").status_code == 404
