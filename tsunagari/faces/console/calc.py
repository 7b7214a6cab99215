"""計算 — `tsunagari calc NAME < question.json > answer.json`, without database and account.

A short question may also stand on the command line: `tsunagari calc NAME '{…}'`.
"""

import json
import os
import sys
from contextlib import suppress

from tsunagari.base import calculators
from tsunagari.base.refusals import Refused

USAGE = "usage: tsunagari calc NAME [--schema] < question.json  or  NAME '{…}'   (names: %s)"

OPTIONS = {"--list", "--schema"}


def main(arguments: list[str]) -> int:
    """0 with the answer on standard output, 2 with one line per fault on standard error."""
    every = calculators.every()
    usage = USAGE % ", ".join(every)
    names = [word for word in arguments if not word.startswith("-")]
    if {"--help", "-h"} & {*arguments}:
        _say(usage, sys.stdout)
        return 0
    if {word for word in arguments if word.startswith("-")} - OPTIONS:
        return _faults([usage])
    if "--list" in arguments:
        _say("\n".join(every), sys.stdout)
        return 0
    question = names.pop() if len(names) == 2 and names[1] not in every else None
    if len(names) != 1 or names[0] not in every:
        return _faults([usage])
    calculator = every[names[0]]
    if "--schema" in arguments:
        _write(calculator.schema())
        return 0
    sent = sys.stdin.buffer.read() if question is None else os.fsencode(question)
    return _answer(calculator, sent)


def _answer(calculator, question: bytes) -> int:
    try:
        answer = calculators.ask(calculator, calculators.read(question))
    except calculators.NotJson as error:
        return _faults([f"(question): not JSON in UTF-8: {error}"])
    except calculators.BadQuestion as error:
        return _faults(error.faults)
    except Refused as refused:
        return _faults([f"{r.field or '(question)'}: {r.words()}" for r in refused.reasons])
    _write(answer)
    return 0


def _write(value) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2), sys.stdout)


def _faults(lines: list[str]) -> int:
    _say("\n".join(" ".join(line.split()) for line in lines), sys.stderr)
    return 2


def _say(text: str, where) -> None:
    """In UTF-8 whatever the terminal says of itself; a reader who went away is no fault."""
    with suppress(BrokenPipeError):
        where.buffer.write(text.encode() + b"\n")
        where.buffer.flush()
