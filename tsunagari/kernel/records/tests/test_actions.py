from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.names import Name, NameLeak
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records import queries, words
from tsunagari.kernel.records.models import Leaf, Node, Record, RecordDetail, RecordParty
from tsunagari.kernel.records.rules.tree import check_consistency, check_proof
from tsunagari.kernel.records.triggers import drop_triggers, expected, install_triggers, installed

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def some_records(count: int, **more) -> list[Record]:
    return [records.add(by=None, did="test.done", on=TODAY, i=i, **more) for i in range(count)]


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "refuses" in str(error)
    return False


def test_a_record_says_who_did_what_about_what_on_which_day(sato, hana, school):
    viewer = SimpleNamespace(party=sato.party, on_behalf=school)
    at = datetime(2026, 11, 24, 3, tzinfo=UTC)

    record = records.add(
        by=viewer,
        did="role.given",
        about=hana,
        concerns=[hana, school],
        on=TODAY,
        at=at,
        via="api",
        kind="pupil",
        until=date(2027, 3, 31),
    )

    record.refresh_from_db()
    assert (record.by, record.on_behalf, record.via) == (sato.party, school.party, "api")
    assert (record.about_kind, record.about_key) == ("parties.person", str(hana.pk))
    assert (record.on, record.at) == (TODAY, at)
    assert record.facts == {"kind": "pupil", "until": "2027-03-31"}
    assert list(queries.history(hana)) == [record]


def test_a_fact_that_is_a_name_leaks_nothing(hana):
    with pytest.raises(NameLeak):
        records.add(by=None, did="test.done", on=TODAY, who=hana.called)

    assert Record.objects.count() == 0


def test_a_name_in_a_detail_comes_back_sealed(hana):
    record = records.add(
        by=None, did="test.done", on=TODAY, private={"name": [hana.called, "華"], "on": TODAY}
    )

    private = queries.private_of(record)

    assert private == {"name": [Name("花"), "華"], "on": "2026-11-23"}
    with pytest.raises(NameLeak):
        f"{private['name'][0]}"


def test_adding_a_record_takes_three_inserts_and_no_chain(hana, school, django_assert_num_queries):
    with django_assert_num_queries(3):
        records.add(
            by=hana, did="test.done", on=TODAY, concerns=[hana, school, hana], private={"a": 1}
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records_record SET did = did",
        "UPDATE records_leaf SET seq = seq",
        "UPDATE records_node SET i = i",
        "DELETE FROM records_record",
        "DELETE FROM records_leaf",
        "DELETE FROM records_node",
    ],
)
def test_nothing_that_was_recorded_can_be_changed_or_deleted(change):
    some_records(256)
    records.seal()

    assert refused(change)


def test_the_back_doors_of_each_database_are_shut_too():
    some_records(256)
    records.seal()
    connection.check_constraints()
    back_doors = {
        "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "postgresql": "TRUNCATE {0} CASCADE",
    }[connection.vendor]

    tables = ("records_record", "records_leaf", "records_node")
    assert [refused(back_doors.format(table)) for table in tables] == [True] * 3


def test_details_and_timelines_can_be_erased_but_not_changed(hana):
    records.add(by=None, did="test.done", on=TODAY, concerns=[hana], private={"a": 1})

    assert refused("UPDATE records_recorddetail SET body = ''")
    assert refused("UPDATE records_recordparty SET salt = ''")
    assert not refused("DELETE FROM records_recorddetail")


def test_triggers_come_back_after_a_table_was_rebuilt():
    drop_triggers(connection)
    assert installed(connection) == set()

    install_triggers(connection)
    install_triggers(connection)

    assert installed(connection) == expected(connection.vendor)


def test_a_fresh_database_has_every_trigger():
    assert installed(connection) == expected(connection.vendor)


def test_sealing_gives_positions_without_a_gap_and_twice_changes_nothing():
    added = some_records(1030)

    first, second = records.seal(), records.seal()

    assert (first, second) == (1030, 0)
    assert list(Leaf.objects.order_by("seq").values_list("seq", "record_id")) == [
        (i, record.pk) for i, record in enumerate(added)
    ]
    assert list(Node.objects.order_by("i").values_list("level", "i")) == [(8, i) for i in range(4)]
    assert records.verify() == []


def test_a_record_that_commits_late_gets_a_later_position():
    first, _late, third = some_records(3)
    late = Record.objects.get(pk=_late.pk)
    rows = queries.unsealed(0, 10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "unsealed", lambda *_: [row for row in rows if row[0] != late.pk])
        records.seal(batch=10)

    records.seal()

    assert list(Leaf.objects.order_by("seq").values_list("record_id", flat=True)) == [
        first.pk,
        third.pk,
        late.pk,
    ]
    assert records.verify() == []


