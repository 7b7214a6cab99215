"""ことば — reading texts, and keeping the table of readings right."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F

from tsunagari.base import analyser, annotating
from tsunagari.base.annotating import Own
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.words import queries, rules
from tsunagari.kernel.words.models import Doubt, Reading


def annotate(
    text: str, *, on: date, ask: bool = True, table: Mapping[str, Own] | None = None
) -> annotating.Annotated:
    """ふりがなをつける — a text that is being saved gets its readings, {在留|ざいりゅう}カード.

    Our own table first, then the analyser; without it the table alone works and `analysed` is
    False. What is doubtful waits on the page of readings, unless `ask` is False: texts about one
    person are read without leaving their words behind. Who reads many brings the table.
    """
    table = queries.own() if table is None else table
    try:
        read = annotating.annotate(text, table, analyser.tokens)
    except analyser.Unavailable:
        read = annotating.annotate(text, table, None)
    if ask and read.doubts:
        _wait(read.doubts, on)
    return read


def _wait(doubts, on: date) -> None:
    """Each doubtful reading once; who settled one is not asked again."""
    new = {
        (doubt.word[:40], doubt.kana[:80]): doubt.why
        for doubt in doubts
        if doubt.why != "unchecked"
    }
    with transaction.atomic():
        known = Doubt.objects.filter(word__in=[word for word, _kana in new])
        met = [row for row in known.order_by("pk") if (row.word, row.kana) in new]
        Doubt.objects.filter(pk__in=[row.pk for row in met]).update(times=F("times") + 1)
        left = new.keys() - {(row.word, row.kana) for row in met}
        Doubt.objects.bulk_create(
            [Doubt(word=w, kana=k, why=new[w, k], first_on=on) for w, k in sorted(left)],
            ignore_conflicts=True,
        )


@transaction.atomic
def keep(
    word: str, kana: str, *, note: str = "", by, on: date, version: int | None = None
) -> Reading:
    """読みを入れる・直す — acts at once; a second person then checks it."""
    word, kana = word.strip(), kana.strip()
    refuse_if(rules.why_not_keep(word, kana))
    held = Reading.objects.select_for_update().filter(word=word).first()
    refuse_if(rules.why_not_change(held=held.version if held else 0, asked=version))
    facts = {"kana": kana, "note": note.strip()[:200], "by": by.party, "on": on}
    facts |= {"checked_by": None, "checked_on": None, "before": _before(held)}
    facts["version"] = held.version + 1 if held else 1
    reading, _made = Reading.objects.update_or_create(word=word, defaults=facts)
    Doubt.objects.filter(word=word, settled_on=None).update(settled_on=on, settled_by=by.party)
    did = "words.corrected" if held or word in queries.shipped() else "words.added"
    _record(did, reading, by=by, on=on)
    return reading


def _before(held: Reading | None) -> dict:
    """What can be put back; {} for a word that was not there."""
    if held is None:
        return {}
    return {
        "kana": held.kana,
        "note": held.note,
        "by": held.by_id,
        "on": held.on.isoformat(),
        "checked_by": held.checked_by_id,
        "checked_on": held.checked_on and held.checked_on.isoformat(),
    }


@transaction.atomic
def check(reading: Reading, *, by, on: date) -> Reading:
    """読みを確認する — by another person than the one who wrote it."""
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    refuse_if(
        rules.why_not_check(
            checked=reading.checked_on is not None, same_person=reading.by_id == by.party.pk
        )
    )
    reading.checked_by, reading.checked_on = by.party, on
    reading.version += 1
    reading.save(update_fields=["checked_by", "checked_on", "version"])
    _record("words.checked", reading, by=by, on=on)
    return reading


@transaction.atomic
def undo(reading: Reading, *, by, on: date) -> None:
    """変更を元に戻す — the reading of before; a new word leaves the table."""
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    refuse_if(rules.why_not_undo(changed=reading.before is not None))
    _record("words.undone", reading, by=by, on=on)
    if not reading.before:
        mine = Doubt.objects.filter(word=reading.word, settled_by=reading.by_id)
        mine.filter(settled_on=reading.on).update(settled_on=None, settled_by=None)
        reading.delete()
        return
    was = reading.before
    reading.kana, reading.note, reading.on = was["kana"], was["note"], was["on"]
    reading.by_id, reading.checked_by_id = was["by"], was["checked_by"]
    reading.checked_on, reading.before = was["checked_on"], None
    reading.version += 1
    reading.save()


@transaction.atomic
def settle(doubt: Doubt, *, by, on: date) -> Doubt:
    """このままでよい — the analyser read it rightly; nobody is asked again."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
    if doubt.settled_on is None:
        doubt.settled_on, doubt.settled_by = on, by.party
        doubt.save(update_fields=["settled_on", "settled_by"])
        _record("words.settled", doubt, by=by, on=on)
    return doubt


@transaction.atomic
def ask_again(doubt: Doubt, *, by, on: date) -> Doubt:
    """もう一度見る — takes back that a reading may stay as it is."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
    if doubt.settled_on is not None:
        doubt.settled_on = doubt.settled_by = None
        doubt.save(update_fields=["settled_on", "settled_by"])
        _record("words.unsettled", doubt, by=by, on=on)
    return doubt


def _record(did: str, about: Reading | Doubt, *, by, on: date) -> None:
    private = {"word": about.word, "kana": about.kana}
    records.add(by=by, did=did, about=about, on=on, private=private)
