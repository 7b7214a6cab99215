"""わたしの寄附のお知らせ — what a donor was told; the other pages are in `shared/gifts`."""

from django.shortcuts import render
from django.utils import timezone

from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices import queries

NOTICES = 20


def told(request):
    """What I was told; what was shown counts as read."""
    party = request.viewer.party
    page = queries.listed(party, after=request.GET.get("after", ""), size=NOTICES)
    response = render(request, "mypage/gift_notices.html", {"rows": page.rows, "page": page})
    if fresh := [row.pk for row in page.rows if row.unread]:
        notices.mark_read(party, at=timezone.now(), notices=fresh)
    return response
