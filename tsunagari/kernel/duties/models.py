"""務め — who must do what by when, under which rule."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record

# What counting and sorting ask besides an order; SQLite reads the row even for what the index's own
# condition says.
ASKED = ["later_until", "measure", "state"]
BY_DAY, BY_RISK = ["safe_due", "risk", "id"], ["risk", "safe_due", "id"]


class Duty(models.Model):
    """One duty. Its words, basis and sources are recomputed from rule, version and facts."""

    class State(models.TextChoices):
        WAITING = "waiting", _("まだ先")
        OPEN = "open", _("やること")
        DONE = "done", _("おわり")
        VOID = "void", _("なくなった")

    key = models.CharField(max_length=160, unique=True)
    rule = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=40, blank=True, default="")
    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=60)
    measure = models.CharField(max_length=3, blank=True, default="")
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    doer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    # On whose list it stands: the doer's, until another office takes it over.
    office = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    facts = models.JSONField(default=dict)
    opens_on = models.DateField()
    statutory_due = models.DateField(null=True, blank=True)
    effective_due = models.DateField(null=True, blank=True)
    safe_due = models.DateField()
    later_until = models.DateField(null=True, blank=True)
    risk = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # The digest of what the rule wanted: an unchanged case costs one SELECT.
    print = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False),
                name="a_done_duty_has_its_day",
            ),
            models.CheckConstraint(condition=Q(risk__lte=5), name="a_risk_has_its_weight"),
        ]
        # Partial, because the done ones of all years stay: each tab of 今日のやること is one of
        # these or a union of two, by due day or by risk. Counting and choosing read no row.
        indexes = [
            models.Index(
                fields=["assignee", *BY_DAY, *ASKED],
                condition=Q(state="open", assignee__isnull=False),
                name="duty_open_of_person",
            ),
            models.Index(
                fields=["assignee", *BY_RISK, *ASKED],
                condition=Q(state="open", assignee__isnull=False),
                name="duty_risk_of_person",
            ),
            models.Index(
                fields=["office", *BY_DAY, *ASKED, "assignee"],
                condition=Q(state="open", assignee__isnull=True),
                name="duty_open_of_role",
            ),
            models.Index(
                fields=["office", *BY_DAY, *ASKED],
                condition=Q(state="open"),
                name="duty_open_of_office",
            ),
            models.Index(
                fields=["office", *BY_RISK, *ASKED, "assignee"],
                condition=Q(state="open"),
                name="duty_risk_of_office",
            ),
            models.Index(
                fields=["office", "later_until"],
                condition=Q(state="open", later_until__isnull=False),
                name="duty_asleep",
            ),
            models.Index(
                fields=["office", "opens_on"], condition=Q(state="waiting"), name="duty_waiting"
            ),
            models.Index(
                fields=["opens_on", "id"], condition=Q(state="waiting"), name="duty_opens"
            ),
            models.Index(
                fields=["doer", "safe_due", "id"],
                condition=Q(state="open"),
                name="duty_open_of_doer",
            ),
            models.Index(
                fields=[*BY_DAY, "office", *ASKED],
                condition=Q(state="open"),
                name="duty_open",
            ),
            models.Index(
                fields=[*BY_RISK, "office", *ASKED], condition=Q(state="open"), name="duty_risk"
            ),
            models.Index(fields=["about_kind", "about_key"], name="duty_about"),
            models.Index(fields=["done_on", "done_by"], name="duty_done_on"),
        ]


class Evidence(models.Model):
    """証拠 — the record that shows a duty done; one act may close several."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="evidence")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    # What an office gave back (its receipt number), or where the paper is kept.
    shown_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "record"], name="evidence_once")]
