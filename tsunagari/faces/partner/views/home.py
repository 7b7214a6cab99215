"""はじめに — what waits for this school: answers, today's session, reflections, consents."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import LANGUAGES
from tsunagari.faces.partner.bodies import kind_of
from tsunagari.faces.partner.views import talent_home
from tsunagari.faces.shared import payee
from tsunagari.faces.shared.sessions import session_view
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.notices import actions as notice_actions
from tsunagari.kernel.notices import queries as notice_queries
from tsunagari.kernel.parties import changes
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.schools import queries as schools

SHOWN, MOST = 20, 10


def show(request):
    """Today's session first, then what waits for an answer, then what comes."""
    if kind_of(request.viewer.own_body) in talent_home.KINDS:
        return talent_home.show(request)
    now, viewer = timezone.now(), request.viewer
    ahead = queries.of(viewer).filter(ends_at__gte=now)
    waiting = ahead.filter(state="proposed").exclude(proposed_by=viewer.own_body)[:SHOWN]
    fixed = ahead.filter(state__in=("accepted", "open"))[:5]
    return render(
        request,
        "partner/home.html",
        {
            "school": schools.of(viewer),
            "waiting": [session_view(row, viewer) for row in waiting],
            "coming": [session_view(row, viewer) for row in fixed],
            "duties": _duties(viewer, {reverse("partner:session", args=[r.pk]) for r in waiting}),
            "incidents": queries.incidents_of(viewer).exclude(state="closed").count(),
        },
    )


def _duties(viewer, shown: set[str]) -> list[tuple]:
    """(duty, of which exchange), without those that stand above as proposals to answer."""
    names = {str(pk): name for pk, name in queries.exchanges_of(viewer).values_list("pk", "name")}
    rows = duties.of_body(viewer.own_body.party, on=viewer.on, limit=MOST + len(shown))
    left = [row for row in rows if row.href not in shown][:MOST]
    return [(row, names.get(row.about_key, "") if len(names) > 1 else "") for row in left]


@require_POST
def choose_role(request):
    """Another of the person's own roles."""
    chosen = request.POST.get("role", "")
    if chosen in {str(role.pk) for role in request.roles}:
        request.session["role"] = int(chosen)
    return redirect("partner:home")


@require_POST
def leave(request):
    """Staff stop acting for a body."""
    request.session.pop("acting_for", None)
    return redirect("desk:schools")


def notices(request):
    """What this person was told; opening the page reads it."""
    rows = notice_queries.recent(request.viewer.party, 50)
    context = {"rows": rows, "frame": "tn/partner.html", "how_url": reverse("partner:told_by")}
    page = render(request, "shared/notices.html", context)
    notice_actions.mark_read(request.viewer.party, at=timezone.now())
    return page


class SettingsForm(forms.Form):
    language = forms.ChoiceField(label=_("ふだんの言語"), choices=LANGUAGES)
    keys_on = forms.BooleanField(label=_("キーボードの近道（J・K など）を使う"), required=False)


def account(request):
    """受取口座 — on which the body is paid: masked, and its own to change."""
    return payee.page(
        request, request.viewer.own_body.party, "partner", reverse("partner:settings")
    )


def settings(request):
    """Language and keyboard shortcuts of this person."""
    party, login = request.viewer.party, request.user
    form = SettingsForm(
        request.POST or None, initial={"language": party.language, "keys_on": login.keys_on}
    )
    if request.method == "POST" and form.is_valid():
        changes.prefer(login, **form.cleaned_data)
        messages.success(request, _("設定を保存しました。"))
        return redirect("partner:settings")
    return render(
        request,
        "partner/form.html",
        {"form": form, "title": _("自分の設定"), "verb": _("保存する"), "back": "partner:home"}
        | {"account_url": reverse("partner:account")},
        status=422 if form.errors else 200,
    )
