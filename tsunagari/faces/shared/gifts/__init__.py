"""寄附のページ — what somebody gave, as a person sees it on the own page and a body on its page."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _now

from tsunagari.base import keyset
from tsunagari.base.asked import AskedRows
from tsunagari.base.days import fiscal_year
from tsunagari.base.measures import MEASURES
from tsunagari.faces.shared import paper, told_texts
from tsunagari.governance.fund.gifts import certificate, queries
from tsunagari.governance.fund.gifts.models import Gift, Pledge
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.governance.fund.trace import queries as traces
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.notices import queries as told
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Viewer

MOST = 100


@dataclass(frozen=True)
class Place:
    """Where the pages stand: the face, the frame around them, and whose gifts they are."""

    face: str

    @property
    def ours(self) -> bool:
        """A body's pages, read by its people."""
        return self.face == "partner"

    @property
    def frame(self) -> str:
        return f"tn/{self.face}.html"

    def giver(self, viewer: Viewer) -> Party:
        """The body that a person stands for, or the person alone; never both."""
        return viewer.own_body.party if self.ours else viewer.party

    def name(self, viewer: Viewer) -> str:
        """A body's name is public; a person's is read by that person."""
        return (
            viewer.own_body.title
            if self.ours
            else shown([viewer.party], to=viewer)[viewer.party.pk]
        )

    def url(self, name: str, *args) -> str:
        return reverse(f"{self.face}:{name}", args=args)

    def draw(self, request, page: str, context: dict, **more) -> HttpResponse:
        whole = context | {"frame": self.frame, "ns": self.face, "ours": self.ours}
        return render(request, f"shared/gifts/{page}.html", whole, **more)


def standing(party: Party):
    """What was given and not taken out again, the newest first."""
    return queries.gifts_of(party).filter(annulled_on=None)


def listed(request, place: Place):
    """Everything that was given, over all channels; what was promised; the receipts."""
    viewer, party = request.viewer, place.giver(request.viewer)
    kept = party.same_as_id or party.pk
    sums = queries.sums_of([kept], viewer.on).get(kept)
    fields, after = ["-received_on", "-pk"], request.GET.get("after", "")
    page = keyset.page(standing(party), fields, after=after, key=_mark)
    pledges = _pledges(donor=kept)
    paid = queries.paid_turns([row.pk for row in pledges])
    receipts = _receipts(donor=kept)
    funds = told_texts.pages([row.fund for row in [*page.rows, *pledges]], ["name"], only=True)
    context = {
        "name": place.name(viewer),
        "sums": sums,
        "page": page,
        "gifts": [_gift(row) | {"fund": funds[row.fund_id]["name"]} for row in page.rows],
        "pledges": [
            promised(row, paid[row.pk], viewer.on) | {"fund": funds[row.fund_id]["name"]}
            for row in pledges
        ],
        "receipts": [
            {"receipt": row, "number": number_words(row.year, row.number)} for row in receipts
        ],
        "fresh": 0 if place.ours else told.unread_count(party),
        "hometown": place.ours and "company" in viewer.own_body.kinds,
    }
    return place.draw(request, "list", context)


@AskedRows
def _pledges(*, donor: int):
    return queries.pledges_of(donor)


@AskedRows
def _receipts(*, donor: int):
    return queries.receipts_of(donor).exclude(sealed="")[:MOST]


def _mark(gift: Gift) -> list:
    return [gift.received_on.isoformat(), gift.pk]


def _gift(gift: Gift) -> dict:
    return {
        "gift": gift,
        "kind": _now(gift.get_kind_display()),
        "left": _net(gift),
    }


def _net(gift: Gift) -> int | None:
    """What was not given back again; None for goods."""
    return None if gift.yen is None else gift.yen - gift.refunded_yen


def promised(row: Pledge, paid, on) -> dict:
    """A promise in words, with the next day on which money is expected."""
    return {
        "pledge": row,
        "every": _now(row.get_every_display()),
        "kind": _now(row.get_kind_display()),
        "next": queries.next_turn(row, paid, on) if row.ended_on is None else None,
    }


def receipt(request, place: Place, pk):
    """One of the own receipts; opening it is a record."""
    viewer, party = request.viewer, place.giver(request.viewer)
    row = get_object_or_404(queries.receipts_of(party).exclude(sealed=""), pk=pk)
    number = number_words(row.year, row.number)
    records.add(
        by=viewer,
        did="gifts.receipt_read",
        about=row,
        concerns=[party],
        on=viewer.on,
        number=number,
    )
    data = certificate.made([row], at=paper.printed(request, ""))
    response = paper.pdf(data, _now("領収書 %(number)s") % {"number": number})
    response["Cache-Control"] = "no-store"
    return response


def trace(request, place: Place, pk):
    """寄附のゆくえ — what the yen paid by measure and year, and which ties came of it; nobody is named."""
    gift = get_object_or_404(standing(place.giver(request.viewer)), pk=pk)
    spent: dict[tuple[str, int], int] = defaultdict(int)
    left = 0
    for use in traces.of_gift(gift):
        if use.line is None:
            left += use.yen
        else:
            spent[use.line.measure, fiscal_year(use.line.on)] += use.yen
    effects = traces.effects(key for key in spent if key[0])
    rows = [_spent(*key, yen, effects.get(key)) for key, yen in sorted(spent.items())]
    fund = told_texts.page(gift.fund, ["name"], only=True)["name"]
    context = {"gift": gift, "fund": fund, "net": _net(gift), "rows": rows, "left": left}
    return place.draw(request, "trace", context)


def _spent(measure: str, year: int, yen: int, effect: traces.Effect | None) -> dict:
    title = _now(MEASURES[measure].title) if measure in MEASURES else _now("運営")
    return {"title": title, "year": year, "yen": yen, "told": effect}
