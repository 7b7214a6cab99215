"""記録 — what is hashed (prints) and how hashes become one root (tree)."""
