"""申請のページ — one application as its applicant writes it, on a partner's page, an own page or by a link.

The three faces show the same steps with the same words. Each hands over a `Place`: where the pages
stand, and how this application is named in an address there. Every act goes through `calls.actions`.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import told_texts
from tsunagari.faces.shared.paper import kept
from tsunagari.governance.fund.calls import page as call_page
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.models import Application, Attachment, Call, Sent
from tsunagari.governance.fund.calls.rules import answers, eligibility, steps
from tsunagari.governance.fund.council import queries as council

TONES = {
    "draft": "note",
    "sent": "ok",
    "returned": "warn",
    "eligible": "info",
    "rejected": "quiet",
    "withdrawn": "quiet",
    "awarded": "ok",
    "declined": "quiet",
    "deferred": "note",
}
CALL_TONES = {
    "draft": "note",
    "published": "ok",
    "closed": "warn",
    "reviewed": "info",
    "awarded": "ok",
    "archived": "quiet",
}
YES = _("はい")


@dataclass(frozen=True)
class Place:
    """Where an application is written: the face, and its key in the addresses there."""

    face: str
    key: str
    viewer: object = None

    @property
    def frame(self) -> str:
        return f"tn/{self.face}.html"

    def url(self, name: str, *args) -> str:
        return reverse(f"{self.face}:{name}", args=[self.key, *args])

    def by(self):
        return self.viewer


def on_now(place: Place) -> dict:
    """Who acts, on which day in Tokyo."""
    return {"by": place.viewer, "on": timezone.localdate(timezone=steps.TOKYO)}


def said(application: Application) -> dict:
    """A state as a chip."""
    return {
        "tone": TONES[application.state],
        "words": _now(application.get_state_display()),
    }


def call_said(call: Call) -> dict:
    """A call's state as a chip; what is over at midnight is said to be over at once."""
    over = call.state == Call.State.PUBLISHED and not steps.until_midnight(
        call.deadline, timezone.now()
    )
    state = Call.State.CLOSED if over else call.state
    return {"tone": CALL_TONES[state], "words": _now(str(Call.State(state).label))}


def call_titles(calls) -> told_texts.Pages:
    """{call: its title as the reader reads it}, of a list."""
    return told_texts.pages(calls, ["title"], only=True)


def listed(rows, calls) -> dict:
    """What takes applications now, and an applicant's own, by the titles that they read."""
    rows = list(rows)
    titles = call_titles([*calls, *(row.call for row in rows)])
    return {
        "calls": [{"row": one, "title": titles[one.pk]["title"]} for one in calls],
        "rows": [
            {"row": row, "state": said(row), "title": titles[row.call_id]["title"]} for row in rows
        ],
        "told": titles,
    }


def call_about(call: Call) -> dict:
    """What an applicant has to know of a call, in order, as the reader reads it."""
    told = told_texts.page(call, call_page.FIELDS)
    facts = [
        (_now("目的"), told.get("purpose")),
        (_now("申請できる人・団体"), told.get("eligibility")),
        (_now("選考の流れ"), told.get("procedure")),
        (_now("対象になる費用と精算"), told.get("cost_rules")),
    ]
    criteria = [
        {
            "row": one,
            "title": told.get(f"criterion-{one.place}"),
            "scale": told.get(f"scale-{one.place}"),
        }
        for one in call.review.criteria.all()
    ]
    fund = told_texts.page(call.fund, ["name"], only=True)
    return {"call": call, "told": told, "facts": facts, "criteria": criteria, "fund": fund["name"]}


# — the page of one application —


