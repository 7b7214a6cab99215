"""人材の行 — cases, companies and the duties of the law as the office reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse

from tsunagari.base.asked import Asked
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk import fact_forms, lawbook, mending
from tsunagari.faces.desk.people import lines, names_of
from tsunagari.faces.shared import duty_about
from tsunagari.faces.shared.duty_basis import COUNTING
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty as Stored
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.roles.models import Standing, Viewer
from tsunagari.programmes.talent.law import duties as law
from tsunagari.programmes.talent.law.rules import (
    book,
    contradictions,
    engine,
    said,
    trigger_words,
)
from tsunagari.programmes.talent.law.rules.facts import Host
from tsunagari.programmes.talent.law.rules.gates import TRANSITION, Gate
from tsunagari.programmes.talent.people import facts, labels, queries
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor
from tsunagari.programmes.talent.people.rules import caps as rules_caps
from tsunagari.programmes.talent.people.rules import states

AHEAD = timedelta(days=400)
NAME = _("%(name)s さん")
KINDS = {
    "late": _("期限を過ぎたもの"),
    "open": _("やること"),
    "waiting": _("これから"),
    "done": _("おわったもの"),
    "standing": _("いつも守ること"),
    "keep": _("保存する書類"),
    "chance": _("できること"),
}
BODY_KINDS = {
    Company._meta.label_lower: "desk:company",
    Supervisor._meta.label_lower: "desk:supervisor",
}
SHOWN, LATEST = 8, 3
FOLDED = ("done", "standing", "keep", "chance")


def title_of(case: Case, viewer: Viewer) -> str:
    """Whose case it is."""
    party = case.person.party
    return called(party, names_of([party], viewer)[party.pk])


def called(party: Party, name: str, words: str = "") -> str:
    """A person with さん (`words` where many are called); a body, and somebody gone, as they are."""
    plain = party.forgotten_on or not party.is_person
    return name if plain else (words or gettext(NAME)) % {"name": name}


def company_choices() -> list[tuple[str, str]]:
    """(key, name) of every company."""
    return [(str(body.pk), body.title) for body in queries.companies()]


# 一覧 -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One case in a list."""

    case: Case
    title: str
    system: str
    state: str
    company: str
    due: tuple[str, str] | None
    contradictions: int


def rows(cases: list[Case], viewer: Viewer) -> list[Row]:
    """Cases in words, with the same number of queries however many there are."""
    people = [case.person.party for case in cases]
    names = names_of(people, viewer)
    held = facts.standings_of(cases)
    first = next_dues([str(case.pk) for case in cases], Case)
    found = []
    for case in cases:
        party, due = case.person.party, first.get(str(case.pk))
        known = facts.of_case(case, held[case.person_id])
        found.append(
            Row(
                case=case,
                title=called(party, names[party.pk]),
                system=gettext(Case.System(case.system).label),
                state=states.words(case.state),
                company=case.company.title if case.company else "",
                due=duties.due_words(due, viewer.on) if due and not case.closed_on else None,
                contradictions=len(contradictions.of(known, viewer.on)),
            )
        )
    return found


def next_dues(keys: list[str], model) -> dict[str, date]:
    """{key: the earliest day of an open duty} of rows of one table."""
    open_ones = Stored.objects.filter(
        about_kind=model._meta.label_lower, about_key__in=keys, state=rules.OPEN
    )
    found = open_ones.values_list("about_key").annotate(first=Min("safe_due"))
    return dict(found)


def subjects(found: list[Stored]) -> dict[int, int]:
    """{duty: the key of whose case, or of which company or body, it is about}; one query."""
    cases = {duty.pk: key for duty in found if (key := duty_about.case_of(duty))}
    people = dict(_people(cases=set(cases.values()))) if cases else {}
    whose = {pk: people.get(key) for pk, key in cases.items()}
    whose |= {duty.pk: whole(duty.about_key) for duty in found if duty.about_kind in BODY_KINDS}
    return {pk: key for pk, key in whose.items() if key}


@Asked
def _people(*, cases):
    return Case.objects.filter(pk__in=cases).values_list("pk", "person")


def page_about(duty: Stored) -> str:
    """The page of the case or the body that a duty is about; "" where there is none."""
    if case := duty_about.case_of(duty):
        return reverse("desk:case", args=[case])
    name = BODY_KINDS.get(duty.about_kind)
    return reverse(name, args=[duty.about_key]) if name else ""


# 法の務め ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One duty of the law: everything that is known of it, in words."""

    said: dict
    rule: str
    trigger: str
    counted: str
    number: str
    confidence: str
    opens: date | None
    statutory: date | None
    effective: date | None
    safe: date | None
    target: date | None
    done_on: date | None
    day: date
    end: date | None
    holder: str
    doer: str
    group: str
    due: tuple[str, str] | None
    stored: int | None


