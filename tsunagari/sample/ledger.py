"""見本の帳簿 — the books of two invented bodies: three funds, a budget, a gift, a grant, journals.

Others build on the codes of the funds: the federation's `mirai` (1-4) and `machi` (3-2), the NPO's
`hiroba` (3-1). Months that ended four months ago or earlier are closed.
"""

from datetime import date, timedelta

from tsunagari.base.days import add_months, fiscal_year
from tsunagari.kernel.ledger import actions, books, closing
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.kernel.ledger.models import Book, Earmark, Fund
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.queries import federation

NPO = "見本 NPO法人とうかつ多文化ひろば"
FOUNDATION = "見本 あおぞら財団"
# (days from the start of the year, what for, account, yen, fund, measure, activity); the bank's
# side is the other sign. Negative yen are income.
FEDERATION = [
    (-1, "前の年度からの繰越", "3100", -1_800_000, "general", "", ""),
    (9, "正会員の会費", "4100", -240_000, "general", "", ""),
    (12, "事務所の家賃", "6270", 66_000, "general", "", "adm"),
    (25, "電話とインターネット", "6250", 12_400, "general", "", "adm"),
    (33, "みらい奨学基金への寄附", "4200", -500_000, "mirai", "1-4", "p1"),
    (47, "ふるさと基金への寄附", "4200", -300_000, "machi", "3-2", "p3"),
    (62, "留学説明会の会場", "5270", 18_700, "mirai", "1-4", "p1"),
    (75, "ふるさと講座の謝金", "5230", 45_000, "machi", "3-2", "p3"),
    (88, "チラシの印刷", "5240", 23_650, "machi", "3-2", "p3"),
    (118, "理事会の会議費", "6210", 8_300, "general", "", "adm"),
    (140, "奨学生の交通費", "5220", 31_200, "mirai", "1-4", "p1"),
    (170, "賛助会員の会費", "4110", -120_000, "general", "", ""),
    (196, "振込手数料", "6280", 1_320, "general", "", "adm"),
]
NPO_ROWS = [
    (-1, "前の年度からの繰越", "3100", -620_000, "general", "", ""),
    (15, "正会員の会費", "4100", -90_000, "general", "", ""),
    (40, "ひろば基金への寄附", "4200", -180_000, "hiroba", "3-1", "p3"),
    (58, "日本語教室の教材", "5260", 16_500, "hiroba", "3-1", "p3"),
    (79, "交流会の会場", "5270", 22_000, "hiroba", "3-1", "p3"),
    (101, "事務の郵便", "6250", 4_180, "general", "", "adm"),
    (133, "講師の謝金", "5230", 33_000, "hiroba", "3-1", "p3"),
]


def load(*, by, on: date) -> None:
    """Two books with a year behind them, as far as the year has gone."""
    start = date(fiscal_year(on), 4, 1)
    ours = books.open_book(
        federation().party.organisation, standard="public", opened_on=start, by=by, on=on
    )
    npo = parties.add_organisation(NPO, kinds=["association"], municipality="流山市")
    theirs = books.open_book(npo, standard="npo", opened_on=start, by=by, on=on)
    funds = _funds(ours, theirs, by, on)
    _budgets(ours, theirs, funds, by, on)
    _journals(ours, FEDERATION, funds, start, by, on)
    _journals(
        theirs, NPO_ROWS, funds | {"general": theirs.funds.get(code="general")}, start, by, on
    )
    _gift(funds["mirai"], start, by, on)
    _grant(funds["machi"], start, by, on)
    for book in (ours, theirs):
        _close(book, by, on)


def fund(code: str) -> Fund:
    """A fund of the sample by its code."""
    return Fund.objects.select_related("book__owner__party").get(code=code)


