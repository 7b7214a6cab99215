"""候補者の取込 — the rows of a file written, and taken back as a whole."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.talent.orders.actions.candidates import locked, rewrite, write_all
from tsunagari.programmes.talent.orders.models import Apart, Candidate, Choice
from tsunagari.programmes.talent.orders.rules.sheet import STORED, Known, Preview, told

NAMES = ("family_latin", "given_latin", "family_kana", "given_kana")
FACTS = tuple(STORED.values())
DAYS = ("born_on", "ready_on")


def known(sending) -> list[Known]:
    """Everybody whom a sending organisation has entered, as the rules of a file ask."""
    rows = Candidate.objects.filter(sending=sending).exclude(state=Candidate.State.MERGED)
    return [
        Known(
            one.pk,
            one.number,
            one.born_on,
            one.spelt,
            one.sound,
            one.written,
            {name: getattr(one, name) for name in FACTS} | {"nationality": one.person.nationality},
        )
        for one in rows.select_related("person").order_by("pk")
    ]


def write(sending, preview: Preview, *, on: date, say=None) -> dict:
    """Good rows only; answers what to take back: who was made, and what changed, before and after."""
    new = [row for row in preview.rows if row.state == "new"]
    changed = [row for row in preview.rows if row.state == "changed"]
    present = set(preview.mapping.columns.values())
    made, before, after = [], [], []
    say = say or (lambda done: None)
    for at in range(0, len(new), parties.AT_ONCE):
        some = [(row.names, row.nationality, row.facts) for row in new[at : at + parties.AT_ONCE]]
        made += [one.pk for one in write_all(sending, some, on=on)]
        say(len(made))
    for done, row in enumerate(changed, len(made) + 1):
        candidate = locked(Candidate(pk=row.key))
        before.append(_state(candidate))
        _rewrite(candidate, row, present, on)
        after.append(_state(candidate))
        say(done)
    return {"made": made, "before": before, "after": after}


def _rewrite(candidate: Candidate, row, present: set[str], on: date) -> None:
    person = candidate.person
    kept = {name: getattr(person, name).reveal() for name in NAMES}
    names = kept | {name: value for name, value in row.names.items() if value}
    nationality = row.nationality if "nationality" in present else person.nationality
    rewrite(candidate, names=names, nationality=nationality, on=on, **told(row, present))


def _state(candidate: Candidate) -> list:
    """[key, version, facts, names] as JSON can hold them."""
    facts = {name: getattr(candidate, name) for name in FACTS}
    facts |= {name: facts[name].isoformat() for name in DAYS}
    names = {name: getattr(candidate.person, name).reveal() for name in NAMES}
    names |= {"written": candidate.written, "nationality": candidate.person.nationality}
    return [candidate.pk, candidate.version, facts, names]


def why_not_take_back(undo: dict) -> list[Reason]:
    """Somebody who was changed, taught, assigned or asked about since stays."""
    reasons = []
    made = Candidate.objects.filter(pk__in=undo["made"])
    touched = [one for one in made if one.version != 1 or _is_used(one)]
    if touched:
        words = _(
            "このファイルの候補者%(count)s人に、あとから変更・授業・割り当てなどがあります。"
            "先にそれを取り消すか、1人ずつ「辞退」にしてください。"
        )
        reasons.append(Reason(words, {"count": len(touched)}, rule="used"))
    versions = dict(
        Candidate.objects.filter(pk__in=[row[0] for row in undo["after"]]).values_list(
            "pk", "version"
        )
    )
    if any(versions.get(row[0]) != row[1] for row in undo["after"]):
        words = _(
            "このファイルが変えた候補者を、あとからだれかが変えています。1人ずつ直してください。"
        )
        reasons.append(Reason(words, rule="changed"))
    return reasons


def _is_used(one: Candidate) -> bool:
    return (
        one.results.exists()
        or one.pairs.exists()
        or one.state != Candidate.State.LOOKING
        or one.person.cases.exists()
        or one.person.party.presences.exists()
        or one.person.cards.exists()
        or one.person.party.duplicates.exists()
    )


def take_back(undo: dict, *, on: date) -> None:
    """Whoever was made goes, whoever was changed is as before."""
    for key, _version, facts, names in undo["before"]:
        candidate = locked(Candidate(pk=key))
        facts = facts | {name: date.fromisoformat(facts[name]) for name in DAYS}
        nationality = names.pop("nationality")
        rewrite(candidate, names=names, nationality=nationality, on=on, **facts)
    made = undo["made"]
    Apart.objects.filter(a__in=made).delete()
    Apart.objects.filter(b__in=made).delete()
    Choice.objects.filter(candidate__in=made).delete()
    Role.objects.filter(party__in=made, kind=Role.Kind.CANDIDATE).delete()
    parties.at_once(Candidate.objects.filter(pk__in=made))
    parties.take_out(made)
