"""資格の合い方 — an order and a candidate as the law's rules read them."""

from collections.abc import Callable
from datetime import date

from tsunagari.programmes.talent.law.rules import status_fit
from tsunagari.programmes.talent.orders.rules.pairs import Person, Seats

# What the case of a fitting status is called.
SYSTEM_OF = {
    "TITP": "TITP",
    "ESD": "ESD",
    "SSW1": "SSW1",
    "SSW2": "SSW2",
    "CARE": "OTHER",
    "HSP": "HSP",
    "HK": "HK",
}
ADULT = 18
AVERAGE_AGE = 25  # of the person who is thought of when an order stands alone


def order_of(seats: Seats) -> status_fit.Order:
    """An order as the law asks about it."""
    return status_fit.Order(
        field=seats.field,
        place=seats.place,
        starts=seats.starts_on,
        yearly_pay_yen=seats.monthly_yen * 12,
    )


def candidate_of(person: Person, seats: Seats) -> status_fit.Candidate:
    """A candidate as the law asks about them for one order."""
    told = person.facts
    return status_fit.Candidate(
        age=person.age_on(seats.starts_on),
        in_japan=person.in_japan,
        japanese=person.japanese,
        skill_test=seats.field in person.skills,
        ssw2_test=seats.field in person.skills2,
        care_japanese=person.care_japanese,
        care_experience_years=person.years.get("care", 0),
        titp2_done=told.get("titp2_done", ""),
        was_trainee=bool(told.get("was_trainee")),
        ssw1_months_used=int(told.get("ssw1_months_used", 0)),
        deposit_paid=bool(told.get("deposit_paid")),
    )


def of_pair(seats: Seats, person: Person, on: date) -> list[status_fit.Fit]:
    """Every status for a candidate at an order."""
    return status_fit.fits(order_of(seats), candidate_of(person, seats), on)


def of_order(seats: Seats, on: date) -> list[status_fit.Fit]:
    """Every status for somebody who brings what the order asks for, and no more."""
    asked = status_fit.Candidate(
        age=max(seats.age_from or 0, AVERAGE_AGE),
        japanese=seats.japanese,
        skill_test=seats.skill_test,
    )
    return status_fit.fits(order_of(seats), asked, on)


def best(fits: list[status_fit.Fit]) -> status_fit.Fit | None:
    """The first status that fits or may fit; None when none can."""
    return next((fit for fit in fits if fit.sign != status_fit.NO), None)


def remembered(on: date) -> Callable[[Seats, Person], status_fit.Fit | None]:
    """The first status that fits a pair; who is alike in what the law asks is asked about once."""
    known: dict[tuple, status_fit.Fit | None] = {}
    people: dict[tuple[int, str], tuple] = {}
    adults: dict[int, date] = {}

    def ask(seats: Seats, person: Person) -> status_fit.Fit | None:
        key = (person.key, seats.field)
        alike = people.get(key)
        if alike is None:
            alike = people[key] = _alike(person, seats.field)
        adult = adults.get(person.key)
        if adult is None:
            adult = adults[person.key] = _birthday(person.born_on, ADULT)
        sign = (seats.field, seats.place, seats.starts_on, adult <= seats.starts_on, alike)
        if sign not in known:
            known[sign] = best(of_pair(seats, person, on))
        return known[sign]

    return ask


def _alike(person: Person, field: str) -> tuple:
    """All that the law asks about somebody for a field, but for the age: there only 18 counts."""
    told = person.facts
    return (
        person.in_japan,
        person.japanese,
        field in person.skills,
        field in person.skills2,
        person.care_japanese,
        person.years.get("care", 0),
        told.get("titp2_done", ""),
        bool(told.get("was_trainee")),
        int(told.get("ssw1_months_used", 0)),
        bool(told.get("deposit_paid")),
    )


def _birthday(born: date, years: int) -> date:
    """The day on which somebody is so many years old; of 29 February the day after the 28th."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