def _funds(ours: Book, theirs: Book, by, on) -> dict[str, Fund]:
    made = {"general": ours.funds.get(code="general")}
    for book, code, name, purpose in (
        (
            ours,
            "mirai",
            "見本 みらい奨学基金",
            "見本：海外で学ぶ高校生・大学生の奨学金に使います。",
        ),
        (ours, "machi", "見本 ふるさと基金", "見本：まちの歴史と自然を伝える活動に使います。"),
        (theirs, "hiroba", "見本 多文化ひろば基金", "見本：日本語教室と交流会に使います。"),
    ):
        made[code] = books.open_fund(
            book,
            code=code,
            name=name,
            kind=Fund.Kind.DESIGNATED,
            purpose=purpose,
            public=True,
            by=by,
            on=on,
        )
    return made


def _budgets(ours: Book, theirs: Book, funds, by, on) -> None:
    rows = [
        (ours, "general", "", 1_500_000),
        (ours, "mirai", "1-4", 1_000_000),
        (ours, "machi", "3-2", 600_000),
        (theirs, "hiroba", "3-1", 400_000),
    ]
    for year in (fiscal_year(on), fiscal_year(on) + 1):
        for book, code, measure, yen in rows:
            books.set_budget(
                book, year=year, fund=funds[code], measure=measure, yen=yen, by=by, on=on
            )


def _journals(book: Book, rows, funds, start: date, by, on) -> None:
    for days, words, account, yen, code, measure, activity in rows:
        day = start + timedelta(days=days)
        if day > on:
            continue
        told = {"fund": funds[code], "measure": measure, "activity": activity}
        _enter(book, f"見本 {words}", day, by, on, (account, yen, told), ("1120", -yen, told))


def _enter(book: Book, words: str, day: date, by, on, *lines) -> None:
    postings = [Posting(account, yen, **told) for account, yen, told in lines]
    actions.enter(book, postings, on=day, words=words, by=by, today=on)


def _gift(mirai: Fund, start: date, by, on) -> None:
    """¥100,000 for books, ¥60,000 of it used: the note shows ¥40,000."""
    gift = books.note_earmark(
        mirai,
        kind=Earmark.Kind.GIFT,
        title="見本 奨学生の教科書代",
        yen=100_000,
        measure="1-4",
        from_day=start,
        by=by,
        on=on,
    )
    told = {"fund": mirai, "measure": "1-4", "activity": "p1", "earmark": gift}
    day = start + timedelta(days=2)
    if day <= on:
        _enter(
            mirai.book,
            "見本 教科書代の寄附",
            day,
            by,
            on,
            ("1120", 100_000, told),
            ("4200", -100_000, told),
        )
    day = start + timedelta(days=20)
    if day <= on:
        _enter(
            mirai.book, "見本 教科書", day, by, on, ("5260", 60_000, told), ("1120", -60_000, told)
        )


def _grant(machi: Fund, start: date, by, on) -> None:
    """A foundation's grant with return duty: ¥300,000 came, ¥110,000 was spent so far."""
    giver = parties.add_organisation(FOUNDATION, kinds=["other"]).party
    grant = books.note_earmark(
        machi,
        kind=Earmark.Kind.GRANT,
        title="見本 あおぞら財団 ふるさと助成",
        giver=giver,
        yen=300_000,
        measure="3-2",
        from_day=start,
        until_day=date(start.year + 1, 3, 31),
        return_duty=True,
        by=by,
        on=on,
    )
    told = {"fund": machi, "measure": "3-2", "activity": "p3", "earmark": grant, "grant": grant}
    for days, words, account, yen in (
        (3, "見本 ふるさと助成の概算払", "2120", -300_000),
        (28, "見本 展示パネル", "5240", 110_000),
    ):
        day = start + timedelta(days=days)
        if day <= on:
            _enter(machi.book, words, day, by, on, (account, yen, told), ("1120", -yen, told))


def _close(book: Book, by, on: date) -> None:
    """Every month that ended four months ago or earlier."""
    limit = add_months(on.replace(day=1), -4)
    while closing.following(book)[1] < limit:
        closing.close(book, closing.following(book)[0], by=by, on=on)
