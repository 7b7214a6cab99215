"""施策提言の画面 — building a table, a proposal from draft to public page, and what strangers see."""

import re

import pytest
from django.test import Client

from tests.cast import NOW, TODAY, _client
from tests.pages import words
from tsunagari.kernel.texts.models import Rendering
from tsunagari.programmes.talent.proposals import actions
from tsunagari.programmes.talent.proposals.models import Proposal, Table
from tsunagari.programmes.talent.proposals.rules.counts import Asked

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
ASKED = {"rows": "topic", "columns": "", "first": "2026-09", "last": "2026-09"}
ASKED |= {"topic": "", "language": "", "town": ""}
DRAFT = {"title": "夜の窓口", "topic": "work", "asked_of": "city", "words": "夜の窓口がほしい。"}
SENT = {"to": "流山市 企画政策課", "how": "mail"}
SENT |= {"sent_on_y": "2026", "sent_on_m": "11", "sent_on_d": "24"}
BUILD = "/desk/proposals/tables/"


def test_a_look_publishes_nothing_and_hides_what_would_give_a_small_number_away(
    staff_client, september
):
    page = words(staff_client.get(BUILD, ASKED))

    assert "仕事・給料 9" in page
    assert "くらし – 出していません" in page
    assert "「–」は出していない数です" in page
    assert not Table.objects.exists()


def looked_at(client) -> str:
    """The print of the table that a look shows."""
    return re.search(r'name="seen" value="(\w+)"', client.get(BUILD, ASKED).content.decode())[1]


def test_what_changed_since_the_look_is_not_published_and_shown_anew(staff_client, september, sato):
    seen = looked_at(staff_client)
    life = Asked("town", "2026-09", "2026-09", topic="life")
    actions.publish_table(life, by=sato, on=TODAY)

    answer = staff_client.post(BUILD, ASKED | {"seen": seen})

    assert answer.status_code == 422
    assert "見ているあいだに変わりました" in words(answer)
    assert Table.objects.count() == 1
    now = re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]
    assert now != seen
    assert staff_client.post(BUILD, ASKED | {"seen": now}).status_code == 302


def test_publishing_leads_to_the_public_table(staff_client, september):
    answer = staff_client.post(BUILD, ASKED | {"seen": looked_at(staff_client)})

    assert answer["Location"] == f"/proposals/tables/{Table.objects.get().pk}/"


def test_what_cannot_be_published_is_refused_with_its_reason(staff_client, september, table):
    refused = staff_client.post(BUILD, ASKED | {"rows": "town", "topic": "life"})

    assert refused.status_code == 422
    assert "この表は公表できません" in words(refused)
    assert staff_client.post(BUILD, ASKED | {"columns": "topic"}).status_code == 422
    assert staff_client.post(BUILD, ASKED | {"first": "2020-01"}).status_code == 422
    assert Table.objects.count() == 1


def test_without_a_closed_month_the_page_says_so(staff_client):
    assert "公表できる月がまだありません" in words(staff_client.get(BUILD))
    assert "ここに提案はありません" in words(staff_client.get("/desk/proposals/"))


def test_a_draft_needs_evidence_and_keeps_what_was_typed(staff_client, table):
    refused = staff_client.post("/desk/proposals/new/", DRAFT)
    assert refused.status_code == 422
    assert "夜の窓口がほしい。" in refused.content.decode()
    wrong = staff_client.post("/desk/proposals/new/", DRAFT | {"obstacles": "壁だけ"})
    assert "1行目を" in words(wrong)

    more = {
        "tables": [table.pk],
        "obstacles": "特区の外では働けません。｜特区法16条の4｜内閣府｜unsure",
    }
    answer = staff_client.post("/desk/proposals/new/", DRAFT | more)

    made = Proposal.objects.get()
    assert answer["Location"] == f"/desk/proposals/{made.pk}/"
    page = words(staff_client.get(answer["Location"]))
    assert "特区法16条の4" in page
    assert "書いた人は確かめられません" in page


