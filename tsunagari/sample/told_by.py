"""見本のお知らせの届け方 — a trainee who is told by letter, and the batch that waits to be printed."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from tsunagari.kernel.notices import choices, letters
from tsunagari.kernel.notices.models import LetterBatch
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents import actions as documents
from tsunagari.programmes.talent.people.models import Case
from tsunagari.sample.talent_papers import sample_scan


def choose(*, by, on: date) -> None:
    """The trainee has no mail, lives in an invented place, and wants to be left alone after eight."""
    case = Case.objects.filter(system="TITP", state="stage1_working").order_by("pk").first()
    party = case.person.party
    ways = replace(
        choices.ways_of(party),
        email=False,
        letter=True,
        postcode="270-0000",
        address="見本市中央1-2-3\n見本荘 101",
        quiet_from=20,
        quiet_until=8,
    )
    choices.choose(party, ways, by=by, on=on, at=timezone.now())


def refuse_a_paper(*, by, on: date) -> None:
    """A card that was photographed badly: the trainee is told, and as she chose, by letter."""
    case = Case.objects.filter(system="TITP", state="stage1_working").order_by("pk").first()
    person = case.person.party
    own = Viewer(party=person, kind="worker", body=by.body, language=person.language, on=on)
    found = documents.submit(
        case, "residence_card", sample_scan(), name="mihon-residence_card.png", by=own, on=on
    )
    documents.refuse(found, reasons=["cut_off"], by=by, on=on, at=timezone.now())


def make_letters(*, by, on: date) -> None:
    """What was told since is one file, ready for the printer."""
    batch = LetterBatch.objects.filter(state=LetterBatch.State.COLLECTING).first()
    if batch:
        now = timezone.now()
        letters.step(batch, "make", by=by, on=on, at=now)
        letters.make_waiting(now)
