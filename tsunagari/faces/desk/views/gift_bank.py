"""入出金明細 — files taken in, columns named, lines confirmed many in one press, or one by one."""

from collections import defaultdict

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import gift_files, gift_rows
from tsunagari.faces.desk.gift_forms import FileForm, GiftForm
from tsunagari.faces.desk.gift_rows import called
from tsunagari.faces.desk.people import lines as party_lines
from tsunagari.faces.shared import events, uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole, wholes
from tsunagari.governance.fund.gifts import known, owing, queries, sealed
from tsunagari.governance.fund.gifts.actions import bank, donors
from tsunagari.governance.fund.gifts.actions.bank import Choice, Unmapped
from tsunagari.governance.fund.gifts.models import (
    BankAccount,
    BankLine,
    Donor,
    Fee,
    Gift,
    Offer,
    Pledge,
)
from tsunagari.governance.fund.gifts.rules import statement
from tsunagari.kernel.parties import queries as parties
from tsunagari.programmes.community.events.models import Booking, Payment

SIZE, FILES, SHOWN_ROWS, FOUND = 50, 20, 12, 12
KINDS = ("donation", "fee", "supporter")
NAMELESS = "n"


# — files —


def files(request):
    """A file is chosen; the ones before stand below."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _take(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "rows": list(queries.statements()[:FILES]),
        "accounts": queries.accounts().exists(),
    }
    return render(request, "desk/gifts/files.html", context, status=422 if form.errors else 200)


def _take(request, form):
    """Where a file leads: its lines, or the question what its columns mean; None when refused."""
    account, file = form.cleaned_data["account"], form.cleaned_data["file"]
    viewer = request.viewer
    try:
        data = uploads.content(file)
        made = bank.take_in(
            account, data, name=file.name, by=viewer, on=viewer.on, at=timezone.now()
        )
    except Unmapped as unmapped:
        tell(request, unmapped)
        secret = gift_files.keep(data, name=file.name, account=account.pk)
        return redirect("desk:gift_columns", secret)
    except Refused as refused:
        put_on(form, refused)
        return None
    _taken(request, made)
    return redirect("desk:gift_lines")


def _taken(request, made) -> None:
    words = _("明細を取り込みました（新しい行%(new)s、前にある行%(known)s）。")
    messages.success(request, words % {"new": made.lines_new, "known": made.lines_known})


def columns(request, secret):
    """What each column means: asked once for a bank, and remembered."""
    file = gift_files.kept(secret)
    if file is None:
        messages.error(request, _("時間がたったので、もう一度ファイルを選んでください。"))
        return redirect("desk:gift_files")
    account = get_object_or_404(BankAccount, pk=file["account"])
    rows = bank.rows_of(file["data"], file["name"])
    guess = statement.recognise(rows)
    header = whole(request.POST.get("header", "")) if request.method == "POST" else None
    header = (guess.header if guess else 1) if header is None else min(header, len(rows))
    width = min(max(map(len, rows), default=0), 30)
    meanings = {at: request.POST.get(f"column-{at}", "") for at in range(width)}
    if request.method != "POST":
        meanings |= {at: means for means, at in (guess.places if guess else {}).items()}
    faults = _read(request, secret, account, file, rows, header, meanings)
    if faults is None:
        return redirect("desk:gift_lines")
    head = rows[header - 1] if header else []
    context = {
        "account": account,
        "header": header,
        "faults": faults,
        "columns": [
            {
                "at": at,
                "number": at + 1,
                "head": head[at] if at < len(head) else "",
                "means": meanings.get(at, ""),
                "cells": [row[at] for row in rows[header : header + 3] if at < len(row)],
            }
            for at in range(width)
        ],
        "fields": [(code, _(words)) for code, words in statement.FIELDS.items()],
        "count": len(rows),
    }
    return render(request, "desk/gifts/columns.html", context, status=422 if faults else 200)


def _read(request, secret, account, file, rows, header, meanings) -> list[str] | None:
    """None when the file was taken in; else what is wrong, in words."""
    if request.method != "POST":
        return []
    viewer, said = request.viewer, statement.chosen(rows, header, meanings)
    try:
        made = bank.take_in(
            account,
            file["data"],
            name=file["name"],
            by=viewer,
            on=viewer.on,
            at=timezone.now(),
            columns=said,
        )
    except Refused as refused:
        return [reason.words() for reason in refused.reasons]
    gift_files.drop(secret)
    _taken(request, made)
    return None


# — lines —


def lines(request):
    """What came in and is nobody's yet, each with who it may be and why; or what was put aside."""
    if request.GET.get("view") == "aside":
        return _aside(request)
    return _lines(request)


