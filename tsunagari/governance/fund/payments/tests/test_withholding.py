"""預かる額 — entered by hand with its reason, approved as it stands, kept apart in the books."""

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY
from tests.cast_payments import PAY_DAY
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import batches, requests, results
from tsunagari.governance.fund.payments.models import Request
from tsunagari.governance.fund.payments.rules import reading
from tsunagari.kernel.ledger import queries as ledger

TAX = {"words": "報酬の源泉所得税。税理士に確認"}


def told(by, on=TODAY):
    return {"by": by, "on": on, "at": NOW}


def refused(act, *args, **more) -> list[str]:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return [one.rule for one in found.value.reasons]


@pytest.fixture
def row(owe, payee, give_account, sato):
    give_account(payee, sato)
    return requests.request(owe(30_000), **told(sato))


def say(row, by, seen=None):
    return requests.say(row, seen=seen or queries.look(row, on=TODAY).digest, **told(by))


def test_what_is_withheld_stays_here_and_the_rest_goes_to_the_bank(
    row, source, book, fund, sato, ito
):
    row = requests.withhold(row, 3_063, **TAX, **told(sato))
    row = say(row, ito)
    batch = batches.make(source, [row.pk], pay_on=PAY_DAY, **told(sato))
    batches.say(batch, seen=queries.batch_digest(batch), **told(ito))
    batch = batches.lock(batch, **told(sato))
    data = batches.take(batch, key="a", **told(sato))

    [sent] = reading.read(data, near=TODAY).payments
    assert (batch.yen, sent.yen) == (26_937, 26_937)
    results.take_in(batch, data.replace(b"00000000007", b"00000000000"), **told(sato, PAY_DAY))

    of = {account: {"account": account, "fund": fund} for account in ("2110", "2140", "1120")}
    sums = {account: ledger.balance(book, on=PAY_DAY, **one) for account, one in of.items()}
    assert sums == {"2110": 0, "2140": -3_063, "1120": -26_937}


def test_whoever_says_what_is_withheld_does_not_approve_it(row, ito, midori_mori):
    assert [one.request for one in queries.waiting_for(ito, on=TODAY)] == [row]
    row = requests.withhold(row, 3_063, **TAX, **told(ito))

    assert refused(say, row, ito) == ["approval.own"]
    assert queries.waiting_for(ito, on=TODAY) == []
    assert say(row, midori_mori).state == "approved"


def test_whoever_approved_another_sum_is_asked_again_and_it_can_be_taken_back(row, sato, ito):
    before = queries.look(row, on=TODAY).digest
    requests.withhold(row, 3_063, **TAX, **told(sato))
    row.refresh_from_db()

    assert refused(say, row, ito, before) == ["approval.changed"]
    requests.withhold(row, 0, words="", **told(sato))
    row.refresh_from_db()
    assert (row.withheld_words, queries.look(row, on=TODAY).digest) == ("", before)
    assert say(row, ito, before).state == "approved"
    assert refused(requests.withhold, row, 1, **TAX, **told(sato)) == ["state"]


def test_what_is_withheld_is_a_part_says_why_and_is_never_the_whole(row, sato):
    for yen in (-1, 30_000, 30_001):
        assert refused(requests.withhold, row, yen, **TAX, **told(sato)) == ["withheld.yen"]
    assert refused(requests.withhold, row, 1, words=" ", **told(sato)) == ["withheld.words"]

    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.update(withheld_yen=30_000)


def test_what_came_back_from_the_bank_is_withheld_again(row, sato):
    requests.withhold(row, 3_063, **TAX, **told(sato))
    requests.withdraw(row, reason="口座がちがう", **told(sato))

    again = requests.request(row.due, **told(sato))

    assert (again.net_yen, again.withheld_words) == (26_937, TAX["words"])
