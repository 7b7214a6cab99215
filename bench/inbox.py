"""F1 今日のやること — the office's list with up to 50,000 open duties, narrowed and sorted.

Duties hang on people with cases, one in forty is late, risks and programmes are mixed. Gate: the
rows on each page are those of a plain sort over all duties. Each page is timed against a hello of
the same web server; the growth exponent says how its time follows the number of duties.

Four looks of each: nothing was written since the last one; something was, but nothing that the
page says; one of its own duties changed, so that it is drawn anew; and the first look of all.
"""

import random
import re
from datetime import date, timedelta

from bench._site import Visitor, against_hello, own_site, served
from bench.lists import a_desk, growth

SIZES = (500, 5_000, 50_000)
CASES = 2_000
ROOM = 20
DAY = date(2026, 4, 1)
PAGES = {
    "everything, by day": "view=team",
    "everything, by risk": "view=team&order=risk",
    "one programme, by day": "view=team&programme=2",
    "one programme, by risk": "view=team&programme=2&order=risk",
    "what waits for others": "view=waiting",
    "fifty on a page, by day": "view=team&size=50",
}
# Pages that follow: so many times 次へ.
LATER, FURTHER = ("everything, by day", "one programme, by risk"), 5
GOAL = 10


def main() -> None:
    """Print ratios and growth; AssertionError when a page shows other rows than a plain sort."""
    with own_site():
        here, rng = a_desk(), random.Random(50_000)
        rules, cases, measured, done = two_rules(), some_cases(rng), {}, 0
        print("F1 list of duties: open duties / milliseconds and times a hello of the same server")
        with served(here) as desk:
            for size in SIZES:
                add_duties(rng, rules, cases, done, size)
                done = size
                for name, asked in PAGES.items():
                    assert keys_on(desk, asked) == plain(asked), (size, name)
                    look(desk, name, asked, size, measured)
                for name in LATER:
                    look(desk, f"{name}, later", later_page(desk, PAGES[name]), size, measured)
        for name, points in measured.items():
            growth(name, points)


def look(desk: Visitor, name: str, asked: str, size: int, measured) -> None:
    """One page in its four states; the growth is that of what is drawn anew."""
    address, shown = f"/desk/?{asked}", int(keys_on(desk, asked)[-1])
    still, times = against_hello(desk, address)
    _ms, elsewhere = against_hello(desk, address, before=write_elsewhere)
    drawn, anew = against_hello(desk, address, before=lambda n: change(shown, n))
    # Nobody has looked at this address yet.
    _ms, first = against_hello(desk, address, before=lambda n: f"{address}&first={size}-{n}")
    measured.setdefault(name, []).append((size, drawn))
    said = "" if size < SIZES[-1] else "reached" if max(elsewhere, anew) <= GOAL else "MISSED"
    print(
        f"  {size:>9,}  {name:<30} {still:7.2f} ms {times:5.1f} ×   written elsewhere "
        f"{elsewhere:5.1f} ×   drawn anew {drawn:7.2f} ms {anew:5.1f} × {said}   first look "
        f"{first:5.1f} ×"
    )


def write_elsewhere(number: int) -> None:
    """Something that no page of the office says."""
    from tsunagari.kernel.duties.models import Duty

    Duty.objects.filter(key="bench|0").update(print=str(number))
    Duty.objects.filter(key="bench|0").update(print="")


def change(pk: int, number: int) -> None:
    """A fact of one duty on the page, which says it in other words."""
    from tsunagari.kernel.duties.models import Duty

    Duty.objects.filter(pk=pk).update(facts={"until": f"20{30 + number}-03-31"})


def later_page(desk: Visitor, asked: str) -> str:
    """What follows, after a few times 次へ."""
    for _turn in range(FURTHER):
        _status, body = desk.get(f"/desk/?{asked}")
        found = re.findall(r'href="\?([^"]*after=[^"]*)"[^>]*rel="next"', body.decode())
        asked = found[0].replace("&amp;", "&") if found else asked
    return asked


def two_rules() -> list[tuple[str, str]]:
    """(rule, version) of the schools' programme, and of the law on people from abroad."""
    from tsunagari.kernel.duties import rulebook

    return [
        next(key for key in rulebook.RULES if key[0].startswith(start))
        for start in ("1-1.renew_agreement", "law.titp")
    ]


def some_cases(rng) -> list[int]:
    """Keys of people's cases; what is late hangs on them."""
    from tsunagari.kernel.parties.models import Party, Person
    from tsunagari.programmes.talent.people.models import Case

    parties = Party.objects.bulk_create(
        [Party(kind="person", name_latin=f"PERSON {n:05}") for n in range(CASES)], batch_size=500
    )
    people = Person.objects.bulk_create(
        [
            Person(party=party, family_latin="PERSON", given_latin=str(party.pk))
            for party in parties
        ],
        batch_size=500,
    )
    made = Case.objects.bulk_create(
        [
            Case(person=one, system=rng.choice(["ESD", "SSW1"]), state="at_work", opened_on=DAY)
            for one in people
        ],
        batch_size=500,
    )
    return [case.pk for case in made]


def add_duties(rng, rules, cases, have: int, size: int) -> None:
    """Duties number `have` … `size` of the federation; one in ten is done by somebody else."""
    from django.utils.timezone import localdate

    from tsunagari.kernel.duties.models import Duty
    from tsunagari.kernel.parties.actions import add_organisation
    from tsunagari.kernel.parties.queries import federation

    today, own = localdate(), federation().party_id
    other = add_organisation(f"会社{size}", kinds=["company"]).party_id
    Duty.objects.bulk_create(
        [
            Duty(
                key=f"bench|{number}",
                rule=rules[number % 2][0],
                rule_version=rules[number % 2][1],
                about_kind="people.case",
                about_key=str(rng.choice(cases)),
                measure=("1-1", "2-1")[number % 2],
                holder_id=own,
                doer_id=doer,
                office_id=doer,
                facts={},
                opens_on=DAY,
                safe_due=today + timedelta(days=rng.randrange(-10, 390)),
                risk=rng.randrange(6),
                print="",
            )
            for number in range(have, size)
            for doer in [other if number % 10 == 9 else own]
        ],
        batch_size=500,
    )


def keys_on(desk: Visitor, asked: str) -> list[str]:
    """The keys of the duties that a page lists, in order."""
    status, body = desk.get(f"/desk/?{asked}")
    assert status == 200, (asked, status)
    return list(dict.fromkeys(re.findall(r'data-duty="(\d+)"', body.decode())))


def plain(asked: str) -> list[str]:
    """The same by one sort over everything."""
    from django.utils.timezone import localdate

    from tsunagari.kernel.duties.models import Duty
    from tsunagari.kernel.parties.queries import federation

    own, today = federation().party_id, localdate()
    rows = Duty.objects.filter(state="open")
    rows = rows.exclude(office=own) if "waiting" in asked else rows.filter(office=own)
    rows = rows.filter(measure__startswith="2") if "programme" in asked else rows

    def by_day(row):
        if row.safe_due < today:
            return "", row.risk, row.safe_due, row.pk
        return row.safe_due.isoformat(), row.risk, row.safe_due, row.pk

    def by_risk(row):
        return row.risk, row.safe_due, row.pk

    found = sorted(rows, key=by_risk if "risk" in asked else by_day)
    return [str(row.pk) for row in found[: 50 if "size=50" in asked else ROOM]]


if __name__ == "__main__":
    main()