@dataclass
class Group:
    """Duties under one heading."""

    code: str
    title: str
    lines: list[Line] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        return self.code in FOLDED

    @property
    def rest(self) -> list[Line]:
        """What comes later than the next few."""
        return self.lines[SHOWN:] if self.code == "waiting" else []

    @property
    def shown(self) -> list[Line]:
        return self.lines[:SHOWN] if self.code == "waiting" else self.lines


@dataclass(frozen=True)
class Fault:
    """A contradiction in words, the duties that are withheld for it, and where it is put right."""

    words: str
    withheld: list[str]
    places: list[mending.Place]


def groups(
    answer: engine.Answer, about, parties: Callable[[engine.Duty], dict[str, int]], viewer: Viewer
) -> list[Group]:
    """The duties of an answer, grouped, each beside its stored row; four queries in all.

    `parties` says for a duty who has which role: what a former employer owes stays with it.
    """
    kept = _stored(about)
    each = [(duty, parties(duty)) for duty in answer.duties if duty.state != engine.WITHHELD]
    people = Party.objects.in_bulk({pk for _duty, roles in each for pk in roles.values() if pk})
    names = names_of(people.values(), viewer)
    found = {code: Group(code, gettext(title)) for code, title in KINDS.items()}
    for duty, roles in each:
        called = {role: names.get(roles[role], "") for role in (duty.holder, duty.doer)}
        line = _line(duty, kept.get((duty.rule.id, duty.occurrence)), called, viewer.on)
        found[line.group].lines.append(line)
    found["done"].lines.sort(key=lambda line: line.done_on or date.min, reverse=True)
    return [group for group in found.values() if group.lines]


def _stored(about) -> dict[tuple[str, str], Stored]:
    """{(rule, occurrence): the kernel's row} of what it is about."""
    rows = Stored.objects.filter(about_kind=about._meta.label_lower, about_key=str(about.pk))
    prefix = f"|{about._meta.label_lower}|{about.pk}|"
    return {
        (row.rule.removeprefix(law.PREFIX), row.key.partition(prefix)[2]): row
        for row in rows.exclude(state=rules.VOID)
    }


def _line(duty: engine.Duty, kept: Stored | None, names: dict[str, str], on: date) -> Line:
    words = said.duty(duty, on)
    done = duty.done_on or (kept.done_on if kept and kept.state == rules.DONE else None)
    group = _group(duty, done, on)
    return Line(
        said=words,
        rule=rulebook.plain(duty.rule.title),
        trigger=gettext(trigger_words.WORDS[duty.inputs.trigger]),
        counted=gettext(COUNTING[words["counted"]]),
        number=lawbook.number_in_words(words["inputs"]["n"], duty.rule.when.n),
        confidence=gettext(rulebook.CONFIDENCES[words["confidence"]]),
        opens=duty.opens_on,
        statutory=duty.statutory,
        effective=duty.effective,
        safe=duty.safe,
        target=said.target(duty),
        done_on=done,
        day=duty.inputs.day,
        end=duty.inputs.end,
        holder=names.get(duty.holder, ""),
        doer=_doer(duty, names, words),
        group=group,
        due=duties.due_words(duty.safe, on) if group in ("late", "open") and duty.safe else None,
        stored=kept.pk if kept else None,
    )


def _doer(duty: engine.Duty, names: dict[str, str], words: dict) -> str:
    """Who does it when that is not the holder; whom no party stands for is called by the role."""
    if duty.doer == duty.holder:
        return ""
    name = names.get(duty.doer, "")
    return name if name != names.get(duty.holder) else words["doer_words"]


def _group(duty: engine.Duty, done: date | None, on: date) -> str:
    if duty.rule.kind in (book.STANDING, book.KEEP, book.CHANCE):
        return "done" if done and duty.rule.kind != book.KEEP else duty.rule.kind
    if done:
        return "done"
    late = duty.state == engine.OPEN and duty.safe and duty.safe < on
    return "late" if late else duty.state


def faults(answer: engine.Answer, what: str, pk: int, facts) -> list[Fault]:
    """Everything that cannot be true, and what is withheld until it is put right."""
    found = []
    for wrong in answer.contradictions:
        withheld = {
            said.filled(duty.rule.title, duty): None
            for duty in answer.duties
            if duty.state == engine.WITHHELD and duty.rule.on in wrong.touches
        }
        places = mending.places_of(what, pk, facts, wrong.fields)
        found.append(Fault(wrong.reason.words(), list(withheld), places))
    return found


def of_person(party: Party) -> dict:
    """On the page of a person: their cases, the newest first, and whether one may begin."""
    found = [] if party.person.minor else list(queries.of_person(party.person))
    return {
        "cases": [
            {
                "case": case,
                "title": gettext(Case.System(case.system).label),
                "state": states.words(case.state),
            }
            for case in found
        ],
        "begins": not party.person.minor
        and not party.forgotten_on
        and all(case.closed_on for case in found),
    }


