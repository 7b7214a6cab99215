"""証憑 — receipts, invoices and contracts kept as data, found by day, sum and counterparty."""
