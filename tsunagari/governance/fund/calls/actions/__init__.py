"""公募 — what is done: with a call (calls), by an applicant (writing), by the office (judging)."""
