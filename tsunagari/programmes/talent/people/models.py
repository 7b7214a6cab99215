"""人材 — the file of one person's case, of a company that employs, and of a body that supervises.

What the law asks about is kept as the law's own facts (`law.rules.facts`), in one document a row:
the shape of the facts changes with the law, and the engine reads them as they are. Days that an
authority gave (status, card, licence) are `Standing`, and join the facts when they are asked.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Organisation, Party, Person


class Company(models.Model):
    """受入れ企業 — what duties and limits ask about one company; `facts` as `law.rules.facts.Host`."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="company"
    )
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)


class Supervisor(models.Model):
    """監理・支援をする団体 — a body of the federation; `facts` as `law.rules.facts.Body`."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="supervisor"
    )
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)


class Case(models.Model):
    """案件 — one person's way from candidate to colleague; `facts` as `law.rules.facts.Case`."""

    class System(models.TextChoices):
        TITP = "TITP", _("技能実習")
        ESD = "ESD", _("育成就労")
        SSW1 = "SSW1", _("特定技能1号")
        SSW2 = "SSW2", _("特定技能2号")
        HSP = "HSP", _("高度専門職")
        HK = "HK", _("家事支援（国家戦略特区）")
        OTHER = "OTHER", _("ほかの在留資格")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    system = models.CharField(max_length=5, choices=System.choices)
    state = models.CharField(max_length=30)
    company = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="talent_cases"
    )
    sending = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="sent_cases"
    )
    school = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="taught_cases"
    )
    supervisor = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="watched_cases"
    )
    # The case that this one follows: a trainee who becomes a specified skilled worker.
    after = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    facts = models.JSONField(default=dict)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_on=None), name="one_open_case_a_person"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="case_closes_after_it_opens",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "id"], name="case_of_company"),
            models.Index(fields=["sending", "id"], name="case_of_sending"),
            models.Index(fields=["school", "id"], name="case_of_school"),
            models.Index(fields=["system", "state", "id"], name="case_by_state"),
        ]


class Employment(models.Model):
    """雇用 — a company that has, or once had, the person of a case; kept in step with its facts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="employments")
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="employments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "case"], name="one_employment_a_company")
        ]


class Switch(models.Model):
    """切り替え — an unsure rule that counts, or an own number for a figure of the law."""

    code = models.CharField(max_length=80, primary_key=True)
    value = models.IntegerField(null=True, blank=True)
    reason = models.TextField()


class Look(models.Model):
    """見た日 — somebody opened the pages of a person's case: once a day, however often."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "by", "on"], name="one_look_a_day")
        ]
