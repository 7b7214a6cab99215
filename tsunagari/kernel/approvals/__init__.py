"""承認 — one person approves a set of facts once; when the facts change, nobody has approved them."""
