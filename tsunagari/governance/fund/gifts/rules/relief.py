"""寄附の控除のめやす — what a gift would bring back: as a deduction, as a credit, in the resident tax.

An estimate. The donor chooses the better way in the tax return; our figures say how sure they are.
"""

from dataclasses import dataclass

from tsunagari.governance.fund.gifts.rules import status


@dataclass(frozen=True)
class Figures:
    """The numbers of a day."""

    own_share: int
    income_percent: int
    credit_percent: int
    tax_percent: int
    resident_percent: int
    prefecture_percent: int
    municipality_percent: int
    rounding: int


@dataclass(frozen=True)
class Estimate:
    """Yen that would come back; None for a way that is not open."""

    deduction: int | None
    credit: int | None
    resident: int
    better: str

    @property
    def most(self) -> int:
        """The better way and the resident tax together."""
        return max(self.deduction or 0, self.credit or 0) + self.resident


def estimate(
    *,
    yen: int,
    income: int,
    tax: int,
    rate: int,
    form: str,
    credit: bool,
    prefecture: bool,
    municipality: bool,
    figures: Figures,
) -> Estimate:
    """Both ways for one year's gifts to one body; `rate` is the income tax rate in percent."""
    relief = status.relief_of(form, credit=credit)
    if relief == status.NONE:
        return Estimate(None, None, 0, status.NONE)
    counted = max(0, min(yen, income * figures.income_percent // 100) - figures.own_share)
    deduction = counted * rate // 100
    given_back = None
    if relief == status.BOTH:
        limit = tax * figures.tax_percent // 100
        raw = min(counted * figures.credit_percent // 100, limit)
        given_back = raw - raw % figures.rounding
    resident = _resident(yen, income, prefecture, municipality, figures)
    better = "credit" if (given_back or 0) > deduction else "deduction"
    return Estimate(deduction, given_back, resident, better)


def _resident(yen: int, income: int, prefecture: bool, municipality: bool, figures: Figures) -> int:
    counted = max(0, min(yen, income * figures.resident_percent // 100) - figures.own_share)
    percent = prefecture * figures.prefecture_percent + municipality * figures.municipality_percent
    return counted * percent // 100
