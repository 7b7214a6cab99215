"""基金 — gifts, calls, the council, awards, payments, vouchers: every yen from gift to effect."""
