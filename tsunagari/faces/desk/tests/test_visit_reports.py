"""訪問の報告書（事務局） — looked at, worked on, given out and kept; strangers stay outside."""

import hashlib
from datetime import time
from urllib.parse import unquote

import pytest
from django.test import Client

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.base.tests.test_docx import words as docx_words
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.programmes.talent.documents.models import Issued
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import plan
from tsunagari.programmes.talent.visits.models import Answer, Interview, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day", "kept_files")]


def closed(company, kind, by, **more) -> Visit:
    """A visit that is over, as the pages need it."""
    visit = plan.plan(company, kind, day=TODAY, at=time(10), by=by, on=TODAY, **more)
    visit.interviews.update(state=Interview.State.HELD)
    visit.state, visit.held_on = Visit.State.CLOSED, TODAY
    visit.save()
    return visit


def work_there(company, system, by, **person):
    known = {"country": "PH", "placements": [{"id": "a", "starts": "2026-01-01"}]}
    return cases.open_case(
        parties.add_person(nationality="PHL", language="fil", **person),
        system,
        state="working",
        by=by,
        on=TODAY,
        known=known,
        company=company,
    )


@pytest.fixture
def audit(maker, sato):
    work_there(maker, "TITP", sato, family_latin="REYES")
    return closed(maker, "audit", sato)


def name_of(answer) -> str:
    return unquote(answer["Content-Disposition"])


def test_strangers_stay_outside(audit, suzuki_client, mori_login, partner_client):
    at = f"/desk/visits/{audit.pk}/report"
    company = partner_client(mori_login)
    for page in (f"{at}.pdf", f"{at}.docx", f"{at}/issue/", "/desk/issued/1/mark/"):
        for ask in ("get", "post"):
            assert getattr(Client(), ask)(page).status_code == 302
            assert getattr(suzuki_client, ask)(page).status_code == 403
            assert getattr(company, ask)(page).status_code == 403


def test_the_report_is_saved_as_word_under_a_readable_name(staff_client, audit):
    answer = staff_client.get(f"/desk/visits/{audit.pk}/report.docx")

    said = docx_words(answer.content)
    assert said[0] == "監査報告書"
    assert "準備する様式：省令様式第22号" in said
    assert "監査報告書_流山製作所_2026-11-24.docx" in name_of(answer)
    assert "attachment" in answer["Content-Disposition"]


def test_a_report_handed_over_can_be_shown_as_it_was(staff_client, audit, maker):
    page = f"/desk/visits/{audit.pk}/"
    assert "まだ出していません。" in words(staff_client.get(page))

    staff_client.post(f"{page}report/issue/")
    [issued] = Issued.objects.all()
    Visit.objects.filter(pk=audit.pk).update(words="後から書いた")
    kept = staff_client.get(f"/desk/issued/{issued.pk}.pdf")

    digest = hashlib.sha256(kept.content).hexdigest()
    record = Record.objects.get(did="paper.issued")
    assert (issued.kind, issued.version) == ("audit_report", "titp-2017-11-01")
    assert record.facts == {"paper": "audit_report", "sha256": digest}
    assert RecordParty.objects.filter(record=record, party=maker.party).exists()
    assert digest[:16] in words(staff_client.get(page))
    assert "監査報告書_流山製作所_2026-11-24.pdf" in name_of(kept)


def test_a_report_given_out_by_mistake_is_taken_back_and_put_back(staff_client, audit):
    page = f"/desk/visits/{audit.pk}/"
    staff_client.post(f"{page}report/issue/")
    [issued] = Issued.objects.all()

    answer = staff_client.post(f"/desk/issued/{issued.pk}/mark/", follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert "に取り下げ" in words(answer)
    assert staff_client.get(f"/desk/issued/{issued.pk}.pdf").status_code == 200

    staff_client.post(f"/desk/issued/{issued.pk}/mark/")
    assert "に取り下げ" not in words(staff_client.get(page))


def test_to_whom_somebody_spoke_is_not_told_to_the_company(staff_client, maker, sato):
    case = work_there(maker, "SSW1", sato, family_latin="SANTOS")
    visit = closed(maker, "interview", sato)
    [worker, _boss] = queries.interviews_of(visit)

    answer = staff_client.get(f"/desk/visits/interviews/{worker.pk}.docx")
    staff_client.post(f"/desk/visits/interviews/{worker.pk}/issue/")

    [issued] = Issued.objects.all()
    record = Record.objects.get(did="paper.issued")
    told = RecordParty.objects.filter(record=record).values_list("party", flat=True)
    assert "準備する様式：参考様式第5-5号" in docx_words(answer.content)
    assert (issued.case, issued.language) == (case, "fil")
    assert list(told) == [visit.supervisor_id]
    assert "定期面談報告書" in words(staff_client.get(f"/desk/cases/{case.pk}/papers/"))


def test_an_interview_by_video_says_so_and_whether_the_worker_agreed(staff_client, maker, sato):
    work_there(maker, "SSW1", sato, family_latin="SANTOS")
    visit = closed(maker, "interview", sato, online=True)
    Answer.objects.create(visit=visit, item="o_worker", said="yes", pressed_at=NOW, received_at=NOW)
    [worker, _boss] = queries.interviews_of(visit)

    said = docx_words(staff_client.get(f"/desk/visits/interviews/{worker.pk}.docx").content)
    assert said[said.index("面談した方法") + 2] == "オンライン（顔を見て話し、録画した）"
    assert said[said.index("オンラインにすることへの同意") + 2] == "はい"
