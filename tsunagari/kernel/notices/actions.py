"""お知らせ — telling, once; the worker sends what is due, and tries again."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation

from tsunagari.base import days
from tsunagari.base.languages import CODES, gettext
from tsunagari.base.readings import plain
from tsunagari.kernel.notices import rules, wordings
from tsunagari.kernel.notices.models import Delivery, Notice
from tsunagari.kernel.parties.models import Login, Party

LEASE = timedelta(minutes=5)


@transaction.atomic
def tell(
    *, to: Party, kind: str, key: str, facts: dict, at: datetime, about=None, channels=("email",)
) -> Notice | None:
    """知らせる — on the page at once, by mail when the quiet hours allow; None when told before."""
    known = wordings.KINDS.get(kind)
    notice = Notice(
        key=key[:160],
        to=to,
        kind=kind,
        facts=facts,
        about_kind=about._meta.label_lower if about is not None else "",
        about_key=str(about.pk) if about is not None else "",
        made_at=at,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    stored = Notice.objects.get(key=notice.key)
    if stored.made_at != at or stored.deliveries.exists():
        return None
    due = rules.not_before(at, to.zone, urgent=bool(known and known.urgent))
    Delivery.objects.bulk_create(
        [Delivery(notice=stored, channel=channel, next_at=due) for channel in channels]
    )
    return stored


def mark_read(party: Party, *, at: datetime) -> int:
    """読んだ — everything that was unread; how many."""
    return Notice.objects.filter(to=party, read_at=None).update(read_at=at)


def send_due(at: datetime, limit: int = 50) -> int:
    """送る — whatever is due; how many went out. Two workers never send the same.

    A delivery is claimed by one conditional UPDATE before it is sent. A worker that dies while
    sending leaves a claim that ends; such a mail is not sent again but shown as unsure.
    """
    Delivery.objects.filter(state=Delivery.State.SENDING, next_at__lte=at).update(
        state=Delivery.State.UNSURE
    )
    due = Delivery.objects.filter(state=Delivery.State.QUEUED, next_at__lte=at)
    sent = 0
    for pk in list(due.order_by("next_at").values_list("pk", flat=True)[:limit]):
        claimed = Delivery.objects.filter(pk=pk, state=Delivery.State.QUEUED).update(
            state=Delivery.State.SENDING, next_at=at + LEASE
        )
        if claimed:
            sent += _send(Delivery.objects.select_related("notice__to").get(pk=pk), at)
    return sent


def _send(delivery: Delivery, at: datetime) -> bool:
    try:
        message = _mail(delivery.notice)
        if message is None:
            _settle(delivery, Delivery.State.GIVEN_UP, said="no address")
            return False
        message.send()
    except Exception as error:
        return _failed(delivery, at, error)
    _settle(delivery, Delivery.State.SENT, said="")
    return True


def _failed(delivery, at, error) -> bool:
    delivery.tries += 1
    again = rules.next_try(at, delivery.tries)
    state = Delivery.State.QUEUED if again else Delivery.State.GIVEN_UP
    _settle(delivery, state, said=f"{type(error).__name__}: {error}", next_at=again or at)
    return False


def _settle(delivery, state, *, said, next_at=None) -> None:
    delivery.state, delivery.said = state, said[:300]
    if next_at:
        delivery.next_at = next_at
    delivery.save(update_fields=["state", "said", "tries", "next_at"])


def _mail(notice: Notice) -> EmailMessage | None:
    """The mail in the recipient's language; its hash is kept."""
    address = _address(notice.to)
    if not address:
        return None
    language = notice.to.language if notice.to.language in CODES else "ja"
    with translation.override(language):
        subject, body = wordings.rendered(notice, facts_for(notice, language))
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


def facts_for(notice: Notice, language: str) -> dict:
    """Facts for the sentences; a start becomes the day and both clocks, the reader's own first."""
    facts = dict(notice.facts)
    if "starts_at" in facts:
        start = datetime.fromisoformat(facts["starts_at"])
        own, other = facts.get("zone", notice.to.zone), facts.get("other_zone", "")
        day = days.day_words(start.astimezone(ZoneInfo(own)).date(), language)
        clock = days.two_clocks(start, own, other, language) if other else days.clock(start, own)
        facts["when"] = f"{day} {days.zone_name(own, language)} {clock}"
    return facts


def _link(notice: Notice, language: str) -> str:
    path = notice.facts.get("path", "")
    prefix = "" if language == "ja" else f"/{language}"
    return f"{settings.ORIGIN}{prefix}{path}" if path else ""


def _address(party: Party) -> str:
    """The person's own address, the sign-in's, or the organisation's."""
    if party.is_person:
        login = Login.objects.filter(person=party.pk, is_active=True).first()
        return party.person.email or (login.email if login else "")
    return party.organisation.email
