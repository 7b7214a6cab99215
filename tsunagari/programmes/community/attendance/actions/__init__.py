"""参加の数 — joining as somebody known, linking a guest to a person, closing an event and reopening it."""
