"""家事支援（国家戦略特区）— measure 2-4: zones, institutions, homes, and the safety of who works there alone."""