def test_verify_seals_stragglers():
    some_records(3)

    assert records.verify() == []
    assert queries.size() == 3


def test_verify_names_the_first_record_that_was_rewritten(tampering):
    added = some_records(600)
    records.seal()
    tampering("UPDATE records_record SET did = 'test.undone' WHERE id >= %s", [added[300].pk])

    first, *others = records.verify()

    assert first.rule == "records.changed"
    assert first.facts == {"record": added[300].pk}
    assert first.words() == (
        f"記録{added[300].pk}の内容が、封印したときと違います。控えのデータベースと見くらべてください。"
    )
    assert len(others) == 299


def test_verify_finds_a_record_rewritten_together_with_its_leaf(tampering):
    added = some_records(600)
    records.seal()
    tampering("UPDATE records_record SET did = 'test.undone' WHERE id = %s", [added[300].pk])
    row = Record.objects.values_list(*queries.COLUMNS).get(pk=added[300].pk)
    forged = records.tree.leaf_hash(records.prints.canonical(*row).encode())
    tampering("UPDATE records_leaf SET hash = %s WHERE seq = 300", [forged])

    [found] = records.verify()

    assert found.rule == "records.node"
    assert found.facts == {"record": added[256].pk, "count": 256}


def test_verify_finds_a_rewritten_tail_by_the_head_that_was_printed(tampering):
    added = some_records(40)
    records.seal()
    printed = queries.head()
    tampering("UPDATE records_record SET did = 'test.undone' WHERE id = %s", [added[30].pk])
    row = Record.objects.values_list(*queries.COLUMNS).get(pk=added[30].pk)
    forged = records.tree.leaf_hash(records.prints.canonical(*row).encode())
    tampering("UPDATE records_leaf SET hash = %s WHERE seq = 30", [forged])

    assert records.verify() == []
    [found] = records.verify([printed])

    assert found.rule == "records.head"
    assert found.facts == {"position": 40}


def test_verify_finds_a_cut_tail_by_the_head_that_was_printed(tampering):
    added = some_records(3)
    records.seal()
    printed = queries.head()
    tampering("DELETE FROM records_leaf WHERE seq = 2")
    tampering("DELETE FROM records_record WHERE id = %s", [added[2].pk])

    [found] = records.verify([printed])

    assert found.rule == "records.head"


def test_verify_names_the_first_gap(tampering):
    added = some_records(10)
    records.seal()
    tampering("DELETE FROM records_leaf WHERE seq IN (4, 5)")
    tampering("DELETE FROM records_record WHERE id IN (%s, %s)", [added[4].pk, added[5].pk])

    [found] = records.verify()

    assert found.rule == "records.gap"
    assert found.facts == {"position": 4}


def test_verify_finds_a_changed_detail_and_a_stranger_on_a_timeline(tampering, hana, sato):
    one, other = (
        records.add(by=None, did="test.done", on=TODAY, concerns=[hana], private={"a": i})
        for i in range(2)
    )
    records.seal()
    tampering("UPDATE records_recorddetail SET body = '{}' WHERE record_id = %s", [one.pk])
    RecordParty.objects.create(record=other, party=sato.party, salt="00" * 16)

    found = [(reason.rule, reason.facts["record"]) for reason in records.verify()]

    assert found == [("records.detail", one.pk), ("records.party", other.pk)]


def test_verify_finds_details_that_were_deleted_without_an_erasure_on_record(hana):
    records.add(by=None, did="test.done", on=TODAY, concerns=[hana], private={"a": 1})
    RecordDetail.objects.all().delete()

    [found] = records.verify()

    assert (found.rule, found.facts) == ("records.erased", {"count": 1})


def test_erasing_a_person_leaves_every_proof_valid(hana, sato):
    of_hana = records.add(by=sato, did="test.done", on=TODAY, concerns=[hana], private={"a": 1})
    of_both = records.add(
        by=sato, did="test.done", on=TODAY, concerns=[hana, sato], private={"b": 2}
    )
    of_sato = records.add(by=sato, did="test.done", on=TODAY, concerns=[sato], private={"c": 3})
    records.seal()
    before = queries.proof_of(of_hana)

    gone = records.erase_details(hana, TODAY, by=sato)

    assert gone == {"details": 2, "entries": 2}
    assert queries.timeline(hana.party) == []
    assert queries.timeline(sato.party) == [of_sato, of_both]
    assert [queries.private_of(record) for record in (of_hana, of_both, of_sato)] == [
        None,
        None,
        {"c": 3},
    ]
    assert check_proof(before)
    assert records.verify() == []
    assert check_proof(queries.proof_of(of_hana))


