"""家事支援の画面 — what the office and an institution see alike: visits, alarms, homes, conditions."""
