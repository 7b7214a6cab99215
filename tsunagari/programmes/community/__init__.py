"""地域活性化 — gatherings, the furusato, tourism and events of the towns."""
