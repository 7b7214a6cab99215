"""問いの試験 — the SQL is written once; what is asked with, and what is answered, is always new."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import F
from django.utils.timezone import now

from tests.cast import TODAY
from tsunagari.base.asked import Asked, AskedRows, Seen, how_many
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties.models import Federation, Party
from tsunagari.kernel.roles.models import Role


def test_the_same_sql_answers_for_other_values(
    federation, yamada, maria, django_assert_num_queries
):
    written = []

    @Asked
    def codes(kind, *, pk):
        written.append(kind)
        return Party.objects.filter(pk=pk, kind=kind).values_list("code")

    for viewer in (yamada, maria, yamada):
        with django_assert_num_queries(1):
            assert codes("person", pk=viewer.party.pk) == [(viewer.party.code,)]
    assert codes("organisation", pk=yamada.party.pk) == []
    assert written == ["person", "organisation"]


def test_a_word_that_never_differs_stands_in_the_sql(federation, yamada):
    @Asked
    def people(*, pk):
        return Party.objects.filter(pk=pk, kind="person", name="100%'s", code__gt=" a b")

    assert people(pk=yamada.party.pk) == []
    [(sql, places, _reader)] = people.written.values()
    assert "\"kind\" = 'person'" in sql
    assert sql.count("%s") == len(places) == 3
    assert [one for name, one in places if not name] == [" a b", "100%'s"]


def test_days_and_moments_are_asked_for_as_they_are_stored(federation, yamada):
    @Asked
    def started(*, on: date):
        return Federation.objects.filter(started_on=on).values_list("pk")

    @Asked
    def since(*, at: datetime):
        return Notice.objects.filter(read_at__gte=at).values_list("pk")

    assert started(on=TODAY) == [(federation.pk,)]
    assert started(on=TODAY - timedelta(days=1)) == []
    row = Notice.objects.create(to=yamada.party, kind="x", made_at=(read := now()), read_at=read)
    assert since(at=read) == [(row.pk,)]
    assert since(at=read + timedelta(microseconds=1)) == []


def test_a_value_that_is_not_asked_for_by_itself_is_refused(db):
    @Asked
    def lost(*, pk):
        return Party.objects.filter(pk=pk + 1).values_list("code")

    with pytest.raises(ValueError, match="got lost"):
        lost(pk=1)


def test_objects_come_with_what_was_fetched_beside_them(
    federation, yamada, maria, django_assert_num_queries
):
    @AskedRows
    def roles(*, party):
        rows = Role.objects.filter(party=party).select_related("body__party", "party__person")
        return rows.annotate(twice=F("pk") * 2).order_by("pk")

    for viewer in (yamada, maria):
        wanted = Role.objects.get(party=viewer.party)
        names = viewer.party.person.family, viewer.body.party.code
        with django_assert_num_queries(1):
            [role] = roles(party=viewer.party.pk)
            assert (role.party.person.family, role.body.party.code) == names
            assert (role, role.from_day, role.twice) == (wanted, wanted.from_day, wanted.pk * 2)
    role.until_day = role.from_day
    role.save(update_fields=["until_day"])
    assert roles(party=maria.party.pk)[0].until_day == role.from_day
    assert roles(party=0) == []


def test_a_list_is_asked_for_whatever_its_length(federation, yamada, maria, sato):
    written = []

    @AskedRows
    def parties(*, keys, kind: str):
        written.append(len(keys))
        return Party.objects.filter(pk__in=keys, kind=kind).order_by("pk")

    three = sorted(viewer.party.pk for viewer in (yamada, maria, sato))

    for keys in (three, three[:1], three[:2], three[1:], [], [*three, 0], set(three)):
        found = [party.pk for party in parties(keys=keys, kind="person")]
        assert found == [key for key in three if key in keys]
    assert parties(keys=three, kind="organisation") == []
    assert sorted(written) == [1, 2, 4]


def test_several_questions_are_counted_in_one_statement(
    federation, yamada, maria, django_assert_num_queries
):
    @AskedRows
    def roles(*, party: int):
        return Role.objects.filter(party=party).select_related("body__party").order_by("-pk")[:50]

    @Asked
    def codes(*, keys):
        return Party.objects.filter(pk__in=keys).order_by("code").values_list("code")

    keys = [yamada.party.pk, maria.party.pk]

    for _twice in range(2):
        with django_assert_num_queries(1):
            assert how_many(
                roles.counted(party=maria.party.pk),
                codes.counted(keys=keys),
                roles.counted(party=0),
            ) == [1, 2, 0]
    assert len(roles(party=maria.party.pk)) == 1
    assert roles.first(party=0) is None


def test_an_object_is_the_one_that_django_would_have_made(federation, yamada):
    @AskedRows
    def found(*, pk):
        return Party.objects.filter(pk=pk).select_related("person").defer("code", "person__minor")

    [mine], theirs = found(pk=yamada.party.pk), found.build(pk=yamada.party.pk).get()

    for one, other in ((mine, theirs), (mine.person, theirs.person)):
        assert list(one.__dict__) == list(other.__dict__)
        assert {n: v for n, v in one.__dict__.items() if n != "_state"} == {
            n: v for n, v in other.__dict__.items() if n != "_state"
        }
        assert (one._state.adding, one._state.db) == (other._state.adding, other._state.db)
        assert one._state.fields_cache.keys() == other._state.fields_cache.keys()
    assert mine.code == theirs.code == yamada.party.code
    assert mine.get_deferred_fields() == set()
    assert mine.person.get_deferred_fields() == {"minor"}
    mine.language = "vi"
    mine.save(update_fields=["language"])
    theirs.refresh_from_db()
    assert theirs.language == "vi"


def test_who_only_reads_gets_the_same_object_as_long_as_its_row_is_the_same(yamada, maria):
    @AskedRows
    def people(*, keys: list[int]):
        return Party.objects.filter(pk__in=keys).order_by("pk")

    keys = sorted([yamada.party.pk, maria.party.pk])
    [one, other] = people.seen(first := Seen(), keys=keys)
    Party.objects.filter(pk=other.pk).update(sort_as="アベ")
    [same, changed] = people.seen(second := Seen(first), keys=keys)

    assert same is one
    assert (changed.pk, changed.sort_as, other.sort_as == "アベ") == (other.pk, "アベ", False)
    # Nothing is kept but what the last look said, and nothing that was not in the row.
    people.seen(third := Seen(second), keys=[changed.pk])
    assert list(third.now.values()) == [changed]


def test_what_such_an_object_leads_to_is_asked_for_on_each_look(yamada):
    @AskedRows
    def roles(*, party: int):
        return Role.objects.filter(party=party)

    def name(seen):
        [role] = roles.seen(seen, party=yamada.party.pk)
        return role, role.party.sort_as

    one, _before = name(first := Seen())
    Party.objects.filter(pk=yamada.party.pk).update(sort_as="アベ")

    assert name(Seen(first)) == (one, "アベ")