def page(request, place: Place, application: Application, **more):
    """Where it stands, what is missing, everything that was typed, and the one next press."""
    open_now = not queries.why_not_write(application, timezone.now())
    sent = queries.latest(application)
    lacks = queries.missing(application) if open_now else []
    context = {
        "frame": place.frame,
        "face": place.face,
        "place": place,
        "application": application,
        "call_title": call_titles([application.call])[application.call_id]["title"],
        "state": said(application),
        "last": queries.last_day(application),
        "open": open_now,
        "missing": [(one.words(), place.url("application_step", one.rule)) for one in lacks],
        "steps": step_links(place, application, lacks),
        "sent": sent,
        "changed": open_now and queries.changed_since(application, sent),
        "groups": groups(queries.content_of(application), place),
        "judged": judged(application),
        "decided": decided(application),
        "decided_told": told_texts.of([application], "decided").get(application.pk),
        "may_withdraw": not steps.why_not_withdraw(state=application.state),
        "may_restore": application.state == Application.State.WITHDRAWN
        and steps.until_midnight(application.call.deadline, timezone.now()),
        "acts": {
            name: place.url(f"application_{name}") for name in ("send", "withdraw", "restore")
        },
    }
    return render(request, "shared/applications/page.html", context | more)


def step_links(place: Place, application: Application, lacks) -> list[dict]:
    """The steps, with those in which something is missing."""
    faulty = {one.rule for one in lacks}
    return [
        {"text": _now(words), "href": place.url("application_step", step), "fix": step in faulty}
        for step, words in answers.STEPS.items()
    ]


def judged(application: Application) -> dict | None:
    """The newest look of the secretariat, in words the applicant reads."""
    row = application.judgements.order_by("-pk").first()
    if row is None or row.outcome == eligibility.OK:
        return None
    known = {**eligibility.TO_MEND, **eligibility.REASONS}
    return {
        "returned": row.outcome == eligibility.RETURNED and application.state == "returned",
        "rejected": row.outcome == eligibility.REJECTED and application.state == "rejected",
        "reasons": [_now(known[code]) for code in row.reasons if code in known],
        "words": row.words,
        "told": told_texts.of([row], "words").get(row.pk),
        "fix_by": row.fix_by,
        "on": row.on,
    }


def decided(application: Application):
    """What the council, or the board, decided, with its reasons; None before."""
    entry = queries.entry_of(application) if application.state in steps.DECISIONS else None
    return council.decision_of(entry) if entry else None


def groups(content: dict, place: Place | None = None, hidden=()) -> list[dict]:
    """What was written, step by step: (what it is called, what it says)."""
    found = []
    for step, fields in answers.FIELDS.items():
        rows = [
            (_now(answers.LABELS[field]), in_words(field, content.get(field)))
            for field in fields
            if field not in hidden and content.get(field) not in (None, "", False)
        ]
        found.append(
            {
                "step": step,
                "title": _now(answers.STEPS[step]),
                "rows": rows,
                "lines": lines(content) if step == answers.MONEY else [],
                "total": sum(line[2] for line in content.get("lines", ())),
                "files": files(content) if step == answers.FILES else [],
                "href": place.url("application_step", step) if place else "",
            }
        )
    return found


CHOSEN = {"legal_form": Application.Form, "others": Application.Other}


def in_words(field: str, value) -> str:
    """One answer as its reader writes it."""
    from tsunagari.faces.shared.templatetags.house import day, yen

    if field in CHOSEN:
        return _now(dict(CHOSEN[field].choices).get(value, value))
    if value is True:
        return _now(YES)
    if field.endswith("_yen"):
        return yen(value)
    if field in ("founded_on", "from_day", "until_day"):
        return day(answers.day_of(value))
    return value


def lines(content: dict) -> list[tuple[str, str, int]]:
    return [(_now(kind), words, yen) for kind, words, yen in queries.lines_of(content)]


def files(content: dict) -> list[dict]:
    """The files of a content: key, what it is, its name."""
    words = dict(Attachment.Kind.choices)
    return [
        {"pk": one["file"], "kind": _now(words.get(one["kind"], one["kind"])), "name": one["name"]}
        for one in content.get("files", ())
    ]


def file_answer(attachment: Attachment) -> HttpResponse:
    """The file itself."""
    return kept(attachment.paper.blob)


def sent_files(sent: Sent) -> set[int]:
    """The keys of the files that were sent with it."""
    return {one["file"] for one in sent.content.get("files", ())}