def of_body(body: Organisation) -> dict:
    """On the page of a body: where its work with foreign talent is read."""
    if "company" in body.kinds:
        return {"talent_url": reverse("desk:company", args=[body.pk])}
    watches = queries.supervisor(body.pk) is not None
    return {"talent_url": reverse("desk:supervisor", args=[body.pk]) if watches else ""}


# 会社 -------------------------------------------------------------------------------------------


def company_rows(found: list[Party], viewer: Viewer) -> list[dict]:
    """Companies with how many open cases they have and what is due first; three queries."""
    keys = [party.pk for party in found]
    open_ones = Case.objects.filter(company__in=keys, closed_on=None).values_list("company")
    counts = dict(open_ones.annotate(n=Count("pk")))
    first = next_dues([str(key) for key in keys], Company)
    return [
        {
            "party": party,
            "line": line,
            "cases": counts.get(party.pk, 0),
            "due": duties.due_words(first[str(party.pk)], viewer.on)
            if str(party.pk) in first
            else None,
        }
        for party, line in zip(found, lines(found, viewer), strict=True)
    ]


def caps(host: Host, general: bool, on: date) -> list[dict]:
    """人数枠 — each cap in words, with its article, its sources and how sure it is."""
    return [
        {
            "line": line,
            "title": gettext(line.title),
            "article": line.cap.article,
            "rule": line.cap.rule,
            "sources": [book.SOURCES[key] for key in line.cap.source],
            "confidence": gettext(rulebook.CONFIDENCES[line.cap.confidence]),
        }
        for line in rules_caps.of_host(host, general=general, on=on)
    ]


def transfers(host: Host, cases: list, on: date) -> dict | None:
    """転籍の割合 — of those who came by their own wish; one query for their last hosts."""
    moved = [case for case in cases if any(event.kind == "transferred" for event in case.events)]
    before = [_last_host(case) for case in moved]
    known = dict(Company.objects.filter(pk__in=filter(None, before)).values_list("pk", "facts"))
    addresses = [known.get(pk, {}).get("address", "") for pk in before]
    found = rules_caps.transfers(host, addresses, on)
    return {"found": found, **condition("esd_transfer_ratio_total")} if found else None


def _last_host(case) -> int:
    """The company before the last one, as the placements name it; 0 when they do not."""
    hosts = [one.host for one in sorted(case.placements, key=lambda one: one.starts)]
    return whole(hosts[-2]) or 0 if len(hosts) > 1 else 0


def condition(code: str) -> dict:
    """A condition of the law's table: title, article, sources, confidence."""
    rule = book.named(code)[0]
    return {
        "rule": code,
        "title": gettext(rule.title),
        "article": rule.article,
        "sources": rule.addresses,
        "confidence": gettext(rulebook.CONFIDENCES[rule.confidence]),
    }


def gate(found: Gate) -> dict:
    """A gate of a case with its rule, sources and confidence in words."""
    return {
        "gate": found,
        "words": found.reason.words(),
        "rule": found.rule,
        "rule_title": gettext(TRANSITION[found.rule][0]),
        "sources": [book.SOURCES[key] for key in found.source],
        "confidence": gettext(rulebook.CONFIDENCES[found.confidence]),
    }


# 分かっていること -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """A group of facts: what is known, in words; of a list, each thing with its number."""

    group: fact_forms.Group
    things: list[tuple[int | None, list[tuple[str, str]]]]

    @property
    def latest(self) -> list:
        return self.things[-LATEST:]

    @property
    def older(self) -> list:
        return self.things[:-LATEST]

    @property
    def title(self) -> str:
        return gettext(self.group.title)


def known(groups: Iterable[fact_forms.Group], facts) -> list[Known]:
    """Every group with what is known of it."""
    found = []
    for group in groups:
        each = enumerate(getattr(facts, group.code)) if group.each else [(None, facts)]
        said = [(number, fact_forms.said(_form_of(group), one)) for number, one in each]
        found.append(Known(group, [(number, words) for number, words in said if words]))
    return found


def _form_of(group: fact_forms.Group) -> fact_forms.FactForm:
    if group.form is fact_forms.PlacementForm:
        return group.form(companies=company_choices())
    return group.form()


def standings(held: Iterable[Standing], on: date) -> list[dict]:
    """Statuses, cards and licences in words, the newest first."""
    return [
        {
            "held": one,
            "title": labels.standing(one.kind),
            "over": bool(one.until_day and one.until_day < on),
        }
        for one in sorted(held, key=lambda one: (one.from_day, one.pk), reverse=True)
    ]


def asked(known: Iterable, on: date, until: date, **more) -> list[engine.Answer]:
    """What the law answers about each, under the office's own switches; one query."""
    switched_on, own = queries.switched()
    return [
        engine.answer(one, on, until, switched_on=switched_on, own=own, **more) for one in known
    ]
