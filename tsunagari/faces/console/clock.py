"""時計 — what time alone moves; every line may safely run twice."""

from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from tsunagari.kernel.parties.models import Press
from tsunagari.programmes.exchange.class_exchange.actions import duties as class_exchange

KEEP_PRESSES = timedelta(days=7)


def tick() -> None:
    """Open duties whose day has come, and forget old presses."""
    class_exchange.follow_all(on=localdate())
    Press.objects.filter(received_at__lt=timezone.now() - KEEP_PRESSES).delete()
