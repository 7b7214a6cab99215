"""団体の種類 — which pages a partner body has: a school, a company, a sending organisation, a training school."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from tsunagari.governance.fund.awards.models import Award
from tsunagari.governance.fund.calls.models import Application
from tsunagari.governance.fund.gifts.models import Donor
from tsunagari.kernel.parties.models import Organisation, Party

# A body of several kinds has the pages of the first that stands here.
KINDS = ("school", "company", "sending", "training")


def kind_of(body: Organisation) -> str:
    """What kind of partner a body is; "" has no pages of its own yet."""
    return next((kind for kind in KINDS if kind in body.kinds), "")


def in_fund(party: Party) -> bool:
    """True of a body that gave or promised to the fund, applied to it or was awarded; one query."""
    kept = party.same_as_id or party.pk
    rows = Party.objects.filter(Q(pk__in=[party.pk, kept]) | Q(same_as=kept))
    gave = Donor.objects.filter(party=OuterRef("pk"))
    applied = Application.objects.filter(applicant=OuterRef("pk"))
    awarded = Award.objects.filter(grantee=OuterRef("pk"))
    return rows.filter(Exists(gave) | Exists(applied) | Exists(awarded)).exists()


def own(request, *kinds: str) -> Organisation:
    """The viewer's own body when it is of one of these kinds; for others the page is not there."""
    body = request.viewer.own_body
    if not set(kinds) & set(body.kinds):
        raise Http404
    return body