def test_a_proof_is_for_this_record_and_no_other():
    first, *_ = some_records(300)
    records.seal()

    proof = queries.proof_of(first)

    assert check_proof(proof)
    assert not check_proof(replace(proof, row=proof.row.replace("test.done", "test.undone")))
    assert not check_proof(replace(proof, position=1))


def test_the_tree_proves_that_it_only_grew():
    some_records(300)
    records.seal()
    old = queries.head()
    some_records(300)
    records.seal()
    new = queries.head()

    path = [bytes.fromhex(step) for step in queries.growth_since(old)]

    was, now = bytes.fromhex(old.root), bytes.fromhex(new.root)
    assert check_consistency(old.size, new.size, was, now, path)


def test_an_unsealed_record_has_no_proof_yet():
    [record] = some_records(1)

    assert queries.proof_of(record) is None


@pytest.mark.parametrize("count", [3, 50])
def test_a_timeline_costs_the_same_with_three_records_and_with_fifty(
    count, hana, sato, school, django_assert_num_queries
):
    viewer = SimpleNamespace(party=sato.party, on_behalf=school)
    for i in range(count):
        records.add(by=viewer, did="role.given", on=TODAY, concerns=[hana, school], i=i)

    with django_assert_num_queries(2):
        page = queries.timeline(hana.party)
        said = [(str(record.by), str(record.on_behalf), words.sentence(record)) for record in page]

    assert len(said) == count
    assert set(said) == {(sato.party.code, school.party.code, "役割をつけました。")}


def test_a_timeline_goes_on_where_the_page_before_ended(hana):
    added = [records.add(by=None, did="test.done", on=TODAY, concerns=[hana]) for _ in range(5)]

    first = queries.timeline(hana.party, limit=3)
    second = queries.timeline(hana.party, before_id=first[-1].pk, limit=3)

    assert [record.pk for record in first + second] == [record.pk for record in reversed(added)]


def test_the_timeline_of_a_person_includes_that_of_their_duplicate(hana, person):
    other = person("花")
    Party.objects.filter(pk=other.pk).update(same_as=hana.party)
    record = records.add(by=None, did="test.done", on=TODAY, concerns=[other])

    assert queries.timeline(hana.party) == [record]


def test_a_person_finds_only_what_is_meant_for_them(hana):
    records.add(by=None, did="party.changed", on=TODAY, concerns=[hana])
    given = records.add(by=None, did="role.given", on=TODAY, concerns=[hana])
    records.add(by=None, did="nobody.knows", on=TODAY, concerns=[hana])

    assert queries.timeline(hana.party, seen_by="self") == [given]
    assert len(queries.timeline(hana.party)) == 3


def test_a_sum_of_money_is_said_with_its_thousands_apart(hana, monkeypatch):
    monkeypatch.setitem(words.WORDS, "cost.said", words.Words("%(year)s年に%(yen)s円"))

    said = records.add(by=None, did="cost.said", on=TODAY, year=2026, yen=25_000)

    assert words.sentence(said) == "2026年に25,000円"


def test_an_unknown_did_says_its_own_name_and_a_missing_fact_shows_as_dots(hana):
    unknown = records.add(by=None, did="nobody.knows", on=TODAY)
    lacking = records.add(by=None, did="meeting.closed", on=TODAY, present=4)

    assert words.sentence(unknown) == "nobody.knows"
    assert words.of("nobody.knows").seen_by == {"staff"}
    assert words.sentence(lacking) == "集いを終えました（出席4人、グループ…つ）。"


def test_two_subjects_cannot_give_one_did_different_words():
    words.register({"role.given": words.WORDS["role.given"]})

    with pytest.raises(ValueError, match=r"role\.given"):
        words.register({"role.given": words.Words("ちがうことば")})


def test_a_record_far_behind_waits_for_verify(monkeypatch):
    monkeypatch.setattr(queries, "LATE", 2)
    added = some_records(10)
    rows = [row for row in queries.unsealed(0, 20) if row[0] != added[0].pk]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "unsealed", lambda *_: rows)
        records.seal(batch=20)

    assert records.seal() == 0
    assert records.verify() == []
    assert Leaf.objects.get(record=added[0]).seq == 9


def test_the_day_of_the_act_may_lie_before_the_moment_of_writing():
    yesterday = TODAY - timedelta(days=1)

    record = records.add(by=None, did="test.done", on=yesterday)

    assert record.on == yesterday
    assert record.at.tzinfo is not None


def test_every_migrate_puts_back_triggers_that_sqlite_lost():
    drop_triggers(connection)

    call_command("migrate", verbosity=0)

    assert installed(connection) == expected(connection.vendor)
