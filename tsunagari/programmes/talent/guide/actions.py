"""生活の手引き — written, freed of personal facts, checked by a second person, public, withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts import attaching
from tsunagari.kernel.texts.actions import Change
from tsunagari.kernel.texts.queries import PAGE
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import meaning
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES
from tsunagari.programmes.talent.guide import queries
from tsunagari.programmes.talent.guide.models import Answer, Remark, Revision
from tsunagari.programmes.talent.guide.rules import personal, steps

State = Revision.State
LONGEST_NAME, LONGEST_SAID = 200, 8000
CHECK, MEND, LOOK = "2-3.check_answer", "2-3.mend_answer", "2-3.look_again"
SHOWN = ["question", "words", "category", "source", "as_of"]


@dataclass(frozen=True)
class Written:
    """書いたもの — a question, its answer, where it stands and as of when."""

    question: str
    words: str
    category: str
    source: str = ""
    as_of: date | None = None


# — writing —


@transaction.atomic
def draft(written: Written, *, by, on: date) -> Answer:
    """書きはじめる — a new question with its answer; nobody but the office sees it."""
    refuse_if(_why_not_write(written, on))
    return _begin_anew(written, by=by, on=on).answer


@transaction.atomic
def draft_from(question, answer, category, language, by, on, consultation=None) -> Answer:
    """相談から書きはじめる — as it was asked and answered; in another language it stands beside the page.

    Personal facts may still be in it: nothing goes on before somebody took them out. When the words
    of the `consultation` are forgotten, a draft that is not public yet goes with them.
    """
    category = category if category in CATEGORIES else "other"
    japanese = language.startswith(SOURCE)
    cut = len(question) > LONGEST_NAME
    said = "" if japanese and not cut else f"{question}\n\n{answer}"
    written = Written(
        question=" ".join(question.split())[:LONGEST_NAME] if japanese else "",
        words=answer if japanese else "",
        category=category,
    )
    revision = _begin_anew(written, by=by, on=on)
    revision.said, revision.said_in = said[:LONGEST_SAID], language if said else ""
    revision.consultation = consultation
    revision.save(update_fields=["said", "said_in", "consultation"])
    return revision.answer


def _begin_anew(written: Written, *, by, on: date) -> Revision:
    answer = Answer.objects.create(category=written.category, name=meaning(written.question))
    revision = _begin(answer, written, by=by, on=on)
    records.add(by=by, did="guide.drafted", about=answer, on=on)
    return revision


def _begin(answer: Answer, written: Written, *, by, on: date) -> Revision:
    last = answer.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = Revision.objects.create(
        answer=answer,
        number=last + 1,
        author_id=by.party.pk,
        begun_on=on,
        **{name: getattr(written, name) for name in SHOWN},
    )
    revision.writers.add(by.party.pk)
    return revision


@transaction.atomic
def begin(answer: Answer, *, by, on: date) -> Revision:
    """新しい版を書く — begins with what is public; readers see that until the new one is checked."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    found = queries.revision_in_work(answer)
    words = _("新しい版は、もう書きはじめています。それを続けてください。")
    refuse_if([Reason(words, rule="state")] if found else [])
    question, said = queries.question_and_words(answer)
    written = Written(question, said, answer.category, answer.source, answer.as_of)
    revision = _begin(answer, written, by=by, on=on)
    records.add(by=by, did="guide.drafted", about=answer, on=on)
    return revision


@transaction.atomic
def change(revision: Revision, written: Written, *, seen: int, by, on: date) -> Revision:
    """下書きを直す — whoever writes in it does not check it."""
    revision = _locked(revision)
    reasons = steps.why_not_change(state=revision.state, seen=seen, version=revision.version)
    refuse_if(reasons + _why_not_write(written, on))
    for name in SHOWN:
        setattr(revision, name, getattr(written, name))
    _save(revision, *SHOWN)
    revision.writers.add(by.party.pk)
    if revision.answer.state == Answer.State.NEW:
        _rename(revision.answer, revision)
    records.add(by=by, did="guide.changed", about=revision.answer, on=on)
    return revision


def _why_not_write(written: Written, on: date) -> list[Reason]:
    return steps.why_not_write(
        question=written.question,
        words=written.words,
        category=written.category,
        categories=CATEGORIES,
        as_of=written.as_of,
        on=on,
    )


def _locked(revision: Revision) -> Revision:
    Answer.objects.select_for_update().get(pk=revision.answer_id)
    return Revision.objects.select_related("answer__text").get(pk=revision.pk)


def _save(revision: Revision, *names: str) -> None:
    revision.version += 1
    revision.save(update_fields=["version", *names])


