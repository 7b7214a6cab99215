"""保存 — what was handed over after a visit is kept for a year, and goes with the people it names."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.kernel.papers.actions import read
from tsunagari.kernel.papers.models import Paper
from tsunagari.programmes.talent.documents import actions as documents
from tsunagari.programmes.talent.documents import queries
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.visits import forgetting, keeping

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


def test_a_year_begins_when_the_last_one_has_left():
    assert keeping.until([date(2026, 11, 24), date(2027, 3, 31)]) == date(2028, 3, 31)
    assert keeping.until([date(2026, 11, 24), None]) is None
    assert keeping.until([]) is None


def test_a_report_stays_a_year_after_everybody_whom_it_names(hire, planned, sato):
    one, other = hire(2)
    visit = planned()
    report = documents.give_out(
        None,
        "audit_report",
        PDF,
        name="a.pdf",
        by=sato,
        on=TODAY,
        about=visit,
        concerns=[visit.company_id],
    )
    cases.close(one, by=sato, on=TODAY)

    forgetting.forget(one.person.party, on=date(2030, 1, 1))
    report.refresh_from_db()
    assert read(report.paper.blob) == PDF

    cases.close(other, by=sato, on=TODAY)
    forgetting.forget(one.person.party, on=date(2027, 11, 24))
    [kept] = queries.issued_about(visit)
    assert kept.paper.keep_until == date(2027, 11, 24)

    forgetting.forget(one.person.party, on=date(2027, 11, 25))
    report.refresh_from_db()
    assert report.paper is None
    assert Paper.objects.count() == 1
