"""お知らせ — thanks, receipts, and a polite word when a pledge did not arrive."""

from datetime import date, datetime

from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.gifts.models import Gift, Pledge, Receipt
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import DOORS

THANKS, GOODS, RECEIPT, MISSED = (
    "gifts.thanks",
    "gifts.thanks_goods",
    "gifts.receipt",
    "gifts.missed",
)
OFFICE = "gifts.pledge_changed"
PATH, PATH_OF_BODY = "/me/gifts/", "/partner/gifts/"
PARTNERS = tuple(kind for kind, door in DOORS.items() if door == "partner")
KINDS = (
    NoticeKind(
        THANKS,
        _("ご寄附をありがとうございました"),
        _(
            "%(day)s に %(yen)s円のご寄附を受け取りました。ありがとうございます。使いみちは、公開のページでお知らせします。"
        ),
    ),
    NoticeKind(
        GOODS,
        _("ご寄附をありがとうございました"),
        _("%(day)s に、品物のご寄附を受け取りました。ありがとうございます。大切に使います。"),
    ),
    NoticeKind(
        RECEIPT,
        _("寄附の領収書ができました"),
        _(
            "領収書 %(number)s ができました。あなたのページで開けます。紙で必要なときは、事務局に知らせてください。"
        ),
    ),
    NoticeKind(
        OFFICE,
        _("寄附者が、継続の寄附を変えました"),
        _(
            "寄附者が、自分のページで継続の寄附を変えたか、やめました。口座振替のときは、銀行の手続きも確かめてください。"
        ),
    ),
    NoticeKind(
        MISSED,
        _("継続のご寄附について"),
        _(
            "いつもご支援をありがとうございます。%(day)s の %(yen)s円が、まだ届いていないようです。"
            "行きちがいでしたら、お許しください。続けるのがむずかしいときは、いつでも変えたり、やめたりできます。"
        ),
    ),
)


def tell_office(pledge: Pledge, *, at: datetime) -> None:
    """The office hears what a donor changed alone: a debit has to be changed at the bank, too."""
    for party in roles.people_of(federation().party.organisation, "staff", on=roles.day_of(at)):
        notices.tell(
            to=party,
            kind=OFFICE,
            key=f"{OFFICE}:{pledge.pk}:{pledge.version}:{party.pk}",
            facts={"path": f"/desk/gifts/pledges/{pledge.pk}/"},
            about=pledge,
            at=at,
        )


def thank(gift: Gift, *, at: datetime) -> None:
    """お礼 — once for each gift."""
    _tell(
        gift.donor,
        THANKS if gift.yen else GOODS,
        f"{THANKS}:{gift.pk}",
        {"day": _day(gift.received_on, gift.donor), "yen": f"{gift.yen or 0:,}"},
        gift,
        at,
    )


def receipt_is_there(receipt: Receipt, *, at: datetime) -> None:
    """The number alone: what stands on it is read on the own page."""
    number = number_words(receipt.year, receipt.number)
    _tell(receipt.donor, RECEIPT, f"{RECEIPT}:{receipt.pk}", {"number": number}, receipt, at)


def missed(pledge: Pledge, turn, *, at: datetime) -> bool:
    """A turn did not arrive; False when that was said before."""
    facts = {"day": _day(turn.due, pledge.donor), "yen": f"{pledge.yen:,}"}
    key = f"{MISSED}:{pledge.pk}:{turn.number}"
    return _tell(pledge.donor, MISSED, key, facts, pledge, at)


def _day(day: date, donor) -> str:
    """A day as the reader of the notice writes it."""
    return day_words(day, (donor.party.same_as or donor.party).language)


def _tell(donor, kind: str, key: str, facts: dict, about, at: datetime) -> bool:
    """The donor, once; of a body then also its people, who read what it gave on its page."""
    to = donor.party.same_as or donor.party
    people = _people(to, at)
    path = PATH if to.is_person else PATH_OF_BODY if people else ""
    said = {"kind": kind, "facts": facts | {"path": path}, "about": about, "at": at}
    if notices.tell(to=to, key=key, **said) is None:
        return False
    for one in people:
        notices.tell(to=one, key=f"{key}:{one.pk}", **said)
    return True


def _people(to: Party, at: datetime) -> list[Party]:
    if to.is_person:
        return []
    found = roles.people_of(to.organisation, *PARTNERS, on=roles.day_of(at))
    return list({one.pk: one for one in found}.values())
