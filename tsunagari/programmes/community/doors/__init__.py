"""受付 — who came in at which door, also where there is no network."""
