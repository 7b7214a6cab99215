"""Two tables of the same thing become one: what a visit found is a report like any other."""

from datetime import UTC, datetime, time, timedelta

from django.db import migrations

PARTS = {"HOST": "company", "SEND": "sending", "SCHOOL": "school"}
KINDS = {
    "ban_passport_custody": "passport",
    "ban_private_life_limits": "phone",
    "ban_penalty_contract": "penalty",
    "ban_savings_contract": "savings",
    "ban_deposit_chain": "deposit",
    "ban_advance_offset": "offset",
    "ban_forced_training": "violence",
    "rights_check": "violence",
    "ban_retaliation": "retaliation",
}
SETTLED_IN = timedelta(days=14)


def move(apps, schema_editor):
    Breach = apps.get_model("visits", "Breach")
    for breach in Breach.objects.select_related("case").order_by("pk"):
        incident = _incident(apps, breach)
        if breach.visit_id:
            _name_in_finding(apps, breach, incident)
        _duties(apps, breach, incident)


def _incident(apps, breach):
    part = PARTS.get(breach.who, "supervisor")
    body = breach.company_id if part == "company" else getattr(breach.case, f"{part}_id", None)
    at = datetime.combine(breach.on, time(3), UTC)
    incident = apps.get_model("safety", "Incident").objects.create(
        case_id=breach.case_id,
        system=breach.system,
        kind=KINDS.get(breach.code, "other"),
        part=part,
        body_id=body,
        ban=breach.code,
        words=breach.words,
        language="ja",
        on=breach.on,
        opened_at=at,
        state="closed" if breach.looked_on else "open",
        version=breach.version,
    )
    Step = apps.get_model("safety", "Step")
    Step.objects.create(incident=incident, state="open", words="", at=at)
    if breach.looked_on:
        looked_at = datetime.combine(breach.looked_on, time(3), UTC)
        words = breach.looked_words
        Step.objects.create(incident=incident, state="closed", words=words, at=looked_at)
    return incident


def _name_in_finding(apps, breach, incident):
    rows = apps.get_model("visits", "Finding").objects.filter(visit=breach.visit_id, incident=None)
    finding = rows.filter(words=breach.words, interview__case=breach.case_id).first()
    if finding:
        finding.incident = incident
        finding.save(update_fields=["incident"])


def _duties(apps, breach, incident):
    """The one duty to look becomes the two of a report: safe today, settled in two weeks."""
    Duty = apps.get_model("duties", "Duty")
    about = {"about_kind": "safety.incident", "about_key": str(incident.pk)}
    facts = {"incident": incident.pk, "opened_on": breach.on.isoformat()}
    dues = {"2-1.keep_safe": breach.on, "2-1.settle_incident": breach.on + SETTLED_IN}
    duty = Duty.objects.filter(about_kind="visits.breach", about_key=str(breach.pk)).first()
    if duty is None:
        return
    for rule, due in dues.items():
        known = about | {"rule": rule, "rule_version": "", "facts": facts, "print": ""}
        known |= {"key": f"{rule}|safety.incident|{incident.pk}|{incident.pk}", "safe_due": due}
        for name, value in known.items():
            setattr(duty, name, value)
        duty.save()
        # The row itself, with its evidence, is the first one; a copy of it is the second.
        duty.pk = None
        duty._state.adding = True


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "__first__"),
        ("people", "0001_initial"),
        ("visits", "0004_findings_name_their_report"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
