"""公募 — which calls are open, whose applications a reader finds, what is missing, what was found."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.core.signing import Signer
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from tsunagari.base import figures
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.awards import queries as awards
from tsunagari.governance.fund.calls.models import Application, Call, CostLine, Sent
from tsunagari.governance.fund.calls.rules import answers, eligibility, steps
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.reviews.queries import Sheet
from tsunagari.kernel.roles import interests
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer

MEMBERS = ("fund_member", "fund_chair")
SIGNS = 22

State = Application.State
LOOKED_AT = (State.SENT, State.RETURNED, State.ELIGIBLE, State.REJECTED)


# — calls —


def calls(viewer: Viewer) -> QuerySet[Call]:
    """公募 — the office reads all of them, anybody else those that were published."""
    rows = Call.objects.select_related("fund", "review").order_by("-pk")
    return rows if _office(viewer) else rows.exclude(state=Call.State.DRAFT)


def public() -> QuerySet[Call]:
    """公表した公募 — those that take applications first."""
    hidden = (Call.State.DRAFT, Call.State.ARCHIVED)
    return Call.objects.exclude(state__in=hidden).select_related("fund").order_by("-deadline", "pk")


def open_calls(at: datetime) -> list[Call]:
    """募集中 — until midnight in Tokyo, the next deadline first."""
    rows = Call.objects.filter(state=Call.State.PUBLISHED).order_by("deadline", "pk")
    return [one for one in rows if steps.until_midnight(one.deadline, at)]


def _office(viewer: Viewer) -> bool:
    return viewer.kind == "staff" and viewer.on_behalf is None


# — applications —


def of(viewer: Viewer, *, code="", call: Call | None = None) -> QuerySet[Application]:
    """申請 — the only way to one: an applicant's own, or those that the reader may open.

    The office finds what was sent and what its own person is not too near to, before the list
    by what our books show, after it by what `reviews.of` lets it open.
    A member of the council finds what `reviews.of` lets them open, and nothing before.

    Our books are asked for each of them: a `code` or a `call` says which are looked for.
    """
    about = ({"code": code} if code else {}) | ({"call": call} if call else {})
    rows = Application.objects.filter(**about)
    rows = rows.select_related("call__review", "call__fund").order_by("pk")
    entries = about | ({"call": call.review_id} if call else {})
    if _office(viewer):
        opened = reviews.of(viewer, **entries).values("pk")
        closed = Entry.objects.filter(**entries).exclude(pk__in=opened)
        near = _near_before_list(viewer, about)
        rows = rows.exclude(state=State.DRAFT).exclude(code__in=closed.values("code"))
        return rows.exclude(pk__in=near)
    if viewer.kind in MEMBERS:
        return rows.filter(code__in=reviews.of(viewer, **entries).values("code"))
    owner = viewer.party if viewer.kind in ("worker", "donor") else viewer.own_body.party
    return rows.filter(applicant=owner)


def _near_before_list(viewer: Viewer, about: dict) -> list[int]:
    """Of what is still looked at: what this person of the office is too near to."""
    rows = Application.objects.filter(**about)
    rows = rows.filter(state__in=LOOKED_AT, call__review__listed_on=None)
    asked = {pk: (party, code) for pk, party, code in rows.values_list("pk", "applicant", "code")}
    found = interests.of_all([viewer.party.pk], asked, on=viewer.on) if asked else {}
    return [pk for pk, near in found.items() if near]


def secret_of(application: Application) -> str:
    """リンク — what stands in the mailed address: the code and a signature of its newest link."""
    return f"{application.code}{_signature(application, application.link)}"


def by_secret(secret: str) -> Application | None:
    """The application behind a mailed address; None for whatever else was typed."""
    code, signature = secret[:10], secret[10:]
    rows = Application.objects.select_related("call__review", "call__fund")
    found = rows.filter(code=code, channel=Application.Channel.LINK).first()
    if found is None:
        return None
    right = {_signature(found, link) for link in (found.link, found.link_used)}
    return found if any(constant_time_compare(signature, one) for one in right) else None


def _signature(application: Application, link: int) -> str:
    made = Signer(salt="calls.link").signature(f"{application.code}:{link}")
    return made[:SIGNS].replace("_", "x").replace("-", "y")


def facts_of(application: Application) -> dict:
    """What was typed, by field."""
    fields = [field for step in answers.FIELDS.values() for field in step]
    return {field: getattr(application, field) for field in fields}


def terms_of(call: Call) -> answers.Terms:
    return answers.Terms(call.most_yen, call.share, call.from_day, call.until_day)


def missing(application: Application) -> list[Reason]:
    """足りないもの — every reason why it cannot be sent yet, in the order of the steps."""
    return answers.missing(
        facts_of(application),
        [line.yen for line in application.lines.all()],
        [file.kind for file in files_of(application)],
        terms_of(application.call),
    )


def files_of(application: Application) -> list:
    """添付 — the files of the draft, oldest first."""
    return list(application.files.filter(gone=False).exclude(paper=None).select_related("paper"))


def last_day(application: Application) -> date:
    """Until when it may be sent."""
    return steps.last_day(
        state=application.state, deadline=application.call.deadline, fix_by=application.fix_by
    )


def why_not_write(application: Application, at: datetime) -> list[Reason]:
    """Every reason why it cannot be changed now."""
    return steps.why_not_write(
        state=application.state,
        call_state=application.call.state,
        last=last_day(application),
        at=at,
    )


def content_of(application: Application) -> dict:
    """The whole application as it is sent: fields, lines, files by their print."""
    facts = {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in facts_of(application).items()
    }
    lines = application.lines.values_list("category", "words", "yen")
    files = [
        {"file": one.pk, "kind": one.kind, "name": one.paper.name, "sha256": one.paper.blob.sha256}
        for one in files_of(application)
    ]
    return facts | {"lines": [list(line) for line in lines], "files": files}


def digest_of(content: dict) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def latest(application: Application) -> Sent | None:
    """出した申請 — the newest sending: the one that counts."""
    return application.sendings.order_by("-number").first()


def latest_of(applications: Iterable[Application]) -> dict[int, Sent]:
    """The same of many, in one query."""
    rows = Sent.objects.filter(application__in=list(applications)).order_by("number")
    return {row.application_id: row for row in rows}


def changed_since(application: Application, sent: Sent | None) -> bool:
    """True when the draft says something else than what was sent last."""
    return sent is not None and digest_of(content_of(application)) != sent.digest


def asked_yen(application: Application) -> int:
    """申請した金額 — of what was sent; 0 before."""
    sent = latest(application)
    return sent.asked_yen if sent else 0


def lines_of(content: dict) -> list[tuple[str, str, int]]:
    """The budget of a sending: category in words (untranslated), what for, yen."""
    words = dict(CostLine.Category.choices)
    return [(words.get(kind, kind), said, yen) for kind, said, yen in content.get("lines", ())]


# — eligibility —


def found(application: Application, *, on: date) -> set[str]:
    """要件に合わないおそれ — what our books and the form itself suggest; a person decides."""
    sent = latest(application)
    content = sent.content if sent else {}
    suggested = set()
    if content.get("founded_on"):
        born = date.fromisoformat(content["founded_on"])
        months = figure("months_of_activity", on)
        if eligibility.young(born, on=application.call.deadline, months=months):
            suggested.add("young")
    if not content.get("lawful"):
        suggested.add("lawful")
    if content.get("others") == answers.SOME:
        suggested.add("double")
    if application.applicant_id and awards.unreported(application.applicant_id, on):
        suggested.add("unfiled")
    if _interlocking(application, on):
        suggested.add("interlocking")
    return suggested


def _interlocking(application: Application, on: date) -> bool:
    """A member of the fund's council, or somebody of the office, works for the applicant too."""
    people = set(roles.standing(on).filter(kind__in=(*MEMBERS, "staff")).values_list("party_id"))
    members = {pk for (pk,) in people}
    near = interests.of(members, application.applicant_id, on=on, about=application.code)
    return any(one.why in ("role", "left", "named") for one in near)


