"""計算 — the questions about awards that can be asked without the database."""

from tsunagari.governance.fund.awards.calculators import settlement

CALCULATORS = [settlement.CALCULATOR]