def test_from_draft_to_the_public_page(staff_client, proposal, ito_login):
    at = f"/desk/proposals/{proposal.pk}/"
    ito = _client(ito_login, staff=True)
    staff_client.post(f"{at}check/", {"seen": 1})
    assert Proposal.objects.get().state == "draft"
    ito.post(f"{at}check/", {"seen": 1})
    assert staff_client.get(f"{at}letter.pdf").content[:5] == b"%PDF-"
    assert staff_client.post(f"{at}send/", SENT | {"to": ""}).status_code == 422
    staff_client.post(f"{at}send/", SENT)
    assert staff_client.get(f"{at}paper.pdf").content[:5] == b"%PDF-"
    asked = {"asked_on_y": "2026", "asked_on_m": "11", "asked_on_d": "24", "words": "電話した"}
    staff_client.post(f"{at}ask/", asked)
    told = {"outcome": "partly", "words": "来年度に試します。"}
    told |= {"answered_on_y": "2026", "answered_on_m": "11", "answered_on_d": "24"}
    staff_client.post(f"{at}answer/", told)
    version = Proposal.objects.get().version
    assert "自分では公開できません" in words(staff_client.get(at))
    staff_client.post(f"{at}publish/", {"seen": version})
    assert Proposal.objects.get().state == "answered"
    ito.post(f"{at}publish/", {"seen": version})

    public = Client()
    page = words(public.get(f"/proposals/{proposal.pk}/"))
    for said in ("来年度", "がほしいです。", "一部を採用する", "流山市 企画政策課"):
        assert said in page
    assert "Some sentences are not translated yet" in words(
        public.get(f"/en/proposals/{proposal.pk}/")
    )
    assert "<ruby>相談窓口" in public.get("/proposals/").content.decode()
    paths = ("", f"{proposal.pk}/", f"tables/{proposal.tables.get().pk}/")
    in_japanese = re.compile(r'<span lang="ja">(<tn-words>)?(<ruby>)?相談窓口')
    for path in paths:
        assert in_japanese.search(public.get(f"/en/proposals/{path}").content.decode()), path
    translate(proposal)
    for path in paths:
        page = public.get(f"/en/proposals/{path}").content.decode()
        assert "More desks" in page, path
        assert not in_japanese.search(page), path


def translate(proposal) -> None:
    """The title in English, checked."""
    text = Proposal.objects.get(pk=proposal.pk).text
    title = text.sentences.get(opens="title")
    Rendering.objects.create(
        sentence=title,
        language="en",
        words="More desks",
        read="More desks",
        of=title.print,
        state="current",
        at=NOW,
        on=TODAY,
        checked_on=TODAY,
    )


def test_what_is_not_published_is_not_found_by_the_public(proposal):
    assert Client().get(f"/proposals/{proposal.pk}/").status_code == 404
    page = words(Client().get("/proposals/"))
    assert "まだ公表した提案はありません" in page
    assert "相談の数：相談の種類（2026-09〜2026-09）" in page


def test_a_table_has_its_numbers_its_chart_and_a_file(table):
    page = Client().get(f"/proposals/tables/{table.pk}/")
    assert "仕事・給料 9" in words(page)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="ch"' in page.content.decode()

    sheet = Client().get(f"/proposals/tables/{table.pk}.csv").content.decode("utf-8-sig")
    lines = sheet.split("\r\n")
    assert lines[1:4] == ["相談の種類,相談の数（件）", "在留・手続,", "仕事・給料,9"]
    assert lines[8].startswith("「–」は出していない数です")
    assert Client().get("/proposals/tables/999/").status_code == 404


def test_an_unpublished_step_page_is_not_there(staff_client, proposal):
    at = f"/desk/proposals/{proposal.pk}/"

    for rest in ("send/", "ask/", "answer/", "paper.pdf"):
        assert staff_client.get(at + rest).status_code == 404
    assert staff_client.get(f"{at}check/").status_code == 405
    assert staff_client.post(f"{at}withdraw/", {"why": ""}).status_code == 422
    staff_client.post(f"{at}withdraw/", {"why": "市が別に始めた"})
    assert "市が別に始めた" in words(staff_client.get(at))
    assert staff_client.get(f"{at}edit/").status_code == 404


def test_others_stay_outside(yamada_client, suzuki_client, kato_client, proposal):
    for client in (yamada_client, suzuki_client, kato_client):
        for rest in ("", f"{proposal.pk}/", "tables/", "new/"):
            assert client.get(f"/desk/proposals/{rest}").status_code == 403


def test_an_older_page_changes_nothing(staff_client, proposal, table, sato):
    told = {"title": "新しい題", "topic": "work", "asked_of": "city", "words": "x", "voices": ""}
    actions.change(proposal, seen=1, by=sato, on=TODAY, tables=[table], obstacles=[], **told)

    answer = staff_client.post(
        f"/desk/proposals/{proposal.pk}/edit/", DRAFT | {"tables": [table.pk], "seen": 1}
    )

    assert answer.status_code == 422
    assert Proposal.objects.get().title == "新しい題"
