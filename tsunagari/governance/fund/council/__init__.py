"""基金評議会 — meetings, quorum per item, ballots, minutes, decisions with their reasons."""
