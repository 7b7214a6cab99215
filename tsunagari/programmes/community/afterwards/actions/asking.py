"""アンケート — the office chooses what is asked; people answer by link or on paper."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import randbits, token_hex

from django.conf import settings
from django.db import transaction

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts import queries as reading
from tsunagari.kernel.texts.rules.split import ITEM, TITLE, Piece
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.models import Answered, Item, Sheet, Survey
from tsunagari.programmes.community.afterwards.rules import asking
from tsunagari.programmes.community.events import mails
from tsunagari.programmes.community.events.models import Booking, Event

LINK_CLOSED = _(
    "このリンクの受付は終わりました。申し込んだ人は、自分の申込みのページから答えられます。"
)
CLOSED = _("いまは答えられません。答える期間が終わったか、まだ始まっていません。")


@dataclass(frozen=True)
class Own:
    """A question in the office's own words."""

    words: str
    kind: str
    choices: Sequence[str] = ()

    def pieces(self) -> list[Piece]:
        return [Piece(self.words, TITLE), *(Piece(one, ITEM) for one in self.choices)]


@transaction.atomic
def ask(
    event: Event, *, ready: Sequence[str], own: Sequence[Own], days: int, by, on: date
) -> Survey:
    """問いを決める — in this order; once somebody has answered, only the days may change."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    survey = Survey.objects.filter(event=event).first()
    changed = survey is None or _asked(survey) != (list(ready), list(own))
    refuse_if(
        asking.why_not_ask(
            ready=ready,
            own=[(one.words, one.kind, one.choices) for one in own],
            days=days,
            answered=survey is not None and survey.sheets.exists(),
            changed=changed,
        )
    )
    if survey is None:
        survey = Survey.objects.create(event=event, days=days)
    elif survey.days != days:
        survey.days = days
        survey.save(update_fields=["days"])
    if changed:
        _put(survey, ready, own, by, on)
    records.add(
        by=by,
        did="say.asked",
        about=event,
        concerns=[event.host_id],
        on=on,
        questions=len(ready) + len(own),
        days=days,
    )
    return survey


def _asked(survey: Survey) -> tuple[list[str], list[Own]]:
    rows = queries.items(survey)
    own = []
    for item in rows:
        if not item.code:
            title, *rest = texts_of(item)
            own.append(Own(title, item.kind, rest))
    return [item.code for item in rows if item.code], own


def texts_of(item: Item) -> list[str]:
    """The words of an own question and of what can be chosen."""
    return [one.words for one in reading.pieces(item.text)]


def _put(survey: Survey, ready: Sequence[str], own: Sequence[Own], by, on: date) -> None:
    event, old = survey.event, [item.text for item in survey.items.select_related("text")]
    survey.items.all().delete()
    for text in filter(None, old):
        texts.ask_for(text, [], on=on, by=by)
        text.delete()
    spoken = {*event.languages, *event.interpretation} - {SOURCE}
    languages = [code for code in CODES if code in spoken]
    for place, code in enumerate(ready):
        kind = asking.READY[code].kind
        Item.objects.create(survey=survey, place=place, code=code, kind=kind)
    for place, one in enumerate(own, len(ready)):
        text = texts.write(one.pieces(), on=on, by=by, measure=event.measure, languages=languages)
        Item.objects.create(survey=survey, place=place, kind=one.kind, text=text)


@transaction.atomic
def say(
    survey: Survey,
    answers: Mapping[str, str],
    *,
    on: date,
    at: datetime,
    booking: Booking | None = None,
    device_key: str = "",
) -> bool:
    """答える — by link, on the office's own device, or of a booking once (False when it had answered).

    No record says when: the moment would lead from the answer to whoever was seen typing. The mark
    and the sheet are written together, so that no answer is lost: two transactions would stand
    beside each other in the database's own files just as well.
    """
    questions = queries.questions(queries.items(survey))
    reasons = asking.why_not_say(questions, answers)
    here = queries.is_open_here(survey, device_key, at) if device_key else False
    if not here and (device_key or not queries.is_open(survey, at)):
        reasons = [Reason(CLOSED, rule="say.closed")]
    elif not here and booking is None and survey.link_closed_on:
        reasons = [Reason(LINK_CLOSED, rule="say.link_closed")]
    refuse_if(reasons)
    if booking is not None:
        _mark, new = Answered.objects.get_or_create(mark=mark_of(survey, booking))
        if not new:
            return False
    ways = Sheet.By
    _write(survey, [answers], ways.HERE if here else ways.OWN if booking else ways.LINK, on)
    return True


@transaction.atomic
def shut_link(survey: Survey, *, shut: bool, by, on: date) -> Survey:
    """みんなのリンクを閉じる・開ける — what came by it stays; pressed twice it is said once."""
    survey = Survey.objects.select_for_update().select_related("event").get(pk=survey.pk)
    if shut == (survey.link_closed_on is not None):
        return survey
    survey.link_closed_on = on if shut else None
    survey.save(update_fields=["link_closed_on"])
    did = "say.link_closed" if shut else "say.link_opened"
    event = survey.event
    records.add(by=by, did=did, about=event, concerns=[event.host_id], on=on)
    return survey


@transaction.atomic
def open_device(survey: Survey, *, shut: bool = False, by, on: date) -> Survey:
    """会場の端末を開く・閉じる — a new address each time: an old one that somebody kept opens nothing."""
    survey = Survey.objects.select_for_update().select_related("event").get(pk=survey.pk)
    if shut == (survey.device_key == ""):
        return survey
    survey.device_key = "" if shut else token_hex(16)
    survey.save(update_fields=["device_key"])
    did = "say.device_closed" if shut else "say.device_opened"
    event = survey.event
    records.add(by=by, did=did, about=event, concerns=[event.host_id], on=on)
    return survey


@transaction.atomic
def invite(survey: Survey, *, by, on: date, at: datetime) -> int:
    """頼む — one mail, once, to whoever came and has not answered; how many have an address."""
    event = Event.objects.select_for_update().get(pk=survey.event_id)
    reasons = []
    if not queries.is_open(survey, at):
        reasons.append(Reason(CLOSED, rule="say.closed"))
    if queries.invited(event):
        words = _("もうメールで頼みました。頼むのは1回だけです。")
        reasons.append(Reason(words, rule="say.invited"))
    refuse_if(reasons)
    rows = [one for one in queries.who_came(event) if not has_answered(survey, one)]
    told = mails.queue_all(rows, mails.SAY, at=at)
    records.add(by=by, did="say.invited", about=event, concerns=[event.host_id], on=on, told=told)
    return told


def mark_of(survey: Survey, booking: Booking) -> str:
    """The print of a booking for one survey; without this machine's key it leads nowhere."""
    said = f"say\n{survey.pk}\n{booking.secret_hash}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def has_answered(survey: Survey, booking: Booking) -> bool:
    """Whether a booking has answered."""
    return Answered.objects.filter(mark=mark_of(survey, booking)).exists()


