"""催しのあと — what was answered, photographs with the consent of whoever is on them, the accounts.

Nothing ties an answer to a name: a sheet has a random key and a day, and that a booking has
answered is kept as a print which only this machine can make.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.parties.models import Party, new_code
from tsunagari.kernel.parties.names import NameField
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.community.events.models import Event, Guest


class Survey(models.Model):
    """アンケート — of one event: open from its end for some days."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="survey")
    days = models.PositiveSmallIntegerField(default=14)
    # The link for everybody is shut; bookings still answer by their own, and paper is typed in.
    link_closed_on = models.DateField(null=True, blank=True)
    # 会場の端末: the key in the address of the office's own device; "" while none is open.
    device_key = models.CharField(max_length=32, blank=True, default="")


class Item(models.Model):
    """アンケートの問い — one of the ready ones by its code, or one in own words (`text`)."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=8)
    text = models.ForeignKey(Text, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code="") ^ Q(text__isnull=True), name="a_question_is_ready_or_own"
            )
        ]


class Sheet(models.Model):
    """答え — of one person, without a name, a booking or a time of the day."""

    class By(models.TextChoices):
        OWN = "own", _("申込みのページ")
        LINK = "link", _("みんなのリンク")
        HERE = "here", _("会場の端末")
        PAPER = "paper", _("紙")
        FILE = "file", _("ファイル")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    by = models.CharField(max_length=5, choices=By.choices)
    on = models.DateField()
    # {key of a question: a step 1–5, "yes"/"no", the code of a choice, or words}
    answers = models.JSONField(default=dict)


class Answered(models.Model):
    """答えた印 — of a booking, as a print; it leads neither to the booking nor to the answer."""

    mark = models.CharField(max_length=64, primary_key=True)


class Photo(models.Model):
    """催しの写真 — drawn anew without its notes; public only while everybody on it says yes."""

    class Stopped(models.TextChoices):
        PAGE = "page", _("公開のページから")
        OWN = "own", _("本人の申込みのページから")
        OFFICE = "office", _("事務局")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="photos")
    code = models.CharField(max_length=10, unique=True, default=new_code)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    small = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_on = models.DateField()
    # Who looked and says that nobody can be recognised on it.
    nobody_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=6, choices=Stopped.choices, blank=True, default="")
    # The office saw that somebody stopped it.
    seen_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(blob__isnull=False),
                name="what_is_published_is_there",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(stopped_at__isnull=True),
                name="what_was_stopped_is_not_published",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "id"],
                condition=Q(published_on__isnull=False),
                name="photo_published",
            )
        ]


class Shown(models.Model):
    """写っている人 — a guest, or somebody whom words point at; shown only after a yes."""

    class How(models.TextChoices):
        PAPER = "paper", _("紙で聞いた")
        OWN = "own", _("本人が自分のページで答えた")

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="people")
    guest = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="+")
    words = NameField(max_length=80, blank=True, default="")
    yes_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=5, choices=How.choices, blank=True, default="")


class Plan(models.Model):
    """予算の行 — what an event should bring or cost, written while it is planned."""

    class Side(models.TextChoices):
        IN = "in", _("入るお金")
        OUT = "out", _("出るお金")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plans")
    place = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=3, choices=Side.choices)
    words = models.CharField(max_length=80)
    # The account in which it will stand in the books; "" when nobody knows yet.
    account = models.CharField(max_length=8, blank=True, default="")
    yen = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["side", "place", "pk"]


class Closing(models.Model):
    """精算 — the accounts of an event as they stood when the office closed them."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_closing_of_a_number")
        ]
