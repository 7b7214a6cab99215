"""Seating plan, plan for the principal and run sheet as PDF, for the own school only."""

import pypdfium2
import pytest
from django.test import Client

from tests.cast import NOW, TODAY
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.schools.models import Pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAPERS = ["seating", "plan", "run"]


@pytest.fixture
def seated(accepted, yamada):
    groups.plan(accepted.pairing, by=yamada, on=TODAY, at=NOW)
    return accepted


def text_of(response) -> list[str]:
    """The text of every page."""
    assert response["Content-Type"] == "application/pdf"
    return [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.content)
    ]


def paper(session, name) -> str:
    return f"/partner/sessions/{session.pk}/{name}.pdf"


@pytest.mark.parametrize("name", PAPERS)
def test_strangers_get_no_paper(seated, suzuki_client, stranger_client, name):
    assert Client().get(paper(seated, name)).status_code == 302
    assert suzuki_client.get(paper(seated, name)).status_code == 403
    assert stranger_client.get(paper(seated, name)).status_code == 404


def test_the_plan_for_the_principal_is_one_page(seated, yamada_client):
    [page] = text_of(yamada_client.get(paper(seated, "plan")))

    assert "2年B組" in page
    assert "Las Piñas High" in page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_run_sheet_is_one_page_in_the_asked_language(seated, maria_client, language):
    [page] = text_of(maria_client.get(paper(seated, "run"), {"language": language}))

    assert ("Manila" if language == "en" else "マニラ") in page


def test_the_seating_plan_names_who_agreed_and_nobody_else(seated, yamada, maria_client):
    pupils = list(Pupil.objects.filter(school_class=seated.pairing.a_class))
    hidden = pupils[1]
    opened = shown([pupil.pk for pupil in pupils[:2]], to=yamada)
    names = [str(opened[pupil.pk]) for pupil in pupils[:2]]
    before = "".join(text_of(maria_client.get(paper(seated, "seating"))))
    Consent.objects.filter(person=hidden.pk).delete()

    after = "".join(text_of(maria_client.get(paper(seated, "seating"))))

    assert [name in before for name in names] == [True, True]
    assert [name in after for name in names] == [True, False]


def test_papers_are_there_before_groups_are_made(accepted, yamada_client):
    for name in PAPERS:
        assert yamada_client.get(paper(accepted, name)).status_code == 200
