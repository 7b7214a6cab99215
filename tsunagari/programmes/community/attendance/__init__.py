"""参加の数 — who came counts once everywhere: an event is closed, joined from the own page, linked."""
