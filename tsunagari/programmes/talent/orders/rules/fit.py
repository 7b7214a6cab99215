"""資格の合い方 — an order and a candidate as the law's rules read them."""

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
