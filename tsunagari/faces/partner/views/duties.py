"""根拠と計算（連携団体） — why a duty of one's own body is due when it is due."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tsunagari.faces.shared import duty_basis
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.duties import queries, rulebook


@require_GET
def basis(request, pk):
    """The rule, its source, the facts that went in and the days that came out."""
    viewer = request.viewer
    duty = get_object_or_404(queries.of(viewer), pk=pk)
    parties = [party for party in (duty.holder, duty.doer) if party]
    names = shown(parties, to=viewer)
    school = duty.facts.get("school")
    known = {"school": shown([school], to=viewer).get(school, "")} if school else {}
    context = {
        **duty_basis.context(duty, known, viewer.language),
        "said": rulebook.said(duty, viewer.language, face="partner", on=viewer.on),
        "parties": {party.pk: names[party.pk] or party.code for party in parties},
    }
    return render(request, "partner/basis.html", context)
