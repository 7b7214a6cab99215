"""計算 — the questions about helping that can be asked without the database."""

from tsunagari.programmes.community.shifts.calculators import shifts

CALCULATORS = [shifts.CALCULATOR]
