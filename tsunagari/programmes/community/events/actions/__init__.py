"""催しの行い — one module per matter: places, registering, the waiting list."""
