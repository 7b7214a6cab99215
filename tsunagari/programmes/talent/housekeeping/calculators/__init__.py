"""計算（家事支援） — the gate can be asked without the database."""

from tsunagari.programmes.talent.housekeeping.calculators import gate

CALCULATORS = [gate.CALCULATOR]
