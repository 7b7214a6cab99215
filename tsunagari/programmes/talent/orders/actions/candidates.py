"""候補者 — entered, changed, told apart, joined and parted; leaving, and coming back."""

from datetime import date
from types import SimpleNamespace

from django.db import transaction
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import changes
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.ties import merging
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.models import Apart, Candidate
from tsunagari.programmes.talent.orders.rules import candidates as rules
from tsunagari.programmes.talent.people.actions.names import hide_from, show_new, show_to

State = Candidate.State
NAMES = ("family_latin", "given_latin", "family_kana", "given_kana")


@transaction.atomic
def enter(sending: Organisation, *, by, on: date, names: dict, nationality: str, **facts):
    """候補者を登録する — a person with a birthday and wishes; the sending organisation may read the name."""
    refuse_if(rules.why_not_enter(_asked(names, facts), on=on))
    refuse_if(_why_not_number(sending, facts.get("number", "")))
    candidate = write(sending, names=names, nationality=nationality, on=on, **facts)
    records.add(
        by=by, did="candidate.entered", about=candidate, concerns=concerned(candidate), on=on
    )
    return candidate


def write(sending, *, names: dict, nationality: str, on: date, **facts) -> Candidate:
    """The rows of one candidate."""
    [candidate] = write_all(sending, [(names, nationality, facts)], on=on)
    return candidate


def write_all(sending, rows: list[tuple[dict, str, dict]], *, on: date) -> list[Candidate]:
    """The rows of new candidates, for a form and for a file alike: (names, nationality, facts)."""
    people = parties.add_people(
        [
            {
                "family": names["family_latin"] or names["family_kana"],
                "given": names["given_latin"] or names["given_kana"],
                "nationality": nationality,
                **{name: names[name] for name in NAMES},
            }
            for names, nationality, _facts in rows
        ],
        language=sending.party.language,
        zone=sending.party.zone,
    )
    made = Candidate.objects.bulk_create(
        [
            Candidate(person=person, sending=sending, made_on=on, **_keys(names), **facts)
            for person, (names, _nationality, facts) in zip(people, rows, strict=True)
        ],
        batch_size=parties.AT_ONCE,
    )
    show_new(people, sending, on=on)
    schools = {one.school_id: one.school for one in made if one.school_id}
    for key, school in schools.items():
        show_new([one.person for one in made if one.school_id == key], school, on=on)
    return made


def _asked(names: dict, facts: dict) -> dict:
    return facts | {"latin": _latin(names), "kana": _kana(names)}


def _latin(names: dict) -> str:
    return f"{names['family_latin']} {names['given_latin']}".strip()


def _kana(names: dict) -> str:
    return f"{names['family_kana']} {names['given_kana']}".strip()


def _keys(names: dict) -> dict:
    """The name in one spelling and as it sounds, for telling the same person twice."""
    latin, kana = _latin(names), _kana(names)
    spelt = rules.spelt(latin, kana)
    return {
        "spelt": spelt,
        "sound": rules.sound(latin, kana),
        "short": rules.short(spelt),
        "written": names.get("written") or rules.print_of(latin, kana),
    }


def _why_not_number(sending, number: str, own: int = 0) -> list[Reason]:
    rows = Candidate.objects.filter(sending=sending, number=number).exclude(pk=own)
    if not number or not rows.exclude(state=State.MERGED).exists():
        return []
    words = _("この番号の候補者が、もういます。番号を直すか、その人の内容を変えてください。")
    return [Reason(words, rule="number", field="number")]


def concerned(candidate: Candidate) -> list[int]:
    """The person and the bodies on whose timeline a candidate appears."""
    return [key for key in (candidate.pk, candidate.sending_id, candidate.school_id) if key]


@transaction.atomic
def change(
    candidate: Candidate, *, seen: int, by, on: date, names: dict, nationality: str, **facts
) -> Candidate:
    """候補者を変える — names and facts; `seen` is the version that was on the screen."""
    candidate = locked(candidate)
    refuse_if(why_stale(seen, candidate.version, below=True))
    refuse_if(rules.why_not_enter(_asked(names, facts), on=min(on, candidate.made_on)))
    number = facts.get("number", candidate.number)
    refuse_if(_why_not_number(candidate.sending, number, candidate.pk))
    changed = rewrite(candidate, names=names, nationality=nationality, on=on, **facts)
    if changed:
        records.add(
            by=by,
            did="candidate.changed",
            about=candidate,
            concerns=concerned(candidate),
            on=on,
            fields=", ".join(changed),
        )
    return candidate


