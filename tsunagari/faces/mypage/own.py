"""わたしの情報 — what the pages about my own data ask: who looked, what I agreed to, what has been."""

from dataclasses import dataclass
from datetime import date, datetime

from tsunagari.base.asked import AskedRows
from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.mypage.work import why_of
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared.read_names import who_of
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.consents import purposes
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.records import queries as records
from tsunagari.kernel.records import words
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.kernel.roles import identifiers
from tsunagari.kernel.roles.models import Standing, Viewer
from tsunagari.programmes.talent.advice import actions as acts
from tsunagari.programmes.talent.advice import queries as advice
from tsunagari.programmes.talent.advice.models import HandOver, Reading
from tsunagari.programmes.talent.people import labels
from tsunagari.programmes.talent.people.models import Case, Employment

MOST, PAGE = 100, 30
READS = ("document.read", "paper.read", "cost.receipt_read", "case.looked")
AFTER = _(
    "取り消すと、次の画面からすぐに見せなくなります。もう見せたものは、消すようにたのみます。"
    "取り消しても、あなたが不利になることはありません。"
)


@dataclass(frozen=True)
class Look:
    """Somebody looked at something of mine: when, who, at what, why."""

    at: datetime
    by: int | None
    what: str
    usual: str = ""
    words: str = ""
    who: str = ""


def looked(viewer: Viewer) -> list[Look]:
    """見た人 — my case, numbers, papers, consultations; my own looks are none of them."""
    found = [*_numbers(viewer), *_papers(viewer), *_consultations(viewer)]
    found = [one for one in found if one.by != viewer.party.pk]
    found = sorted(found, key=lambda one: one.at, reverse=True)[:MOST]
    names = written([one.by for one in found if one.by], to=viewer)
    return [
        Look(one.at, one.by, one.what, one.usual, one.words, who_of(names.get(one.by), viewer))
        for one in found
    ]


def _numbers(viewer: Viewer) -> list[Look]:
    return [
        Look(row.at, row.by, gettext(row.kind), **why_of(row))
        for row in identifiers.readings(viewer.party, MOST)
    ]


def _papers(viewer: Viewer) -> list[Look]:
    """What was sent for a case or hangs on a line of the costs; and the pages of the case, once a day."""
    rows = _read(party=viewer.party.pk)
    return [Look(row.at, row.by_id, words.sentence(row, viewer.language)) for row in rows]


def _consultations(viewer: Viewer) -> list[Look]:
    """Each reading of a consultation of mine, by the office or by a body to which I said yes."""
    rows, what = _consulted(person=viewer.party.pk), gettext(_("相談"))
    return [Look(row.at, row.by_id, f"{what}（{read_names.body(row.body)}）") for row in rows]


@AskedRows
def _read(*, party: int):
    keys = RecordParty.objects.filter(party=party, record__did__in=READS)
    return Record.objects.filter(pk__in=keys.values("record_id")).order_by("-id")[:MOST]


@AskedRows
def _consulted(*, person: int):
    mine = advice.of_person(person).order_by().values("pk")
    rows = Reading.objects.filter(consultation__in=mine)
    return rows.select_related("body__party")[:MOST]


@dataclass(frozen=True)
class Agreed:
    """One consent of mine that stands, or stood."""

    consent: Consent
    title: str
    text: str
    to: str
    after: str


def _mine(person: int):
    rows = Consent.objects.filter(person=person, annulled=False, current=True)
    return rows.select_related("to__organisation").order_by("-given_at", "-pk")


def agreed(viewer: Viewer) -> list[Agreed]:
    """わたしの同意 — what stands now, the newest first."""
    rows = _agreed(person=viewer.party.pk)
    names = written([row.to_id for row in rows if row.to_id], to=viewer)
    return [
        Agreed(
            consent=row,
            to=_to(row, names),
            after=gettext(AFTER) if row.answer else "",
            **purposes.words(row.purpose, viewer.language),
        )
        for row in rows
        if purposes.known(row.purpose)
    ]


def _to(row: Consent, names: dict) -> str:
    """To whom: a body as the reader is told it."""
    if row.to is None or row.to.is_person:
        return names[row.to_id].name if row.to_id else ""
    return read_names.party(row.to)


@AskedRows
def _agreed(*, person: int):
    return _mine(person)[:MOST]


def consent(viewer: Viewer, pk: int) -> Consent | None:
    """One of my own consents that stands."""
    return _mine(viewer.party.pk).filter(pk=pk, answer=True).first()


def take_back(found: Consent, *, by: Viewer, at: datetime) -> None:
    """取り消す — one press; what was shown of a consultation is not shown any more."""
    shared = HandOver.objects.filter(purpose=found.purpose).first()
    if shared:
        acts.stop_sharing(shared, by=by, on=by.on, at=at)
        return
    consents.withdraw(
        found.person,
        found.purpose,
        side=found.side,
        channel=Consent.Channel.PAGE,
        to=found.to,
        by=by,
        on=by.on,
        at=at,
    )


@dataclass(frozen=True)
class Past:
    """Something that has been, from a day until a day."""

    from_day: date
    until_day: date | None
    title: str
    more: str = ""


def history(viewer: Viewer, before: int | None) -> dict:
    """わたしのこれまで — a list of spans, and one page of what was done about me."""
    person = viewer.party.pk
    rows = records.timeline(viewer.party, before_id=before, limit=PAGE + 1, seen_by="self")
    names = written([row.by_id for row in rows if row.by_id], to=viewer)
    return {
        "spans": [] if before else [*_cases(person), *_standings(person)],
        "acts": [
            {
                "at": row.at,
                "said": words.sentence(row, viewer.language),
                "who": who_of(names.get(row.by_id), viewer),
            }
            for row in rows[:PAGE]
        ],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "first": before is None,
    }


def _cases(person: int) -> list[Past]:
    cases = _all_cases(person=person)
    companies: dict[int, list[str]] = {}
    for row in _employments(person=person):
        companies.setdefault(row.case_id, []).append(read_names.body(row.company))
    return [
        Past(
            case.opened_on,
            case.closed_on,
            gettext(case.get_system_display()),
            listed(companies.get(case.pk, [])),
        )
        for case in cases
    ]


def _standings(person: int) -> list[Past]:
    rows = _held(party=person)
    return [Past(row.from_day, row.until_day, labels.standing(row.kind)) for row in rows]


@AskedRows
def _all_cases(*, person: int):
    return Case.objects.filter(person=person).order_by("-opened_on", "-pk")


@AskedRows
def _employments(*, person: int):
    rows = Employment.objects.filter(case__person=person)
    return rows.select_related("company__party").order_by("pk")


@AskedRows
def _held(*, party: int):
    return Standing.objects.filter(party=party).order_by("-from_day", "-pk")
