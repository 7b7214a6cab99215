"""学校 — what each school still lacks, registering one, and acting in its place."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import lines, place_words
from tsunagari.faces.shared.forms import KanaField, TidyField
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import registry
from tsunagari.programmes.exchange.schools import queries
from tsunagari.programmes.exchange.schools.actions import setup as actions

SIZE = 50
# In the order in which a school is set up; each is a column of queries.readiness.
PARTS = {
    "teachers": _("先生"),
    "bells": _("時程"),
    "terms": _("学期"),
    "pupils": _("名簿"),
    "timetable": _("時間割"),
    "approvals": _("承認"),
    "memorandum": _("覚書"),
}
COUNTRIES = [
    ("JP", _("日本")),
    ("PH", _("フィリピン")),
    ("VN", _("ベトナム")),
    ("ID", _("インドネシア")),
]
ZONES = {"JP": "Asia/Tokyo", "PH": "Asia/Manila", "VN": "Asia/Ho_Chi_Minh", "ID": "Asia/Jakarta"}


def listed(request):
    """Schools by reading, each with what is missing before its first session."""
    page = parties.in_order(parties.bodies, "school", after=request.GET.get("after", ""), size=SIZE)
    ready = queries.readiness([party.pk for party in page.rows], on=request.viewer.on)
    rows = [
        {
            "party": party,
            "line": line,
            "place": place_words(party.organisation),
            "missing": [words for part, words in PARTS.items() if not ready[party.pk][part]],
        }
        for party, line in zip(page.rows, lines(page.rows, request.viewer), strict=True)
        if party.pk in ready
    ]
    return render(request, "desk/schools.html", {"rows": rows, "page": page, "parts": PARTS})


class SchoolForm(forms.Form):
    name = TidyField(label=_("学校の名前"), max_length=200)
    kana = KanaField(label=_("よみ（かな）"), max_length=200, required=False)
    latin = TidyField(label=_("英語の名前"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("国"), choices=COUNTRIES)
    municipality = TidyField(
        label=_("市町村"), max_length=80, required=False, help_text=_("例：流山市、Las Piñas")
    )
    zone = TidyField(
        label=_("時間帯"),
        required=False,
        max_length=40,
        help_text=_("空けておくと、国の首都の時間帯になります。バリは Asia/Makassar です。"),
    )
    lines = forms.IntegerField(
        label=_("同時に使える部屋・回線の数"), min_value=1, max_value=50, initial=1
    )

    def facts(self) -> dict:
        """What the form says, with the country's zone where none was typed."""
        typed = self.cleaned_data
        return typed | {"zone": typed["zone"] or ZONES[typed["country"]]}


def new(request):
    """Register a school; what it needs next is on its own pages."""
    form = SchoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            school = actions.add_school(
                by=request.viewer,
                on=request.viewer.on,
                different=bool(request.POST.get("different")),
                **form.facts(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            said = _t(
                "「%(name)s」を登録しました。次は、先生を迎えるか、代わりに入って用意します。"
            )
            messages.success(request, said % {"name": school.organisation.title})
            return redirect("desk:schools")
    alike = parties.named_alike(form.data.get("name", "")) if form.errors else []
    context = {"form": form, "alike": lines(alike, request.viewer)}
    return render(request, "desk/new_school.html", context, status=422 if form.errors else 200)


@require_POST
def act_for(request, code):
    """Enter a school's own pages in its place; every act there names both."""
    school = get_object_or_404(queries.everything(), organisation__party__code=code)
    registry.note_acting(school.organisation, by=request.viewer, on=request.viewer.on)
    request.session["acting_for"] = school.pk
    return redirect("partner:home")
