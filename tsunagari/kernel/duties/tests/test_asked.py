"""問いの試験 — the SQL is written once; what is asked with, and what is answered, is always new."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import now

from tests.cast import TODAY
from tsunagari.base.asked import Asked
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties.models import Federation, Party


def test_the_same_sql_answers_for_other_values(
    federation, yamada, maria, django_assert_num_queries
):
    written = []

    @Asked
    def codes(kind, *, pk):
        written.append(kind)
        return Party.objects.filter(pk=pk, kind=kind).values_list("code")

    for viewer in (yamada, maria, yamada):
        with django_assert_num_queries(1):
            assert codes("person", pk=viewer.party.pk) == [(viewer.party.code,)]
    assert codes("organisation", pk=yamada.party.pk) == []
    assert written == ["person", "organisation"]


def test_days_and_moments_are_asked_for_as_they_are_stored(federation, yamada):
    @Asked
    def started(*, on: date):
        return Federation.objects.filter(started_on=on).values_list("pk")

    @Asked
    def since(*, at: datetime):
        return Notice.objects.filter(read_at__gte=at).values_list("pk")

    assert started(on=TODAY) == [(federation.pk,)]
    assert started(on=TODAY - timedelta(days=1)) == []
    row = Notice.objects.create(to=yamada.party, kind="x", made_at=(read := now()), read_at=read)
    assert since(at=read) == [(row.pk,)]
    assert since(at=read + timedelta(microseconds=1)) == []


def test_a_value_that_is_not_asked_for_by_itself_is_refused(db):
    @Asked
    def lost(*, pk):
        return Party.objects.filter(pk=pk + 1).values_list("code")

    with pytest.raises(ValueError, match="got lost"):
        lost(pk=1)