def _lines(request, status: int = 200):
    page = keyset.page(
        queries.open_lines(),
        ["on", "id"],
        after=request.GET.get("after", ""),
        size=SIZE,
        key=lambda line: [line.on.isoformat(), line.pk],
    )
    found = known.proposals(page.rows, request.viewer)
    context = {
        "page": page,
        "rows": _rows(request, found),
        "kinds": [(code, _(dict(Pledge.Kind.choices)[code])) for code in KINDS],
        "sure": sum(one.sure for one in found),
    }
    return render(request, "desk/gifts/lines.html", context, status=status)


def _rows(request, found) -> list[dict]:
    keys = {one.donor for row in found for one in row.proposals}
    people = {row.pk: row for row in queries.donors().filter(pk__in=[k for k in keys if k > 0])}
    names = called(people.values(), request.viewer)
    funds = defaultdict(list)
    for fund in queries.funds():
        funds[fund.book_id].append(fund)
    offers = Offer.objects.select_related("fund").in_bulk([-key for key in keys if key < 0])
    pledges = Pledge.objects.in_bulk(
        [one.expected.pledge for row in found for one in row.proposals if one.expected]
    )
    paid = owing.shown({one.booking for row in found for one in row.proposals if one.booking})
    called_by = {key: _fee_words(one) for key, one in paid.items()}
    return [
        _kept(_row(one, names, offers, pledges, called_by), request.POST)
        | {"funds": funds[one.line.account.book_id]}
        for one in found
    ]


def _fee_words(booking) -> str:
    """A booking as a payer: that it is a fee, and for which event."""
    told = {"title": events.title(booking.event), "number": booking.number}
    return _("参加費：%(title)s（%(number)s）") % told


def _row(found, names, offers, pledges, fees) -> dict:
    proposals = [
        {
            "value": _value(one),
            "who": fees.get(one.booking) or names.get(one.donor) or _offered(one, offers),
            "score": one.score,
            "reasons": [reason.words() for reason in one.reasons],
            "picked": at == 0,
        }
        for at, one in enumerate(found.proposals)
    ]
    first = next((one for one in found.proposals if one.gift is None), None)
    pledge = pledges.get(first.expected.pledge) if first and first.expected else None
    offer = offers.get(-first.donor) if first else None
    fund = pledge.fund_id if pledge else offer.fund_id if offer else None
    return {
        "line": found.line,
        "words": found.words,
        "sure": found.sure,
        "ticked": found.sure,
        "proposals": proposals,
        "kind": pledge.kind if pledge else "donation",
        "fund": fund,
        "nameless": not proposals,
    }


def _kept(row: dict, typed) -> dict:
    """What was chosen for a line stays when the page comes back with a refusal."""
    if not typed:
        return row
    key = row["line"].pk
    who = typed.get(f"who-{key}", NAMELESS)
    proposals = [one | {"picked": one["value"] == who} for one in row["proposals"]]
    return row | {
        "ticked": str(key) in typed.getlist("line"),
        "proposals": proposals,
        "nameless": who == NAMELESS,
        "kind": typed.get(f"kind-{key}", row["kind"]),
        "fund": whole(typed.get(f"fund-{key}", "")) or row["fund"],
    }


def _value(one) -> str:
    if one.payment or one.booking:
        return f"p{one.payment}" if one.payment else f"b{one.booking}"
    if one.gift:
        return f"g{one.gift}"
    return f"d{one.donor}" if one.donor > 0 else f"o{-one.donor}"


def _offered(one, offers) -> str:
    """A visitor who took a number: by the name that was written, or as nobody."""
    if one.gift:
        return _(gift_rows.NAMELESS)
    offer = offers.get(-one.donor)
    name = sealed.reveal(offer)["name"] if offer and offer.sealed else ""
    if name:
        return _("%(name)s さん（公開のページから・新しい寄附者）") % {"name": name}
    return _("名前のない申し込み（公開のページから）")


@require_POST
def confirm(request):
    """Everything that is ticked, or nothing; or one line is put aside."""
    viewer = request.viewer
    if aside := whole(request.POST.get("aside", "")):
        return _put_aside(request, aside)
    ticked = sorted(wholes(request.POST.getlist("line")))[:SIZE]
    rows = list(queries.open_lines().filter(pk__in=ticked))
    try:
        choices = _choices(request, rows)
        made = bank.book_lines(choices, by=viewer, on=viewer.on)
    except Refused as refused:
        tell(request, refused)
        return _lines(request, status=422)
    # One fee alone is taken back from here; gifts are annulled where each stands.
    only = made[0] if len(made) == 1 and isinstance(made[0], Fee) else None
    undo = f"undo:{reverse('desk:undo_event_money', args=[only.payment_id])}" if only else ""
    words = _("%(count)s行を記帳しました。") % {"count": len(made)}
    messages.success(request, words, extra_tags=undo)
    return redirect("desk:gift_lines")


def _choices(request, rows) -> list[Choice]:
    found = {one.line.pk: one for one in known.proposals(rows, request.viewer)}
    funds = {fund.pk: fund for fund in queries.funds()}
    return [_choice(request, found[row.pk], funds) for row in rows]


