"""書類 — the papers that we prepare: each is a sheet of plain items, made as PDF or .docx."""
