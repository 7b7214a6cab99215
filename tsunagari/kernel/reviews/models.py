"""審査 — who judges what by which measure, who is too near, and what each gave on their own.

Calls of the fund, scholarships and study trips are judged here, so that blindness and interests are
proved once. What is judged stands with its subject; an entry only says by which code it is found.
"""

import secrets

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Organisation, Party, new_code


def new_salt() -> str:
    return secrets.token_hex(16)


class Call(models.Model):
    """審査 — what is judged together: by whom, by which criteria, until which day scores stay hidden."""

    code = models.CharField(max_length=10, unique=True, default=new_code)
    title = models.CharField(max_length=200)
    # Whose members judge.
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The fund that pays: who gave to it is too near.
    fund = models.CharField(max_length=40, blank=True, default="")
    # From this day the raters read the list of applicants and declare; none before.
    listed_on = models.DateField(null=True, blank=True)
    # On the day after this one the scores are open, even when somebody has not locked.
    closes_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None)
                | Q(listed_on__isnull=False, closes_on__gte=F("listed_on")),
                name="scores_open_after_the_list",
            )
        ]


class Criterion(models.Model):
    """審査基準 — what is looked at, how heavy it weighs, and on which scale."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=5)
    # What the ends of the scale mean, in words.
    descriptor = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs"),
            models.CheckConstraint(condition=Q(most__gt=F("least")), name="scale_has_two_ends"),
        ]


class Rater(models.Model):
    """審査する人 — who sits on a call, from the list's day on."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="raters")
    member = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "member"], name="a_member_sits_once_on_a_call")
        ]


class Entry(models.Model):
    """審査の対象 — one application; `called` is all that is said of it before the declaration."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="entries")
    code = models.CharField(max_length=10, unique=True, default=new_code)
    called = models.CharField(max_length=200)
    applicant = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "審査の対象"


class Interest(models.Model):
    """利益相反の申告 — what a member says of one entry, before anything of it can be opened."""

    class Kind(models.TextChoices):
        NONE = "none", _("関係はない")
        OFFICER = "officer", _("役員・職員である（やめて6か月以内をふくむ）")
        FAMILY = "family", _("家族・同居の人がいる")
        PAID = "paid", _("3年以内に、お金をもらう関係があった")
        DONOR = "donor", _("この基金の寄附者である")
        OTHER = "other", _("そのほかの関係がある")

    member = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()
    # A declaration that was made anew stays, not current; nothing is overwritten.
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "entry"],
                condition=Q(current=True),
                name="one_current_declaration",
            )
        ]
        indexes = [models.Index(fields=["entry", "member"], name="interest_of_entry")]


class Finding(models.Model):
    """見つかった関係 — a nearness that our own books show; it keeps the member out until cleared."""

    member = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=Interest.Kind.choices)
    why = models.CharField(max_length=40)
    found_on = models.DateField()
    cleared_on = models.DateField(null=True, blank=True)
    cleared_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_why = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "entry", "why"], name="one_finding_of_a_kind")
        ]


class Review(models.Model):
    """評価 — one member's scores for one entry; hidden until locked, and until all are."""

    rater = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reviews")
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=32, default=new_salt)
    locked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rater", "entry"], name="one_review_of_an_entry")
        ]


class Score(models.Model):
    """点数 — the value of now, and the one that was locked; a later change says why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()
    first = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(
                condition=Q(first=None) | Q(first=F("value")) | ~Q(reason=""),
                name="a_changed_score_says_why",
            ),
        ]
