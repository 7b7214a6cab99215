"""データベース — PostgreSQL by Django's own backend, with fewer journeys to the server and back."""
