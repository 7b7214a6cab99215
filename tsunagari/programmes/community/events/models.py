"""催し — an event, what can be taken of it, who comes, and what they are told.

A place is taken by one conditional UPDATE of its quota, the last statement of a short transaction;
`taken` can neither pass `places` nor fall below zero: the database refuses both. Nothing is held
for a cart: who presses first has the place.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.models import Journal
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.parties.models import Party, new_code
from tsunagari.kernel.parties.names import NameField
from tsunagari.kernel.texts.models import Text


class Event(models.Model):
    """催し — its code stands in the address and never changes; its words are a text of the kernel."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        PUBLIC = "public", _("公開中")
        CANCELLED = "cancelled", _("中止")

    class Mode(models.TextChoices):
        FIRST = "first", _("先着順")
        LOTTERY = "lottery", _("抽選")

    code = models.CharField(max_length=10, unique=True, default=new_code)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=3)
    host = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="events")
    cohosts = models.ManyToManyField(Party, related_name="cohosted", blank=True)
    # Events of one series can stand in for each other: a booking moves within it.
    series = models.CharField(max_length=100, blank=True, default="", db_index=True)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.FIRST)
    # From the first session's beginning to the last one's end.
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    access = models.CharField(max_length=300, blank=True, default="")
    step_free = models.BooleanField(default=False)
    for_whom = models.CharField(max_length=200, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    languages = models.JSONField(default=list, blank=True)
    interpretation = models.JSONField(default=list, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    most_people = models.PositiveSmallIntegerField(default=6)
    # How long somebody from the waiting list has to answer.
    answer_hours = models.PositiveSmallIntegerField(default=24)
    # Of a lottery: published with the event, before anybody registers.
    seed = models.CharField(max_length=200, blank=True, default="")
    # [[number, whether a place was free], …] as they were drawn, whatever happened since.
    drawn = models.JSONField(default=list, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    # One of the usual reasons, which everybody reads in the own language; and what else was written.
    cancel_why = models.CharField(max_length=10, blank=True, default="")
    cancel_reason = models.CharField(max_length=300, blank=True, default="")
    # 招待のことば: whoever types it may register; empty means everybody.
    invite = models.CharField(max_length=40, blank=True, default="")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    # When what the public reads of it last changed.
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="registration_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(mode="lottery") | ~Q(seed=""), name="a_lottery_has_a_seed"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at", "id"], name="event_by_state"),
            models.Index(fields=["starts_at", "id"], name="event_by_start"),
        ]


class Picture(models.Model):
    """催しの写真 — drawn anew and small when it comes in, with the words for those who do not see it."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="picture")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    # When its other sizes were made; None: the clock makes them.
    drawn_at = models.DateTimeField(null=True, blank=True)


class Drawn(models.Model):
    """写真の大きさ — a picture once more, narrower or in a newer format; the browser takes one."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="drawn")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4)
    width = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "kind", "width"], name="drawn_once")
        ]


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
    # Whoever has this one comes with somebody who has another.
    with_adult = models.BooleanField(default=False)
    quotas = models.ManyToManyField(Quota, related_name="tickets")
    # 入れる回: into these sessions only; else into every one, also those that are added later.
    some_sessions = models.BooleanField(default=False)
    sessions = models.ManyToManyField(Session, related_name="tickets", blank=True)


class Question(models.Model):
    """聞くこと — one question that everybody who registers is asked."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="questions")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    required = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "pk"]


class Booking(models.Model):
    """申込み — for one or several people; whoever has its secret address may change it."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("参加できます")
        WAITING = "waiting", _("空き待ち")
        OFFERED = "offered", _("返事を待っています")
        DRAWN_LATER = "entered", _("抽選を待っています")
        CANCELLED = "cancelled", _("取り消し")

    HOLDS = (State.CONFIRMED, State.OFFERED)

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    secret_hash = models.CharField(max_length=64, unique=True)
    # What the secret is made from, together with the key of this machine: mails carry the link.
    salt = models.CharField(max_length=64, blank=True, default="")
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

    @property
    def number(self) -> str:
        """申込番号 — ten signs that open nothing: on lists, papers, and in the draw."""
        return self.secret_hash[:10].upper()


class Guest(models.Model):
    """参加する人 — one seat of a booking, with what the person needs."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="guests")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="guests")
    # Whom the platform knows by this guest; most are nobody that it knows.
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="seats")
    name = NameField(max_length=500, blank=True, default="")
    name_kana = NameField(max_length=500, blank=True, default="")
    languages = models.JSONField(default=list, blank=True)
    needs = models.JSONField(default=list, blank=True)
    # What somebody cannot eat, or needs besides.
    note = models.CharField(max_length=200, blank=True, default="")
    # The price as it was when the place was booked.
    yen = models.PositiveIntegerField(default=0)
    generation = models.CharField(max_length=5, blank=True, default="")
    version = models.PositiveIntegerField(default=1)


class Answer(models.Model):
    """答え — of a booking to one question."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    words = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "question"], name="one_answer_a_question")
        ]


class Payment(models.Model):
    """受け取ったお金 — one sum that came for a booking, or went back (below zero), with its journal."""

    class How(models.TextChoices):
        CASH = "cash", _("現金")
        TRANSFER = "transfer", _("振込")

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="payments")
    yen = models.IntegerField()
    how = models.CharField(max_length=8, choices=How.choices)
    on = models.DateField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="+")
    # A press that was a mistake is taken back once, by a journal the other way round.
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(yen=0), name="a_payment_is_more_than_nothing")
        ]


class Mail(models.Model):
    """便り — one thing told to the address of a booking; written when it is sent."""

    class State(models.TextChoices):
        QUEUED = "queued", _("送る前")
        SENDING = "sending", _("送信中")
        SENT = "sent", _("送りました")
        UNSURE = "unsure", _("届いたか確かめてください")
        GIVEN_UP = "given_up", _("送れませんでした")

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="event_mail_due",
            )
        ]
