"""計算 — the questions about the corporate hometown tax that can be asked without the database."""

from tsunagari.governance.fund.hometown.calculators import hometown_tax

CALCULATORS = [hometown_tax.CALCULATOR]