def rewrite(candidate: Candidate, *, names, nationality: str, on: date, **facts) -> list[str]:
    """Store what differs; answers the names of the fields."""
    person = candidate.person
    wanted = {name: names[name] for name in NAMES} | {"nationality": nationality}
    wanted["family"] = names["family_latin"] or names["family_kana"]
    wanted["given"] = names["given_latin"] or names["given_kana"]
    renamed = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    if renamed:
        changes.change_person(person, **renamed)
    before, facts = candidate.school_id, facts | _keys(names)
    changed = sorted(name for name, value in facts.items() if getattr(candidate, name) != value)
    for name in changed:
        setattr(candidate, name, facts[name])
    if changed or renamed:
        candidate.version += 1
        candidate.save(update_fields=[*changed, "version"])
    if candidate.school_id != before:
        _change_school(candidate, before, on)
    return sorted({*changed, *renamed} - {"spelt", "sound", "short", "written", "family", "given"})


def _change_school(candidate: Candidate, before: int | None, on: date) -> None:
    if before and before != candidate.sending_id:
        hide_from(candidate.person, Organisation.objects.get(pk=before), on=on)
    if candidate.school_id:
        show_to(candidate.person, candidate.school, on=on)


def locked(candidate: Candidate) -> Candidate:
    """The candidate, read again under lock."""
    rows = Candidate.objects.select_for_update(of=("self",)).select_related(
        "person__party", "sending__party", "school__party"
    )
    return rows.get(pk=candidate.pk)


@transaction.atomic
def leave(candidate: Candidate, *, by, on: date) -> Candidate:
    """募集からはなれる — somebody does not want to go any more."""
    candidate = locked(candidate)
    refuse_if(rules.why_not_leave(state=candidate.state, busy=queries.is_busy(candidate)))
    return _move(candidate, State.LEFT, "candidate.left", by=by, on=on)


@transaction.atomic
def come_back(candidate: Candidate, *, by, on: date) -> Candidate:
    """募集にもどる — or the press was a mistake."""
    candidate = locked(candidate)
    words = _("この候補者は、はなれていません。画面を新しくしてください。")
    refuse_if([] if candidate.state == State.LEFT else [Reason(words, rule="state")])
    return _move(candidate, State.LOOKING, "candidate.returned", by=by, on=on)


def _move(candidate: Candidate, state: str, did: str, *, by, on: date) -> Candidate:
    candidate.state, candidate.version = state, candidate.version + 1
    candidate.save(update_fields=["state", "version"])
    records.add(by=by, did=did, about=candidate, concerns=concerned(candidate), on=on)
    return candidate


# 同じ人 -------------------------------------------------------------------------------------


@transaction.atomic
def merge(kept: Candidate, gone: Candidate, *, by: Viewer, on: date) -> Candidate:
    """同じ人とまとめる — somebody has said so; what hangs on the one that goes counts for the other."""
    kept, gone = locked(kept), locked(gone)
    refuse_if(rules.why_not_merge(kept=_side(kept), gone=_side(gone)))
    merging.merge(kept.person.party, gone.person.party, by=by, on=on)
    gone.state, gone.version = State.MERGED, gone.version + 1
    gone.save(update_fields=["state", "version"])
    return kept


@transaction.atomic
def part(gone: Candidate, *, by: Viewer, on: date) -> Candidate:
    """別々にもどす — two candidates again; both look for work."""
    gone = locked(gone)
    words = _("この登録は、まとめてありません。")
    refuse_if([] if gone.state == State.MERGED else [Reason(words, rule="merged")])
    refuse_if(_why_not_number(gone.sending, gone.number, gone.pk))
    merging.part(gone.person.party, by=by, on=on)
    gone.state, gone.version = State.LOOKING, gone.version + 1
    gone.save(update_fields=["state", "version"])
    return gone


def _side(candidate: Candidate) -> SimpleNamespace:
    return SimpleNamespace(state=candidate.state, busy=queries.is_busy(candidate))


@transaction.atomic
def tell_apart(a: Candidate, b: Candidate, *, by, on: date) -> None:
    """別の人とする — the question is not asked again."""
    first, second = sorted((a, b), key=lambda one: one.pk)
    _row, made = Apart.objects.get_or_create(a=first, b=second)
    if made:
        concerns = [first.sending_id, second.sending_id]
        records.add(by=by, did="candidate.told_apart", about=first, concerns=concerns, on=on)


def ask_again(a: Candidate, b: Candidate) -> None:
    """別の人としたのを取り消す — the question stands again."""
    first, second = sorted((a.pk, b.pk))
    Apart.objects.filter(Q(a=first), Q(b=second)).delete()
