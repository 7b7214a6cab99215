"""入学・転入・転出 — what a checked roster writes, many pupils at once, and how it is taken back."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.exchange.schools.models import KeepApart, Pupil, School, SchoolClass
from tsunagari.programmes.exchange.schools.rules.roster import Key, Known, Preview, PupilRow
from tsunagari.programmes.exchange.schools.rules.setup import year_start

AT_ONCE = 500
FIELDS = ["gender", "level", "age_band", "from_day", "until_day"]


def stored(school: School, *, year: int, on: date) -> tuple[dict[Key, Pupil], dict]:
    """Pupils of a school year: {(class, number): pupil} of those who belong or will belong to a
    class, and {(class, number, last day): pupil} of those who left.
    """
    rows = Pupil.objects.filter(school_class__school=school, school_class__year=year)
    pupils, gone = {}, {}
    for pupil in rows.select_related("person", "school_class").order_by("from_day", "pk"):
        key = (pupil.school_class.name, pupil.number)
        if pupil.until_day is None or (pupil.until_day >= on and key not in pupils):
            pupils[key] = pupil
        elif pupil.until_day < on:
            gone[(*key, pupil.until_day)] = pupil
    return pupils, gone


def known(pupil: Pupil) -> Known:
    """A stored pupil as the rule compares it."""
    return Known(
        pupil.person.called.reveal(),
        pupil.gender,
        pupil.level,
        pupil.age_band,
        pupil.until_day,
    )


@transaction.atomic
def write(
    school: School,
    preview: Preview,
    *,
    year: int,
    on: date,
    end_missing: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> dict:
    """名簿を書く — new classes, new and changed pupils, pairs kept apart; answers how to undo it."""
    pupils, gone = stored(school, year=year, on=on)
    classes = {c.name: c for c in SchoolClass.objects.filter(school=school, year=year)}
    new_classes = SchoolClass.objects.bulk_create(
        SchoolClass(school=school, year=year, name=name, grade=grade)
        for name, grade in preview.new_classes.items()
    )
    used = {key[0] for key in pupils}
    classes |= {school_class.name: school_class for school_class in new_classes}
    starts = year_start(school.year_ends_on, on)
    new = [row for row in preview.rows if row.state == "new"]
    usual = {name: on if name in used else min(starts, on) for name in classes}
    made = []
    for rows in _parts(new):
        made += _enrol(school, rows, classes, usual)
        progress(len(made))
    changed = [
        (gone.get((*row.key, row.left_on)) or pupils[row.key], row)
        for row in preview.rows
        if row.state == "changed"
    ]
    before = _change(changed)
    if end_missing:
        before += _end([pupils[key] for key in preview.left], on)
    everyone = {key: pupil.pk for key, pupil in pupils.items()}
    everyone |= {row.key: pupil.pk for row, pupil in zip(new, made, strict=True)}
    return {
        "classes": [school_class.pk for school_class in new_classes],
        "pupils": [pupil.pk for pupil in made],
        "before": before,
        "after": [_told(pupil) for pupil in _again(row[0] for row in before)],
        "apart": _keep_apart(preview, everyone),
    }


def _parts(rows: list) -> Iterable[list]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))


def _enrol(school, rows: list[PupilRow], classes: dict, usual: dict[str, date]) -> list[Pupil]:
    """New pupils. Who comes with the first list of a class has been there since the year began."""
    people = parties.add_called(
        [row.display_name for row in rows], language=school.language, zone=school.zone
    )
    pupils = []
    for person, row in zip(people, rows, strict=True):
        first = row.joined_on or usual[row.class_name]
        pupils.append(
            Pupil(
                person=person,
                school_class=classes[row.class_name],
                number=row.number,
                gender=row.gender,
                level=row.level,
                age_band=row.age_band,
                from_day=min(first, row.left_on or first),
                until_day=row.left_on,
            )
        )
    Pupil.objects.bulk_create(pupils)
    Role.objects.bulk_create(
        Role(
            party_id=pupil.pk,
            body=school.organisation,
            kind=Role.Kind.PUPIL,
            from_day=pupil.from_day,
            until_day=pupil.until_day,
        )
        for pupil in pupils
    )
    return pupils


def _change(rows: list[tuple[Pupil, PupilRow]]) -> list[list]:
    """Write what the rows say anew; answers what was stored."""
    before = [_told(pupil) for pupil, _row in rows]
    names = {}
    for pupil, row in rows:
        if pupil.person.called != row.display_name:
            names[pupil.pk] = row.display_name
        pupil.gender, pupil.level, pupil.age_band = row.gender, row.level, row.age_band
        if row.left_on:
            pupil.until_day = row.left_on
            pupil.from_day = min(pupil.from_day, row.left_on)
    parties.call(names)
    _save([pupil for pupil, _row in rows])
    return before


def _end(pupils: list[Pupil], on: date) -> list[list]:
    """転出 — pupils whom the list does not name any more; today is their last day."""
    before = [_told(pupil) for pupil in pupils]
    for pupil in pupils:
        pupil.until_day = max(on, pupil.from_day)
    _save(pupils)
    return before


def _save(pupils: list[Pupil]) -> None:
    """The pupils, and their part in the school for the same days."""
    Pupil.objects.bulk_update(pupils, FIELDS, batch_size=AT_ONCE)
    days = {pupil.pk: (pupil.from_day, pupil.until_day) for pupil in pupils}
    roles = list(Role.objects.filter(party__in=days, kind=Role.Kind.PUPIL))
    for role in roles:
        role.from_day, role.until_day = days[role.party_id]
    Role.objects.bulk_update(roles, ["from_day", "until_day"], batch_size=AT_ONCE)


def _told(pupil: Pupil) -> list:
    """A pupil's values as plain data."""
    values = [getattr(pupil, name) for name in FIELDS]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return [pupil.pk, pupil.person.called.reveal(), *plain]


