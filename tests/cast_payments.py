"""配役（支払い） — where the book pays from, whom it pays, and a third member of staff."""

from datetime import date

import pytest

from tests.cast import NOW, PASSWORD, TODAY, viewer

PAY_DAY = date(2026, 11, 30)  # a Monday
SOURCE = {
    "client_code": "1234567890",
    "client_name": "ｼﾔ)ﾂﾅｶﾞﾘ",
    "bank_code": "9900",
    "bank_name": "ｶｸｳ",
    "branch_code": "101",
    "branch_name": "ﾅｶﾞﾚﾔﾏ",
    "account_type": "1",
    "account_number": "1234567",
    "line_break": "crlf",
    "way": "7",
    "wo": False,
    "result_at": 111,
}
ACCOUNT = {
    "bank_code": "9901",
    "branch_code": "001",
    "account_type": "1",
    "number": "7654321",
    "holder": "ﾄｸﾋ)ｱｼﾞｱ",
}


@pytest.fixture
def mori_of_office_login(federation):
    """森 — staff, the third of them."""
    from tsunagari.kernel.roles.actions import admit

    body = federation.party.organisation
    names = {"family": "森", "given": "緑"}
    return admit(
        body, "staff", email="midori@example.jp", password=PASSWORD, by=None, on=TODAY, **names
    )


@pytest.fixture
def midori_mori(mori_of_office_login):
    return viewer(mori_of_office_login)


@pytest.fixture
def source(book, sato):
    """The bank account from which the book pays."""
    from tsunagari.governance.fund.payments.actions import sources

    return sources.note(book, seen=0, by=sato, on=TODAY, **SOURCE)


@pytest.fixture
def payee(federation):
    """A body that is paid."""
    from tsunagari.kernel.parties.actions import add_organisation

    return add_organisation("NPO法人アジア").party


@pytest.fixture
def give_account():
    """give_account(party, by, **facts): the standing account of a party."""
    from tsunagari.governance.fund.payments.actions import accounts

    def given(party, by, *, on=TODAY, **facts):
        return accounts.enter(party, by=by, on=on, at=NOW, **(ACCOUNT | facts))

    return given


@pytest.fixture
def owe(book, fund, payee, sato):
    """owe(yen): a due that stands in the books."""
    from tsunagari.kernel.ledger import dues
    from tsunagari.kernel.records import actions as records

    def owed(yen, party=None):
        act = {"because": records.add(by=sato, did="test.done", on=TODAY), "by": sato, "on": TODAY}
        due = dues.reserve(book, party or payee, yen, fund=fund, measure="1-4", about=fund, **act)
        return dues.owe(due, due_on=TODAY, **act)

    return owed


@pytest.fixture
def pay(sato, ito):
    """pay(due): asked by 佐藤, approved by 伊藤."""
    from tsunagari.governance.fund.payments import queries
    from tsunagari.governance.fund.payments.actions import requests

    def paid(due, *, by=ito):
        row = requests.request(due, by=sato, on=TODAY, at=NOW)
        seen = queries.look(row, on=TODAY).digest
        return requests.say(row, seen=seen, by=by, on=TODAY, at=NOW)

    return paid
