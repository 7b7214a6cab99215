"""受付 — doors, what was pressed at each, and who came of it.

What a phone pressed is kept as it was sent: a set in which every row has its own key, so that it
does not matter in which order, or how often, phones send it. Who came is worked out of that set:
the earliest press that nobody took back.
"""

from django.db import models
from django.db.models import Q

from tsunagari.kernel.parties.names import NameField
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Payment, Session


class Door(models.Model):
    """受付の口 — whoever holds its secret address may receive people until the day after the event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="doors")
    name = models.CharField(max_length=40)
    secret_hash = models.CharField(max_length=64, unique=True)
    # What the secret is made from, together with the key of this machine.
    salt = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    until_day = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Mark(models.Model):
    """押した印 — one press at a door or at the office; it is never changed."""

    class Kind(models.TextChoices):
        CAME = "came"
        UNDO = "undo"
        PAID = "paid"

    # None: typed at the office.
    door = models.ForeignKey(Door, null=True, on_delete=models.PROTECT, related_name="marks")
    device = models.CharField(max_length=40)
    counter = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=Kind.choices)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    # None: an undoing that was here before the press that it takes back.
    guest = models.ForeignKey(Guest, null=True, on_delete=models.CASCADE, related_name="marks")
    # この電話の係: whoever held the phone, as typed there; nothing else says so, and it goes with the mark.
    who = NameField(max_length=40, blank=True, default="")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    # "device/counter" of the press that an undoing takes back.
    undoes = models.CharField(max_length=60, blank=True, default="")

    # Of cash: how much was pressed, and what came of it in the books; None when it was there already,
    # or could not be written: the office asks at the door.
    yen = models.PositiveIntegerField(default=0)
    payment = models.OneToOneField(
        Payment, null=True, on_delete=models.PROTECT, related_name="mark"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["door", "device", "counter"],
                condition=Q(door__isnull=False),
                name="one_mark_a_press",
            )
        ]
        indexes = [
            models.Index(fields=["session", "guest"], name="mark_of_guest"),
            models.Index(fields=["session", "undoes"], condition=~Q(undoes=""), name="mark_undoes"),
        ]

    @property
    def key(self) -> str:
        """How an undoing names it."""
        return f"{self.device}/{self.counter}"


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


class WalkIn(models.Model):
    """当日参加 — a booking that was made at the door; `beyond` when there was no place left for it.

    Whoever is in the room is in the room: no place is taken for them, and none given back.
    """

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="walk_in")
    door = models.ForeignKey(Door, null=True, on_delete=models.PROTECT, related_name="walk_ins")
    beyond = models.BooleanField(default=False)
