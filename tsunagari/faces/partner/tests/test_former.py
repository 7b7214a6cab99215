"""前にいた人 — a company reads of somebody who has left only what it still owes."""

from datetime import date

import pytest
import time_machine

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.kernel.parties import actions as parties
from tsunagari.programmes.talent.documents import actions as documents
from tsunagari.programmes.talent.people.actions import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]


def test_a_former_company_reads_only_what_it_still_owes(
    linh, maker, mori_login, bui_login, partner_client, sato
):
    work = {"id": "1", "starts": "2026-02-01", "ends": "2026-11-20"}
    case = cases.open_case(
        linh,
        "SSW1",
        state="working",
        by=sato,
        on=TODAY,
        known={"entry": "2026-01-20", "placements": [work]},
        company=maker,
    )
    give = {"data": b"%PDF-1.7", "name": "a.pdf", "by": sato}
    theirs = documents.give_out(case, "conditions", on=date(2026, 11, 10), **give)
    following = parties.add_organisation("次の会社", kinds=["company"])
    cases.change(case, seen=case.version, by=sato, on=TODAY, company=following)
    later = documents.give_out(case, "conditions", on=TODAY, **give)
    with time_machine.travel(NOW, tick=True):
        page = words(partner_client(mori_login).get(f"/partner/cases/{case.pk}/"))

        assert "前にいた人" in page
        assert "雇用契約の終了の届出" in page
        assert "次の会社" not in page
        assert partner_client(bui_login).get(f"/partner/cases/{case.pk}/").status_code == 404
        costs = partner_client(mori_login).get(f"/partner/cases/{case.pk}/costs/")
        assert costs.status_code == 404
        for paper, status in ((theirs, 200), (later, 404)):
            address = f"/partner/cases/{case.pk}/handed/{paper.pk}.pdf"
            assert partner_client(mori_login).get(address).status_code == status
