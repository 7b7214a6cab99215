"""相談 — the advice desk: what waits, one consultation with its talk, and every act on it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import advice as rows
from tsunagari.faces.desk import advice_forms as asked
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.advice import actions, queries
from tsunagari.programmes.talent.advice.calendar_file import calendar_of
from tsunagari.programmes.talent.advice.models import Consultation, Message, Photo
from tsunagari.programmes.talent.advice.rules import languages, promise, states
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES, SUGGESTED
from tsunagari.programmes.talent.people import queries as people

SIZE = 50
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
        return actions.ask(**known, person=party.person if party else None, **_moment(request))
    except Refused as refused:
        put_on(form, refused)
        return None


def own(request, pk) -> Consultation:
    """A consultation that the viewer may open."""
    found = queries.of(request.viewer).select_related("deputy", "incident")
    return get_object_or_404(rows.with_categories(found), pk=pk)


def _moment(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def show(request, pk):
    """One consultation; opening it is a record."""
    return _page(request, own(request, pk), {})


def _page(request, row: Consultation, bound: dict, status: int = 200):
    actions.read(row, **_moment(request))
    context = rows.page_of(row, request.viewer)
    fresh = {name: verb.form(request, row, context) for name, verb in VERBS.items()}
    context["forms"] = {name.replace("-", "_"): form for name, form in (fresh | bound).items()}
    context["open"] = next(iter(bound), "").replace("-", "_")
    context["translating"] = bound.get("translate") or fresh["translate"]
    return render(request, "desk/advice/consultation.html", context, status=status)


def act(request, pk, verb):
    """One act of the desk; what was typed stays when it is refused, with every reason."""
    row, known = own(request, pk), VERBS.get(verb)
    if known is None:
        raise Http404
    if request.method != "POST":
        return redirect("desk:consultation", pk)
    context = rows.page_of(row, request.viewer) if verb in ("share", "hand-on") else {}
    form = known.form(request, row, context, request.POST)
    if form.is_valid():
        try:
            known.act(row, form, _moment(request))
        except Refused as refused:
            put_on(form, refused)
            _next_version(form, row)
        else:
            messages.success(request, known.done)
            return redirect("desk:consultation", pk)
    return _page(request, own(request, pk), {verb: form}, 422)


def _next_version(form, row: Consultation) -> None:
    """Whoever was slower sees what the faster one wrote; sending it once more means it."""
    if "seen" in form.fields:
        form.data = form.data.copy()
        now = Consultation.objects.values_list("version", flat=True).get(pk=row.pk)
        form.data[form.add_prefix("seen")] = now


# — the verbs —


@dataclass(frozen=True)
class Verb:
    """A form, what is done with it, and what is said afterwards."""

    form: Callable
    act: Callable
    done: str


def _plain(made: type[forms.Form], **first):
    """A form whose first values come from the consultation."""

    def build(request, row, context, data=None):
        initial = {name: value(row) for name, value in first.items()}
        return made(data, initial=initial, auto_id=f"{made.__name__}_%s")

    return build


def _own_language(row) -> str:
    return row.language if row.language != languages.OTHER else "ja-easy"


def _version(row) -> int:
    return row.version


def _codes(row) -> list[str]:
    kept = [one.code for one in row.categories.all()]
    return kept or [SUGGESTED[row.topic]]


def _follow_day(row):
    days = queries.figure("follow_up_days", row.waits_since)
    return promise.follow_on(timezone.localdate(), days=days)


def _hand_on_form(request, row, context, data=None):
    staff = roles.people_of(request.viewer.body, "staff", on=request.viewer.on)
    names = names_of(staff, request.viewer)
    return asked.HandOnForm(
        data, staff=staff, names=names, initial={"deputy": row.deputy_id}, auto_id="HandOn_%s"
    )


def _share_form(request, row, context, data=None):
    return asked.ShareForm(data, messages=rows.message_choices(context["talk"]), auto_id="Share_%s")


def _translate(row, form, moment):
    known = dict(form.cleaned_data)
    message = get_object_or_404(Message, pk=known.pop("message"), consultation=row)
    actions.translate(message, **known, **moment)


def _book(row, form, moment):
    known = {name: form.cleaned_data[name] for name in ("kind", "who", "language", "minutes")}
    place = form.cleaned_data["place"]
    actions.book(row, **known, place=place, starts_at=form.starts_at(), **moment)


def _settle(row, form, moment):
    booking = get_object_or_404(row.bookings, pk=form.cleaned_data["booking"])
    actions.settle_booking(booking, state=form.cleaned_data["state"], **moment)


def _seen(form) -> dict:
    return form.cleaned_data | {"seen": form.cleaned_data["seen"] or -1}


def _with_version(done: Callable) -> Callable:
    return lambda row, form, moment: done(row, **_seen(form), **moment)


def _with_words(done: Callable) -> Callable:
    return lambda row, form, moment: done(row, **form.cleaned_data, **moment)


VERBS = {
    "triage": Verb(
        _plain(
            asked.TriageForm,
            categories=_codes,
            language=lambda row: row.language,
            urgency=lambda row: row.urgency,
            seen=_version,
        ),
        _with_version(actions.triage),
        _("分類を保存しました。"),
    ),
    "answer": Verb(
        _plain(asked.AnswerForm, language=_own_language, way=lambda row: "answered", seen=_version),
        _with_version(actions.answer),
        _("返事をしました。本人に知らせました。"),
    ),
    "reach": Verb(
        _plain(asked.ReachForm), _with_words(actions.reach), _("話したことを記録しました。")
    ),
    "note": Verb(_plain(asked.NoteForm), _with_words(actions.note), _("メモを書きました。")),
    "translate": Verb(_plain(asked.TranslateForm), _translate, _("訳を保存しました。")),
    "hand-on": Verb(_hand_on_form, _with_words(actions.hand_on), _("引きつぎました。")),
    "follow-up": Verb(
        _plain(asked.FollowForm, day=_follow_day),
        _with_words(actions.plan_follow_up),
        _("その日に、今日のやることに出ます。"),
    ),
    "book": Verb(_plain(asked.BookForm, language=_own_language), _book, _("予約を書きました。")),
    "settle": Verb(_plain(asked.SettleForm), _settle, _("予約を変えました。")),
    "share": Verb(
        _share_form,
        lambda row, form, moment: actions.ask_to_share(
            row,
            to=form.cleaned_data["to"],
            messages=[int(pk) for pk in form.cleaned_data["messages"]],
            **moment,
        ),
        _("本人のページで、見せてよいかを聞きます。返事があるまで、何も見えません。"),
    ),
    "report": Verb(
        _plain(asked.ReportForm),
        _with_words(actions.report),
        _("助けを求める知らせを作りました。相談のことばは写していません。"),
    ),
    "close": Verb(
        _plain(asked.CloseForm, seen=_version),
        _with_version(actions.close),
        _("相談を終えました。"),
    ),
    "reopen": Verb(
        _plain(forms.Form),
        lambda row, form, moment: actions.reopen(row, **moment),
        _("もう一度ひらきました。"),
    ),
}


# — files —


def photo(request, pk, number):
    """A photo of a consultation that the viewer may open."""
    row = own(request, pk)
    found = Photo.objects.filter(pk=number, message__consultation=row)
    one = get_object_or_404(found.select_related("paper__blob"))
    actions.read(row, **_moment(request))
    blob = one.paper.blob
    response = HttpResponse(papers.read(blob), content_type=blob.type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def booking_file(request, pk, number):
    """予約（.ics） — when and where, and nothing of what it is about."""
    booking = get_object_or_404(own(request, pk).bookings, pk=number)
    data = calendar_of(booking, at=timezone.now())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tsunagari-{booking.pk}.ics"'
    return response
