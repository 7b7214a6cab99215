"""暗証番号の画面 — the form, and the mark by which a device that was let in before is known."""

import secrets
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.names import tidy
from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage.gate import viewer_of
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import pins
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people import queries as people

DEVICE, DEVICE_DAYS = "device", 400


def _digits(kind: str) -> forms.PasswordInput:
    return forms.PasswordInput({"inputmode": "numeric", "autocomplete": kind, "maxlength": "20"})


class PinForm(forms.Form):
    """The number of a card; whoever enters first chooses it."""

    pin = forms.CharField(label=_("暗証番号"), widget=_digits("current-password"))
    shared = forms.BooleanField(
        label=_("ほかの人も使うスマートフォン・パソコンです"),
        required=False,
        help_text=_("ページの内容を、この端末に残しません。"),
    )

    def clean_pin(self):
        """The digits, in whatever width they were typed."""
        return tidy(self.cleaned_data["pin"]).replace(" ", "")


class ChooseForm(PinForm):
    """The first time: a number that only its owner knows, twice."""

    pin = forms.CharField(
        label=_("新しい暗証番号（数字6つ）"),
        help_text=_("自分で決めて、だれにも教えないでください。事務局も、会社も、知りません。"),
        widget=_digits("new-password"),
    )
    again = forms.CharField(label=_("もう一度、同じ番号"), widget=_digits("new-password"))
    born = DayField(
        label=_("あなたの生まれた日"), help_text=_("カードを拾った人が入らないように聞きます。")
    )
    first = forms.CharField(
        label=_("事務局から聞いた最初の番号（数字6つ）"),
        help_text=_("カードには書いてありません。知らないときは、事務局に聞いてください。"),
        widget=_digits("one-time-code"),
    )
    field_order = ["born", "first", "pin", "again", "shared"]

    def __init__(self, data, born_on: date | None):
        super().__init__(data)
        self.born_on = born_on
        del self.fields["first" if born_on else "born"]

    def clean_first(self):
        return tidy(self.cleaned_data["first"]).replace(" ", "")

    def clean_again(self):
        return tidy(self.cleaned_data["again"]).replace(" ", "")


def form_of(card, data=None) -> PinForm:
    """What the holder of a card fills in: the number, or a new one when there is none yet."""
    return PinForm(data) if card.pin_hash else ChooseForm(data, _born_on(card))


def _born_on(card) -> date | None:
    """What the paper with the code does not say; None when nobody has written it down."""
    case = people.newest_of(card.person_id)
    return facts.of_case(case).born_on if case else None


def opened(request, card, form, *, line: str) -> bool:
    """True when the typed number lets in; otherwise the form says why not and what to do."""
    if not form.is_valid():
        return False
    if card.pin_hash:
        return _right(request, card, form, line)
    return _is_owner(card, form, line) and _chosen(card, form)


def _right(request, card, form, line: str) -> bool:
    typed, at = form.cleaned_data["pin"], timezone.now()
    right, until = pins.opens(card, typed, line=line, device=known(request, card), at=at)
    if not right and until:
        form.add_error("pin", _waiting(until, at))
    elif not right:
        words = _now("暗証番号がちがいます。忘れたときは、事務局で新しいカードをもらってください。")
        form.add_error("pin", words)
    return right


def _is_owner(card, form, line: str) -> bool:
    """What the paper of the card does not say: the day of birth, or else the office's first number."""
    at, typed = timezone.now(), form.cleaned_data
    if form.born_on:
        field, said = "born", typed["born"] == form.born_on
        words = _now("生まれた日がちがいます。")
    else:
        field, said = "first", constant_time_compare(typed["first"], pins.first_code(card))
        words = _now("最初の番号がちがいます。事務局に聞いてください。")
    right, until = pins.knows(card, said, line=line, at=at)
    if not right:
        form.add_error(field, _waiting(until, at) if until else words)
    return right


def _waiting(until, at) -> str:
    minutes = -(-int((until - at).total_seconds()) // 60) or 1
    return _now("何回もまちがえました。%(minutes)s分待ってから、もう一度入れてください。") % {
        "minutes": minutes
    }


def _chosen(card, form) -> bool:
    try:
        first = pins.choose(card, form.cleaned_data["pin"], form.cleaned_data["again"])
    except Refused as refused:
        put_on(form, refused)
        return False
    if not first:
        form.add_error(
            "pin", _now("暗証番号は、もう決まっています。もう一度カードを読んでください。")
        )
        return False
    person, on = card.person, localdate()
    who = viewer_of(card, on=on)
    records.add(by=who, did="card.pin_chosen", about=person, concerns=[person.pk], on=on)
    return True


def known(request, card) -> str:
    """The mark of a device into which this card's owner was let before; "" for a strange one."""
    said = request.get_signed_cookie(DEVICE, default="", salt=DEVICE)
    person, _dot, mark = said.partition(".")
    return mark if person == str(card.person_id) else ""


def remember(request, response, card) -> None:
    """Give the owner's own device its mark; on a shared one nothing stays."""
    mark = known(request, card) or secrets.token_hex(12)
    response.set_signed_cookie(
        DEVICE,
        f"{card.person_id}.{mark}",
        salt=DEVICE,
        max_age=DEVICE_DAYS * 24 * 60 * 60,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
