"""受付 — that somebody came in; whoever was there first in time stands, however late it is sent."""

from django.db import models

from tsunagari.programmes.community.events.models import Guest, Session


class Arrival(models.Model):
    """来た — one guest in one session, once; the earliest press stands."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="arrivals")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="arrivals")
    at = models.DateTimeField()
    door = models.CharField(max_length=40, blank=True, default="")
    # Of a phone at the door: who it is and the number of its press; "" for the office's own page.
    device = models.CharField(max_length=40, blank=True, default="")
    counter = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "guest"], name="arrived_once")]