def _again(keys: Iterable[int]) -> list[Pupil]:
    """Pupils by their keys, as they are stored now, in this order."""
    keys = list(keys)
    found = Pupil.objects.select_related("person", "school_class").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _keep_apart(preview: Preview, everyone: dict[Key, int]) -> list[list[int]]:
    """Pairs that were not kept apart before."""
    named = {key for pair in preview.pairs for key in pair}
    low = [everyone[key] for key in named]
    before = set(KeepApart.objects.filter(a__in=low).values_list("a_id", "b_id"))
    pairs = {tuple(sorted([everyone[a], everyone[b]])) for a, b in preview.pairs} - before
    KeepApart.objects.bulk_create(KeepApart(a_id=a, b_id=b) for a, b in sorted(pairs))
    return [list(pair) for pair in sorted(pairs)]


# 取り消す -----------------------------------------------------------------------------------


def why_not_take_back(undo: dict, later: Iterable[tuple[str, dict]]) -> list[Reason]:
    """Every reason to leave what a roster wrote: something was built on it since.

    `later` are the names of files accepted afterwards, with what they changed.
    """
    later = list(_built_on(undo, later))
    return later or [*_used_pupils(undo), *_changed_since(undo), *_used_classes(undo)]


def _built_on(undo: dict, later: Iterable[tuple[str, dict]]) -> Iterable[Reason]:
    """Files that changed the same pupils, or brought pupils into a class that is new here."""
    own = {*undo["pupils"], *(row[0] for row in undo["before"])}
    for name, change in later:
        touched = {row[0] for row in change["before"]}.union(*change["apart"])
        if touched & own or _joined(undo["classes"], change["pupils"]):
            words = _(
                "あとで読みこんだ「%(name)s」が、同じ生徒か学級を変えています。"
                "そちらを先に取り消してください。"
            )
            yield Reason(words, {"name": name}, rule="undo.later")


def _joined(classes: list[int], pupils: list[int]) -> bool:
    inside = Pupil.objects.filter(school_class__in=classes)
    return bool(classes) and any(inside.filter(pk__in=part).exists() for part in _parts(pupils))


