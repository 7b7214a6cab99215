"""わたしの参加はどこに数えられるか — one answer for each report, no before yes, taken back with one press."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.faces.shared import events as shared
from tsunagari.kernel.consents import actions, purposes
from tsunagari.kernel.consents import queries as consents
from tsunagari.kernel.consents.models import Consent
from tsunagari.programmes.community.attendance import queries
from tsunagari.programmes.community.events import queries as events

LATEST = 30
# Somebody without a case has no plan and no company here.
ASKED = {"worker": purposes.COUNTED, "donor": (purposes.COUNT_FEDERATION,)}


def show(request):
    """Each report that asks me, what I said, and what I came to."""
    viewer = request.viewer
    said = consents.standing([viewer.party.pk], on=viewer.on)[viewer.party.pk]
    came = list(queries.attended(viewer.party)[:LATEST])
    titles = {one.pk: one for one in events.titled(queries.events_of(came))}
    context = {
        "asked": [
            purposes.words(code, viewer.language)
            | {"code": code, "yes": said.get((code, Consent.Side.CHILD))}
            for code in ASKED[viewer.kind]
        ],
        "came": [
            {"row": row, "title": shared.title(titles[row.meeting.session.event_id])}
            for row in came
        ],
    }
    return render(request, "mypage/counted.html", context)


@require_POST
def answer(request, purpose):
    """はい・取り消す — acts on the next request; a report that was closed keeps its numbers."""
    viewer = request.viewer
    if purpose not in ASKED[viewer.kind]:
        raise Http404
    person, now = viewer.party.person, timezone.now()
    mine = {"side": Consent.Side.CHILD, "channel": Consent.Channel.PAGE, "at": now}
    who = {"by": viewer, "on": viewer.on}
    if "yes" in request.POST:
        actions.answer(person, {purpose: True}, language=viewer.language, **mine, **who)
        messages.success(request, _("答えを保存しました。いつでも変えられます。"))
    else:
        actions.withdraw(person, purpose, **mine, **who)
        messages.success(request, _("取り消しました。すぐに効きます。"))
    return redirect("mypage:counted")