def names_of(members: Iterable[int], *, on: date) -> dict[int, str]:
    """{member: the full name}, as the office reads it: to find them among an applicant's officers."""
    started = federation()
    if started is None:
        return {}
    body = started.party.organisation
    office = Viewer(party=started.party, kind="staff", body=body, language="ja", on=on)
    return {pk: name for pk, name in shown(list(members), to=office).items() if name}


# — the review —


def entry_of(application: Application) -> Entry | None:
    """審査の対象 — the entry under which an application is judged."""
    return Entry.objects.select_related("call").filter(code=application.code).first()


@dataclass(frozen=True)
class Opened:
    """What a member reads of an application: what was sent, nothing that was typed later."""

    entry: Entry
    application: Application
    sent: Sent


def opened(viewer: Viewer, code: str) -> Opened | None:
    """評議員が読む申請 — None without a declaration, with an interest, or with one found just now."""
    entry = reviews.of(viewer, code=code).first()
    if entry is None or reviews.fresh(entry, [viewer.party.pk], on=viewer.on):
        return None
    application = of(viewer, code=code).first()
    sent = latest(application) if application else None
    return Opened(entry, application, sent) if application and sent else None


def spread(entry: Entry, *, on: date) -> Sheet:
    """点数の散らばり — of one entry that came from `reviews.of(viewer)`."""
    return reviews.sheets([entry], on=on)[entry.pk]


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return _figures()[name].on(on).value


def councils(on: date) -> QuerySet[Organisation]:
    """評議会 — the bodies whose members can judge."""
    seats = roles.standing(on).filter(kind__in=MEMBERS)
    return Organisation.objects.filter(pk__in=seats.values("body")).order_by("pk")
