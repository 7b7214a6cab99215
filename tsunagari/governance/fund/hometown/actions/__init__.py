"""企業版ふるさと納税 — what is done with a case; nothing here takes the company's money."""