def _rename(answer: Answer, revision: Revision) -> None:
    answer.name, answer.category = meaning(revision.question)[:LONGEST_NAME], revision.category
    answer.save(update_fields=["name", "category"])


# — without personal facts —


@transaction.atomic
def clean(
    revision: Revision, *, declared: Collection[str], confirmed: bool, seen: int, by, on: date
) -> Revision:
    """個人の事実を除いた — everything that looked personal is gone or nobody's; what was said first goes.

    `declared` are the keys of what looks personal and is not.
    """
    revision = _locked(revision)
    reasons = steps.why_not_change(state=revision.state, seen=seen, version=revision.version)
    reasons += _why_not_write(_written(revision), on)
    found = queries.personal_of(revision)
    known = [(one.kind, one.words) for one in found if one.key in declared]
    reasons += personal.why_not_clean(found, known)
    reasons += steps.why_not_confirm(
        confirmed=confirmed, source=revision.source, as_of=revision.as_of
    )
    refuse_if(reasons)
    revision.state, revision.cleaned_on, revision.note = State.CLEAN, on, ""
    revision.said = revision.said_in = ""
    revision.declared = [list(pair) for pair in known]
    _save(revision, "state", "cleaned_on", "note", "said", "said_in", "declared")
    revision.writers.add(by.party.pk)
    records.add(by=by, did="guide.cleaned", about=revision.answer, on=on, declared=len(known))
    follow(revision.answer, on=on, by=by)
    return revision


def _written(revision: Revision) -> Written:
    return Written(**{name: getattr(revision, name) for name in SHOWN})


@transaction.atomic
def send_back(revision: Revision, note: str, *, seen: int, by, on: date) -> Revision:
    """書き手に返す — it is a draft again, with the reason."""
    revision = _locked(revision)
    reasons = []
    if revision.state != State.CLEAN or seen != revision.version:
        words = _("見ているあいだに変わりました。いまの内容を見てから、もう一度おしてください。")
        reasons.append(Reason(words, rule="version"))
    if not note.strip():
        reasons.append(Reason(_("理由を書いてください。"), rule="words", field="note"))
    refuse_if(reasons)
    revision.state, revision.cleaned_on, revision.note = State.DRAFT, None, note.strip()[:500]
    _save(revision, "state", "cleaned_on", "note")
    records.add(by=by, did="guide.sent_back", about=revision.answer, on=on)
    follow(revision.answer, on=on, by=by)
    return revision


# — public —


@transaction.atomic
def publish(revision: Revision, *, seen: int, by, on: date) -> Change:
    """公開する — by a second person; sentences that say what they said keep their translations."""
    revision = _locked(revision)
    answer = revision.answer
    reasons = steps.why_not_check(
        state=revision.state,
        writers=set(revision.writers.values_list("pk", flat=True)),
        checker=by.party.pk,
        seen=seen,
        version=revision.version,
    )
    # Somebody may have become known to the federation since.
    known = [(kind, words) for kind, words in revision.declared]
    refuse_if(reasons + personal.why_not_clean(queries.personal_of(revision), known))
    change = _write(answer, revision, by, on)
    revision.state, revision.checked_on = State.PUBLIC, on
    revision.checked_by_id, revision.consultation = by.party.pk, None
    _save(revision, "state", "checked_by", "checked_on", "consultation")
    facts = {"changed": change.changed, "added": change.added, "gone": change.gone}
    records.add(by=by, did="guide.published", about=answer, on=on, **facts)
    follow(answer, on=on, by=by, fulfilled=(CHECK, LOOK))
    return change


def _write(answer: Answer, revision: Revision, by, on: date) -> Change:
    parts = queries.pieces_of(revision)
    if answer.text is None:
        answer.text = texts.write(parts, on=on, languages=CODES, measure="2-3", by=by)
        change = Change(added=len(parts))
    else:
        change = texts.rewrite(answer.text, parts, seen=answer.text.version, on=on, by=by)
        texts.ask_for(answer.text, CODES, on=on, by=by)
    answer.state, answer.checked_on, answer.reason = Answer.State.PUBLIC, on, ""
    answer.source, answer.as_of = revision.source, revision.as_of
    answer.save(update_fields=["state", "checked_on", "reason", "source", "as_of", "text"])
    _rename(answer, revision)
    return change


@transaction.atomic
def drop(revision: Revision, *, by, on: date) -> bool:
    """新しい版をやめる — its words go; True when nothing of the answer was ever public and it goes too."""
    revision = _locked(revision)
    answer = revision.answer
    if revision.state not in Revision.WORKING:
        refuse_if([Reason(_("この版は、もう終わっています。"), rule="state")])
    records.add(by=by, did="guide.dropped", about=answer, on=on)
    revision.state = State.DROPPED
    revision.question = revision.words = revision.said = revision.said_in = revision.note = ""
    revision.declared, revision.consultation = [], None
    emptied = ["question", "words", "said", "said_in", "note", "declared", "consultation"]
    _save(revision, "state", *emptied)
    follow(answer, on=on, by=by)
    if answer.state != Answer.State.NEW:
        return False
    answer.revisions.all().delete()
    answer.delete()
    return True


