from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.imports import actions, progress, queries
from tsunagari.kernel.imports.models import Batch, Remembered
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record


def names():
    """All bodies but the federation."""
    parties = Party.objects.filter(kind="organisation").order_by("pk")
    return [party.name.reveal() for party in parties][1:]


def said(refused):
    return [reason.words() for reason in refused.value.reasons]


# 受け取る -----------------------------------------------------------------------------------


def test_an_upload_writes_nothing_but_what_its_importer_keeps(send):
    batch = send("みどり台", "おおたか")

    assert batch.state == "uploaded"
    assert names() == []
    assert list(Record.objects.filter(did__startswith="import")) == []
    kept = papers.read(batch.blob)
    assert actions.workbook_of(batch).sheets[0].rows == [["団体名"], ["みどり台"], ["おおたか"]]
    assert "秘密".encode() not in kept


def test_no_file_on_the_disk_holds_what_was_not_kept(send, settings):
    send("みどり台")

    stored = [file.read_bytes() for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()]
    assert stored
    assert not any("秘密の話".encode() in data or "ひみつ".encode() in data for data in stored)


def test_a_file_that_cannot_be_read_leaves_no_batch(federation):
    body = federation.party.organisation

    with pytest.raises(Refused) as refused:
        actions.upload("bodies", body, b"%PDF-1.7", name="list.xlsx", by=None, at=NOW)

    assert "PDF" in said(refused)[0]
    assert not Batch.objects.exists()


def test_columns_are_remembered_for_the_next_file(send, who):
    actions.accept(send("みどり台"), **who)

    assert Remembered.objects.get().mapping == {"団体名": "name"}


def test_columns_can_be_chosen_until_the_file_is_accepted(send, who):
    batch = actions.remap(send("みどり台"), mapping={"header_row": 1}, options={"new": True})

    assert batch.options == {"new": True}
    actions.accept(batch, **who)
    with pytest.raises(Refused) as refused:
        actions.remap(batch, mapping={}, options={})
    assert said(refused) == ["このファイルはもう処理されています。"]


# 読みこむ -----------------------------------------------------------------------------------


def test_good_rows_are_written_and_faulty_ones_stay_out(send, who):
    batch = actions.accept(send("みどり台", "", "おおたか"), **who)

    assert names() == ["みどり台", "おおたか"]
    assert batch.counts == {"good": 2, "faulty": 1}
    assert (batch.state, batch.decided_by) == ("accepted", who["by"].party)
    [record] = Record.objects.filter(did="import.accepted")
    assert record.facts == {"kind": "bodies", "good": 2, "faulty": 1}


def test_a_file_without_good_rows_is_refused_and_stays_open(send, who):
    batch = send("", "")

    with pytest.raises(Refused) as refused:
        actions.accept(batch, **who)

    assert said(refused) == ["読みこめる行がありません。ファイルを直して、もう一度選んでください。"]
    batch.refresh_from_db()
    assert batch.state == "uploaded"


def test_what_changed_since_it_was_shown_is_looked_at_again_first(send, who):
    batch = send("みどり台", "おおたか")
    as_seen = actions.seen(actions.look(batch, on=TODAY))
    actions.accept(send("みどり台"), **who)

    with pytest.raises(Refused) as refused:
        actions.accept(batch, as_seen=as_seen, **who)

    assert refused.value.reasons[0].rule == "seen"
    assert names() == ["みどり台"]


def test_an_import_that_breaks_in_the_middle_writes_nothing(send, who):
    batch = send("みどり台", "まずい")

    with pytest.raises(RuntimeError):
        actions.accept(batch, **who)

    batch.refresh_from_db()
    assert (names(), batch.state, batch.counts) == ([], "uploaded", {})


def test_accepting_twice_writes_once(send, who):
    batch = send("みどり台")
    actions.accept(batch, **who)

    with pytest.raises(Refused) as refused:
        actions.accept(batch, **who)

    assert refused.value.reasons[0].rule == "state"
    assert names() == ["みどり台"]


# ワーカーで ---------------------------------------------------------------------------------


def test_the_worker_reads_in_what_waits_as_if_the_person_had(send, who):
    batch = actions.accept_later(send("みどり台"), **who)
    assert (batch.state, names()) == ("running", [])

    assert actions.run_waiting(at=NOW + timedelta(seconds=5)) == 1

    batch.refresh_from_db()
    assert (batch.state, names()) == ("accepted", ["みどり台"])
    [record] = Record.objects.filter(did="import.accepted")
    assert (record.by_id, record.on) == (who["by"].party.pk, TODAY)
    assert actions.run_waiting(at=NOW) == 0


