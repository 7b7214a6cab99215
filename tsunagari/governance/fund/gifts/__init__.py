"""寄附 — gifts, pledges, fees and grants that reach the federation, and the thanks for them."""
