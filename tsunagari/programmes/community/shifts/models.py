"""お手伝い — what an event needs hands for, who offers them, and who does what when.

A volunteer needs no account: whoever holds the secret address is the volunteer. One shift has a
volunteer once; an offered shift changes hands by one statement, so that two who take it are never
both on it.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.names import NameField
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.events.models import Mail as EventMail


class Shift(models.Model):
    """係 — one task of an event, where, from when until when, and what it asks for."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="shifts")
    # The kind is said in every language; the title, if any, is what the office adds to it.
    kind = models.CharField(max_length=12, default="other")
    title = models.CharField(max_length=80, blank=True, default="")
    place = models.CharField(max_length=80, blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    needs = models.PositiveSmallIntegerField(default=1)
    # Everybody on it can do these; of each language at least one person speaks it.
    skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    from_age = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_shift_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(needs__gte=1), name="a_shift_needs_somebody"),
        ]
        indexes = [
            models.Index(fields=["event", "starts_at", "id"], name="shift_of_event"),
            models.Index(fields=["starts_at"], name="shift_by_start"),
        ]


class Volunteer(models.Model):
    """お手伝いの人 — of one event; reads and changes everything at the own secret address."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="volunteers")
    secret_hash = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=64, blank=True, default="")
    name = NameField(max_length=500)
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=10, default="ja")
    languages = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)
    # In all, for this event; nothing said means no limit.
    most_minutes = models.PositiveIntegerField(null=True, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="helps")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    told_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["event", "id"], name="volunteer_of_event")]

    @property
    def number(self) -> str:
        """番号 — ten signs that open nothing, for lists and papers."""
        return self.secret_hash[:10].upper()


class Wish(models.Model):
    """希望 — what somebody says about one shift; nothing said means not asked."""

    class Level(models.TextChoices):
        WANTS = "wants", _("行きたい")
        CAN = "can", _("行ける")
        CANNOT = "cannot", _("行けない")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="wishes")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="wishes")
    level = models.CharField(max_length=6, choices=Level.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "shift"], name="one_wish_a_shift")
        ]


class Veto(models.Model):
    """入れない — the office keeps somebody off one shift; no proposal puts them there."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="vetoes")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="vetoes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "shift"], name="one_veto_a_shift")
        ]


class Assignment(models.Model):
    """割り当て — somebody is on a shift, and afterwards came or did not."""

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        CAME = "came", _("来た")
        ABSENT = "absent", _("来なかった")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="assignments")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    # How long it was, and whether the office said so; "" while nobody has.
    minutes = models.PositiveIntegerField(null=True, blank=True)
    said_by = models.CharField(max_length=6, blank=True, default="")
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "shift"], name="once_on_a_shift"),
            models.CheckConstraint(
                condition=~Q(state="came") | Q(minutes__isnull=False), name="who_came_has_hours"
            ),
        ]


class Draft(models.Model):
    """割り当ての案 — of one event, asked for and then made by the worker; nothing of it holds."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="shift_draft")
    # Asked for, and not made yet.
    wanted_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    # {"new": [[volunteer, shift, reasons]], "empty": [[shift, missing, reasons]], "places", "proved"}
    said = models.JSONField(default=dict, blank=True)
    # Of what it was made, and of what it says.
    facts_print = models.CharField(max_length=32, blank=True, default="")
    digest = models.CharField(max_length=32, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["wanted_at"], condition=Q(wanted_at__isnull=False), name="draft_wanted"
            )
        ]


class Swap(models.Model):
    """ゆずる — a shift that somebody gives away stays theirs until another takes it."""

    class State(models.TextChoices):
        OPEN = "open", _("代わりの人を待っています")
        TAKEN = "taken", _("ほかの人が受けました")
        CLOSED = "closed", _("やめました")

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps")
    giver = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="gives")
    taker = models.ForeignKey(Volunteer, null=True, on_delete=models.CASCADE, related_name="takes")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    offered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "shift"], condition=Q(state="open"), name="one_open_offer_a_shift"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taker__isnull=False), name="who_took_is_known"
            ),
        ]


class Note(models.Model):
    """便り — one thing told to the address of a volunteer; sent as the mails of events are."""

    State = EventMail.State

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="notes")
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
                name="shift_note_due",
            )
        ]
