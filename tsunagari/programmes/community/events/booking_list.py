"""申込みの一覧 — one row for each guest, as .xlsx and CSV, for the office alone; it is on record."""

import csv
from datetime import date
from io import BytesIO, StringIO

from django.db import transaction

from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import accounts, queries, said
from tsunagari.programmes.community.events.models import Booking, Event
from tsunagari.programmes.community.events.words import NEEDS

HEADS = (
    *((_("申込番号"), 14), (_("状態"), 14), (_("申し込んだ人"), 20), (_("メール"), 26)),
    *(
        (_("言葉"), 8),
        (_("参加する人"), 20),
        (_("参加の種類"), 14),
        (_("入れる回"), 26),
        (_("必要なこと"), 26),
    ),
    *((_("食べられないもの、ほかに伝えたいこと"), 30), (_("参加費"), 10), (_("受け取った"), 10)),
)


@transaction.atomic
def made(event: Event, form: str, *, by, on: date) -> bytes:
    """一覧を出す — in the form xlsx or csv."""
    table = rows(event, by)
    records.add(
        by=by,
        did="event.exported",
        about=event,
        concerns=[event.host_id],
        on=on,
        rows=len(table) - 1,
    )
    return _workbook(table, event.code) if form == "xlsx" else _text(table)


def rows(event: Event, viewer) -> list[list]:
    """The head, and whoever holds a place or waits; a cancelled booking is left out."""
    questions = list(event.questions.all())
    stored = accounts.billed(event.bookings.exclude(state=Booking.State.CANCELLED))
    stored = list(stored.prefetch_related("guests__ticket", "answers").order_by("pk"))
    named = queries.named(stored, to=viewer)
    into = _into(event)
    heads = [plain(gettext(head)) for head, _width in HEADS]
    table = [[*heads, *(neutral(one.words) for one in questions)]]
    for booking in stored:
        said = {one.question_id: one.words for one in booking.answers.all()}
        answers = [neutral(said.get(one.pk, "")) for one in questions]
        for at, guest in enumerate(booking.guests.all()):
            first = _of_booking(booking, named[booking.pk])
            money = (booking.owed, booking.paid) if at == 0 else ("", "")
            table.append([*first, *_of_guest(guest, first[2], into), *money, *answers])
    return table


def _of_booking(booking: Booking, named: dict) -> list[str]:
    state = plain(gettext(booking.get_state_display()))
    return [
        booking.number,
        state,
        neutral(named["name"]),
        neutral(named["email"]),
        booking.language,
    ]


def _into(event: Event) -> dict[int, str]:
    """入れる回 — {ticket: words of its sessions}, of the kinds that open only some."""
    words = {one.pk: said.session_words(one, several_days=True) for one in queries.sessions(event)}
    return {
        ticket: " ・ ".join(text for key, text in words.items() if key in keys)
        for ticket, keys in queries.let_into(event).items()
    }


def _of_guest(guest, name: str, into: dict[int, str]) -> list[str]:
    needs = listed(plain(gettext(NEEDS[code])) for code in guest.needs if code in NEEDS)
    shown = guest.name.reveal() if guest.name and name else ""
    sessions = neutral(plain(into.get(guest.ticket_id, "")))
    return [neutral(shown), neutral(guest.ticket.name), sessions, needs, neutral(guest.note)]


def _text(table: list[list]) -> bytes:
    made = StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(table)
    return made.getvalue().encode("utf-8-sig")


def _workbook(table: list[list], title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    file = Workbook()
    page = file.active
    page.title = title
    for row in table:
        page.append(row)
    for at, (_head, width) in enumerate(HEADS):
        page.column_dimensions[column_letter(at)].width = width
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    out = BytesIO()
    file.save(out)
    return out.getvalue()
