"""データベース — SQLite by Django's own backend, whose statements are written for it once."""
