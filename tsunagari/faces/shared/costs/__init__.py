"""費用台帳 — how a candidate, a body and the desk read the lines, and what each may press.

The three faces show the same lines with the same words; what somebody may press follows from who
they are. Every act goes through `costs.actions`.
"""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import read_names, told_texts
from tsunagari.faces.shared.read_names import who_of
from tsunagari.faces.shared.told_texts import Told
from tsunagari.kernel.consents.queries import own_name, shown, written
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.actions import agreeing
from tsunagari.programmes.talent.costs.actions import lines as actions
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.costs.rules import amounts, cap
from tsunagari.programmes.talent.costs.rules.lines import why_not_while_back
from tsunagari.programmes.talent.people.models import Case

# What waits while money that came back stands on a line, as its button is called.
HELD = {"agree": _("本人が言う金額 %(amount)s に直す"), "annul": _("取り消す")}
TONES = {"waiting": "note", "confirmed": "ok", "disputed": "late"}


@dataclass(frozen=True)
class Row:
    """One line in the reader's words, and what the reader may press."""

    cost: Cost
    whom: str
    category: str
    foreign: str
    rate: str
    entered_by: str
    said: str
    said_tone: str
    asker_said: str
    asker_tone: str
    answers: list[dict]
    opinions: list[dict]
    told: Told | None
    annulled: Told | None
    claimed: str
    replaced: Cost | None
    may: frozenset[str]
    held: list[str]  # what could be pressed, were it not for money that came back
    forbidden: bool


def rows(lines: list[Cost], viewer) -> list[Row]:
    """Lines in words; the same number of queries however many there are."""
    people = [line.entered_by_id for line in lines]
    people += [answer.by_id for line in lines for answer in line.answers.all()]
    # The council reads codes: nobody is named to it, whoever they work for.
    named = viewer.kind != "council_member"
    known = written([pk for pk in people if pk], to=viewer) if named else {}
    names = {key: who_of(name, viewer) for key, name in known.items()}
    opinions = [one for line in lines for one in line.opinions.all()]
    told = _Told(
        told_texts.of(lines, "words"),
        told_texts.of(lines, "annulled_reason"),
        told_texts.of(opinions, "words"),
    )
    instead, back = queries.instead_of(lines), queries.came_back(lines)
    return [
        _row(line, names, told, viewer, instead.get(line.pk), back=line.pk in back)
        for line in lines
    ]


@dataclass(frozen=True)
class _Told:
    """What others wrote of the lines, as the reader reads it."""

    words: dict[int, Told]
    annulled: dict[int, Told]
    opinions: dict[int, Told]


def _row(
    line: Cost, names: dict[int, str], told: _Told, viewer, instead: Cost | None, *, back: bool
) -> Row:
    may = frozenset(_may(line, viewer))
    held = may & HELD.keys() if back else frozenset()
    return Row(
        cost=line,
        whom=_whom(line) or _now(line.get_whom_display()),
        category=_now(line.get_category_display()),
        foreign="" if line.currency == amounts.HOME else _money(line.minor, line.currency),
        rate="" if line.rate is None else f"{line.rate.normalize():f}",
        entered_by=names.get(line.entered_by_id, "") or _now(line.get_entered_as_display()),
        said=_now(line.get_said_display()),
        said_tone=TONES[line.said],
        asker_said=_now(line.get_asker_said_display()),
        asker_tone=TONES[line.asker_said],
        answers=[_answer(answer, line, names) for answer in line.answers.all()],
        opinions=[{"row": one, "told": told.opinions.get(one.pk)} for one in line.opinions.all()],
        told=told.words.get(line.pk),
        annulled=told.annulled.get(line.pk),
        claimed=_money(line.claimed_minor, line.currency),
        replaced=instead,
        may=may - held,
        held=[_held(what, line) for what in sorted(held)],
        forbidden=line.category in cap.FORBIDDEN and not (line.gives_back_id or line.annulled_at),
    )


