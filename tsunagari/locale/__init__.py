"""翻訳 — message files: one .po per language, compiled at set-up."""
