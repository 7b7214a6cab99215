"""議事録のもと — what the data say of a meeting, as it is kept in a version: keys, counts, times; no names."""

import hashlib
import json

from django.utils.timezone import localtime

from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.models import Item, Meeting, Vote
from tsunagari.governance.fund.council.rules import quorum


def facts_of(meeting: Meeting) -> dict:
    """Everything of section 6.3 that the minutes say, from the tables alone."""
    gathering = meeting.gathering
    return {
        "number": meeting.number,
        "written": meeting.written,
        "day": queries.day_of(meeting).isoformat(),
        "starts": _clock(meeting.opened_at or gathering.starts_at),
        "ends": _clock(meeting.closed_at or gathering.ends_at),
        "place": meeting.place,
        "video": bool(meeting.link),
        "channels": _channels(meeting),
        "rule": quorum.said(queries.terms_of(Item(meeting=meeting))),
        "members": _members(meeting),
        "items": [_item(item, meeting) for item in queries.items_of(meeting)],
    }


def _clock(moment) -> str:
    return f"{localtime(moment):%H:%M}"


def _channels(meeting: Meeting) -> list[str]:
    rows = meeting.attendances.filter(here=True).order_by().values_list("channel", flat=True)
    return sorted(set(rows))


def _members(meeting: Meeting) -> list[dict]:
    """Each seat, whether it was taken, and when somebody came and left."""
    times: dict[int, list] = {}
    for row in meeting.attendances.order_by("at", "pk"):
        word = row.channel if row.here else "left"
        times.setdefault(row.party_id, []).append([_clock(row.at), word])
    there = queries.were_there(meeting)
    return [
        {
            "party": term.party_id,
            "seat": term.seat,
            "category": term.category,
            "present": term.party_id in there,
            "times": times.get(term.party_id, []),
        }
        for term in queries.terms_on(meeting.council, queries.day_of(meeting))
    ]


def _item(item: Item, meeting: Meeting) -> dict:
    item.meeting = meeting
    decision = getattr(item, "decision", None)
    return {
        "number": item.number,
        "kind": item.kind,
        "title": item.title,
        "entry": item.entry.code if item.entry else "",
        "applicant": item.entry.applicant_id if item.entry else None,
        "special": item.special,
        "motion": item.motion,
        "yen": item.yen,
        "recused": [
            {"party": row.party_id, "reason": row.reason}
            for row in sorted(item.recusals.all(), key=lambda row: row.party_id)
        ],
        "counted": item.counted,
        "ballot": _ballot(item),
        "decision": decision
        and {"outcome": decision.outcome, "yen": decision.yen, "reasons": decision.reasons},
    }


def _ballot(item: Item) -> dict | None:
    """The counts; of a roll call who said what, of a secret ballot the numbers alone."""
    ballot = item.ballot
    if ballot is None:
        return None
    out = [row.party_id for row in item.recusals.all()]
    rows = Vote.objects.filter(ballot=ballot, secret=False).exclude(party__in=out)
    return {
        "secret": ballot.secret,
        "yes": ballot.yes,
        "no": ballot.no,
        "abstain": ballot.abstain,
        "casting": ballot.casting,
        "outcome": ballot.outcome,
        "head": ballot.head,
        "voters": ballot.voters.count(),
        "by_name": [[row.party_id, row.choice] for row in rows.order_by("party_id")],
    }


def first_words(facts: dict) -> dict:
    """What a draft says before anybody wrote in it; what is published is ticked where nothing hurts."""
    return {
        "opening": "",
        "closing": "",
        "items": {
            str(item["number"]): {
                "discussion": "",
                "dissent": "",
                "public": not _may_hurt(item),
            }
            for item in facts["items"]
        },
    }


def _may_hurt(item: dict) -> bool:
    """Of an application that was not taken up, reasons are published only after somebody looked."""
    decided = item["decision"]
    awarded = decided and decided["outcome"] in ("full", "reduced")
    return item["kind"] == "application" and not awarded


def digest_of(body: dict) -> str:
    """What is signed: the print of the whole version."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