def _write(survey: Survey, rows: Sequence[Mapping[str, str]], by: str, on: date) -> list[str]:
    keys = {str(one.pk) for one in survey.items.all()}
    kept = [{key: said for key, said in row.items() if key in keys and said} for row in rows]
    made = Sheet.objects.bulk_create(
        # In no order: nobody finds from the keys which booking answered when.
        Sheet(pk=randbits(52), survey=survey, by=by, on=on, answers=answers)
        for answers in kept
    )
    return [str(one.pk) for one in made]


@transaction.atomic
def type_in(survey: Survey, answers: Mapping[str, str], *, by, on: date) -> None:
    """紙を打ちこむ — one sheet of paper, by the office."""
    refuse_if(asking.why_not_say(queries.questions(queries.items(survey)), answers))
    _write(survey, [answers], Sheet.By.PAPER, on)
    event = survey.event
    records.add(by=by, did="say.typed", about=event, concerns=[event.host_id], on=on)


def take_in(survey: Survey, rows: Sequence[Mapping[str, str]], *, on: date) -> list[str]:
    """ファイルから — many sheets at once, as part of an import; their keys."""
    return _write(survey, rows, Sheet.By.FILE, on)


def take_out(keys: Sequence[str]) -> int:
    """取り消す — the sheets of one file."""
    return Sheet.objects.filter(pk__in=keys, by=Sheet.By.FILE).delete()[0]
