"""受け取った参加費 — each sum that came or went back: when, how, for which booking, by whom, at which door."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event, Payment

ZONE = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Received:
    """One sum: what happened to it, who of the office pressed, or which door and who held its phone."""

    payment: Payment
    what: str
    at: datetime
    by: Party | None
    door: str = ""
    who: str = ""
    # Taken back since: it stands no more, and is not taken back again.
    undone: bool = False

    @property
    def may_undo(self) -> bool:
        """What came by mistake is taken back once."""
        return self.payment.yen > 0 and not self.undone


def sums(event: Event) -> QuerySet[Payment]:
    """The sums of an event, with all that a line says of them."""
    rows = Payment.objects.filter(booking__event=event).prefetch_related("booking__guests")
    return rows.select_related("booking__event", "journal__because__by", "mark", "undone_by")


def line(payment: Payment) -> Received:
    """What is said of one of `sums`."""
    record, mark = payment.journal.because, getattr(payment, "mark", None)
    return Received(
        payment=payment,
        what=_what(payment),
        at=mark.at if mark else record.at,
        by=record.by,
        door=record.facts.get("door", ""),
        who=mark.who.reveal() if mark else "",
        undone=hasattr(payment, "undone_by"),
    )


def _what(payment: Payment) -> str:
    if payment.undoes_id:
        return plain(_("受け取りの取り消し"))
    return plain(_("受け取り") if payment.yen > 0 else _("返金"))


@transaction.atomic
def made(event: Event, names: Mapping[int, str], *, by, on: date) -> bytes:
    """一覧を出す — as CSV; `names` are {party: name} of the office. It is a record."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    heads = (_("いつ"), _("申込番号"), _("内容"), _("金額"), _("方法"))
    heads += (_("受け取った人"), _("受付の口"), _("電話の係"), _("仕訳"))
    writer.writerow([plain(head) for head in heads])
    rows = [line(one) for one in sums(event).order_by("pk")]
    for one in rows:
        writer.writerow(_cells(one, names))
    records.add(
        by=by,
        did="door.fees_listed",
        about=event,
        concerns=[event.host_id],
        on=on,
        rows=len(rows),
    )
    return file.getvalue().encode("utf-8-sig")


def _cells(one: Received, names: Mapping[int, str]) -> list:
    payment = one.payment
    return [
        one.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"),
        payment.booking.number,
        one.what,
        payment.yen,
        plain(_(Payment.How(payment.how).label)),
        neutral(names.get(one.by.pk, "") if one.by else ""),
        neutral(one.door),
        neutral(one.who),
        payment.journal_id,
    ]
