"""翻訳 — `python -m tsunagari.locale` compiles; `--collect` brings the .po files in step first."""

import sys

from tsunagari.locale import collect

if "--collect" in sys.argv:
    for language, missing in collect.update().items():
        print(f"{language}: {missing} without translation")
collect.compile_all()
