"""基金評議会（画面） — a meeting, its agenda and its minutes as each face shows them."""

from collections.abc import Set
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, active
from tsunagari.faces.shared import told_texts
from tsunagari.governance.fund.calls.models import Application
from tsunagari.governance.fund.council import paper as papers
from tsunagari.governance.fund.council import queries, said
from tsunagari.governance.fund.council.models import Item, Meeting, Minutes
from tsunagari.governance.fund.council.rules import quorum
from tsunagari.kernel.consents.queries import shown

TONES = {
    "called": "info",
    "quorum_confirmed": "info",
    "in_session": "warn",
    "closed": "note",
    "minutes_draft": "note",
    "minutes_signed": "ok",
    "published": "ok",
    "cancelled": "quiet",
}
ITEM_TONES = {
    "waiting": "note",
    "open": "warn",
    "done": "ok",
    "referred": "warn",
    "put_off": "quiet",
}


def meeting_row(meeting: Meeting) -> dict:
    """One meeting in words: its number, when, where, how far it is."""
    starts = localtime(meeting.gathering.starts_at)
    ends = localtime(meeting.gathering.ends_at)
    number = {"number": meeting.number}
    title = _("第%(number)s回 書面決議") if meeting.written else _("第%(number)s回 会議")
    return {
        "row": meeting,
        "title": title % number,
        "day": starts.date(),
        "starts": starts,
        "clock": f"{starts:%H:%M}〜{ends:%H:%M}",
        "where": meeting.place or (_("ビデオ会議") if meeting.link else _("書面")),
        "state": _(meeting.get_state_display()),
        "tone": TONES[meeting.state],
        "cancelled": meeting.state == Meeting.State.CANCELLED,
    }


def agenda(meeting: Meeting, viewer) -> list[dict]:
    """The items as a reader may see them: of one that is closed to them, its number alone."""
    items = queries.items_of(meeting)
    closed = queries.closed_to(viewer, items)
    written = applications(items)
    listed = queries.to_declare(viewer, [item for item in items if item.pk in closed])
    return [
        _closed(item, closed[item.pk], written if item.entry_id in listed else set())
        if item.pk in closed
        else item_row(item, written)
        for item in items
    ]


def applications(items) -> set[str]:
    """The codes of those applications among the items that have pages of their own."""
    codes = {item.entry.code for item in items if item.entry}
    return set(Application.objects.filter(code__in=codes).values_list("code", flat=True))


def _closed(item: Item, reason: str, listed: set[str]) -> dict:
    """The number; where only the declaration is missing, the way to it."""
    undeclared = reason == "undeclared"
    return {
        "number": item.number,
        "closed": True,
        "undeclared": undeclared,
        "declare": item.entry.code if undeclared and item.entry.code in listed else "",
    }


def item_row(item: Item, written: Set[str] = frozenset()) -> dict:
    """One item in words: what is asked, what was counted, what was decided."""
    ballot = item.ballot
    decision = getattr(item, "decision", None)
    return {
        "row": item,
        "pk": item.pk,
        "number": item.number,
        "title": item.title,
        "kind": _(item.get_kind_display()),
        "motion": said.motion(item) if item.kind != Item.Kind.REPORT else "",
        "state": _(item.get_state_display()),
        "tone": ITEM_TONES[item.state],
        "code": item.entry.code if item.entry and item.entry.code in written else "",
        "secret": item.secret,
        "ballot": ballot,
        "votes": ballot_row(ballot) if ballot else None,
        "decision": decision,
        "decided": _(decision.get_outcome_display()) if decision else "",
        "yen": decision.yen if decision else None,
    }


def ballot_row(ballot) -> dict:
    """How far a ballot is; the counts only after it was tallied."""
    voters = list(ballot.voters.all())
    return {
        "state": _(ballot.get_state_display()),
        "voters": len(voters),
        "voted": sum(one.voted for one in voters),
        "counted": ballot.yes is not None,
        "outcome": _(quorum.OUTCOMES[ballot.outcome]) if ballot.outcome else "",
        "tone": {"carried": "ok", "lost": "quiet", "tied": "warn"}.get(ballot.outcome, "note"),
    }


# — minutes —


def told_of(meetings) -> told_texts.Pages:
    """{meeting: what was written in its published minutes, as the reader reads it}."""
    return told_texts.pages(meetings, ())


def _written(told: told_texts.Page) -> dict[str, str]:
    """Of each field what stands on the page; titles as bare words."""
    return {
        part: one.plain if part.startswith("title-") else _drawn(one) for part, one in told.items()
    }


def _drawn(one: told_texts.Told) -> SafeString:
    """Its paragraphs, in one line: the page makes breaks of what was typed only."""
    drawn = render_to_string("shared/_blocks.html", {"blocks": one.blocks})
    return SafeString(drawn.replace("\n", ""))


def minutes_paper(minutes: Minutes, viewer, told=None) -> said.Paper:
    """A version as its reader may read it: the public and its papers get the redacted one."""
    return papers_of([minutes], viewer, told)[minutes.pk]


def papers_of(versions: list[Minutes], viewer, told=None) -> dict[int, said.Paper]:
    """The same of many versions; their people are called in as many queries as of one."""
    told = told or {}
    parties = {pk for one in versions for pk in said.parties_in(one.body["facts"])}
    names = shown(parties, to=viewer)
    return {
        one.pk: said.read(
            one.body,
            names,
            council=one.meeting.council.body.title,
            public=viewer is None,
            told=_written(told[one.meeting_id]) if told else None,
        )
        for one in versions
    }


def sections_for(minutes: Minutes, viewer, told=None) -> list[dict]:
    """The sections of a version; of what a member was out of, the number alone."""
    found = minutes_paper(minutes, viewer, told)
    closed = {}
    if viewer is not None and minutes.meeting.state != Meeting.State.PUBLISHED:
        items = queries.items_of(minutes.meeting)
        out = queries.closed_to(viewer, items)
        closed = {item.number: out[item.pk] for item in items if item.pk in out}
    return [
        {"number": one.number, "closed": True}
        if one.number in closed
        else {"number": one.number, "section": one, "closed": False}
        for one in found.sections
    ]


def minutes_pdf(request, minutes: Minutes, viewer) -> bytes:
    """The paper of a version; a member who was out of an item gets it without that item."""
    found = minutes_paper(minutes, viewer)
    kept = [one["section"] for one in sections_for(minutes, viewer) if not one["closed"]]
    found = said.Paper(**{**found.__dict__, "sections": kept})
    federation = request.federation or {}
    zone = ZoneInfo(viewer.zone if viewer else "Asia/Tokyo")
    state = (
        _("公表する版（個人と、公表しないことを除いたもの）")
        if viewer is None
        else (_(minutes.meeting.get_state_display()))
    )
    edge = papers.Edge(
        at=timezone.now().astimezone(zone),
        body=federation.get("name", ""),
        sample=bool(federation.get("sample")),
        state=state,
    )
    return papers.made(found, signed=signed(minutes, viewer), edge=edge)


def signed(minutes: Minutes, viewer) -> list[tuple[str, str]]:
    """Who signed and when; for everybody the seat stands for the name."""
    rows = list(minutes.signatures.order_by("at", "pk"))
    names = (
        said.seats(minutes.body["facts"])
        if viewer is None
        else shown([row.party_id for row in rows], to=viewer)
    )
    return [
        (names.get(row.party_id, ""), day_words(localtime(row.at).date(), active() or SOURCE))
        for row in rows
    ]
