"""多文化・多世代交流 — gatherings at which people of different kinds meet (measure 3-1)."""
