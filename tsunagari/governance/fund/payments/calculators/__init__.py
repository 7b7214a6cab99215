"""計算（支払い） — the bank's transfer file can be made without the database."""

from tsunagari.governance.fund.payments.calculators import transfer_file

CALCULATORS = [transfer_file.CALCULATOR]
