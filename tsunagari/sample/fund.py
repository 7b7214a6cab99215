"""見本の基金 — the books first, then what comes in, what is decided, and what is paid."""

from datetime import date

from tsunagari.sample import (
    fund_awards,
    fund_calls,
    fund_council,
    fund_hometown,
    fund_payments,
    fund_vouchers,
    gifts,
    ledger,
    put_up,
)


def load(*, by, second, on: date) -> None:
    """Fill every subject of the fund; `second` is the other person where two are needed."""
    ledger.load(by=by, on=on)
    fund_payments.load(by=by, second=second, on=on)
    for subject in (gifts, fund_council, fund_calls, fund_hometown):
        subject.load(by=by, on=on)
    fund_council.put_applications(by=by, on=on)
    for subject in (fund_awards, fund_vouchers):
        subject.load(by=by, on=on)
    put_up.load(by=by, second=second, on=on)