def _whom(line: Cost) -> str:
    """Who asked, as the reader can read it."""
    return read_names.body(line.asked_by) if line.asked_by else line.whom_words


def _held(what: str, line: Cost) -> str:
    """取り消す：この費用から… — what stands where the button would."""
    label = _now(HELD[what]) % {"amount": _money(line.claimed_minor, line.currency)}
    [reason] = why_not_while_back(True)
    return _now("%(label)s：%(value)s") % {"label": label, "value": reason.words()}


def _money(minor: int | None, currency: str) -> str:
    return "" if minor is None else f"{currency} {amounts.written(minor, currency)}"


def _answer(answer, line: Cost, names) -> dict:
    return {
        "answer": answer,
        "side": _now(answer.get_side_display()),
        "said": _now(answer.get_said_display()),
        "who": names.get(answer.by_id, ""),
        "claimed": _money(answer.claimed_minor, line.currency),
    }


def _may(line: Cost, viewer):
    """right, wrong, pay, back, annul, agree: what this reader may press on a line."""
    if line.annulled_at:
        return
    writer = actions.who(viewer)
    if line.said == Cost.Said.DISPUTED and line.claimed_minor and agreeing.theirs(line, writer):
        yield "agree"
    said = _own_answer(line, viewer, writer)
    if said not in (None, Cost.Said.CONFIRMED):
        yield "right"
    if said not in (None, Cost.Said.DISPUTED):
        yield "wrong"
    if not line.paid_on:
        yield "pay"
    elif not line.gives_back_id:
        yield "back"
    if actions.may_annul(line, writer):
        yield "annul"


def _own_answer(line: Cost, viewer, writer) -> str | None:
    """What the reader's own side says of a line; None when it is not theirs to say."""
    if writer.entered_as == Cost.By.SELF:
        return line.said
    mine = writer.body and line.asked_by_id == writer.body.pk
    return line.asker_said if mine else None


def page(request, case: Case, face: str, **more):
    """One case's lines, what they add up to, and the cap."""
    viewer = request.viewer
    lines = queries.of_case(case, viewer)
    everything = viewer.kind == "worker" or (viewer.kind == "staff" and viewer.on_behalf is None)
    context = {
        "frame": f"tn/{face}.html",
        "face": face,
        "case": case,
        "rows": rows(lines, viewer),
        "totals": queries.totals(lines, _whom),
        "cap": queries.cap_of(case, viewer.on) if everything else None,
        "who": called(case, viewer),
        "add_url": _address(face, "new_cost", case),
        "urls": {what: f"{face}:cost_{what}" for what in _presses(face)},
        "sheet_url": _address(face, "cost_sheet", case) if lines else "",
        "receipt_url": f"{face}:cost_receipt",
    }
    return render(request, "shared/costs.html", context | more)


def _presses(face: str) -> tuple[str, ...]:
    """What can be pressed on a face; a candidate says an amount, who asked agrees to it."""
    own = ("right", "wrong", "pay", "back", "annul")
    return own if face == "mypage" else (*own, "agree")


def called(case: Case, viewer) -> str:
    """The person of a case with さん; by the code where the name is not to be read."""
    if case.person_id == viewer.party.pk:
        return _with_san(own_name(viewer))
    return called_all([case], viewer)[case.pk]


def called_all(cases: list[Case], viewer) -> dict[int, str]:
    """The same of many cases, in as many queries as of one."""
    names = shown([case.person_id for case in cases], to=viewer)
    return {
        case.pk: _with_san(name) if (name := names[case.person_id]) else case.person.party.code
        for case in cases
    }


def _with_san(name: str) -> str:
    return _now("%(name)s さん") % {"name": name}


def _address(face: str, name: str, case: Case) -> str:
    """Of a page of one case: a candidate has only the own one."""
    return reverse(f"{face}:{name}", args=[] if face == "mypage" else [case.pk])


def home_of(face: str, case: Case) -> str:
    return _address(face, "case_costs", case)
