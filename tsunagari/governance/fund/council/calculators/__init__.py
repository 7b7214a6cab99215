"""計算（基金評議会） — quorum and majority can be asked without the database."""

from tsunagari.governance.fund.council.calculators import quorum

CALCULATORS = [quorum.CALCULATOR]
