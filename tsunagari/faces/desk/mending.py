"""直す所 — the form on which a fact that cannot be true is put right."""

from django.urls import reverse

from tsunagari.faces.desk.fact_forms import BODY_GROUPS, CASE_GROUPS, HOST_GROUPS

GROUPS = {"case": CASE_GROUPS, "company": HOST_GROUPS, "supervisor": BODY_GROUPS}
# Given by an authority: a standing of the person, under the id that the facts carry.
STANDINGS = ("stays", "cards")


def place_of(what: str, pk: int, facts, field: str) -> str:
    """The address for a field such as `plans.0.ends`; "" where no single form holds it."""
    name, number, *_rest = [*field.split("."), ""]
    if what == "case" and name in STANDINGS and number:
        standing = getattr(facts, name)[int(number)].id
        return reverse("desk:case_standing", args=[pk, int(standing)])
    for group in GROUPS[what]:
        if group.each and group.code == name and number:
            return reverse(f"desk:{what}_fact", args=[pk, name, int(number)])
        if not group.each and name in group.form.base_fields:
            return reverse(f"desk:{what}_facts", args=[pk, group.code])
    return ""
