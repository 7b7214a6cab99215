"""企業版ふるさと納税 — a company gives to a municipality, which subsidises the federation."""
