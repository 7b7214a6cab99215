"""国際交流授業 — what is done: sessions, groups, reflections, incidents, surveys."""
