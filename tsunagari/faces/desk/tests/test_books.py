"""帳簿の画面 — what the treasurer reads and presses, what is refused, and who stays outside."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tsunagari.kernel.ledger import closing, queries
from tsunagari.kernel.ledger.models import Book, Earmark, Fund, Journal, Period
from tsunagari.sample import ledger as sample

pytestmark = pytest.mark.django_db


def told(page) -> str:
    return page.content.decode()


def journal_of(fund, *lines, on=TODAY, **more):
    """What the form sends: ("1120", 500) debits, ("4200", -500) credits."""
    sent = {"on_y": on.year, "on_m": on.month, "on_d": on.day, "words": "十月の家賃"}
    sent |= {"fund": fund.pk, "measure": "", "earmark": "", "lines": 4} | more
    for at, (account, yen) in enumerate(lines):
        sent |= {f"account{at}": account}
        sent |= {f"{'credit' if str(yen).startswith('-') else 'debit'}{at}": str(yen).lstrip("-")}
    return sent


def pages_of(book: Book) -> list[str]:
    fund, journal = book.funds.last(), book.journals.first()
    root = f"/desk/books/{book.pk}"
    return [
        "/desk/books/",
        "/desk/books/new/",
        f"{root}/",
        f"{root}/funds/new/",
        f"/desk/books/funds/{fund.pk}/",
        f"/desk/books/funds/{fund.pk}/purposes/new/",
        f"{root}/journals/",
        f"{root}/journals/?account=1120&fund={fund.pk}&measure=1-4&month=2026-11",
        f"{root}/journals/new/?like={journal.pk}",
        f"/desk/books/journals/{journal.pk}/",
        f"{root}/close/",
        f"{root}/budget/",
        f"{root}/budget/set/",
        *(f"{root}/statements/?code={code}" for code in ("", "position", "natures", "restricted")),
    ]


def test_every_page_opens_to_staff_and_to_nobody_else(
    fund, entry, staff_client, yamada_client, client
):
    entry(fund, ("1120", 500), ("4200", -500), measure="1-4")

    for path in pages_of(fund.book):
        assert staff_client.get(path).status_code == 200, path
        for stranger in (yamada_client, client):
            assert stranger.get(path).status_code in (302, 403, 404), path


def test_pages_of_the_sample_show_its_money(federation, sato, staff_client):
    sample.load(by=sato, on=TODAY)
    ours, theirs = queries.books()

    assert "見本 みらい奨学基金" in told(staff_client.get(f"/desk/books/{ours.pk}/"))
    assert "¥1,000,000" in told(staff_client.get(f"/desk/books/{ours.pk}/budget/"))
    page = told(staff_client.get(f"/desk/books/{ours.pk}/statements/"))
    assert "公益目的事業1（国際交流）" in page
    assert f"/desk/books/{ours.pk}/journals/?year=2026&amp;account=4100" in page
    for book in (ours, theirs):
        paper = staff_client.get(f"/desk/books/{book.pk}/statements.pdf")
        assert paper.content.startswith(b"%PDF")
        assert staff_client.get(f"/desk/books/{book.pk}/statements.xlsx").content[:2] == b"PK"


def test_a_journal_is_entered_once_and_turned_with_one_press(fund, staff_client):
    sent = journal_of(fund, ("1120", "10,000"), ("4200", "-１００００円"))

    answer = staff_client.post(f"/desk/books/{fund.book_id}/journals/new/", sent)

    journal = Journal.objects.get()
    assert answer.url == f"/desk/books/journals/{journal.pk}/"
    staff_client.post(f"/desk/books/journals/{journal.pk}/reverse/")
    again = staff_client.post(f"/desk/books/journals/{journal.pk}/reverse/", follow=True)
    assert "この仕訳は、もう取り消してあります。" in told(again)
    assert [one.words for one in Journal.objects.order_by("pk")] == [
        "十月の家賃",
        "取り消し：十月の家賃",
    ]
    assert "この仕訳は取り消してあります" in told(again)


def test_a_bad_journal_says_why_and_keeps_what_was_typed(fund, entry, sato, staff_client):
    entry(fund, ("1120", 5), ("4200", -5), on=date(2026, 4, 2))
    closing.close(fund.book, date(2026, 4, 1), by=sato, on=TODAY)
    both = journal_of(fund, ("1120", 5), ("4200", -5)) | {"credit0": "5"}
    bad = {
        "借方と貸方が 1円 ちがいます。": journal_of(fund, ("1120", 101), ("4200", -100)),
        "整数を入力してください。": journal_of(fund, ("1120", "0.5"), ("4200", "-0.5")),
        "金額はマイナスにできません。": journal_of(fund, ("1120", 5)) | {"debit1": "-5"},
        "までの月は締めてあります。締めて": journal_of(
            fund, ("1120", 5), ("4200", -5), on=date(2026, 4, 30)
        ),
        "借方と貸方の2行以上が必要です。": journal_of(fund),
        "どちらか1つに金額を": both,
        "勘定科目を選んでください。": journal_of(fund, ("", 5), ("4200", -5)),
        "日より先です。": journal_of(fund, ("1120", 5), ("4200", -5), on=date(9999, 12, 31)),
        "日付として": journal_of(fund, ("1120", 5), ("4200", -5)) | {"on_y": "きのう"},
    }
    before = Journal.objects.count()

    for sentence, sent in bad.items():
        page = staff_client.post(f"/desk/books/{fund.book_id}/journals/new/", sent)
        assert page.status_code == 422, sentence
        assert sentence in told(page), sentence
        assert "十月の家賃" in told(page)
    assert Journal.objects.count() == before
    more = staff_client.post(
        f"/desk/books/{fund.book_id}/journals/new/",
        journal_of(fund, ("1120", 77)) | {"more": "1"},
    )
    assert 'name="debit7"' in told(more)
    assert 'value="77"' in told(more)


def test_a_purpose_stays_with_the_lines_of_its_own_fund(fund, entry, staff_client):
    book = fund.book
    food = Earmark.objects.create(book=book, fund=fund, kind="gift", title="食材", from_day=TODAY)
    entry(fund, ("1120", 700), ("4200", -700), earmark=food)
    general = book.funds.exclude(pk=fund.pk).get()
    path = f"/desk/books/{book.pk}/journals/new/"

    lines = ("7200", 700), ("1120", -700), ("1120", 700), ("7100", -700)
    sent = journal_of(fund, *lines, earmark=food.pk, other2=general.pk, other3=general.pk)
    assert staff_client.post(path, sent).status_code == 302
    wrong = staff_client.post(path, journal_of(general, *lines, earmark=food.pk))

    rows = Journal.objects.latest("pk").lines.order_by("pk")
    assert [one.earmark for one in rows] == [food, food, None, None]
    assert "この使いみちは、ほかの基金のものです。" in told(wrong)
    assert f"食材（{fund.name}）" in told(wrong)


def test_a_month_is_closed_with_one_press(fund, entry, staff_client):
    path = f"/desk/books/{fund.book_id}/close/"
    entry(fund, ("1120", -5), ("5220", 5), on=date(2026, 4, 30))
    assert "締める前に直す" in told(staff_client.get(path))
    assert "5円 足りません" in told(staff_client.post(path, {"month": "2026-04"}, follow=True))
    entry(fund, ("1120", 5), ("4200", -5), on=date(2026, 4, 30))

    for month in ("2026-04", "2026-04", "", "x-y", "2026-13"):
        staff_client.post(path, {"month": month})

    assert [one.last_day for one in Period.objects.all()] == [date(2026, 4, 30)]


def test_books_funds_purposes_and_budgets_are_opened_by_forms(federation, sato, staff_client):
    code = federation.party.code
    day = {"opened_on_y": "令和8年", "opened_on_m": 4, "opened_on_d": 1}
    new = {"code": code, "standard": "npo"} | day
    staff_client.post("/desk/books/new/", new)
    assert staff_client.post("/desk/books/new/", new).status_code == 422
    assert staff_client.post("/desk/books/new/", new | {"code": "ABCDEFGHJK"}).status_code == 422
    book = Book.objects.get()
    staff_client.post(
        f"/desk/books/{book.pk}/funds/new/",
        {"code": "Hiroba", "name": "ひろば基金", "kind": "restricted"},
    )
    fund = Fund.objects.get(code="hiroba")
    staff_client.post(
        f"/desk/books/funds/{fund.pk}/purposes/new/",
        {"kind": "gift", "title": "本", "from_day_y": 2026, "from_day_m": 4, "from_day_d": 1},
    )
    assert Earmark.objects.get().title == "本"
    budget = {"year": 2026, "fund": fund.pk, "measure": "3-1", "yen": "500,000円"}
    staff_client.post(f"/desk/books/{book.pk}/budget/set/", budget)

    assert queries.free(book, fund=fund, measure="3-1", on=TODAY) == 500_000


def test_a_list_of_fifty_asks_no_more_than_one_of_three(fund, entry, staff_client):
    path = f"/desk/books/{fund.book_id}/journals/"

    def asked(path):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert staff_client.get(path).status_code == 200
        return len(found)

    for _ in range(3):
        entry(fund, ("1120", 5), ("4200", -5))
    asked(path)
    few = [asked(path), asked(path + "?account=1120")]
    for _ in range(52):
        entry(fund, ("1120", 5), ("4200", -5))
    assert [asked(path), asked(path + "?account=1120")] == few
    page = staff_client.get(path).context["page"]
    rest = staff_client.get(path, {"after": page.older}).context["page"]
    assert (len(page.rows), len(rest.rows)) == (50, 5)


BAD = ["²", "9" * 30, "=a\0<b>'\"\r\n長😀", "9999-12"]


def test_whatever_is_asked_or_sent_a_page_answers(fund, entry, staff_client):
    entry(fund, ("1120", 500), ("4200", -500))
    names = ("month", "year", "account", "fund", "measure", "after", "code", "like", "lines")
    for path in pages_of(fund.book):
        for bad in BAD:
            asked = dict.fromkeys(names, bad)
            assert staff_client.get(path.split("?")[0], asked).status_code == 200, (path, bad)
            sent = asked | dict.fromkeys(("on_y", "yen", "kind", "title", "account0"), bad)
            answer = staff_client.post(path.split("?")[0], sent)
            assert answer.status_code in (200, 302, 403, 405, 422), (path, bad)
    assert Journal.objects.count() == 1
