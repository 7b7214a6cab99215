"""相談 — the advice desk: what waits, one consultation with its talk, and every act on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import advice as rows
from tsunagari.faces.desk import advice_forms as asked
from tsunagari.faces.desk.advice_acts import VERBS, moment_of
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.talent.advice import actions, queries
from tsunagari.programmes.talent.advice.calendar_file import calendar_of
from tsunagari.programmes.talent.advice.models import Consultation, Photo
from tsunagari.programmes.talent.advice.rules import states
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES
from tsunagari.programmes.talent.guide import queries as guide
from tsunagari.programmes.talent.guide.queries import Saved
from tsunagari.programmes.talent.people import queries as people

SIZE, FEW = 50, 5
STANDS = {
    "": _("待っている"),
    "talking": _("返事のあと"),
    "closed": _("終わった"),
    "all": _("すべて"),
}
WHOSE = {"": _("だれの担当でも"), "mine": _("わたしの担当"), "nobody": _("担当なし")}


def listed(request):
    """Consultations, the newest first: by state, category, language, whose they are, urgency."""
    names = ("q", "stands", "category", "language", "whose", "urgency")
    given = {name: request.GET.get(name, "") for name in names}
    found = _narrowed(queries.of(request.viewer), given, request.viewer)
    found = rows.with_categories(found)
    page = keyset.page(found, ["-pk"], after=request.GET.get("after", ""), size=SIZE)
    context = {
        "page": page,
        "rows": rows.lines(page.rows, request.viewer),
        "asked": given,
        "narrowed": any(given.values()),
        "stands": STANDS.items(),
        "whose": WHOSE.items(),
        "urgencies": Consultation.Urgency.choices,
        "categories": [(code, _now(words)) for code, words in CATEGORIES.items()],
        "languages": asked.language_choices(),
    }
    return render(request, "desk/advice/list.html", context)


def _narrowed(found, given, viewer):
    if given["q"]:
        cases = people.named(people.of(viewer), given["q"])
        found = found.filter(person__in=cases.values("person"))
    if given["stands"] != "all":
        ended = given["stands"] == "closed"
        waiting = states.WAITING if given["stands"] == "" else _after_an_answer()
        found = found.filter(state=states.CLOSED) if ended else found.filter(state__in=waiting)
    if given["category"] in CATEGORIES:
        found = found.filter(categories__code=given["category"])
    if given["language"]:
        found = found.filter(language=given["language"])
    if given["urgency"] in Consultation.Urgency.values:
        found = found.filter(urgency=given["urgency"])
    if given["whose"] == "mine":
        return found.filter(assignee=viewer.party.pk)
    return found.filter(assignee=None) if given["whose"] == "nobody" else found


def _after_an_answer() -> list[str]:
    return [*states.ANSWERS, states.FOLLOW_UP]


def new(request):
    """What somebody told at the counter or on the telephone."""
    form = asked.NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _taken_in(request, form)
        if made:
            messages.success(request, _("相談を受けました。"))
            return redirect("desk:consultation", made.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/advice/new.html", {"form": form}, status=status)


def _taken_in(request, form) -> Consultation | None:
    known = dict(form.cleaned_data)
    code = known.pop("code").strip().upper()
    party = Party.objects.filter(code=code, kind=Party.Kind.PERSON, person__minor=False).first()
    if code and party is None:
        form.add_error("code", _now("このコードの人がいません。人の画面で確かめてください。"))
        return None
    try:
        return actions.ask(**known, person=party.person if party else None, **moment_of(request))
    except Refused as refused:
        put_on(form, refused)
        return None


def own(request, pk) -> Consultation:
    """A consultation that the viewer may open."""
    found = queries.of(request.viewer).select_related("deputy", "incident")
    return get_object_or_404(rows.with_categories(found), pk=pk)


def show(request, pk):
    """One consultation; opening it is a record."""
    return _page(request, own(request, pk), {})


def _page(request, row: Consultation, bound: dict, status: int = 200):
    actions.read(row, **moment_of(request))
    context = rows.page_of(row, request.viewer)
    fresh = {name: verb.form(request, row, context) for name, verb in VERBS.items()}
    context["forms"] = {name.replace("-", "_"): form for name, form in (fresh | bound).items()}
    context["open"] = next(iter(bound), "").replace("-", "_")
    context["saved"] = _saved(row)
    return render(request, "desk/advice/consultation.html", context, status=status)


def _saved(row: Consultation) -> list[Saved]:
    """用意した答え — checked answers under the same subjects, in the person's language where current."""
    codes = [one.code for one in row.categories.all()]
    found = [one for code in codes for one in guide.saved(code, language=row.language, limit=FEW)]
    return list({one.pk: one for one in found}.values())


def act(request, pk, verb):
    """One act of the desk; what was typed stays when it is refused, with every reason."""
    row, known = own(request, pk), VERBS.get(verb)
    if known is None:
        raise Http404
    if request.method != "POST":
        return redirect("desk:consultation", pk)
    context = rows.page_of(row, request.viewer) if known.reads else {}
    form = known.form(request, row, context, request.POST)
    if form.is_valid():
        try:
            elsewhere = known.act(row, form, moment_of(request))
        except Refused as refused:
            put_on(form, refused)
            _next_version(form, row)
        else:
            messages.success(request, known.done)
            return redirect(elsewhere or reverse("desk:consultation", args=[pk]))
    return _page(request, own(request, pk), {verb: form}, 422)


def _next_version(form, row: Consultation) -> None:
    """Whoever was slower sees what the faster one wrote; sending it once more means it."""
    if "seen" in form.fields:
        form.data = form.data.copy()
        now = Consultation.objects.values_list("version", flat=True).get(pk=row.pk)
        form.data[form.add_prefix("seen")] = now


# — files —


def photo(request, pk, number):
    """A photo of a consultation that the viewer may open."""
    row = own(request, pk)
    found = Photo.objects.filter(pk=number, message__consultation=row)
    one = get_object_or_404(found.select_related("paper__blob"))
    actions.read(row, **moment_of(request))
    return kept(one.paper.blob)


def booking_file(request, pk, number):
    """予約（.ics） — when and where, and nothing of what it is about."""
    booking = get_object_or_404(own(request, pk).bookings, pk=number)
    data = calendar_of(booking, at=timezone.now())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tsunagari-{booking.pk}.ics"'
    return response