@transaction.atomic
def withdraw(answer: Answer, reason: str, *, by, on: date) -> None:
    """取り下げる — the page says so, and nobody has to translate it any more."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    reasons = []
    if answer.state != Answer.State.PUBLIC:
        reasons.append(Reason(_("これは、いま公開していません。"), rule="state"))
    if not reason.strip():
        reasons.append(Reason(_("理由を書いてください。"), rule="words", field="reason"))
    refuse_if(reasons)
    _set(answer, Answer.State.WITHDRAWN, reason.strip()[:300])
    texts.ask_for(answer.text, [], on=on, by=by)
    why = split.pieces(answer.reason, "reason")
    attaching.put_up(answer, why, name=answer.name, languages=CODES, measure="2-3", by=by, on=on)
    records.add(by=by, did="guide.withdrawn", about=answer, on=on)
    follow(answer, on=on, by=by)


@transaction.atomic
def restore(answer: Answer, *, by, on: date) -> None:
    """公開にもどす — takes back a withdrawal; what was checked is public again."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.state != Answer.State.WITHDRAWN:
        refuse_if([Reason(_("これは、取り下げていません。"), rule="state")])
    _set(answer, Answer.State.PUBLIC, "")
    texts.ask_for(answer.text, CODES, on=on, by=by)
    attaching.detach(answer, PAGE, on=on, by=by)
    records.add(by=by, did="guide.restored", about=answer, on=on)
    follow(answer, on=on, by=by)


def _set(answer: Answer, state: str, reason: str) -> None:
    answer.state, answer.reason = state, reason
    answer.save(update_fields=["state", "reason"])


@transaction.atomic
def look_again(answer: Answer, *, by, on: date) -> None:
    """いまも正しい — somebody opened the sources again; the page says the new day."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.state != Answer.State.PUBLIC:
        refuse_if([Reason(_("これは、いま公開していません。"), rule="state")])
    answer.checked_on = on
    answer.save(update_fields=["checked_on"])
    records.add(by=by, did="guide.looked_again", about=answer, on=on)
    follow(answer, on=on, by=by, fulfilled=(LOOK,))


# — what readers say —


@transaction.atomic
def remark(answer: Answer, words: str, *, language: str, on: date) -> Remark:
    """間違いを知らせる — anybody, without a name; the office looks at it."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    refuse_if(
        steps.why_not_remark(
            public=answer.state == Answer.State.PUBLIC,
            words=words,
            waiting=answer.remarks.filter(settled_on=None).count(),
        )
    )
    said = answer.remarks.create(words=words.strip()[:500], language=language, on=on)
    records.add(by=None, did="guide.remarked", about=answer, on=on)
    follow(answer, on=on)
    return said


@transaction.atomic
def settle(remark: Remark, *, by, on: date) -> None:
    """見た — the remark was looked at; its words go, because anything may stand in them."""
    Answer.objects.select_for_update().get(pk=remark.answer_id)
    remark = Remark.objects.select_related("answer").get(pk=remark.pk)
    if remark.settled_on:
        return
    remark.settled_on, remark.words = on, ""
    remark.save(update_fields=["settled_on", "words"])
    records.add(by=by, did="guide.remark_settled", about=remark.answer, on=on)
    follow(remark.answer, on=on, by=by, fulfilled=(MEND,))


# — duties —


@transaction.atomic
def follow(answer: Answer, *, on: date, by=None, fulfilled: Collection[str] = ()) -> None:
    """務め — the second person's check, the reader's remark, and the yearly look."""
    duties.wait_for_turn(answer)
    answer = Answer.objects.get(pk=answer.pk)
    started = federation()
    clean = answer.revisions.filter(state=State.CLEAN).first()
    first = answer.remarks.filter(settled_on=None).order_by("pk").first()
    public = answer.state == Answer.State.PUBLIC
    wanted = steps.wanted(
        key=answer.pk,
        name=answer.name,
        office=started.party_id if started else 0,
        clean=(clean.number, clean.cleaned_on) if clean else None,
        checked_on=answer.checked_on if public else None,
        remark=(first.pk, first.on) if first and public else None,
        days={name: queries.figure(name, on) for name in queries.DAYS},
    )
    done = set(fulfilled)
    duties.reconcile(answer, wanted, on=on, by=by, fulfilled=lambda row: row.rule in done)
