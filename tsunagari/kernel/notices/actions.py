"""お知らせ — telling, once; the worker sends what is due, and tries again."""

import hashlib
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import translation

from tsunagari.base.languages import CODES, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.notices import choices, letters, routes, rules, wordings
from tsunagari.kernel.notices.models import Choice, Delivery, Notice
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.queries import day_of

LEASE = timedelta(minutes=5)
RETURNS_WITHIN = timedelta(days=14)
STATES = Delivery.State


@transaction.atomic
def tell(*, to: Party, kind: str, key: str, facts: dict, at: datetime, about=None) -> Notice | None:
    """知らせる — on the page at once, then by the ways the party chose; None when told before."""
    notice = Notice(
        key=rules.short(key),
        to=to,
        kind=kind,
        facts=facts,
        about_kind=about._meta.label_lower if about is not None else "",
        about_key=str(about.pk) if about is not None else "",
        made_at=at,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    stored = Notice.objects.select_for_update().get(key=notice.key)
    if stored.made_at != at or stored.deliveries.exists():
        return None
    _set_out(stored, choices.of(to), at)
    return stored


def _set_out(notice: Notice, choice: Choice, at: datetime) -> None:
    kind = wordings.of(notice.kind)
    letter = choice.letter and not kind.private
    for channel in rules.channels(email=choice.email, letter=letter, urgent=kind.urgent):
        if channel == rules.LETTER:
            letters.queue(notice, urgent=kind.urgent, at=at)
        else:
            due = _not_before(notice, choice, at) if channel == rules.EMAIL else at
            routes.set_out(notice, channel, due=due)


def _not_before(notice: Notice, choice: Choice, at: datetime) -> datetime:
    quiet = choices.quiet_hours(choice, day_of(at))
    urgent = wordings.of(notice.kind).urgent
    return rules.not_before(at, notice.to.zone, urgent=urgent, quiet=quiet)


def mark_read(party: Party, *, at: datetime, notices: Iterable[int] | None = None) -> int:
    """読んだ — those that were shown, or everything that was unread; how many."""
    unread = Notice.objects.filter(to=party, read_at=None)
    if notices is not None:
        unread = unread.filter(pk__in=list(notices))
    return unread.update(read_at=at)


# — the worker —


def send_due(at: datetime, limit: int = 50, *, urgent: bool = False) -> int:
    """送る — whatever is due, or of it what is urgent; how many went out. Two never send the same.

    A delivery is claimed by one conditional UPDATE before it is sent. A worker that dies while
    sending leaves a claim that ends; such a mail is not sent again but shown as unsure.
    """
    mails = Delivery.objects.filter(channel=rules.EMAIL)
    mails.filter(state=STATES.SENDING, next_at__lte=at).update(state=STATES.UNSURE)
    due = mails.filter(state=STATES.QUEUED, next_at__lte=at)
    if urgent:
        due = due.filter(notice__kind__in=wordings.urgent_kinds())
    sent, began = 0, time.monotonic()
    for pk in list(due.order_by("next_at").values_list("pk", flat=True)[:limit]):
        # A slow mail server must not shorten the claims of those that come after.
        now = at + timedelta(seconds=time.monotonic() - began)
        if _rests(pk, now):
            continue
        claimed = Delivery.objects.filter(pk=pk, state=STATES.QUEUED).update(
            state=STATES.SENDING, next_at=now + LEASE
        )
        if claimed:
            sent += _send(Delivery.objects.select_related("notice__to").get(pk=pk), now)
    return sent


def _rests(pk: int, now: datetime) -> bool:
    """True when its reader's quiet hours have begun since it was told: it waits for their end."""
    delivery = Delivery.objects.select_related("notice__to").get(pk=pk)
    due = _not_before(delivery.notice, choices.of(delivery.notice.to), now)
    if due > now:
        Delivery.objects.filter(pk=pk, state=STATES.QUEUED).update(next_at=due)
    return due > now


def _send(delivery: Delivery, at: datetime) -> bool:
    """True when the mail went out. Only what surely did not go out is tried again."""
    try:
        message = _mail(delivery.notice)
        if message is None:
            _lost(delivery, at, said=rules.NO_ADDRESS)
            return False
        message.message()
        connection = get_connection()
        connection.open()
    except Exception as error:
        return _failed(delivery, at, error)
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        return _failed(delivery, at, error)
    except Exception as error:
        # The line broke after the mail was handed over: nobody knows whether it arrived.
        _settle(delivery, STATES.UNSURE, said=_words(error))
        return False
    finally:
        connection.close()
    _sent(delivery, at)
    return True


@transaction.atomic
def _sent(delivery: Delivery, at: datetime) -> None:
    notice = delivery.notice
    _settle(delivery, STATES.SENT, said="")
    records.add(
        by=None,
        did="notice.sent",
        about=notice,
        concerns=[notice.to],
        on=at.astimezone(ZoneInfo(notice.to.zone)).date(),
        via="worker",
        kind=notice.kind,
        channel=delivery.channel,
        sent_hash=notice.sent_hash,
    )


def _failed(delivery: Delivery, at: datetime, error: Exception) -> bool:
    delivery.tries += 1
    urgent = wordings.of(delivery.notice.kind).urgent
    again = rules.next_try(at, delivery.tries, urgent=urgent)
    if again is None:
        _lost(delivery, at, said=_words(error))
    else:
        _settle(delivery, STATES.QUEUED, said=_words(error), next_at=again)
    return False


@transaction.atomic
def _lost(delivery: Delivery, at: datetime, *, said: str) -> None:
    """No mail reaches this party: a letter goes instead if it chose letters, or somebody tells it.

    What is urgent cannot wait for a letter: somebody has to call.
    """
    notice, kind = delivery.notice, wordings.of(delivery.notice.kind)
    instead = letters.can_write_to(notice.to) and not kind.private and not kind.urgent
    if kind.urgent and said != rules.RETURNED:
        said = rules.CALL
    if not _settle(delivery, STATES.INSTEAD if instead else STATES.GIVEN_UP, said=said, next_at=at):
        return
    if instead:
        letters.queue(notice, urgent=False, at=at)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _settle(delivery: Delivery, state: str, *, said: str, next_at: datetime | None = None) -> int:
    """Write how it went, while the claim (or the doubt about it) is still ours; 0 when it is not."""
    ours = Delivery.objects.filter(pk=delivery.pk, state__in=(STATES.SENDING, STATES.UNSURE))
    return ours.update(
        state=state, said=said[:300], tries=delivery.tries, next_at=next_at or delivery.next_at
    )


@transaction.atomic
def clear_up(delivery: Delivery, *, arrived: bool, by, on: date, at: datetime) -> Delivery:
    """確かめた — a person found out: it arrived, or it is sent once more by the same way."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    refuse_if(_why_not_clear_up(delivery, arrived))
    if not arrived and delivery.channel == rules.LETTER:
        return letters.once_more(delivery, by=by, on=on, at=at)
    delivery.state = STATES.SENT if arrived else STATES.QUEUED
    delivery.tries, delivery.next_at = 0, at
    delivery.save(update_fields=["state", "tries", "next_at"])
    did = "notice.arrived" if arrived else "notice.resent"
    records.add(by=by, did=did, about=delivery.notice, concerns=[delivery.notice.to_id], on=on)
    return delivery


def _why_not_clear_up(delivery: Delivery, arrived: bool) -> list[Reason]:
    if delivery.state not in (STATES.UNSURE, STATES.GIVEN_UP):
        return [Reason(_("このお知らせは、ほかの人がもう確かめました。"), rule="state")]
    if not arrived and delivery.channel == rules.BY_PHONE:
        return [Reason(_("電話で伝えてから、「別の方法で伝えた」を押してください。"), rule="call")]
    return []


@transaction.atomic
def came_back(address: str, *, by, on: date, at: datetime) -> int:
    """戻ってきたメール — to this address; a letter goes instead, or somebody has to call. How many.

    Only the newest weeks: what is older was read, or does not matter any more.
    """
    parties = choices.reached_at(address)
    newest = Delivery.objects.select_for_update(of=("self",)).filter(
        channel=rules.EMAIL,
        state=STATES.SENT,
        notice__to__in=parties,
        notice__made_at__gte=at - RETURNS_WITHIN,
    )
    found = list(newest.select_related("notice__to").order_by("pk"))
    words = _("このアドレスに最近送ったメールはありません。書き方を確かめてください。")
    refuse_if([] if found else [Reason(words, rule="none", field="address")])
    for delivery in found:
        Delivery.objects.filter(pk=delivery.pk).update(state=STATES.UNSURE)
        _lost(delivery, at, said=rules.RETURNED)
        notice = delivery.notice
        records.add(by=by, did="notice.came_back", about=notice, concerns=[notice.to_id], on=on)
    return len(found)


# — the mail —


def _mail(notice: Notice) -> EmailMessage | None:
    """The mail in the recipient's language; its hash is kept."""
    address = choices.address_of(notice.to)
    if not address:
        return None
    language = notice.to.language if notice.to.language in CODES else "ja"
    with translation.override(language):
        subject, body = wordings.rendered(notice, language)
        link = _link(notice, language)
        if link:
            body = f"{body}\n\n{gettext(wordings.FOOT) % {'link': link}}"
    subject, body = plain(subject), plain(body)
    notice.language = language
    notice.sent_hash = hashlib.sha256(f"{subject}\n{body}".encode()).hexdigest()
    notice.save(update_fields=["language", "sent_hash"])
    digest = hashlib.sha256(notice.key.encode()).hexdigest()[:32]
    return EmailMessage(
        subject, body, to=[address], headers={"Message-ID": f"<{digest}@tsunagari>"}
    )


def _link(notice: Notice, language: str) -> str:
    path = notice.facts.get("path", "")
    prefix = "" if language == "ja" else f"/{language}"
    return f"{settings.ORIGIN}{prefix}{path}" if path else ""
