"""計算 — the questions about limits, stays and duties that can be asked without the database."""

from tsunagari.programmes.talent.law.calculators import (
    caps,
    card_number,
    due,
    duties,
    special_period,
    status_fit,
    transfer_cost,
)

CALCULATORS = [
    due.CALCULATOR,
    special_period.CALCULATOR,
    card_number.CALCULATOR,
    duties.CALCULATOR,
    caps.CALCULATOR,
    status_fit.CALCULATOR,
    transfer_cost.CALCULATOR,
]
