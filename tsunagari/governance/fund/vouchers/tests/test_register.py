"""証憑の登録簿 — what came with the books, what was put in by hand, found, corrected, never changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.gifts.actions import receipting
from tsunagari.governance.fund.gifts.models import Receipt
from tsunagari.governance.fund.payments.actions import expenses
from tsunagari.governance.fund.vouchers import actions, backfill, checks, forgetting, queries
from tsunagari.governance.fund.vouchers.models import Attached, Document, Edition, Told
from tsunagari.governance.fund.vouchers.queries import Asked
from tsunagari.governance.fund.vouchers.said import Said, name_of, said_by
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.records.triggers import drop_triggers, install_triggers

pytestmark = pytest.mark.usefixtures("kept_files")
PDF = ("seikyu.pdf", b"%PDF-1.4 a bill")
BILL = Said(kind="invoice", doc_date=date(2026, 11, 3), yen=12_800, name="ﾅｶﾞﾚﾔﾏ文具店")


def enter(book, by, said=BILL, files=(PDF,)):
    return actions.enter(book, said, files=files, by=by, on=TODAY)


def found(**asked) -> list[int]:
    return list(queries.search(Asked(**asked)).order_by("pk").values_list("document", flat=True))


def test_day_sum_and_counterparty_find_in_any_combination(book, sato):
    told = [
        BILL,
        replace(BILL, doc_date=date(2026, 3, 31), yen=500, name="流山 印刷"),
        replace(BILL, doc_date=date(2026, 4, 1), yen=12_800, name="Tsukushi 印刷", kind="receipt"),
        replace(BILL, yen=None, name="ながれやま文具店", kind="contract"),
    ]
    one, two, three, four = (
        enter(book, sato, said, [(f"{n}.pdf", b"%%PDF-1.4 %d" % n)]).pk
        for n, said in enumerate(told)
    )

    assert found() == [one, two, three, four]
    assert found(from_day=date(2026, 4, 1)) == [one, three, four]
    assert found(until_day=date(2026, 3, 31)) == [two]
    assert found(from_yen=12_800, until_yen=12_800) == [one, three]
    assert found(name="ながれやま") == [one, four]
    assert found(name="印刷", from_yen=501) == [three]
    assert found(name="TSUKUSHI", from_day=date(2026, 4, 2)) == []
    assert found(kind="contract", book=book.pk) == [four]
    rows = queries.search(Asked(until_day=date(2026, 10, 31)))
    assert queries.counted(rows) == {"count": 2, "yen": 13_300}


def test_a_correction_is_a_new_edition_and_the_database_refuses_any_other(book, sato):
    document = enter(book, sato)
    said = replace(BILL, yen=12_300)
    made = actions.correct(document, said, seen=1, reason="桁のまちがい", by=sato, on=TODAY)
    other = [("new.pdf", b"%PDF-1.4 another")]
    actions.correct(document, said, seen=2, reason="差しかえ", files=other, by=sato, on=TODAY)
    cancelled = actions.cancel(document, seen=3, reason="二重", by=sato, on=TODAY)

    assert [(row.number, row.yen, row.reason) for row in queries.history(document)] == [
        (4, 12_300, "二重"),
        (3, 12_300, "差しかえ"),
        (2, 12_300, "桁のまちがい"),
        (1, 12_800, ""),
    ]
    assert [row.files.count() for row in queries.history(document)] == [1, 1, 1, 1]
    assert found(state="cancelled") == found(state="corrected") == [document.pk]
    assert found(state="standing") == []
    assert queries.counted(queries.search(Asked())) == {"count": 1, "yen": 0}
    record = Record.objects.get(did="voucher.corrected", facts__edition=2)
    assert record.facts["print"] == queries.print_of(made)
    for act in (
        lambda: Edition.objects.filter(pk=made.pk).update(yen=1),
        lambda: Edition.objects.filter(pk=cancelled.pk)._raw_delete("default"),
        lambda: Document.objects.filter(pk=document.pk).update(late=True),
        lambda: made.files.all().update(position=9),
        lambda: made.files.all()._raw_delete("default"),
        lambda: Told.objects.filter(edition=made).update(name="だれか"),
    ):
        with pytest.raises(DatabaseError, match="refuses"), transaction.atomic():
            act()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE vouchers_edition CASCADE")

    restored = actions.restore(document, seen=4, reason="二重ではなかった", by=sato, on=TODAY)
    assert said_by(restored) == said_by(made)


def test_what_was_changed_past_the_system_is_named(book, sato):
    document = enter(book, sato)
    actions.correct(document, replace(BILL, yen=1), seen=1, reason="x", by=sato, on=TODAY)
    assert list(checks.findings()) == []

    drop_triggers(connection)
    Edition.objects.filter(number=1).update(yen=99)
    install_triggers(connection)

    [found] = checks.findings()
    assert found.facts == {"number": document.pk, "edition": 1}
    assert queries.unlike(queries.history(document)) == [1]


def test_what_cannot_be_says_why_and_writes_nothing(book, sato):
    document = enter(book, sato)
    tomorrow = date(2026, 11, 25)
    faults = {
        "まだ来ていません": lambda: enter(book, sato, replace(BILL, doc_date=tomorrow)),
        "金額を入力": lambda: enter(book, sato, replace(BILL, yen=None)),
        "1円から": lambda: enter(book, sato, replace(BILL, yen=0)),
        "取引先を入力": lambda: enter(book, sato, replace(BILL, name=" ")),
        "1つ以上": lambda: enter(book, sato, files=()),
        "10まで": lambda: enter(book, sato, files=[PDF] * 11),
        "もう登録して": lambda: enter(book, sato),
        "PDF・JPEG": lambda: enter(book, sato, files=[("a.pdf", b"MZ nothing")]),
        "変わったところ": lambda: actions.correct(
            document, BILL, seen=1, reason="x", by=sato, on=TODAY
        ),
        "理由を入力": lambda: actions.cancel(document, seen=1, reason=" ", by=sato, on=TODAY),
        "先に訂正": lambda: actions.cancel(document, seen=2, reason="x", by=sato, on=TODAY),
    }
    for words, act in faults.items():
        with pytest.raises(Refused) as refused:
            act()
        assert words in refused.value.reasons[0].words(), words
    assert Edition.objects.count() == 1


def test_what_enters_the_books_enters_by_itself_once_and_what_was_there_before_too(
    book, fund, sato, ito, payee, certified, takahashi, gave
):
    def spend(words, n, **more):
        paper = papers.keep(b"%%PDF-1.4 %d" % n, name="r.pdf", kind="receipt", on=TODAY)
        told = {"yen": 4_800, "account": "5220", "measure": "1-4", "spent_on": TODAY}
        told |= {"payee": payee, "words": words, "receipt": paper, "by": sato} | more
        return expenses.enter(fund, on=TODAY, at=NOW, **told)

    shop = spend("交通費", 1, kind="outlay", issuer="流山タクシー")
    bill = spend("印刷", 2, kind="bill")
    expenses.withdraw(bill, by=sato, on=TODAY, at=NOW)
    receipt = receipting.issue(gave(takahashi), by=sato, on=TODAY)
    again = receipting.reissue(receipt, reason="住所", by=sato, on=TODAY)

    def said():
        return {
            (row.document.about_key, row.kind, row.direction, name_of(row), row.cancelled)
            for row in queries.current()
        }

    known = (str(shop.pk), "receipt", "received", "流山タクシー", False)
    expected = {
        known,
        (str(bill.pk), "invoice", "received", "NPO法人アジア", True),
        (str(receipt.pk), "own", "issued", "高橋 一郎", True),
        (str(again.pk), "own", "issued", "高橋 一郎", False),
    }
    assert said() == expected
    assert backfill.take_in_all(on=TODAY) == 0

    drop_triggers(connection)
    for model in (Attached, Told, Edition, Document):
        model.objects.all()._raw_delete("default")
    install_triggers(connection)
    # A row that cannot be read keeps none of the others back, and is taken in once it can be.
    kept = Receipt.objects.get(pk=again.pk).sealed
    Receipt.objects.filter(pk=again.pk).update(sealed="lost:key")
    assert backfill.take_in_all(on=TODAY) == 3
    Receipt.objects.filter(pk=again.pk).update(sealed=kept)
    assert backfill.take_in_all(on=TODAY) == 1
    assert backfill.take_in_all(on=TODAY) == 0
    # Nobody wrote down which shop it was: whom the expense paid stands in its place.
    unknown = (str(shop.pk), "receipt", "received", "NPO法人アジア", False)
    assert said() == expected - {known} | {unknown}
    assert set(Document.objects.values_list("late", flat=True)) == {True}


def test_names_stay_while_the_law_keeps_the_paper_and_go_after_it(book, sato, takahashi):
    said = replace(BILL, party=takahashi.party, doc_date=date(2026, 3, 31))
    edition = queries.newest(enter(book, sato, said))

    # March belongs to the fiscal year that ends with it; its return is due at the end of May.
    assert edition.keep_until == date(2036, 5, 31)
    assert forgetting.forget(takahashi.party, on=date(2036, 5, 31)) == 0
    assert forgetting.kept(takahashi.party, on=date(2036, 5, 31)) == 1
    assert forgetting.forget(takahashi.party, on=date(2036, 6, 1)) == 1
    assert name_of(queries.newest(edition.document)) == ""


def test_a_forgotten_name_is_read_while_a_law_keeps_it_and_not_a_day_longer(book, sato, takahashi):
    document = enter(book, sato, replace(BILL, name="高橋", party=takahashi.party))
    takahashi.party.forgotten_on = TODAY
    takahashi.party.save(update_fields=["forgotten_on"])
    [edition] = queries.current().filter(document=document)
    last = edition.keep_until

    kept = queries.counterparties([edition], replace(sato, on=last))
    over = queries.counterparties([edition], replace(sato, on=last + timedelta(days=1)))

    assert (kept, over) == ({edition.pk: "高橋"}, {edition.pk: ""})


def test_names_without_an_entry_are_taken_out_by_a_person_once_no_law_keeps_them(book, sato):
    old = enter(book, sato, replace(BILL, name="花の家"))
    new = enter(book, sato, replace(BILL, yen=900, name="流山印刷", kind="contract"))
    keep = {one.document_id: one.keep_until for one in queries.current()}
    after = keep[old.pk] + timedelta(days=1)
    kinds = {"expired": list(queries.expired(keep[old.pk])), "after": list(queries.expired(after))}
    told = {"by": sato, "on": after}

    for keys, rule in (([], "clear.none"), ([old.pk, new.pk + 99], "clear.kept")):
        with pytest.raises(Refused) as found_:
            actions.clear(keys, **told)
        assert [one.rule for one in found_.value.reasons] == [rule]
    assert Told.objects.count() == 2
    actions.clear([one.pk for one in kinds["after"]], **told)

    assert kinds["expired"] == []
    assert not queries.expired(after).exists()
    row = queries.newest(old)
    assert (name_of(row), row.yen, row.files.count()) == ("", 12_800, 1)
    assert list(checks.findings()) == []
    [record] = Record.objects.filter(did="voucher.cleared")
    assert record.facts["count"] == len(kinds["after"])
