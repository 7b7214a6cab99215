"""役割 — the only source of permission, and the agreements between bodies."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import models

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation, Party

# Which door a role opens; a role that opens none still says who belongs where.
DOORS = {
    "staff": "desk",
    "teacher": "partner",
    "protection_lead": "partner",
    "company_staff": "partner",
    "sending_staff": "partner",
    "trainer": "partner",
    "council_member": "council",
    "fund_member": "fund_council",
    "fund_chair": "fund_council",
    "adviser": "partner",
}
# Whom a body of some kind has for its own door; a school's where nothing else is said.
KINDS_OF = {
    "company": ("company_staff",),
    "sending": ("sending_staff",),
    "training": ("trainer",),
    "council": ("council_member",),
    "municipality": ("adviser",),
    "association": ("adviser",),
    "base": ("adviser",),
    "other": ("adviser",),
    "school": ("teacher", "protection_lead"),
}


class Role(models.Model):
    """One person's part in one body, from a day until a day."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("事務局員")
        TEACHER = "teacher", _("先生")
        PROTECTION_LEAD = "protection_lead", _("子どもの安全の担当")
        PUPIL = "pupil", _("生徒")
        COMPANY_STAFF = "company_staff", _("受入れ企業の担当")
        SENDING_STAFF = "sending_staff", _("送出機関の担当")
        TRAINER = "trainer", _("職業訓練校の先生")
        CANDIDATE = "candidate", _("候補者")
        WORKER = "worker", _("はたらく人")
        COUNCIL_MEMBER = "council_member", _("協議会の委員")
        FUND_MEMBER = "fund_member", _("基金評議会の委員")
        FUND_CHAIR = "fund_chair", _("基金評議会の議長")
        ADVISER = "adviser", _("相談員")
        MEMBER_BODY = "member_body", _("会員団体")
        PROJECT_PARTNER = "project_partner", _("共同プロジェクトの団体")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "body", "kind", "from_day"], name="one_role_from_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(until_day__isnull=True)
                | models.Q(until_day__gte=models.F("from_day")),
                name="role_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["body", "kind", "party"], name="role_in_body")]


@dataclass(frozen=True)
class Viewer:
    """Who is asking, through which one role, for which body, in which language, on which day.

    Made once per request by a gate. `on_behalf` is set when staff act for another body.
    """

    party: Party
    kind: str
    body: Organisation
    language: str
    on: date
    zone: str = "Asia/Tokyo"
    on_behalf: Organisation | None = None

    @property
    def own_body(self) -> Organisation:
        """The body whose people and papers this viewer sees as their own."""
        return self.on_behalf or self.body

    def acting_for(self, body: Organisation) -> "Viewer":
        return replace(self, on_behalf=body, zone=body.party.zone)


class Standing(models.Model):
    """資格・許可 — what an authority allows a party to be or do, from a day until a day.

    Licences, statuses of residence, residence cards (without their numbers), certificates. Which
    kinds there are, each subject says where it uses them.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=40)
    authority = models.CharField(max_length=200, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    # When what follows it (an extension, a change, a renewal) was applied for, and decided.
    filed_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind", "from_day"], name="one_standing_from_a_day"
            )
        ]
        indexes = [models.Index(fields=["kind", "until_day"], name="standing_by_end")]


class Agreement(models.Model):
    """協定・覚書 — signed between bodies; its renewal is a duty."""

    title = models.CharField(max_length=200)
    signed_on = models.DateField()
    from_day = models.DateField()
    until_day = models.DateField()
    renew_by = models.DateField()
    signatories = models.TextField(blank=True, default="")
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT)
    parties = models.ManyToManyField(Party, through="AgreementParty", related_name="agreements")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_day__gte=models.F("from_day")),
                name="agreement_ends_after_it_begins",
            )
        ]


class AgreementParty(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE)
    party = models.ForeignKey(Party, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="a_party_signs_once")
        ]


class Approval(models.Model):
    """承認 — an authority allows a body to take part; valid from a day until a day."""

    class Decision(models.TextChoices):
        ASKED = "asked", _("申請中")
        GRANTED = "granted", _("承認")
        REFUSED = "refused", _("不承認")

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=40)
    authority = models.CharField(max_length=200)
    asked_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.ASKED)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision="granted")
                | models.Q(from_day__isnull=False, until_day__gte=models.F("from_day")),
                name="a_granted_approval_has_its_days",
            )
        ]
