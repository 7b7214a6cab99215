"""席 — sessions as the framework keeps them, found by a question that is written once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tsunagari.base.asked import AskedRows


class SessionStore(db.SessionStore):
    """A session of the same table under the same cookie."""

    def _get_session_from_db(self) -> Session | None:
        found = _alive(key=self.session_key, at=timezone.now())
        if not found:
            self._session_key = None
        return next(iter(found), None)


@AskedRows
def _alive(*, key: str, at: datetime):
    return Session.objects.filter(session_key=key, expire_date__gt=at)
