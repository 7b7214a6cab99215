"""運営 — the regional revitalisation plan, the fund, and the third-party council."""
