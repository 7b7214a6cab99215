"""W10 一覧と検索 — the desk's lists and search over a million people, against a hello of the web server.

People have drawn names in kanji, kana and romaji and are indexed as the product indexes them. A
figure counts only when the page shows the rows that a plain pass over the names finds. Medians of
paired, interleaved rounds; the growth exponent says how a page's time follows the number of people.
"""

import math
import random
import secrets
import statistics
import time
from urllib.parse import quote

from bench._site import Visitor, against_hello, own_site, served

SIZES = (10_000, 100_000, 1_000_000)
FAMILY = [("山田", "ヤマダ", "Yamada"), ("佐藤", "サトウ", "Sato"), ("鈴木", "スズキ", "Suzuki")]
FAMILY += [
    ("髙橋", "タカハシ", "Takahashi"),
    ("渡邉", "ワタナベ", "Watanabe"),
    ("伊藤", "イトウ", "Ito"),
]
FAMILY += [
    ("流山", "ナガレヤマ", "Nagareyama"),
    ("𠮷田", "ヨシダ", "Yoshida"),
    ("森", "モリ", "Mori"),
]
GIVEN = [("花子", "ハナコ", "Hanako"), ("進", "ススム", "Susumu"), ("葵", "アオイ", "Aoi")]
GIVEN += [("健", "ケン", "Ken"), ("美咲", "ミサキ", "Misaki"), ("陽菜", "ヒナ", "Hina")]
SYLLABLES = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロ"
RARE = ("剣持", "ケンモチ", "Kenmochi")
CHUNK = 10_000


def main() -> None:
    """Print ratios and growth; AssertionError when a page shows other rows than a plain pass."""
    with own_site(), served(a_desk()) as desk:
        print("W10 lists: people / milliseconds and times a hello of the same server")
        measured: dict[str, list[tuple[int, float]]] = {}
        done, rare = 0, []
        for size in SIZES:
            began = time.perf_counter()
            rare += add_people(done, size)
            done = size
            print(f"  {size:>9,} people, added in {time.perf_counter() - began:.0f} s")
            for name, address in pages(desk, rare).items():
                _ms, again_times = against_hello(desk, address)
                look = address + ("&" if "?" in address else "?") + f"first={size}-"
                milliseconds, times = against_hello(
                    desk, address, before=lambda n, look=look: f"{look}{n}"
                )
                measured.setdefault(name, []).append((size, milliseconds))
                looks = f"{times:6.1f} × the first time, {again_times:5.1f} × again"
                print(f"  {'':>9}  {name:<34} {milliseconds:8.2f} ms {looks}")
        for name, points in measured.items():
            growth(name, points)


def a_desk() -> Visitor:
    """A federation with one signed-in staff member."""
    from datetime import date

    from tsunagari.kernel.parties.actions import start_federation
    from tsunagari.kernel.roles.actions import admit

    federation = start_federation("一覧の連合会", sample=True, on=date(2026, 4, 1))
    login = admit(
        federation.party.organisation,
        "staff",
        email="desk@example.jp",
        password=secrets.token_urlsafe(),
        by=None,
        on=date(2026, 4, 1),
        family="机",
        given="係",
        family_kana="ツクエ",
        given_kana="カカリ",
    )
    return Visitor(login)


def add_people(have: int, size: int) -> list[str]:
    """People number `have` … `size`, indexed as the product does; the codes of the rare ones."""
    from django.db import transaction

    from tsunagari.base.names import order_key
    from tsunagari.kernel.parties.actions import index
    from tsunagari.kernel.parties.models import Party, Person

    rng, rare = random.Random(have + 1), []
    for first in range(have, size, CHUNK):
        drawn = [a_name(rng, number) for number in range(first, min(first + CHUNK, size))]
        with transaction.atomic():
            parties = Party.objects.bulk_create(
                [
                    Party(
                        kind="person",
                        name=f"{family[0]} {given[0]}",
                        name_kana=f"{family[1]} {given[1]}",
                        name_latin=f"{family[2]} {given[2]}",
                        sort_as=order_key("", f"{family[1]} {given[1]}", ""),
                    )
                    for family, given in drawn
                ],
                batch_size=1_000,
            )
            Person.objects.bulk_create(
                [
                    Person(
                        party=party,
                        family=family[0],
                        given=given[0],
                        family_kana=family[1],
                        given_kana=given[1],
                        family_latin=family[2],
                        given_latin=given[2],
                    )
                    for party, (family, given) in zip(parties, drawn, strict=True)
                ],
                batch_size=1_000,
            )
            index(parties)
        rare += [
            party.code for party, (family, _g) in zip(parties, drawn, strict=True) if family == RARE
        ]
    return rare


def a_name(rng, number: int):
    """One in 5,000 has a rare family name, every tenth an invented one, the others common ones."""
    given = rng.choice(GIVEN)
    if number % 5_000 == 4_999:
        return RARE, given
    if number % 10 == 0:
        kana = "".join(rng.choice(SYLLABLES) for _ in range(4))
        return (kana, kana, "X" + kana), given
    return rng.choice(FAMILY), given


def pages(desk: Visitor, rare: list[str]) -> dict[str, str]:
    """{what is asked: address}, after the gates."""
    from tsunagari.kernel.parties.models import Party

    for typed in ("剣持", "けんもち", "ｹﾝﾓﾁ", "kenmochi"):
        shown = codes_on(desk, f"/desk/search/?q={quote(typed)}&kind=person")
        assert shown == rare[:50], typed
    plain = Party.objects.filter(kind="person").exclude(sort_as="").order_by("sort_as", "id")
    expected = list(plain.values_list("code", flat=True)[:50])
    assert codes_on(desk, "/desk/people/") == expected
    half = plain.filter(sort_as__gte="ナ").values_list("code", flat=True)
    assert codes_on(desk, f"/desk/people/?row={quote('ナ')}") == list(half[:50])
    return {
        "people, first page": "/desk/people/",
        "people, a page in the middle": after_middle(desk),
        "people, row ナ": f"/desk/people/?row={quote('ナ')}",
        "search, rare name": f"/desk/search/?q={quote('剣持')}",
        "search, two common words": f"/desk/search/?q={quote('やまだ はなこ')}",
        "search, commonest name, one kind": f"/desk/search/?q={quote('山田')}&kind=person",
        "search, two characters in romaji": "/desk/search/?q=mo",
        "search, nothing found": f"/desk/search/?q={quote('齋籐龍之介')}",
    }


def codes_on(desk: Visitor, address: str) -> list[str]:
    """The codes of the parties that a page lists, in order."""
    import re

    status, body = desk.get(address)
    assert status == 200, (address, status)
    found = re.findall(r"/desk/parties/([A-Z0-9]{10})/", body.decode())
    return list(dict.fromkeys(found))


def after_middle(desk: Visitor) -> str:
    """The address of the page that follows somebody in the middle of the list."""
    from tsunagari.base.keyset import mark
    from tsunagari.kernel.parties.models import Party

    row = Party.objects.filter(kind="person", sort_as__gte="タ").order_by("sort_as", "id").first()
    return f"/desk/people/?after={mark([row.code])}"


def growth(name: str, points: list[tuple[int, float]]) -> None:
    """The exponent of a page's time over the number of people, by least squares on logarithms."""
    xs = [math.log(size) for size, _milliseconds in points]
    ys = [math.log(milliseconds) for _size, milliseconds in points]
    slope = statistics.linear_regression(xs, ys).slope
    print(f"  growth exponent {slope:5.2f}  {name}")


if __name__ == "__main__":
    main()
