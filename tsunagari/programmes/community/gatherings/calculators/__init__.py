"""計算 — the questions about gatherings that can be asked without the database."""

from tsunagari.programmes.community.gatherings.calculators import tables

CALCULATORS = [tables.CALCULATOR]
