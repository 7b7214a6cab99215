"""寄附者名簿 — names, addresses, days and amounts of a body's fiscal year, as the law asks; as .xlsx."""

from datetime import date
from io import BytesIO

from django.db import transaction

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral
from tsunagari.governance.fund.gifts import queries, sealed
from tsunagari.governance.fund.gifts.actions import following
from tsunagari.governance.fund.gifts.models import Donor, Gift
from tsunagari.governance.fund.gifts.rules import giving
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records import actions as records

HEADS = (
    (_("受け取った日"), 14),
    (_("名前"), 28),
    (_("郵便番号"), 12),
    (_("住所"), 44),
    (_("種類"), 18),
    (_("金額（円）"), 14),
    (_("品物"), 28),
    (_("基金"), 22),
    (_("名前の公開"), 12),
)
NAMELESS = _("名前を聞いていない")


def gifts_of(book: Book, year: int) -> list[Gift]:
    """寄附 — donations and goods of a fiscal year, the earliest first; what was given back is less."""
    rows = queries.standing_gifts().filter(
        book=book,
        kind__in=(giving.DONATION, giving.GOODS),
        received_on__range=(date(year, 4, 1), date(year + 1, 3, 31)),
    )
    rows = rows.select_related("donor__party__same_as__donor", "fund")
    return list(rows.order_by("received_on", "pk"))


@transaction.atomic
def made(book: Book, year: int, *, by, on: date) -> bytes:
    """名簿を作る — it is on record who took it out; the yearly duty closes by it."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    gifts = gifts_of(book, year)
    whose = {gift.pk: _owner(gift) for gift in gifts if gift.donor}
    names = written([donor.pk for donor in whose.values()], to=by)
    file = Workbook()
    page = file.active
    page.title = f"{year}"
    page.append([plain(gettext(head)) for head, _width in HEADS])
    for at, (_head, width) in enumerate(HEADS):
        page.column_dimensions[column_letter(at)].width = width
    for cell in page[1]:
        cell.font = Font(bold=True)
    for gift in gifts:
        page.append(_row(gift, whose.get(gift.pk), names))
    page.freeze_panes = "A2"
    records.add(
        by=by, did="gifts.list_exported", about=book, on=on, count=len(gifts), fiscal_year=year
    )
    following.follow_book(book, on=on, by=by)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _owner(gift: Gift) -> Donor:
    kept = gift.donor.party.same_as
    return getattr(kept, "donor", gift.donor) if kept else gift.donor


def _row(gift: Gift, donor: Donor | None, names) -> list:
    said = sealed.reveal(donor) if donor else {"name": "", "postcode": "", "address": ""}
    name = said["name"] or (names[donor.pk].name if donor else gettext(NAMELESS))
    left = None if gift.yen is None else gift.yen - gift.refunded_yen
    return [
        gift.received_on,
        neutral(name),
        neutral(said["postcode"]),
        neutral(said["address"]),
        gettext(gift.get_kind_display()),
        left,
        neutral(gift.goods),
        neutral(gift.fund.name),
        gettext(_("よい") if donor and donor.named else _("しない")),
    ]
