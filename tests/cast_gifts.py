"""配役（寄附） — a certified body with an account, 高橋 who gives, and a bank's file."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY

SAID = {"name": "高橋 一郎", "postcode": "270-0163", "address": "千葉県流山市南流山1-2-3"}
HEADS = '"日付","摘要","摘要内容","支払い金額","預かり金額","差引残高","メモ"'
ROWS = (
    '"2026/11/20","振込","ﾀｶﾊｼ ｲﾁﾛｳ","","10,000","110,000",""',
    '"2026/11/21","振込","ｶ)ﾐﾄﾞﾘ ｼﾖｳｶｲ","","50,000","160,000",""',
    '"2026/11/21","手数料","ﾌﾘｺﾐﾃｽｳﾘﾖｳ","440","","159,560",""',
)


def bank_file(*rows: str, heads: str = HEADS) -> bytes:
    """A statement as a large bank writes it."""
    return "\r\n".join([heads, *rows]).encode("cp932")


@pytest.fixture
def certified(book, sato):
    """認定NPO since 1 April 2026; general before, so that a day decides."""
    from tsunagari.governance.fund.gifts.actions import setting_up

    who = {"by": sato, "on": TODAY}
    setting_up.note_status(book, form="general_association", from_day=date(2020, 4, 1), **who)
    return setting_up.note_status(
        book,
        form="certified_npo",
        from_day=date(2026, 9, 1),
        number="見本1234",
        authority="千葉県",
        address="千葉県流山市1-1",
        representative="理事長 見本",
        **who,
    )


@pytest.fixture
def account(book, sato):
    from tsunagari.governance.fund.gifts.actions import setting_up

    return setting_up.open_account(
        book,
        bank="みほん銀行",
        branch="本店",
        number="1234567",
        holder="試験連合会",
        by=sato,
        on=TODAY,
    )


@pytest.fixture
def takahashi(sato):
    """高橋 — a donor with an address."""
    from tsunagari.governance.fund.gifts.actions import donors

    return donors.add(
        family="高橋", given="一郎", kana="タカハシ イチロウ", said=SAID, by=sato, on=TODAY
    )


@pytest.fixture
def gave(book, fund, sato):
    """gave(donor, yen, …): a donation of today that was booked."""
    from tsunagari.governance.fund.gifts.actions import receiving

    def given(donor, yen=10_000, *, on=TODAY, kind="donation", **more):
        made = {"fund": fund, "yen": yen, "received_on": on} | more
        return receiving.receive(book, kind=kind, donor=donor, by=sato, on=TODAY, **made)

    return given


@pytest.fixture
def donor_client(client, takahashi):
    """A browser into which 高橋's card was let."""
    from tsunagari.faces.mypage.device import SESSION_KEY
    from tsunagari.kernel.parties import actions
    from tsunagari.kernel.parties.models import AccessCard

    actions.issue_cards(
        [takahashi.party.person], purpose="donor", valid_from=TODAY, valid_until=TODAY, at=NOW
    )
    session = client.session
    session[SESSION_KEY] = AccessCard.objects.get(person=takahashi.pk).pk
    session.save()
    return client
