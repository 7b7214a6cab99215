"""主体 — questions about people and bodies."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from tsunagari.base.asked import Asked, AskedRows
from tsunagari.base.keyset import Page, behind, mark, number, unmark
from tsunagari.base.names import fold, query_keys, row_of, tidy
from tsunagari.kernel.parties import search
from tsunagari.kernel.parties.actions import hash_of
from tsunagari.kernel.parties.models import (
    ALPHABET,
    AccessCard,
    Federation,
    Login,
    Organisation,
    Party,
)

CODE = re.compile(f"[{ALPHABET}]{{10}}")
LONGEST = 100  # of a query: what is longer is no name
MANY = 1_000
# What a name needs; whole rows of people cost a page of fifty as much as the names.
NAMED = ("kind", "code", "name", "name_kana", "name_latin", "forgotten_on")
NAMED += ("person__minor", "person__called")


def federation() -> Federation | None:
    """The one federation, or None before it was started."""
    return _federation.first()


@AskedRows
def _federation():
    return Federation.objects.select_related("party__organisation").order_by("pk")[:1]


def found(text: str, *, kind: str = "", after: str = "", size: int = 50) -> Page:
    """人と団体をさがす — by name, kana, romaji or code in any width; one page of parties, by key.

    A duplicate answers for the party that it is the same as. An empty text finds nothing.
    """
    start = number(after) or 0
    keys = search.find(query_keys(text[:LONGEST]), kind=kind, after=start, limit=size + 1)
    more = len(keys) > size
    first = [] if start else _coded(text, kind)
    return Page(_canonical([*first, *keys[:size]]), older=mark([keys[size - 1]]) if more else "")


def _coded(text: str, kind: str) -> list[int]:
    """The party whose code this is: also a child's, and one whose name is gone."""
    code = tidy(text).upper()
    if not CODE.fullmatch(code):
        return []
    known = Party.objects.filter(code=code)
    return list((known.filter(kind=kind) if kind else known).values_list("pk", flat=True))


def _canonical(keys: list[int]) -> list[Party]:
    """The parties of these keys in order, each once, duplicates replaced by whom they are."""
    rows = {party.pk: party for party in (_of_keys(keys=keys) if keys else ())}
    parties = [rows[key].same_as or rows[key] for key in keys if key in rows]
    return list({party.pk: party for party in parties}.values())


@AskedRows
def _of_keys(*, keys):
    return Party.objects.filter(pk__in=keys).select_related(
        "organisation", "person", "same_as__organisation", "same_as__person"
    )


def by_code(code: str) -> Party | None:
    """その1人・1団体 — by the code in an address."""
    rows = Party.objects.select_related("person", "organisation__within__party", "same_as")
    return rows.filter(code=code).first() if CODE.fullmatch(code) else None


def people():
    """人 — adults whose names stand, with no more than their names; children are in no list."""
    rows = Party.objects.filter(kind=Party.Kind.PERSON, same_as=None)
    return rows.select_related("person").only(*NAMED)


def bodies(kind: str = ""):
    """団体 — all of them, or those of one kind."""
    rows = Party.objects.filter(kind=Party.Kind.ORGANISATION, same_as=None)
    if kind:
        rows = rows.annotate(kinds=Cast("organisation__kinds", TextField()))
        rows = rows.filter(kinds__contains=f'"{kind}"')
    return rows.select_related("organisation")


def in_order(
    build: Callable, *shape, row: str = "", after: str = "", size: int = 50, **values
) -> Page:
    """よみの順に — one page of the parties that `build(*shape, **values)` is a queryset of.

    `row` is a row of the kana table (ア, カ … ワ, A). The mark in the address is the last party's
    code: a reading has no place there. Only one lower bound is asked for, because SQLite would
    begin at the wrong one of two.
    """
    span = row_of(row)
    [code] = unmark(after, 1) or [""]
    start = _stands.first(code=code) if CODE.fullmatch(str(code)) else None
    values |= {"until": span[1]} if span else {}
    values |= {"since": start[0], "last": start[1]} if start else {"since": span[0] if span else ""}
    found = _ordered(build)(*shape, bool(span), bool(start), size + 1, **values)
    return Page(found[:size], older=mark([found[size - 1].code]) if len(found) > size else "")


