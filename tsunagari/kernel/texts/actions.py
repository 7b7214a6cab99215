"""文 — a text is written and rewritten sentence by sentence, translated, and checked by another.

Writing is part of an act of the subject whose text it is, and stands in that act's record.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tsunagari.base.languages import CODES, LANGUAGES, SOURCE, html_lang
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import queries
from tsunagari.kernel.texts.duties import TRANSLATE
from tsunagari.kernel.texts.models import Former, Rendering, Sentence, Text
from tsunagari.kernel.texts.rules import split, states
from tsunagari.kernel.texts.rules.align import align
from tsunagari.kernel.texts.rules.split import Piece, meaning, print_of_meaning
from tsunagari.kernel.texts.rules.states import Line
from tsunagari.kernel.words.actions import annotate

State = Rendering.State
NAMES = dict(LANGUAGES)


@dataclass(frozen=True)
class Change:
    """書き直したこと — how many sentences say something else, are new, were taken out."""

    changed: int = 0
    added: int = 0
    gone: int = 0


# — the source —


@transaction.atomic
def write(
    parts: Sequence[Piece],
    *,
    on: date,
    source: str = SOURCE,
    languages: Collection[str] = (),
    measure: str = "",
    name: str = "",
    by=None,
) -> Text:
    """書く — a new text, which nobody translated yet; `languages` are those that are wanted.

    `name` is what lists and duties call it; without one, its first sentence.
    """
    refuse_if(split.why_not_write(list(parts)))
    text = put_down(parts, source, name, measure, on)
    ask_for(text, languages, by=by, on=on)
    return text


def put_down(parts: Sequence[Piece], source: str, name: str, measure: str, on: date) -> Text:
    """The rows of a new text; nobody is asked for a translation yet."""
    text = Text.objects.create(source=source, name=name or _name(parts), measure=measure)
    for place, part in enumerate(parts):
        _add(text, place, part, on)
    return text


@transaction.atomic
def rewrite(
    text: Text, parts: Sequence[Piece], *, seen: int, on: date, name: str = "", by=None
) -> Change:
    """書き直す — sentences that say what they said keep their translations, wherever they stand now."""
    text = Text.objects.select_for_update().get(pk=text.pk)
    reasons = split.why_not_write(list(parts))
    reasons += why_stale(seen, text.version)
    refuse_if(reasons)
    return put_anew(text, parts, name, on, by)


def put_anew(text: Text, parts: Sequence[Piece], name: str, on: date, by) -> Change:
    """The rows of a locked text, written again."""
    change = _replace(text, parts, on)
    text.name, text.version = name or _name(parts), text.version + 1
    text.save(update_fields=["name", "version"])
    follow(text, on=on, by=by)
    return change


def _name(parts: Sequence[Piece]) -> str:
    return meaning(parts[0].words)[:200]


def _add(text: Text, place: int, part: Piece, on: date) -> Sentence:
    return Sentence.objects.create(
        text=text,
        place=place,
        from_day=on,
        opens=part.opens,
        part=part.part,
        **_said(part.words, on),
    )


def _said(words: str, on: date) -> dict[str, str]:
    return {
        "words": words,
        "read": annotate(words, on=on).text,
        "print": print_of_meaning(words),
        "folded": fold(meaning(words)),
    }


def _replace(text: Text, parts: Sequence[Piece], on: date) -> Change:
    rows = {row.pk: row for row in text.sentences.all()}
    live = [(pk, row.words) for pk, row in rows.items() if row.gone_on is None]
    gone = [(pk, row.words) for pk, row in rows.items() if row.gone_on is not None]
    made = Rendering.objects.filter(sentence__in=rows, state=State.CURRENT)
    translated = set(made.values_list("sentence", flat=True))
    keys = align(live, [part.words for part in parts], gone=gone[::-1], first=translated)
    changed = added = 0
    for place, (key, part) in enumerate(zip(keys, parts, strict=True)):
        if key is None:
            _add(text, place, part, on)
            added += 1
        else:
            changed += _put(rows[key], place, part, on)
    left = [pk for pk, _words in live if pk not in keys]
    Sentence.objects.filter(pk__in=left).update(gone_on=on)
    return Change(changed, added, len(left))


def _put(row: Sentence, place: int, part: Piece, on: date) -> bool:
    """Write a sentence where it stands now; True when it says something else than before."""
    said = _said(part.words, on)
    other = said["print"] != row.print
    if other:
        Former.objects.create(sentence=row, words=row.words, print=row.print, until_day=on)
    for name, value in said.items():
        setattr(row, name, value)
    row.place, row.opens, row.part, row.gone_on = place, part.opens, part.part, None
    row.save(update_fields=["place", "opens", "part", "gone_on", *said])
    return other


@transaction.atomic
def ask_for(text: Text, languages: Collection[str], *, on: date, by=None) -> None:
    """訳を頼む — these languages are wanted from now on; nobody is asked for any other."""
    text = Text.objects.select_for_update().get(pk=text.pk)
    wanted = [code for code in CODES if code in languages and code != text.source]
    if wanted == text.languages:
        return
    text.asked_on = text.asked_on if text.languages else on
    text.languages = wanted
    text.save(update_fields=["languages", "asked_on"])
    follow(text, on=on, by=by)


# — translations —


@transaction.atomic
def translate(
    text: Text,
    language: str,
    words: Mapping[int, str],
    *,
    seen: str,
    by,
    on: date,
    at: datetime,
    of: Mapping[int, str] | None = None,
    same: Collection[int] = (),
    send: bool = False,
) -> int:
    """訳す — sentence by sentence; with `send` a second person is asked. How many were written.

    `of` is the print of each sentence as the translator saw it: one that changed meanwhile is
    outdated at once. `same` are old translations that say what the new sentence says.
    """
    text = _locked(text)
    lines = queries.lines(text, language)
    given = {key: " ".join(said.split()) for key, said in words.items()}
    reasons = states.why_not_translate(
        language=language,
        known=CODES,
        source=text.source,
        seen=seen,
        now=queries.version_of(text, language),
    )
    reasons += states.why_not_words(given)
    refuse_if(reasons + (states.why_not_send(lines, given, same) if send else []))
    facts = {"by": by.party.pk, "on": on, "at": at, "sent": send}
    count = sum(
        _render(line, language, given[line.key], (of or {}).get(line.key, line.print), same, facts)
        for line in lines
        if line.key in given
    )
    if count:
        records.add(
            by=by,
            did="text.translated",
            about=text,
            on=on,
            at=at,
            language=language,
            sentences=count,
            sent=send,
        )
    return count


def _locked(text: Text) -> Text:
    """The text, read again under lock with everything that is decided on."""
    Text.objects.select_for_update().get(pk=text.pk)
    return queries.with_sentences(Text.objects.filter(pk=text.pk)).get()


def _render(line: Line, language: str, words: str, of: str, same, facts: dict) -> bool:
    """Store what was typed for one sentence; False when it says nothing new."""
    row = Rendering.objects.filter(
        sentence=line.key, language=language, state__in=Rendering.WORKING
    ).first()
    if not words:
        return bool(row and row.delete())
    base = line.work or line.current
    kept = base is not None and base.words == words
    if kept and base.of != of and line.key not in same:
        return False  # an old translation that nobody looked at
    if kept and base.of == of and (base is line.current or line.work.review or not facts["sent"]):
        return False
    row = row or Rendering(sentence_id=line.key, language=language)
    row.words, row.folded, row.of, row.note = words, fold(meaning(words)), of, ""
    row.read = annotate(words, on=facts["on"]).text if html_lang(language) == SOURCE else words
    row.state = State.REVIEW if facts["sent"] else State.DRAFT
    # Who only sends what another one wrote did not make it.
    row.by_id = line.work.by if kept and line.work and line.work.of == of else facts["by"]
    row.at, row.on = facts["at"], facts["on"]
    row.save()
    return True


@transaction.atomic
def check(text: Text, language: str, *, seen: str, by, on: date, at: datetime) -> int:
    """訳を確かめる — a second person: readers see it from now on. How many sentences."""
    text = _locked(text)
    lines = queries.lines(text, language)
    rows = _waiting(text, lines, language, seen, by)
    mine = [line for line in rows if line.work.by != by.party.pk]
    for line in mine:
        old = Rendering.objects.filter(sentence=line.key, language=language, state=State.CURRENT)
        old.update(state=State.FORMER)
        Rendering.objects.filter(pk=line.work.key).update(
            state=State.CURRENT, checked_by=by.party.pk, checked_on=on
        )
    _note("text.checked", text, language, len(mine), by, on, at)
    follow(text, on=on, by=by)
    return len(mine)


@transaction.atomic
def send_back(
    text: Text, language: str, words: str, *, seen: str, by, on: date, at: datetime
) -> int:
    """訳を返す — the translator reads why, and goes on. How many sentences."""
    text = _locked(text)
    rows = _waiting(text, queries.lines(text, language), language, seen, by)
    said = words.strip()[:500]
    refuse_if([] if said else [Reason(_("理由を書いてください。"), rule="words", field="words")])
    back = [line.work.key for line in rows if line.work.by != by.party.pk]
    Rendering.objects.filter(pk__in=back).update(state=State.DRAFT, note=said)
    _note("text.sent_back", text, language, len(back), by, on, at)
    return len(back)


def _waiting(text: Text, lines: list[Line], language: str, seen: str, by) -> list[Line]:
    """The sentences whose translation can be decided on; Refused when there is none."""
    rows = [line for line in lines if line.waits]
    reasons = states.why_not_check(
        makers=[line.work.by for line in rows],
        stale=sum(bool(line.work and line.work.review) for line in lines) - len(rows),
        checker=by.party.pk,
        seen=seen,
        now=queries.version_of(text, language),
    )
    refuse_if(reasons)
    return rows


def _note(did: str, text: Text, language: str, sentences: int, by, on: date, at: datetime) -> None:
    records.add(by=by, did=did, about=text, on=on, at=at, language=language, sentences=sentences)


# — duties —


@transaction.atomic
def follow(text: Text, *, on: date, by=None) -> None:
    """訳す務め — one for every wanted language that is missing or outdated; closed when it is current."""
    duties.wait_for_turn(text)
    text = queries.with_sentences(Text.objects.filter(pk=text.pk)).get()
    started = federation()
    office = started.party_id if started else 0
    wanted = [_wanted(text, code, office, on) for code in text.languages]
    duties.reconcile(text, wanted, on=on, by=by)


def _wanted(text: Text, language: str, office: int, on: date) -> Wanted:
    lines = queries.lines(text, language)
    asked_on = text.asked_on or on
    since = states.needed_since(lines, asked_on)
    stand = states.standing(language, lines)
    from_day = since or asked_on
    facts = {
        "page": f"{text.pk}-{language}",
        "text_name": text.name,
        "page_language": NAMES[language],
        "lacking": stand.total - stand.done,
        "lacking_since": from_day.isoformat(),
    }
    return Wanted(
        rule=TRANSLATE,
        occurrence=language,
        holder=office,
        doer=office,
        opens_on=from_day,
        due=from_day + timedelta(days=queries.figure("days_to_translate", from_day)),
        facts=facts,
        met=None if since else stand.checked_on or asked_on,
        measure=text.measure,
    )
