import io
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone

from tests.cast import TODAY, answer_surveys, make_pupils, make_session
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
from tsunagari.programmes.exchange.schools.models import Pupil

# A name as no school should ever have typed it in: it must not come out anywhere.
FULL = "御子柴 花子"


def text_of(response) -> str:
    if response["Content-Type"] == "application/pdf":
        pages = pypdfium2.PdfDocument(io.BytesIO(response.content))
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def lesson(pairing, yamada):
    make_pupils(pairing.a_class, 4, "kaki", start=9)
    pupils = list(Pupil.objects.filter(school_class=pairing.a_class))
    Party.objects.filter(pk__in=[p.pk for p in pupils]).update(name=FULL)
    Person.objects.filter(pk__in=[p.pk for p in pupils]).update(family="御子柴", given="花子")
    session = make_session(pairing, starts_at=timezone.now() - timedelta(minutes=30))
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    who = {"on": timezone.localdate(), "at": timezone.now()}
    for pupil in pupils[:3]:
        written = acts.reflect(session, pupil, "たのしかった", language="ja", by=None, **who)
        acts.answer_reflection(written, approve=True, seen=1, by=yamada, **who)
    answer_surveys(pairing.exchange, pupils, [3] * 12, [4] * 12)
    return session


def pages_of(session) -> list[str]:
    one, exchange = (
        f"/partner/sessions/{session.pk}/",
        f"/partner/exchanges/{session.pairing.exchange_id}/effect/",
    )
    figures = ["figure=matched&side=a", "figure=change&of=can_do&side=a", "figure=reach&side=a"]
    return [
        "/partner/",
        "/partner/sessions/",
        *(one + rest for rest in ("", "groups/", "run/", "reflections/", "seating.pdf", "run.pdf")),
        one + "plan.pdf",
        exchange,
        exchange + "report.pdf",
        *(f"{exchange}evidence/?{figure}" for figure in figures),
        *(f"{exchange}evidence/?{figure}&format=csv" for figure in figures),
    ]


def test_acceptance_13_no_page_outside_the_own_school_shows_a_name_with_a_class(
    lesson, maria_client, staff_client, card_client, pairing
):
    """Only the display name goes out, and a full name that was typed in by mistake does not."""
    for path in pages_of(lesson):
        answer = maria_client.get(path)
        assert answer.status_code == 200, path
        page = text_of(answer)
        assert "御子柴" not in page, path
        assert "花子" not in page, path
    assert "kaki-01" in text_of(maria_client.get(f"/partner/sessions/{lesson.pk}/groups/"))


@pytest.mark.parametrize("rest", ["reflections/", "groups/"])
def test_without_consent_the_partner_reads_no_display_name_either(lesson, maria_client, rest):
    from tsunagari.kernel.consents.models import Consent

    Consent.objects.filter(purpose="seen_by_partner").delete()

    assert "kaki-" not in text_of(maria_client.get(f"/partner/sessions/{lesson.pk}/{rest}"))


def test_the_own_school_too_reads_display_names_only(lesson, yamada_client, pairing):
    for path in (
        *pages_of(lesson),
        f"/partner/classes/{pairing.a_class_id}/",
        f"/partner/classes/{pairing.a_class_id}/cards/",
        f"/partner/classes/{pairing.a_class_id}/consents/",
    ):
        assert "御子柴" not in text_of(yamada_client.get(path)), path
