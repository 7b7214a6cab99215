"""席決め — who sits at which table in which round; never why.

What guests tell of themselves lies sealed in a row of its own and is erased when the evening is
over. Of evenings that are over, a series keeps which two have met as one keyed print of the pair.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.community.events.models import Booking, Event, Guest


class SeatPlan(models.Model):
    """席決め — the tables of one evening, for all rounds."""

    class State(models.TextChoices):
        DRAFT = "draft", _("準備中")
        OPEN = "open", _("知らせました")
        CLOSED = "closed", _("終わりました")

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="seat_plan")
    table_size = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    # Asked for, and not made yet: the worker makes them.
    wanted_at = models.DateTimeField(null=True, blank=True)
    # No tables keep every wish: something has to give.
    refused = models.BooleanField(default=False)
    made_at = models.DateTimeField(null=True, blank=True)
    new_ties = models.PositiveIntegerField(default=0)
    upper_bound = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(table_size__gte=2) & Q(rounds__gte=1),
                name="an_evening_has_tables_and_rounds",
            )
        ]
        indexes = [
            models.Index(
                fields=["wanted_at"], condition=Q(wanted_at__isnull=False), name="seats_wanted"
            )
        ]


class Seat(models.Model):
    """席 — one guest at one table in one round; rounds and tables count from 1."""

    plan = models.ForeignKey(SeatPlan, on_delete=models.CASCADE, related_name="seats")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="tables")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "round", "guest"], name="one_seat_a_round")
        ]


class Away(models.Model):
    """いない人 — whom the office left out when it last mended the tables: no seat, and none missing.

    `came`: the door had received them before, so they have gone home; the others may still come.
    """

    plan = models.ForeignKey(SeatPlan, on_delete=models.CASCADE, related_name="away")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    came = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "guest"], name="away_once"),
        ]


class Told(models.Model):
    """席のために聞いたこと — of all guests of a booking, sealed; only the booking's own page opens it."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="told")
    sealed = models.TextField(blank=True, default="")
    at = models.DateTimeField()


class Pin(models.Model):
    """決めた席 — somebody sits at one table in every round: near the door, beside the microphone."""

    plan = models.ForeignKey(SeatPlan, on_delete=models.CASCADE, related_name="pins")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    table = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "guest"], name="one_table_is_held"),
            models.CheckConstraint(condition=Q(table__gte=1), name="tables_count_from_one"),
        ]


class Veto(models.Model):
    """別々にする組 — two never share a table; only whoever said so finds it again."""

    plan = models.ForeignKey(SeatPlan, on_delete=models.CASCADE, related_name="vetoes")
    a = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "a", "b"], name="one_veto_a_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="a_pair_keeps_an_order"),
        ]


class Met(models.Model):
    """会った二人 — one keyed print of two guests of a series; it names neither, nor how often."""

    series = models.CharField(max_length=32)
    print = models.CharField(max_length=32)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "print"], name="met_once")]
        indexes = [models.Index(fields=["on"], name="met_by_day")]
