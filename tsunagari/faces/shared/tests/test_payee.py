"""受取口座（本人・団体） — each enters their own, masked from then on; what it changes is seen by the office."""

import pytest
from django.test import Client

from tests.cast import NOW, TODAY
from tests.cast_payments import ACCOUNT
from tests.cast_talent import make_case
from tests.pages import words
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import requests
from tsunagari.governance.fund.payments.models import PayeeAccount
from tsunagari.kernel.records.queries import history

pytestmark = pytest.mark.usefixtures("cast_day")
TYPED = {name: ACCOUNT[name] for name in ("bank_code", "branch_code", "account_type", "number")}


def test_a_worker_enters_the_own_account_and_confirms_how_it_is_written(linh, sato, worker_client):
    person = getattr(linh, "person", linh)
    make_case(person, by=sato)
    client = worker_client(person)
    asked = client.post("/me/case/account/", TYPED | {"holder": "グエン　リン", "checked": "on"})
    assert asked.status_code == 422
    assert "「ｸﾞｴﾝ ﾘﾝ」と書きなおしました" in words(asked)
    unsure = client.post("/me/case/account/", TYPED | {"holder": "ｸﾞｴﾝ ﾘﾝ"})
    assert unsure.status_code == 422

    done = client.post("/me/case/account/", TYPED | {"holder": "ｸﾞｴﾝ ﾘﾝ", "checked": "on"})

    assert done.status_code == 302
    page = words(client.get("/me/case/account/"))
    assert "•••••21" in page
    assert "7654321" not in page
    row = PayeeAccount.objects.get()
    assert (row.party_id, row.entered_as, row.entered_by_id) == (person.pk, "self", person.pk)
    assert [one.did for one in history(row)] == ["account.entered"]
    assert Client().get("/me/case/account/").status_code == 302


def test_a_body_changes_its_account_and_what_was_approved_is_not_any_more(
    yamada_client, maria_client, midori, owe, give_account, sato, ito
):
    party = midori.organisation.party
    give_account(party, sato)
    row = requests.request(owe(5_000, party=party), by=sato, on=TODAY, at=NOW)
    seen = queries.look(row, on=TODAY).digest
    requests.say(row, seen=seen, by=ito, on=TODAY, at=NOW)

    typed = TYPED | {"number": "1112222", "holder": ACCOUNT["holder"], "checked": "on"}
    assert yamada_client.post("/partner/account/", typed).status_code == 302

    row.refresh_from_db()
    assert row.state == "asked"
    look = queries.look(row, on=TODAY)
    assert (look.changed, look.needed, len(look.said.yes)) == (True, 2, 0)
    assert "•••••22" in words(yamada_client.get("/partner/account/"))
    assert "/partner/account/" in yamada_client.get("/partner/settings/").content.decode()
    assert "受取口座はまだありません" in words(maria_client.get("/partner/account/"))
