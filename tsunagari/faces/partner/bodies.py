"""団体の種類 — which pages a partner body has: a school, a company, a sending organisation, a training school."""

from django.http import Http404

from tsunagari.kernel.parties.models import Organisation

# A body of several kinds has the pages of the first that stands here.
KINDS = ("school", "company", "sending", "training")


def kind_of(body: Organisation) -> str:
    """What kind of partner a body is; "" has no pages of its own yet."""
    return next((kind for kind in KINDS if kind in body.kinds), "")


def own(request, *kinds: str) -> Organisation:
    """The viewer's own body when it is of one of these kinds; for others the page is not there."""
    body = request.viewer.own_body
    if not set(kinds) & set(body.kinds):
        raise Http404
    return body
