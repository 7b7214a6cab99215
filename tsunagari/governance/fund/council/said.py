"""議事録のことば — a version in words, for those who were there or, from the same source, for everybody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.council.interests import REASONS
from tsunagari.governance.fund.council.models import (
    Attendance,
    Choice,
    Decision,
    Item,
    Term,
)
from tsunagari.governance.fund.council.rules import quorum

HIDDEN = _("（個人や団体のことがわかるため、公表していません）")
AWARDS = ("full", "reduced")


@dataclass(frozen=True)
class Section:
    """One item in words: what it was, who was out, how it was counted, what was decided and why."""

    number: int
    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    outcome: str = ""
    awarded: bool = False


@dataclass(frozen=True)
class Paper:
    """The whole minutes in words."""

    title: str
    rows: list[tuple[str, str]]
    people: list[tuple[str, str, str]]
    opening: str
    sections: list[Section]
    closing: str
    rule: str


@dataclass(frozen=True)
class Reader:
    """How parties are called for whom it is read, and whether it is for everybody."""

    names: Mapping[int, str]
    public: bool = False
    # What people wrote, by the field of its text, as the reader reads it.
    told: Mapping[str, str] = field(default_factory=dict)

    def name(self, party: int | None) -> str:
        return self.names.get(party or 0) or gettext(_("（名前は出していません）"))

    def said(self, field: str, words: str) -> str:
        """What was written in a field."""
        return self.told.get(field, words)


def parties_in(facts: dict) -> set[int]:
    """Everybody whom a version speaks of, applicants too."""
    found = {one["party"] for one in facts["members"]}
    found |= {item["applicant"] for item in facts["items"] if item["applicant"]}
    return found | {row["party"] for item in facts["items"] for row in item["recused"]}


def seats(facts: dict) -> dict[int, str]:
    """委員の呼び方 — for everybody: the seat and the circle it comes from, no name."""
    found, number = {}, 0
    for one in facts["members"]:
        circle = gettext(Term.Category(one["category"]).label)
        if one["seat"] == Term.Seat.CHAIR:
            found[one["party"]] = gettext(_("議長・%(circle)s")) % {"circle": circle}
            continue
        number += 1
        said = {"n": number, "circle": circle}
        found[one["party"]] = gettext(_("委員%(n)s・%(circle)s")) % said
    return found


def read(
    body: dict,
    names: Mapping[int, str],
    *,
    council: str,
    public: bool = False,
    told: Mapping[str, str] | None = None,
) -> Paper:
    """議事録 — `names` are how the reader may call people; for everybody seats stand for members."""
    facts, words = body["facts"], body["words"]
    reader = Reader({**names, **seats(facts)} if public else names, public, told or {})
    number = {"council": council, "number": facts["number"]}
    title = (
        _("%(council)s 第%(number)s回 書面決議の記録")
        if facts["written"]
        else _("%(council)s 第%(number)s回 議事録")
    )
    return Paper(
        title=gettext(title) % number,
        rows=_head(facts),
        people=[_person(one, reader) for one in facts["members"]],
        opening=reader.said("opening", words["opening"]),
        sections=[
            _section(item, words["items"].get(str(item["number"]), {}), reader)
            for item in facts["items"]
        ],
        closing=reader.said("closing", words["closing"]),
        rule=facts["rule"],
    )


def _head(facts: dict) -> list[tuple[str, str]]:
    day = day_words(date.fromisoformat(facts["day"]), active())
    when = {"day": day, "starts": facts["starts"], "ends": facts["ends"]}
    means = [gettext(Attendance.Channel(one).label) for one in facts["channels"]]
    present = [one for one in facts["members"] if one["present"]]
    count = {"present": len(present), "members": len(facts["members"])}
    rows = [
        (gettext(_("日時")), gettext(_("%(day)s %(starts)s〜%(ends)s")) % when),
        (gettext(_("方法")), gettext(_("書面")) if facts["written"] else listed(means)),
        (gettext(_("出席")), gettext(_("%(members)s人のうち%(present)s人")) % count),
    ]
    return rows[:1] + ([(gettext(_("場所")), facts["place"])] if facts["place"] else []) + rows[1:]


def _person(one: dict, reader: Reader) -> tuple[str, str, str]:
    """Who, from which circle, there or not and from when until when."""
    seat = gettext(Term.Seat(one["seat"]).label)
    circle = gettext(Term.Category(one["category"]).label)
    about = "" if reader.public else f"{seat}・{circle}"
    there = gettext(_("出席")) if one["present"] else gettext(_("欠席"))
    times = [f"{clock} {_channel(word)}" for clock, word in one["times"]]
    return reader.name(one["party"]), about, f"{there}（{listed(times)}）" if times else there


def _channel(word: str) -> str:
    return gettext(_("退席")) if word == "left" else gettext(Attendance.Channel(word).label)


def _section(item: dict, words: dict, reader: Reader) -> Section:
    decided = item["decision"] or {}
    awarded = decided.get("outcome") in AWARDS
    shown = not reader.public or words.get("public", False)
    number = item["number"]
    wrote = {
        "discussion": reader.said(f"discussion-{number}", words.get("discussion", "")),
        "reasons": reader.said(f"reasons-{number}", decided.get("reasons", "")),
        "dissent": reader.said(f"dissent-{number}", words.get("dissent", "")),
    }
    lines = [
        (gettext(_("利益相反で外れた委員")), _recused(item, reader)),
        (gettext(_("定足数")), _counted(item["counted"])),
        (gettext(_("審議")), wrote["discussion"] if shown else gettext(HIDDEN)),
        (gettext(_("採決")), _voted(item, reader)),
        (gettext(_("決定")), _decided(decided)),
        (gettext(_("報告")), gettext(_("聞きました。")) if item["kind"] == "report" else ""),
        (gettext(_("理由")), wrote["reasons"] if shown or not decided else gettext(HIDDEN)),
        (gettext(_("少数意見")), wrote["dissent"] if shown else ""),
    ]
    return Section(
        number=number,
        title=_titled(item, reader, awarded),
        lines=[(label, said) for label, said in lines if said],
        outcome=decided.get("outcome", ""),
        awarded=awarded,
    )


def _titled(item: dict, reader: Reader, awarded: bool) -> str:
    """For everybody an application is its number; who is awarded is named, unless it is a person."""
    if not reader.public or not item["entry"]:
        return reader.said(f"title-{item['number']}", item["title"])
    title = gettext(_("助成の申請 %(code)s")) % {"code": item["entry"]}
    name = reader.names.get(item["applicant"] or 0) if awarded else ""
    return f"{title}（{name}）" if name else title


def _recused(item: dict, reader: Reader) -> str:
    """Who was out and of which kind the interest is; for everybody how many, no seat."""
    if reader.public:
        kinds = Counter(row["reason"] for row in item["recused"])
        said = [
            gettext(_("%(reason)s %(n)s人"))
            % {"reason": gettext(REASONS.get(reason, reason)), "n": n}
            for reason, n in sorted(kinds.items())
        ]
        return listed(said)
    rows = [
        f"{reader.name(row['party'])}（{gettext(REASONS.get(row['reason'], row['reason']))}）"
        for row in item["recused"]
    ]
    return listed(rows)


_ROOM = _(
    "委員%(members)s人、外れた委員%(recused)s人、決められる委員%(eligible)s人のうち出席%(present)s人。必要な出席%(needed)s人。"
)


def _counted(counted: dict) -> str:
    return gettext(_ROOM) % counted if counted else ""


_VOTES = _("%(kind)s：賛成%(yes)s、反対%(no)s、棄権%(abstain)s。%(outcome)s")


def _voted(item: dict, reader: Reader) -> str:
    ballot = item["ballot"]
    if not ballot:
        return ""
    kind = _("無記名") if ballot["secret"] else _("記名")
    outcome = quorum.OUTCOMES.get(ballot["outcome"], "")
    said = gettext(_VOTES) % {
        **ballot,
        "kind": gettext(kind),
        "outcome": gettext(outcome) if outcome else "",
    }
    if ballot["casting"]:
        said += gettext(_("（議長の決裁による）"))
    if reader.public or not ballot["by_name"]:
        return said
    each = [
        f"{reader.name(party)} {gettext(Choice(choice).label)}"
        for party, choice in ballot["by_name"]
    ]
    return f"{said}（{listed(each)}）"


def _decided(decided: dict) -> str:
    if not decided:
        return ""
    words = gettext(Decision.Outcome(decided["outcome"]).label)
    if not decided["yen"]:
        return words
    money = {"outcome": words, "yen": f"{decided['yen']:,}"}
    return gettext(_("%(outcome)s %(yen)s円")) % money


def motion(item: Item) -> str:
    """案 — what a yes means."""
    words = gettext(Item.Motion(item.motion).label)
    if not item.yen:
        return words
    return gettext(_("%(outcome)s %(yen)s円")) % {"outcome": words, "yen": f"{item.yen:,}"}
