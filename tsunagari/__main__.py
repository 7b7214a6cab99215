"""つながり — the command `tsunagari`, also `python -m tsunagari`."""

import os
import sys
from importlib import import_module

HELP = """tsunagari COMMAND

  serve          ウェブを始める / start the web site and its worker (PORT, TSUNAGARI_DATA)
  demo           見本の連合会を用意する / prepare the sample federation (--serve: and start)
  init           自分の連合会を始める / start an own federation without a browser
  import-roster  名簿を読みこむ / import a roster: import-roster FILE --school CODE
  calc           計算する / ask a rule: calc NAME < question.json, calc NAME '{…}'  (--list, --schema)
  verify         記録を確かめる / check that no record was changed
  rotate-keys    番号の鍵を替える / seal all numbers anew with a new key
  forget         個人の情報を消す / erase a person's data: forget CODE
  backup         控えをとる / backup FILE
  restore        控えから戻す / restore FILE
  tick           時間で変わることを進める / move what time alone moves (safe to run twice)

tsunagari COMMAND --help says more."""

NO_FOLDER = """%(folder)s に書けません。TSUNAGARI_DATA に、書ける場所を指定してください。
%(folder)s cannot be written. Name a folder in TSUNAGARI_DATA that you may write to."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 for a refusal, 2 for a bad question."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in ("help", "--help", "-h"):
        print(HELP)
        return 0
    if arguments[0] == "calc":
        from tsunagari.faces.console.calc import main as calc

        return calc(arguments[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagari.settings")
    from django.core.management import execute_from_command_line

    try:  # the settings keep a key in the folder
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except OSError as error:
        print(NO_FOLDER % {"folder": error.filename}, file=sys.stderr)
        return 1
    command = arguments[0].replace("-", "_")
    execute_from_command_line(["tsunagari", command, *arguments[1:]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