@Asked
def _stands(*, code: str):
    """Where a party stands in the order."""
    return Party.objects.filter(code=code).values_list("sort_as", "pk")


@cache
def _ordered(build: Callable) -> AskedRows:
    """Those of `build` in their order: between two readings, or behind one that was shown last."""

    def rows(*shape, since, until=None, last=None, **values):
        *own, within, further, limit = shape
        found = build(*own, **values)
        if within:
            found = found.filter(sort_as__lt=until)
        if further:
            found = behind(found, ["sort_as", "id"], [since, last])
        else:
            found = found.filter(**{"sort_as__gte" if within else "sort_as__gt": since})
        return found.order_by("sort_as", "id")[:limit]

    return AskedRows(rows)


def named_alike(name: str, *, kind: str = Party.Kind.ORGANISATION) -> list[Party]:
    """同じ名前の団体 — whatever the width, the kana or the old form of a kanji; any with no `kind`."""
    keys = search.find(query_keys(name[:LONGEST]), kind=kind, limit=MANY)
    return [party for party in _canonical(keys) if fold(party.name.reveal()) == fold(name)]


FACTS = {
    Party.Kind.PERSON: (
        "family",
        "given",
        "family_kana",
        "given_kana",
        "family_latin",
        "given_latin",
        "called",
        "email",
        "phone",
    ),
    Party.Kind.ORGANISATION: ("kinds", "country", "municipality", "email"),
}


def facts_of(party: Party) -> dict:
    """登録内容 — what staff may change of a party, as it is stored now; names stay sealed."""
    row = party.person if party.is_person else party.organisation
    facts = {name: getattr(row, name) for name in FACTS[party.kind]}
    if party.is_person:
        return facts
    return {"name": party.name, "kana": party.name_kana, "latin": party.name_latin, **facts}


def login_of(email: str) -> Login | None:
    """サインイン — by e-mail, in any letter case."""
    return Login.objects.filter(email__iexact=email.strip()).select_related("person__party").first()


def by_codes(codes) -> dict[str, Party]:
    """{code: party} of many codes, in one query."""
    return {party.code: party for party in Party.objects.filter(code__in=list(codes))}


def card_for(secret: str, *, on: date) -> AccessCard | None:
    """The card that a secret opens today; None when it is unknown, revoked or out of date."""
    return (
        AccessCard.objects.filter(
            secret_hash=hash_of(secret), revoked_at=None, valid_from__lte=on, valid_until__gte=on
        )
        .select_related("person__party")
        .first()
    )


def closed_card(secret: str) -> AccessCard | None:
    """A card that was once given out and opens nothing today: closed, replaced or out of date."""
    return AccessCard.objects.filter(secret_hash=hash_of(secret)).first()


def cards_held(people, purpose: str, *, on: date) -> dict[int, AccessCard]:
    """{person: the card that opens their page today} of many people, in one query."""
    keys = [getattr(one, "pk", one) for one in people]
    held = _held(people=keys, purpose=purpose, on=on) if keys else ()
    return {card.person_id: card for card in held}


@AskedRows
def _held(*, people, purpose: str, on: date):
    rows = AccessCard.objects.filter(person__in=people, purpose=purpose, revoked_at=None)
    return rows.filter(valid_until__gte=on)


def card_still_opens(pk: int, *, on: date) -> AccessCard | None:
    """The card of a signed-in page, asked again on each request so that revoking acts at once."""
    return _opens.first(pk=pk, on=on)


@AskedRows
def _opens(*, pk: int, on: date):
    rows = AccessCard.objects.filter(pk=pk, revoked_at=None)
    rows = rows.filter(Q(valid_from__lte=on) & Q(valid_until__gte=on))
    return rows.select_related("person__party")


def organisations(kind: str = ""):
    """団体 — by kana."""
    rows = Organisation.objects.select_related("party").order_by("party__name_kana", "pk")
    return [row for row in rows if not kind or kind in row.kinds]
