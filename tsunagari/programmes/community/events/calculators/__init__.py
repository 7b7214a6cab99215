"""催しの計算 — the rules of joining that can be asked without the database."""

from tsunagari.programmes.community.events.calculators import lottery

CALCULATORS = [lottery.CALCULATOR]
