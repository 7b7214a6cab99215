"""計算 — the questions about skilled workers that can be asked without the database."""

from tsunagari.programmes.talent.skilled.calculators import points

CALCULATORS = [points.CALCULATOR]