def test_staff_who_acted_for_a_school_stand_in_the_record_of_the_worker(send, who, midori):
    who["by"] = who["by"].acting_for(midori.organisation)
    batch = send("みどり台二中")
    Batch.objects.filter(pk=batch.pk).update(body=midori.organisation)
    actions.accept_later(batch, **who)

    actions.run_waiting(at=NOW)

    record = Record.objects.get(did="import.accepted")
    assert (record.by_id, record.on_behalf_id) == (who["by"].party.pk, midori.pk)


def test_a_file_that_waits_cannot_be_accepted_or_dropped_meanwhile(send, who):
    batch = actions.accept_later(send("みどり台"), **who)

    for act in (actions.accept, actions.accept_later):
        with pytest.raises(Refused):
            act(batch, **who)
    with pytest.raises(Refused):
        actions.drop(batch, by=who["by"], at=NOW)


def test_a_worker_that_was_killed_wrote_nothing_and_the_next_one_begins_again(send, who):
    batch = actions.accept_later(send("みどり台"), **who)
    # What a killed worker leaves: it has begun, and the transaction is gone.
    Batch.objects.filter(pk=batch.pk).update(tries=1)

    actions.run_waiting(at=NOW)

    batch.refresh_from_db()
    assert (batch.state, batch.tries, names()) == ("accepted", 2, ["みどり台"])


def test_after_three_tries_it_fails_in_words_and_can_be_tried_by_hand(send, who):
    batch = actions.accept_later(send("みどり台", "まずい"), **who)

    for _try in range(4):
        actions.run_waiting(at=NOW)

    batch.refresh_from_db()
    assert (batch.state, names()) == ("failed", [])
    assert [reason.words() for reason in batch.reasons()] == [
        "読みこみが途中で止まりました。何も変わっていません。もう一度読みこむか、"
        "ファイルを分けてください。"
    ]
    assert actions.run_waiting(at=NOW) == 0
    assert actions.accept_later(batch, **who).tries == 0


def test_a_refusal_in_the_worker_is_kept_for_the_page(send, who):
    batch = send("みどり台")
    as_seen = actions.seen(actions.look(batch, on=TODAY))
    actions.accept(send("みどり台"), **who)
    actions.accept_later(batch, as_seen=as_seen, **who)

    actions.run_waiting(at=NOW)

    batch.refresh_from_db()
    assert batch.state == "failed"
    assert batch.reasons()[0].words().startswith("読みこめる行がありません。")


def test_progress_is_told_and_forgotten_with_the_cache(send):
    batch = send("みどり台")

    assert progress.of(batch) == (0, 0)
    progress.say(batch, 500, of=10_000)
    assert progress.of(batch) == (500, 10_000)


# もどす -------------------------------------------------------------------------------------


def test_undo_takes_everything_back_and_says_so(send, who):
    batch = actions.accept(send("みどり台", "おおたか"), **who)

    batch = actions.undo(batch, **who)

    assert (names(), batch.state) == ([], "undone")
    assert Record.objects.filter(did="import.undone").count() == 1
    with pytest.raises(Refused):
        actions.undo(batch, **who)


def test_undo_is_refused_with_the_importers_reasons(send, who):
    batch = actions.accept(send("みどり台"), **who)
    Party.objects.get(pk=batch.undo["made"][0]).organisation.__class__.objects.filter(
        pk=batch.undo["made"][0]
    ).update(email="a@example.jp")

    with pytest.raises(Refused) as refused:
        actions.undo(batch, **who)

    assert said(refused) == ["もうメールアドレスが入っています。"]
    batch.refresh_from_db()
    assert (batch.state, names()) == ("accepted", ["みどり台"])


def test_a_dropped_file_changes_nothing_and_stays_in_the_history(send, who, sato):
    batch = actions.drop(send("みどり台"), by=sato, at=NOW)

    assert (batch.state, names()) == ("dropped", [])
    assert list(queries.of(sato)) == [batch]


def test_a_body_finds_its_own_files_only(send, sato, yamada):
    batch = send("みどり台")

    assert list(queries.of(sato, "bodies")) == [batch]
    assert list(queries.of(yamada, "bodies")) == []
