"""助成 — an award: agreement, instalments, changes, reports, settlement, refund."""
