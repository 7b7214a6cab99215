"""自分のページから行く — whoever joins in two tabs at once has one booking and one place."""

from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tsunagari.programmes.community.attendance.actions import joining
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking


@pytest.mark.django_db(transaction=True)
def test_in_two_tabs_at_once_somebody_joins_once(event, linh):
    ticket = event.tickets.prefetch_related("quotas").get()
    start = Barrier(4)

    def press():
        start.wait()
        try:
            moment = {"by": linh, "on": TODAY, "at": NOW}
            comers = [Comer(ticket), Comer(ticket)]
            return joining.join(
                event, linh.party, comers, Contact("Linh"), salt=token_hex(8), **moment
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _each: press(), range(4)))

    booking = Booking.objects.get()
    assert made == {booking.pk}
    assert list(booking.guests.order_by("pk").values_list("party", flat=True)) == [linh.pk, None]
    assert event.quotas.get().taken == 2
