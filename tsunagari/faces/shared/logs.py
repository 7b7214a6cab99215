"""ログ — what is written about errors: where and what, but neither names nor keys."""

import logging
import re

# Addresses that open something by themselves (a card, a calendar, an answer to somebody without a
# name, an application, a donor's number, a bank's file, a new password): what follows them stays
# out of every line.
_KEYS = re.compile(
    r"(/me/card/|/me/feed/|/ask/|/calls/application/|/give/how/|/bank/files/columns/"
    r"|/password/reset/key/|/booking/|/helping/|/checkin/)[^/\s'\"]+"
)
# PostgreSQL quotes the row that it refused, with whoever stands in it.
_ROWS = re.compile(r"^(DETAIL|CONTEXT|HINT): .*$\n?", re.MULTILINE)


class Discreet(logging.Formatter):
    """A line of the log without keys, and without the rows that a database error quotes."""

    def format(self, record):
        return _KEYS.sub(r"\1…", _ROWS.sub("", super().format(record)))
