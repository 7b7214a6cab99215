"""催し — an event, what can be taken of it, and who comes.

A place is taken by one conditional UPDATE of its quota, the last statement of a short transaction;
`taken` can neither pass `places` nor fall below zero: the database refuses both. Nothing is held
for a cart: who presses first has the place.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Party, new_code
from tsunagari.kernel.parties.names import NameField
from tsunagari.kernel.texts.models import Text


class Event(models.Model):
    """催し — its code stands in the address and never changes; its words are a text of the kernel."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        PUBLIC = "public", _("公開中")
        CANCELLED = "cancelled", _("中止")
        OVER = "over", _("終了")

    class Mode(models.TextChoices):
        FIRST = "first", _("先着順")
        LOTTERY = "lottery", _("抽選")

    code = models.CharField(max_length=10, unique=True, default=new_code)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=3)
    host = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.FIRST)
    place = models.CharField(max_length=200, blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    languages = models.JSONField(default=list, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    most_people = models.PositiveSmallIntegerField(default=6)
    # How long somebody from the waiting list has to answer.
    answer_hours = models.PositiveSmallIntegerField(default=24)
    seed = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="registration_closes_after_opening"
            )
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="event_by_state")]


class Session(models.Model):
    """回 — one meeting of the event: when and in which room."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="sessions")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="session")
    room = models.CharField(max_length=100, blank=True, default="")


class Quota(models.Model):
    """定員 — so many places, shared by the kinds of tickets that draw on it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="quotas")
    name = models.CharField(max_length=100)
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("places")), name="no_more_taken_than_there_are"
            )
        ]


class Ticket(models.Model):
    """参加の種類 — adults, children, helpers …; each takes a place of every quota that it names."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tickets")
    name = models.CharField(max_length=100)
    yen = models.PositiveIntegerField(default=0)
    from_age = models.PositiveSmallIntegerField(null=True, blank=True)
    until_age = models.PositiveSmallIntegerField(null=True, blank=True)
    quotas = models.ManyToManyField(Quota, related_name="tickets")


class Booking(models.Model):
    """申込み — for one or several people; whoever has its secret address may change it."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("参加できます")
        WAITING = "waiting", _("空き待ち")
        OFFERED = "offered", _("返事を待っています")
        DRAWN_LATER = "entered", _("抽選を待っています")
        NOT_DRAWN = "not_drawn", _("抽選にもれました")
        CANCELLED = "cancelled", _("取り消し")

    HOLDS = (State.CONFIRMED, State.OFFERED)

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    secret_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices)
    name = NameField(max_length=500)
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=10, default="ja")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="bookings")
    # Who registered people without a phone.
    proxy = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # The number in the line: who moves to the back gets a new one.
    waits_from = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(answer_by__isnull=False),
                name="an_offer_has_a_day",
            )
        ]
        indexes = [
            models.Index(
                fields=["event", "waits_from", "id"],
                condition=Q(state="waiting"),
                name="booking_in_line",
            ),
            models.Index(
                fields=["answer_by"], condition=Q(state="offered"), name="booking_offered"
            ),
            models.Index(fields=["event", "state", "id"], name="booking_of_event"),
        ]


class Guest(models.Model):
    """参加する人 — one seat of a booking, with what the person needs."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="guests")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="guests")
    name = NameField(max_length=500, blank=True, default="")
    name_kana = NameField(max_length=500, blank=True, default="")
    languages = models.JSONField(default=list, blank=True)
    needs = models.JSONField(default=list, blank=True)
    generation = models.CharField(max_length=5, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
