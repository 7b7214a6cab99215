"""家事支援 — zones, institutions, homes, service contracts, visits, alarms, and what the council looks at.

Of a household only what the work needs is kept: a town, whether there are children or elderly
people, and the address and a way to call, sealed with keys that lie outside the database.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party, new_code
from tsunagari.programmes.talent.people.models import Case


class Zone(models.Model):
    """区域 — what the office itself found out about an area; it stands in the place of the table."""

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=80, blank=True, default="")
    designated = models.BooleanField(null=True)
    measure = models.BooleanField(null=True)
    council = models.BooleanField(null=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    # Who said so, where it is written, and how sure that is.
    said = models.CharField(max_length=300)
    confidence = models.CharField(max_length=10, default="secondary")
    noted_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="hk_zone_ends_after_it_begins",
            )
        ]


class Institution(models.Model):
    """特定機関 — a company that employs housekeeping workers; its confirmation is a Standing."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="housekeeping"
    )
    area = models.CharField(max_length=20)
    business_since = models.DateField(null=True, blank=True)
    # [{"address": …, "near": true}]: head and branch offices, and whether they lie in or beside the area.
    offices = models.JSONField(default=list, blank=True)
    # {criterion of the gate: true/false}; what is not there was not looked at yet.
    criteria = models.JSONField(default=dict, blank=True)
    desk = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    coordinator = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)


class Worker(models.Model):
    """はたらく人 — what the gate asks of a person with a case of system HK, beyond the law's facts."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="housekeeping"
    )
    # {fact of the gate: value}: experience, training, Japanese, full time, pay, deposit …
    facts = models.JSONField(default=dict, blank=True)
    housing = models.CharField(max_length=80, blank=True, default="")
    # After entry: housekeeping, immigration law, labour law, where to complain.
    trained_on = models.DateField(null=True, blank=True)
    # The council confirmed the exemption from N4 (form 9).
    exempt_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Household(models.Model):
    """家庭 — known by a code; nothing of it is in clear but the town and two yes-or-no's."""

    code = models.CharField(max_length=10, unique=True, default=new_code)
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="households"
    )
    town = models.CharField(max_length=80)
    # {"name", "address", "phone", "said"} as JSON, sealed.
    sealed = models.TextField(blank=True, default="")
    children = models.BooleanField(default=False)
    elderly = models.BooleanField(default=False)
    # The household agreed that this is kept, and what it is for; taken back: everything sealed goes.
    agreed_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    # Agreed expressly to a worker below N4, after an explanation (form 9).
    below_n4_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["institution", "id"], name="hk_household_of")]


class Contract(models.Model):
    """請負契約 — between a household and an institution; what the gate said when it was signed stays."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="contracts")
    work = models.JSONField(default=list)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # Codes of what was still to be found out.
    unsure = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="hk_contract_ends_after_it_begins",
            )
        ]


class Service(models.Model):
    """訪問 — one worker in one home from a time until a time; `until_at` is the end promised last.

    `due_at` is the moment from which silence is an alarm; empty when nothing is waited for.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        RUNNING = "running", _("訪問中")
        DONE = "done", _("終了")
        CANCELLED = "cancelled", _("中止")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="services")
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="services")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    until_at = models.DateTimeField()
    zone = models.CharField(max_length=40, default="Asia/Tokyo")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # What the household said of the service, in three fixed questions; never of the person.
    said = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="hk_service_ends_after_it_starts"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="hk_service_due"
            ),
            models.Index(fields=["institution", "-starts_at"], name="hk_service_of"),
            models.Index(fields=["case", "-starts_at"], name="hk_service_of_case"),
        ]


class Signal(models.Model):
    """押下 — what the worker pressed, when it was made and when it arrived; once by its key."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="signals")
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=10)
    counts_at = models.DateTimeField()
    received_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["counts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="hk_signal_arrives_once")
        ]


class Alarm(models.Model):
    """警報 — silence, or the danger button; somebody by name has to take it, then the next."""

    class Kind(models.TextChoices):
        NO_IN = "no_in", _("はじまりの連絡がない")
        NO_OUT = "no_out", _("おわりの連絡がない")
        DANGER = "danger", _("危険の知らせ")

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("本人が押した")
        STAYS = "stays", _("無事。まだ訪問中")
        LEFT = "left", _("無事。家を出た")
        NOT_HELD = "not_held", _("訪問はなかった")
        EMERGENCY = "emergency", _("110・119 に通報した")
        WRONG = "wrong", _("まちがって押した（本人と話した）")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    due_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=0)
    named = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    words = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind"],
                condition=Q(closed_at=None),
                name="hk_one_open_alarm_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["service", "kind", "due_at"], name="hk_one_alarm_of_a_moment"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(closed_at=None),
                name="hk_alarm_open",
            )
        ]


class Look(models.Model):
    """確認訪問・監査 — the office visits an institution, or the statutory council audits it."""

    class Kind(models.TextChoices):
        MONITOR = "monitor", _("確認訪問（連合会）")
        AUDIT = "audit", _("監査（公の協議会）")

    class Outcome(models.TextChoices):
        OK = "ok", _("問題なし")
        IMPROVE = "improve", _("改善を求める")
        UNCONFIRMED = "unconfirmed", _("確認の取り消し")

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="looks")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="look")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, default="")
    words = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
