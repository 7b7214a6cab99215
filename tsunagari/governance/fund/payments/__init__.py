"""支払い — expenses, payment requests, the bank's transfer file and its result."""
