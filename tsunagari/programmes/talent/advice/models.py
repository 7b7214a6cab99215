"""相談 — what people ask, in their own words and sealed; no employer and no other body reads it.

Of a consultation only its subjects, language, channel, town and days stand open in the database, so
that it can be counted. The database refuses to delete a message or to say that another wrote it.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation, Party, Person, new_code
from tsunagari.programmes.talent.safety.models import Incident


def new_purpose() -> str:
    """What a person says yes or no to: one body, these messages, nothing else."""
    return f"advice.{new_code()}"


class Consultation(models.Model):
    """相談 — one person's question and everything that follows from it; `person` empty: no name.

    `sealed` holds how somebody without a page can be reached, in their own words.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("受付")
        TRIAGED = "triaged", _("対応中")
        ANSWERED = "answered", _("返事ずみ")
        INTERPRETED = "interpreted", _("通訳つきで話した")
        REFERRED = "referred", _("ほかの窓口へ")
        BOOKED = "booked", _("専門家の予約")
        FOLLOW_UP = "follow_up", _("その後を確認")
        CLOSED = "closed", _("終了")

    class Topic(models.TextChoices):
        RESIDENCE = "residence", _("在留カード・手続")
        WORK = "work", _("仕事・会社")
        LIFE = "life", _("生活")
        DANGER = "danger", _("危ない・助けて")

    class Channel(models.TextChoices):
        PAGE = "page", _("本人のページ")
        WALL = "wall", _("はり紙のQR")
        PHONE = "phone", _("電話")
        VISIT = "visit", _("窓口・訪問")
        MAIL = "mail", _("メール・手紙")
        OUTREACH = "outreach", _("出張相談")

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("ふつう")
        SOON = "soon", _("急ぎ")
        DANGER = "danger", _("いのち・安全")

    code = models.CharField(max_length=10, unique=True, default=new_code)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    topic = models.CharField(max_length=10, choices=Topic.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=10)
    # Where the person works, or where the paper with the QR hangs; for counting only.
    town = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.NORMAL)
    # Which dangers the words named (codes of rules.urgent), and when somebody spoke with the person.
    signs = models.JSONField(default=list, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    # Each time that the person waits for words is a turn, with its own promise.
    turn = models.PositiveSmallIntegerField(default=1)
    waits_since = models.DateField()
    promised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    follow_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, blank=True, default="")
    # What the person said of it: solved, not solved, nothing yet.
    solved = models.BooleanField(null=True, blank=True)
    assignee = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reply_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    sealed = models.TextField(blank=True, default="")
    incident = models.OneToOneField(
        Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="consultation"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(reply_hash__isnull=True),
                name="who_has_a_page_needs_no_reply_key",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="a_closed_consultation_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="consultation_of_state"),
            models.Index(fields=["person", "-id"], name="consultation_of_person"),
            models.Index(fields=["asked_on"], name="consultation_asked_on"),
            models.Index(fields=["assignee", "-id"], name="consultation_of_staff"),
        ]


class Category(models.Model):
    """分類 — one of the standard list; a consultation may have several, and counts under each."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="categories"
    )
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="a_category_once")
        ]
        indexes = [models.Index(fields=["code", "consultation"], name="consultations_under")]


class Message(models.Model):
    """ことば — what the person wrote, what was answered, and what only the office reads."""

    class Side(models.TextChoices):
        PERSON = "person", _("本人")
        OFFICE = "office", _("事務局")
        NOTE = "note", _("事務局のメモ")
        BODY = "body", _("ほかの窓口")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="messages"
    )
    code = models.CharField(max_length=10, unique=True, default=new_code)
    side = models.CharField(max_length=6, choices=Side.choices)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    language = models.CharField(max_length=10)
    sealed = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "id"], name="message_of_consultation")]


class Rendering(models.Model):
    """訳 — what a message says in another language, by whom it was translated."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="renderings")
    code = models.CharField(max_length=10, unique=True, default=new_code)
    language = models.CharField(max_length=10)
    sealed = models.TextField(blank=True, default="")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "language"], name="one_rendering_a_language")
        ]


class Photo(models.Model):
    """写真 — with a message; its paper belongs to nobody's list of papers."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="photos")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")


class Booking(models.Model):
    """通訳・専門家の予約 — who and where (sealed), which language, when; confirmed, held, called off."""

    class Kind(models.TextChoices):
        INTERPRETER = "interpreter", _("通訳")
        SPECIALIST = "specialist", _("専門家")

    class State(models.TextChoices):
        ASKED = "asked", _("たずねている")
        CONFIRMED = "confirmed", _("決まった")
        HELD = "held", _("行った")
        CANCELLED = "cancelled", _("中止")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="bookings"
    )
    code = models.CharField(max_length=10, unique=True, default=new_code)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=10)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    sealed = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]


class HandOver(models.Model):
    """ほかの窓口に渡す — which messages which body may read, once the person has said yes to that.

    Of a person with a page the answer is a consent; who asked without a name answers here.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="hand_overs"
    )
    # Under which the person's answer stands among their consents.
    purpose = models.CharField(max_length=20, unique=True, default=new_purpose)
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    messages = models.ManyToManyField(Message, related_name="hand_overs")
    # The person pressed it without being asked: the only way to an employer.
    by_person = models.BooleanField(default=False)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["to", "-id"], name="handed_to_body")]


class Reading(models.Model):
    """だれが見たか — who read a consultation, for which body, up to which message."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="readings"
    )
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    upto = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "by", "body", "on", "upto"], name="one_reading_a_day"
            )
        ]
        ordering = ["-pk"]
