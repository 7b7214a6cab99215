"""見本の人材 — invented companies, a sending organisation, a training school and their people."""

from datetime import date

from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import actions as roles
from tsunagari.sample import people


def load(federation: Organisation, *, by, on: date) -> None:
    """The bodies that take part in the work with foreign talent, and who signs in for them."""
    made = {key: parties.add_organisation(**facts) for key, facts in people.BODIES.items()}
    for row in people.BODY_PEOPLE:
        _member(made, row, by, on)


def _member(made: dict[str, Organisation], row, by, on: date) -> None:
    key, body, kind, family, given, family_kana, given_kana, family_latin, given_latin = row
    roles.admit(
        made[body],
        kind,
        email=people.email(key),
        password=people.PASSWORD,
        by=by,
        on=on,
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        family_latin=family_latin,
        given_latin=given_latin,
    )
