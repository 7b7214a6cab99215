"""計算 — the questions about class exchanges that can be asked without the database."""

from tsunagari.programmes.exchange.class_exchange.calculators import effect, groups, slots

CALCULATORS = [slots.CALCULATOR, groups.CALCULATOR, effect.CALCULATOR]
