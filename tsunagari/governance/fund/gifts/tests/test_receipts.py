"""領収書 — no number is missing, none is edited, and each says what the body was on the day."""

from datetime import date

import pypdfium2
import pytest

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.gifts import certificate, sealed
from tsunagari.governance.fund.gifts.actions import donors, receipting, receiving, setting_up
from tsunagari.governance.fund.gifts.models import Receipt
from tsunagari.governance.fund.gifts.rules import status
from tsunagari.programmes.talent.documents.papers.parts import Printed

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 31)


def rules_of(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [reason.rule for reason in refused.value.reasons]


def numbers():
    return list(Receipt.objects.order_by("pk").values_list("year", "number"))


def test_numbers_have_no_gap_although_some_were_refused(certified, gave, takahashi, sato):
    who = {"by": sato, "on": TODAY}
    stranger = donors.add(family="無住", **who)
    one, nameless, homeless = gave(takahashi), gave(None), gave(stranger)

    receipting.issue(one, **who)
    assert rules_of(lambda: receipting.issue(one, **who)) == ["receipt.held"]
    assert rules_of(lambda: receipting.issue(nameless, **who)) == ["receipt.anonymous"]
    assert rules_of(lambda: receipting.issue(homeless, **who)) == ["receipt.address"]
    assert rules_of(lambda: receipting.issue(gave(takahashi, kind="fee"), **who)) == [
        "receipt.kind"
    ]
    receipting.issue(gave(takahashi), **who)
    receipting.issue(gave(takahashi), by=sato, on=date(2027, 1, 4))

    assert numbers() == [(2026, 1), (2026, 2), (2027, 1)]


def test_a_donor_who_lacks_an_address_takes_no_number_and_stops_nobody_else(
    book, certified, gave, takahashi, sato
):
    who = {"by": sato, "on": TODAY}
    lived = {"name": "次 郎", "postcode": "270-0000", "address": "千葉県流山市2"}
    homeless = donors.add(family="無住", **who)
    other = donors.add(family="次", said=lived, **who)
    for donor in (homeless, takahashi, other):
        gave(donor, 1_000)
    everybody = [homeless.pk, takahashi.pk, other.pk]

    done = receipting.issue_year(book, 2026, donors=everybody, **who)

    assert {row.donor_id for row in done.made} == {takahashi.pk, other.pk}
    assert {key: [one.rule for one in why] for key, why in done.left.items()} == {
        homeless.pk: ["receipt.address"]
    }
    again = receipting.issue_year(book, 2026, donors=everybody, **who)
    assert (again.made, list(again.left)) == ([], [homeless.pk])
    donors.change(homeless, said=lived, named=False, seen=homeless.version, **who)
    later = receipting.issue_year(book, 2026, donors=everybody, **who)
    assert ([row.donor_id for row in later.made], later.left) == ([homeless.pk], {})
    assert numbers() == [(2026, 1), (2026, 2), (2026, 3)]


def test_a_gift_that_is_taken_out_before_the_lock_stands_on_no_receipt(
    book, certified, gave, takahashi, sato, monkeypatch
):
    who = {"by": sato, "on": TODAY}
    gave(takahashi, 1_000)
    wrong, whole = gave(takahashi, 200), gave(takahashi, 30)
    read = receipting.queries.receiptable

    def meanwhile(*asked):
        monkeypatch.undo()
        rows = list(read(*asked))
        receiving.annul(wrong, **who)
        receiving.give_back(whole, 30, day=TODAY, reason="まちがい", **who)
        return rows

    monkeypatch.setattr(receipting.queries, "receiptable", meanwhile)
    [made] = receipting.issue_year(book, 2026, donors=[takahashi.pk], **who).made

    assert (made.yen, made.rows.count()) == (1_000, 1)


def test_the_words_follow_the_form_of_the_body_on_the_day_when_the_money_came(
    book, certified, gave, takahashi, sato
):
    gave(takahashi, 1_000, on=AUGUST)
    gave(takahashi, 2_000, on=date(2026, 9, 1))
    gave(takahashi, None, kind="goods", goods="机 10台")

    done = receipting.issue_year(book, 2026, donors=[takahashi.pk], by=sato, on=date(2027, 1, 15))
    made = done.made

    told = [sealed.reveal(row) for row in made]
    assert [(row.yen, len(one["rows"])) for row, one in zip(made, told, strict=True)] == [
        (1_000, 1),
        (2_000, 2),
    ]
    assert status.RELIEF[status.NONE] in told[0]["said"]
    assert status.RELIEF[status.BOTH] in told[1]["said"]
    assert told[1]["rows"][1] == {"on": "2026-11-24", "yen": None, "goods": "机 10台"}
    assert told[1]["body"]["number"] == "見本1234"
    assert told[1]["name"] == "高橋 一郎"


def test_what_was_issued_stays_word_for_word_and_a_new_one_says_what_it_stands_for(
    book, certified, gave, takahashi, sato
):
    who = {"by": sato, "on": TODAY}
    gift = gave(takahashi, 12_345)
    old = receipting.issue(gift, **who)
    before = sealed.reveal(old)
    setting_up.note_status(book, form="npo", from_day=TODAY, **who)
    moved = {"name": "", "postcode": "", "address": "千葉県柏市9-9"}
    donors.change(takahashi, said=moved, named=False, seen=1, **who)

    assert sealed.reveal(Receipt.objects.get(pk=old.pk)) == before
    assert rules_of(lambda: receiving.annul(gift, **who)) == ["annul.receipt"]
    back = {"day": TODAY, "reason": "x", **who}
    assert rules_of(lambda: receiving.give_back(gift, 1, **back)) == ["refund.receipt"]
    assert rules_of(lambda: receipting.void(old, reason=" ", **who)) == ["void.reason"]

    new = receipting.reissue(old, reason="住所が変わった", **who)
    assert rules_of(lambda: receipting.void(old, reason="x", **who)) == ["void.twice"]
    told = sealed.reveal(new)
    assert (told["number"], told["instead_of"]) == ("2026-0002", "2026-0001")
    assert told["address"] == "千葉県柏市9-9"
    assert status.RELIEF[status.NONE] in told["said"]


def test_the_paper_says_all_that_the_law_asks_and_marks_void_and_reissued(
    book, certified, gave, takahashi, sato
):
    who = {"by": sato, "on": TODAY}
    old = receipting.issue(gave(takahashi, 12_345, on=AUGUST), **who)
    new = receipting.reissue(old, reason="x", **who)
    old.refresh_from_db()

    data = certificate.made([new, old], at=Printed(at=NOW, record="", body="試験", sample=True))

    pages = [
        page.get_textpage().get_text_range().replace("\r\n", "")
        for page in pypdfium2.PdfDocument(data)
    ]
    assert len(pages) == 2
    for words in (
        "2026-0002",
        "再発行",
        "高橋 一郎",
        "千葉県流山市南流山1-2-3",
        "12,345",
        "2026年8月31日",
    ):
        assert words in pages[0], words
    assert "対象になりません" in pages[0]
    assert "無効" in pages[1]


def test_without_a_form_on_the_day_no_receipt_is_issued(gave, takahashi, sato):
    gift = gave(takahashi)

    assert rules_of(lambda: receipting.issue(gift, by=sato, on=TODAY)) == ["receipt.status"]
