"""はじめて — starting an own federation, in the browser or on the terminal."""

import secrets
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import queries
from tsunagari.kernel.roles import actions as roles

CODE_FILE = "first-run.code"


def code() -> str:
    """The one-time code that starts a federation in the browser; kept in a private file."""
    file = settings.DATA / CODE_FILE
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"{secrets.randbelow(10**8):08d}")
    return file.read_text().strip()


def fits(typed: str) -> bool:
    """True when the typed code is the one on the terminal."""
    return secrets.compare_digest(typed.strip().encode(), code().encode())


@transaction.atomic
def start(name: str, *, family: str, given: str, email: str, password: str, on: date, **names):
    """連合会を始める — the federation and its first staff member; once for each installation."""
    refuse_if(
        [Reason(_("この置き場では、もう連合会が始まっています。"))] if queries.federation() else []
    )
    federation = parties.start_federation(name, sample=False, on=on)
    login = roles.admit(
        federation.party.organisation,
        "staff",
        email=email,
        password=password,
        by=None,
        on=on,
        family=family,
        given=given,
        **names,
    )
    transaction.on_commit(_over)
    return login


def _over() -> None:
    (settings.DATA / CODE_FILE).unlink(missing_ok=True)
    cache.delete("federation")
