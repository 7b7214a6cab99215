"""寄附者 — each once over all channels; who may be here twice; the list that the law asks for."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.days import fiscal_year
from tsunagari.base.languages import CODES
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.gift_forms import AddressForm, DonorForm
from tsunagari.faces.desk.gift_rows import called, gift_rows, pledge_rows, receipt_rows
from tsunagari.faces.desk.people import lines
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.gifts import donor_card, donor_list, queries, sealed
from tsunagari.governance.fund.gifts.actions import donors
from tsunagari.governance.fund.gifts.models import Donor
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties import queries as known
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import merging
from tsunagari.programmes.talent.people.worker_card import VALID_DAYS, Card, Edge

SIZE, SHORT, MOST = 30, 50, 5_000
PURPOSE = "donor"


def listed(request):
    """By reading, with how often and how much."""
    page = known.in_order(_parties, after=request.GET.get("after", ""), size=SIZE)
    keys = [party.pk for party in page.rows]
    sums = queries.sums_of(keys, request.viewer.on)
    rows = [
        {"line": line, "sums": sums.get(line.party.pk)} for line in lines(page.rows, request.viewer)
    ]
    year = fiscal_year(request.viewer.on)
    context = {
        "page": page,
        "rows": rows,
        "books": queries.books(),
        "years": [year, year - 1, year - 2],
    }
    return render(request, "desk/gifts/donors.html", context)


def _parties():
    rows = Party.objects.filter(donor__isnull=False, same_as=None)
    return rows.select_related("person", "organisation")


def own(code: str) -> Donor:
    """The donor behind a code; a duplicate answers for whom it is."""
    party = known.by_code(code)
    party = (party.same_as or party) if party else None
    donor = Donor.objects.select_related("party__person", "party__organisation")
    found = donor.filter(pk=party.pk).first() if party else None
    if found is None:
        raise Http404
    return found


def show(request, code):
    """One donor over all channels: gifts, pledges, receipts; entries that are the same."""
    donor, viewer = own(code), request.viewer
    party = donor.party
    pledges = list(queries.pledges_of(party)[:SHORT])
    paid = queries.paid_turns([row.pk for row in pledges])
    missed = {
        row.pk: queries.missed_turns(row, paid[row.pk], viewer.on)
        for row in pledges
        if row.ended_on is None
    }
    duplicates = list(party.duplicates.all())
    context = {
        "donor": donor,
        "line": lines([party], viewer)[0],
        "said": sealed.reveal(donor),
        "sums": queries.sums_of([party.pk], viewer.on).get(party.pk),
        "gifts": gift_rows(list(queries.gifts_of(party)[:SHORT]), viewer),
        "pledges": pledge_rows(pledges, viewer, missed),
        "receipts": receipt_rows(list(queries.receipts_of(party)[:SHORT]), viewer),
        "duplicates": lines(duplicates, viewer),
        "card": known.cards_held([party.pk], PURPOSE, on=viewer.on).get(party.pk),
    }
    return render(request, "desk/gifts/donor.html", context)


def new(request):
    """Somebody new; entries of the same name are found afterwards by themselves."""
    form = DonorForm(request.POST or None)
    viewer = request.viewer
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        said = {part: told.pop(part) for part in ("postcode", "address")}
        try:
            donor = donors.add(**told, said=said, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("寄附者を登録しました。"))
            return redirect("desk:gift_donor", donor.party.code)
    status = 422 if form.errors else 200
    return render(request, "desk/gifts/new_donor.html", {"form": form}, status=status)


def edit(request, code):
    """Name and address for receipts."""
    donor, viewer = own(code), request.viewer
    known_now = sealed.reveal(donor) | {"named": donor.named, "version": donor.version}
    form = AddressForm(request.POST or None, initial=known_now)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        named, seen = told.pop("named"), told.pop("version") or 0
        try:
            donors.change(donor, said=told, named=named, seen=seen, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["version"] = donor.version
        else:
            messages.success(request, _("保存しました。出した領収書は、そのままです。"))
            return redirect("desk:gift_donor", donor.party.code)
    context = {"form": form, "line": lines([donor.party], viewer)[0]}
    return render(
        request, "desk/gifts/edit_donor.html", context, status=422 if form.errors else 200
    )


@require_POST
def card(request, code):
    """A card for the own page, as PDF; the one before opens nothing from now on."""
    donor, viewer = own(code), request.viewer
    if not donor.party.is_person:
        raise Http404
    person, language = donor.party.person, donor.party.language
    until = viewer.on + timedelta(days=VALID_DAYS)
    made = parties.issue_cards(
        [person], purpose=PURPOSE, valid_from=viewer.on, valid_until=until, at=timezone.now()
    )
    records.add(
        by=viewer, did="card.issued", about=donor, concerns=[donor.pk], on=viewer.on, count=1
    )
    secret = made[person.pk]
    with translation.override(language if language in CODES else "ja"):
        path = reverse("mypage:card", args=[secret.replace("-", "")])
        typed_at = request.get_host() + reverse("mypage:enter")
    name = written([donor.pk], to=viewer)[donor.pk].name or donor.party.code
    drawn = Card(name, request.build_absolute_uri(path), secret, typed_at, until)
    printed = paper.printed(request, "")
    edge = Edge(at=printed.at, body=printed.body, sample=printed.sample)
    response = paper.pdf(donor_card.made(drawn, language=language, edge=edge), f"card-{donor.pk}")
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def first(request, code):
    """The first number of a fresh card, to be said apart from it; that it was shown is on record."""
    donor, viewer = own(code), request.viewer
    card_ = known.cards_held([donor.pk], PURPOSE, on=viewer.on).get(donor.pk)
    number = pins.first_code(card_) if card_ and not card_.pin_hash else ""
    if not number:
        words = _("最初の番号は、いりません。カードを印刷すると、ここで見られます。")
        messages.info(request, words)
        return redirect("desk:gift_donor", code)
    records.add(
        by=viewer, did="card.first_shown", about=donor, concerns=[donor.pk], on=viewer.on, count=1
    )
    context = {"line": lines([donor.party], viewer)[0], "code": number}
    response = render(request, "desk/gifts/card_first.html", context)
    response["Cache-Control"] = "no-store"
    return response


def sheet(request):
    """寄附者名簿 — of one body and fiscal year, as .xlsx; taking it out is a record."""
    year = whole(request.GET.get("year", "")) or fiscal_year(request.viewer.on)
    book = Book.objects.filter(pk=whole(request.GET.get("book", "")) or 0).first()
    if book is None or not 2000 <= year <= 2100:
        raise Http404
    data = donor_list.made(book, year, by=request.viewer, on=request.viewer.on)
    return paper.file(data, _("寄附者名簿 %(year)s年度") % {"year": year}, "xlsx")


# — the same donor twice —


def twins(request):
    """Entries that may be one donor, with what speaks for it."""
    rows = list(queries.donors().order_by("-pk")[:MOST])
    names = written([row.pk for row in rows], to=request.viewer)
    emails = {row.pk: _email(row) for row in rows}
    said = {key: (one.kana, one.name, one.latin) for key, one in names.items()}
    pairs = queries.twins(said, emails)
    shown = called(rows, request.viewer)
    by_key = {row.pk: row for row in rows}
    context = {
        "pairs": [
            {
                "pair": pair,
                "one": by_key[pair.one].party.code,
                "other": by_key[pair.other].party.code,
                "one_name": shown[pair.one],
                "other_name": shown[pair.other],
            }
            for pair in pairs
        ]
    }
    return render(request, "desk/gifts/twins.html", context)


def _email(donor: Donor) -> str:
    party = donor.party
    return party.person.email if party.is_person else party.organisation.email


def merge(request, code):
    """Which entry stays, what would count for it; a press joins them, and it can be taken back."""
    kept, viewer = own(code), request.viewer
    party = known.by_code(request.POST.get("other") or request.GET.get("other", ""))
    gone = Donor.objects.select_related("party").filter(pk=party.pk).first() if party else None
    if gone is None or gone.pk == kept.pk:
        raise Http404
    reasons = merging.why_not_merge(kept.party, gone.party)
    if request.method == "POST" and not reasons:
        return _merge(request, kept, gone)
    sums = queries.sums_of([kept.pk, gone.pk], viewer.on)
    sides = [
        {
            "line": lines([donor.party], viewer)[0],
            "sums": sums.get(donor.pk),
            "pledges": queries.pledges_of(donor.party).filter(ended_on=None).count(),
            "receipts": queries.receipts_of(donor.party).count(),
        }
        for donor in (kept, gone)
    ]
    context = {
        "kept": sides[0],
        "gone": sides[1],
        "reasons": [reason.words() for reason in reasons],
        "moving": merging.preview(gone.party),
    }
    status = 422 if reasons and request.method == "POST" else 200
    return render(request, "desk/gifts/merge.html", context, status=status)


def _merge(request, kept, gone):
    try:
        merging.merge(kept.party, gone.party, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:part_gift_donor", args=[gone.party.code])
        messages.success(request, _("2つの登録をまとめました。"), extra_tags=undo)
    return redirect("desk:gift_donor", kept.party.code)


@require_POST
def part(request, code):
    """Two donors again."""
    party = known.by_code(code)
    if party is None:
        raise Http404
    try:
        merging.part(party, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("2つの登録を、別々にもどしました。"))
    return redirect("desk:gift_donor", code)
