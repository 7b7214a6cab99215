"""はじめて — starting an own federation, in the browser or on the terminal."""

import secrets
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from tsunagari.base.keys import kept_once
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import queries
from tsunagari.kernel.roles import actions as roles

CODE_FILE = "first-run.code"
TRIES, PAUSE = 20, 10 * 60


def code() -> str:
    """The one-time code that starts a federation in the browser; kept in a private file."""
    return kept_once(settings.DATA / CODE_FILE, lambda: f"{secrets.randbelow(10**8):08d}")


def why_not(typed: str) -> list[Reason]:
    """Why this code does not start anything; after twenty wrong ones only a pause helps."""
    cache.add(CODE_FILE, 0, PAUSE)
    if cache.get(CODE_FILE, 0) >= TRIES:
        return [Reason(_("何回もまちがえました。10分待ってから、もう一度入れてください。"))]
    if secrets.compare_digest(typed.strip().encode(), code().encode()):
        return []
    cache.incr(CODE_FILE)
    return [Reason(_("番号が合いません。端末に表示されている番号を入れてください。"))]


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
