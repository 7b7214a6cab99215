"""のせた文 — what staff write of funds and calls is read in one's language, or honestly in another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_texts import translate
from tests.pages import bare
from tsunagari.governance.fund.calls import page
from tsunagari.governance.fund.calls.actions import calls
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import books
from tsunagari.kernel.texts import queries
from tsunagari.kernel.texts.models import Text

pytestmark = pytest.mark.usefixtures("cast_day")
PURPOSE = "若い人の学びを支えます。\n・教科書を買います。\n・旅費を出します。"
MISSING, OLD = "Some sentences are not translated yet", "Some translations are old"


@pytest.fixture
def opened(fund, sato):
    return books.open_fund(
        fund.book,
        code="young",
        name="わかもの基金",
        kind="general",
        purpose=PURPOSE,
        public=True,
        by=sato,
        on=TODAY,
    )


def text_of(row):
    return queries.attached_to([row])[row.pk]


def wanted(row) -> list[str]:
    """The languages in which somebody is asked to translate it now."""
    text = text_of(row)
    rows = Duty.objects.filter(rule="texts.translate", about_key=str(text.pk), state="open")
    return sorted(key.rpartition("|")[2] for key in rows.values_list("key", flat=True))


def test_one_changed_sentence_of_a_fund_makes_exactly_its_translation_old(
    opened, client, staff_client, sato, ito
):
    assert wanted(opened) == ["en", "fil", "id", "ja-easy", "vi"]
    page = bare(client.get(f"/en/fund/{opened.pk}/"))
    assert MISSING in page
    assert "わかもの基金" in page
    said = ["Youth fund", "We support learning.", "We buy textbooks.", "We pay travel."]
    translate(text_of(opened), "en", said, sato, ito)
    for path in ("/en/fund/", f"/en/fund/{opened.pk}/", "/en/give/", f"/en/give/{opened.pk}/"):
        page = bare(client.get(path))
        assert all(one in page for one in said)
        assert "若い人" not in page
    assert wanted(opened) == ["fil", "id", "ja-easy", "vi"]

    at = f"/desk/books/funds/{opened.pk}/words/"
    typed = {"name": "わかもの基金", "purpose": PURPOSE.replace("旅費", "宿泊費"), "public": "on"}
    assert client.get(at).status_code == 302
    assert staff_client.post(at, typed | {"seen": 0}).status_code == 422
    staff_client.post(at, typed | {"seen": 1})

    page = bare(client.get(f"/en/fund/{opened.pk}/"))
    assert OLD in page
    assert MISSING not in page
    assert "宿泊費を出します。" in page
    assert "教科書" not in page
    assert wanted(opened) == ["en", "fil", "id", "ja-easy", "vi"]
    desk = bare(staff_client.get(f"/desk/books/funds/{opened.pk}/"))
    assert "3 / 4" in desk
    text = text_of(opened)
    back = staff_client.get(f"/desk/texts/{text.pk}-en/").content.decode()
    assert f'href="/desk/books/funds/{opened.pk}/"' in back
    staff_client.post(at, {"name": "わかもの基金", "purpose": PURPOSE, "seen": 2})
    assert wanted(opened) == []


def test_a_call_is_wanted_in_every_language_while_it_is_open(call, client, sato, ito):
    assert wanted(call) == ["en", "fil", "id", "ja-easy", "vi"]
    text = text_of(call)
    count = len(queries.sentences_of(text))
    translate(text, "en", [f"sentence {n}." for n in range(count)], sato, ito)

    page = bare(client.get(f"/en/calls/{call.code}/"))
    assert all(f"sentence {n}." in page for n in range(count))
    assert "sentence 0." in bare(client.get("/en/calls/"))
    assert "くらしの日本語" in bare(client.get(f"/vi/calls/{call.code}/"))
    call.refresh_from_db()
    calls.close(call, seen=call.version, by=None, on=TODAY, at=NOW.replace(year=2027))
    assert wanted(call) == []


def test_what_is_older_than_its_text_is_put_up_by_the_clock(opened, call):
    Text.objects.all().delete()

    for said in (books, page):
        said.put_up_all(on=TODAY)
        said.put_up_all(on=TODAY)

    assert wanted(opened) == wanted(call) == ["en", "fil", "id", "ja-easy", "vi"]
    assert Text.objects.count() == 3


def test_lists_of_funds_ask_as_often_for_four_as_for_one(opened, client, sato):
    def asked(path) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    before = [asked(path) for path in ("/en/fund/", "/en/give/")]
    for n in range(3):
        facts = {"kind": "general", "purpose": PURPOSE, "public": True, "by": sato, "on": TODAY}
        books.open_fund(opened.book, code=f"more-{n}", name=f"基金{n}", **facts)

    assert [asked(path) for path in ("/en/fund/", "/en/give/")] == before