def _choice(request, found, funds) -> Choice:
    key = found.line.pk
    fund = funds.get(whole(request.POST.get(f"fund-{key}", "")))
    kind = request.POST.get(f"kind-{key}", "")
    if fund is None or kind not in KINDS:
        raise Http404
    who, number = request.POST.get(f"who-{key}", NAMELESS)[:1], None
    number = whole(request.POST.get(f"who-{key}", "")[1:])
    donor = Donor.objects.filter(pk=number).first() if who == "d" else None
    offer = Offer.objects.filter(pk=number).first() if who == "o" else None
    gift = get_object_or_404(Gift, pk=number) if who == "g" else None
    if who in ("b", "p"):
        return _fee(found, fund, who, number)
    mine = [one for one in found.proposals if donor and one.donor == donor.pk]
    expected = next((one.expected for one in mine if one.expected), None)
    pledge = Pledge.objects.filter(pk=expected.pledge, kind=kind).first() if expected else None
    return Choice(
        key,
        fund,
        kind=kind,
        donor=donor,
        offer=offer,
        pledge=pledge,
        turn=expected.turn if pledge else None,
        gift=gift,
    )


def _fee(found, fund, who: str, number: int | None) -> Choice:
    """The fee of a booking that was proposed, or a transfer that was noted by hand."""
    if number not in {one.payment if who == "p" else one.booking for one in found.proposals}:
        raise Http404
    if who == "p":
        payment = get_object_or_404(Payment.objects.select_related("booking__event"), pk=number)
        return Choice(found.line.pk, fund, payment=payment)
    booking = get_object_or_404(Booking.objects.select_related("event"), pk=number)
    return Choice(found.line.pk, fund, booking=booking)


def _put_aside(request, pk):
    line, viewer = get_object_or_404(BankLine, pk=pk), request.viewer
    try:
        bank.put_aside(line, by=viewer, on=viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = f"undo:{reverse('desk:restore_gift_line', args=[pk])}"
        messages.success(request, _("この行を、寄附ではないとしました。"), extra_tags=undo)
    return redirect("desk:gift_lines")


@require_POST
def bring_back(request, pk):
    """The line waits again."""
    line, viewer = get_object_or_404(BankLine, pk=pk), request.viewer
    try:
        bank.bring_back(line, by=viewer, on=viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("この行を、確認待ちにもどしました。"))
    return redirect("desk:gift_lines")


def _aside(request):
    """What was put aside, and what went out: to be brought back when it was a mistake."""
    rows = BankLine.objects.filter(state=BankLine.State.ASIDE, yen__gt=0)
    rows = rows.select_related("account")
    page = keyset.page(rows, ["-id"], after=request.GET.get("after", ""), size=SIZE)
    shown = [{"line": row, "words": queries.remitter(row, request.viewer)} for row in page.rows]
    return render(request, "desk/gifts/aside.html", {"page": page, "rows": shown})


# — one line —


def line(request, pk):
    """Somebody whom nothing proposed: looked for by name, or new, or nobody; any kind of money."""
    row = get_object_or_404(queries.open_lines(), pk=pk)
    party = parties.by_code(request.GET.get("donor", ""))
    party = gift_rows.grown_up(party)
    form = None
    if party or "nameless" in request.GET:
        form = GiftForm(request.POST or None, on=request.viewer.on, bank=True)
        _only_of(form, row)
    if form and request.method == "POST" and form.is_valid() and _booked(request, row, form, party):
        messages.success(request, _("%(count)s行を記帳しました。") % {"count": 1})
        return redirect("desk:gift_lines")
    text = request.GET.get("q", "")
    found = parties.found(text, size=FOUND).rows if text.strip() and not form else []
    adults = [one for one in found if not (one.is_person and one.person.minor)]
    context = {
        "line": row,
        "words": queries.remitter(row, request.viewer),
        "form": form,
        "who": party_lines([party], request.viewer)[0] if party else None,
        "rows": party_lines(adults, request.viewer),
        "text": text,
    }
    faulty = form is not None and form.errors
    return render(request, "desk/gifts/line.html", context, status=422 if faulty else 200)


def _only_of(form: forms.Form, row: BankLine) -> None:
    """The funds and purposes of the book to which the account belongs."""
    for name in ("fund", "earmark"):
        field = form.fields[name]
        field.queryset = field.queryset.filter(book=row.account.book_id)


def _booked(request, row, form, party) -> bool:
    told, viewer = form.cleaned_data, request.viewer
    who = {"by": viewer, "on": viewer.on}
    try:
        donor = donors.note(party, **who) if party else None
        choice = Choice(
            row.pk, told["fund"], kind=told["kind"], donor=donor, earmark=told["earmark"]
        )
        bank.book_lines([choice], **who)
    except Refused as refused:
        put_on(form, refused)
        return False
    return True