def _used_pupils(undo: dict) -> list[Reason]:
    """New pupils about whom something else is stored by now."""
    keys, own = set(undo["pupils"]), {tuple(pair) for pair in undo["apart"]}
    if not keys:
        return []
    used: set[int] = set()
    for model in (Party, Person, Pupil):
        for relation in model._meta.related_objects:
            table, name = relation.related_model, relation.field.attname
            if table not in (Person, Pupil, KeepApart, Role):
                used |= _pointing(table._base_manager.all(), name, keys)
    used |= _pointing(Role.objects.exclude(kind=Role.Kind.PUPIL), "party_id", keys)
    low, high = min(keys), max(keys)
    near = Q(a__gte=low, a__lte=high) | Q(b__gte=low, b__lte=high)
    pairs = set(KeepApart.objects.filter(near).values_list("a_id", "b_id")) - own
    used |= {key for pair in pairs for key in pair} & keys
    if not used:
        return []
    words = _(
        "読みこんだ生徒のうち%(count)s人（%(first)s など）に、同意・カード・授業などの記録が"
        "もうあります。記録を残すため、取り消せません。直した名簿をもう一度読みこんでください。"
    )
    [first] = _again([min(used)])
    place = f"{first.school_class.name} {first.number}"
    return [Reason(words, {"count": len(used), "first": place}, rule="undo.used")]


def _pointing(rows, name: str, keys: set[int]) -> set[int]:
    """Those of many keys at which rows of a table point; keys made together lie close together."""
    near = {f"{name}__gte": min(keys), f"{name}__lte": max(keys)}
    found = rows.filter(**near).values_list(name, flat=True)
    return keys.intersection(found.distinct().order_by())


def _changed_since(undo: dict) -> list[Reason]:
    """Pupils whom somebody changed again."""
    now = {told[0]: told for told in map(_told, _again(row[0] for row in undo["after"]))}
    changed = [row[0] for row in undo["after"] if now.get(row[0]) != row]
    if not changed:
        return []
    words = _(
        "読みこんだあとで、%(count)s人の生徒がまた変更されています。"
        "あとの名簿を先に取り消すか、直した名簿を読みこんでください。"
    )
    return [Reason(words, {"count": len(changed)}, rule="undo.changed")]


def _used_classes(undo: dict) -> list[Reason]:
    """New classes that have a timetable, a partner class or other pupils by now."""
    used: set[int] = set()
    for relation in SchoolClass._meta.related_objects:
        name = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": undo["classes"]})
        if relation.related_model is Pupil:
            mine = set(undo["pupils"])
            used.update(at for pk, at in rows.values_list("pk", name) if pk not in mine)
        else:
            used.update(rows.values_list(name, flat=True).distinct())
    names = SchoolClass.objects.filter(pk__in=used).order_by("name").values_list("name", flat=True)
    words = _(
        "読みこみで作った学級（%(names)s）に、時間割・交流・ほかの生徒がもうあります。"
        "それを先に消すか、直した名簿をもう一度読みこんでください。"
    )
    facts = {"names": "、".join(names[:5])}
    return [Reason(words, facts, rule="undo.class")] if used else []


@transaction.atomic
def take_back(undo: dict) -> None:
    """名簿を取り消す — everything as it was before."""
    for part in _parts(undo["apart"]):
        asked = Q()
        for a, b in part:
            asked |= Q(a=a, b=b)
        KeepApart.objects.filter(asked).delete()
    _restore(undo["before"])
    for part in _parts(undo["pupils"]):
        Role.objects.filter(party__in=part).delete()
        parties.at_once(Pupil.objects.filter(pk__in=part))
    parties.take_out(undo["pupils"])
    SchoolClass.objects.filter(pk__in=undo["classes"]).delete()


def _restore(before: list[list]) -> None:
    told = {row[0]: row for row in before}
    pupils = _again(told)
    for pupil in pupils:
        _pk, _name, *values = told[pupil.pk]
        for name, value in zip(FIELDS, values, strict=True):
            day = value and name.endswith("_day")
            setattr(pupil, name, date.fromisoformat(value) if day else value)
    parties.call({pk: row[1] for pk, row in told.items()})
    _save(pupils)
