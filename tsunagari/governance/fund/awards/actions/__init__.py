"""助成 — what is done with an award, from the decision to the last yen."""
