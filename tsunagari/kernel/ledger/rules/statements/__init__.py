"""決算書 — pure rules over balances: what stands in which line of the statements of a year."""
