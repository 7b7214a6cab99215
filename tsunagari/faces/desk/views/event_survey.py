"""アンケート（事務局） — its questions, its results, the sheet of paper, and typing one in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import pdf
from tsunagari.base.languages import CODES, LANGUAGES, SOURCE
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.after_forms import AskForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.after_forms import SayForm
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.community.afterwards import queries, report
from tsunagari.programmes.community.afterwards.actions import asking
from tsunagari.programmes.community.afterwards.models import Sheet, Survey
from tsunagari.programmes.community.afterwards.rules.results import LEAST
from tsunagari.programmes.community.events.models import Event

QUIET = 4


def survey_of(event: Event) -> Survey:
    """The questions of an event, or nothing to find."""
    survey = queries.survey_of(event)
    if survey is None:
        raise Http404
    survey.event = event
    return survey


def show(request, code):
    """結果 — every answer for the office; what others may read is in the report."""
    event = own(request, code)
    survey = queries.survey_of(event)
    context = {"event": event, "title": shared.title(event), "survey": survey, "least": LEAST}
    if survey is None:
        return render(request, "desk/events/survey.html", context)
    survey.event = event
    whole = queries.office(request.viewer)
    address = request.build_absolute_uri(reverse("portal:event_say", args=[event.code]))
    many, there = survey.sheets.count(), queries.came(event)
    context |= {
        "results": report.lines(event, request.viewer.language, whole=whole),
        "many": many,
        "there": there,
        "rate": round(100 * many / there) if 0 < many <= there else None,
        "too_many": many > there,
        "ways": [(_(Sheet.By(way).label), n) for way, n in queries.ways(survey).items()],
        "open": queries.is_open(survey, timezone.now()),
        "invited": queries.invited(event),
        "address": address,
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
        **_device(request, survey),
        "languages": LANGUAGES,
    }
    return render(request, "desk/events/survey.html", context)


def _device(request, survey) -> dict:
    """会場の端末 — its address and code, while it is open."""
    if not survey.device_key:
        return {}
    args = [survey.event.code, survey.device_key]
    here = request.build_absolute_uri(reverse("portal:event_say_here", args=args))
    return {"device_address": here, "device_qr": pdf.qr_svg(here, border=QUIET, fluid=True)}


def ask(request, code):
    """問いを選ぶ — one to six; those of last time are marked first."""
    event = own(request, code)
    before = queries.before(event)
    like = queries.survey_of(event) or (before and queries.survey_of(before))
    form = AskForm(request.POST or None, survey=like)
    if request.method == "POST" and form.is_valid():
        try:
            asking.ask(
                event,
                ready=form.ready_codes(),
                own=form.own(),
                days=form.cleaned_data["days"],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("アンケートの問いを決めました。"))
            return redirect("desk:event_survey", event.code)
    return _form_page(request, event, form, _("アンケートの問いを選ぶ"))


def _form_page(request, event: Event, form, title: str):
    context = {
        "form": form,
        "title": title,
        "lead": shared.title(event),
        "back": reverse("desk:event_survey", args=[event.code]),
    }
    return render(request, "desk/books/form.html", context, status=422 if form.errors else 200)


@require_POST
def invite(request, code):
    """メールで頼む — once, whoever came and has not answered, each in the own language."""
    event, viewer = own(request, code), request.viewer
    try:
        told = asking.invite(survey_of(event), by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        words = _("%(n)s件のメールを送ります。その人の言葉で届きます。")
        nobody = _("メールで頼める人は、もういません。ほかの人には、紙かリンクで頼んでください。")
        if told:
            messages.success(request, words % {"n": told})
        else:
            messages.warning(request, nobody)
    return redirect("desk:event_survey", event.code)


@require_POST
def shut_link(request, code):
    """みんなのリンクを閉じる・開ける."""
    event, viewer = own(request, code), request.viewer
    shut = request.POST.get("act") != "open"
    asking.shut_link(survey_of(event), shut=shut, by=viewer, on=viewer.on)
    messages.success(request, _("リンクを閉じました。") if shut else _("リンクを開けました。"))
    return redirect("desk:event_survey", event.code)


@require_POST
def device(request, code):
    """会場の端末で開く・閉じる — the address is for a device that stays at the exit."""
    event, viewer = own(request, code), request.viewer
    shut = request.POST.get("act") == "shut"
    asking.open_device(survey_of(event), shut=shut, by=viewer, on=viewer.on)
    words = _("会場の端末を閉じました。") if shut else _("会場の端末で開けます。")
    messages.success(request, words)
    return redirect("desk:event_survey", event.code)


def type_in(request, code):
    """紙を打ちこむ — one sheet after the other."""
    event = own(request, code)
    survey = survey_of(event)
    asked = queries.asked(queries.items(survey), request.viewer.language)
    form = SayForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            asking.type_in(survey, form.answers(), by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("1枚入れました。続けて次の紙を打ちこめます。"))
            return redirect("desk:new_event_sheet", event.code)
    return _form_page(request, event, form, _("紙のアンケートを打ちこむ"))


def printed(request, code):
    """印刷する紙 — in any language, with the code of the page for those with a phone."""
    event = own(request, code)
    survey = survey_of(event)
    language = request.GET.get("lang", SOURCE)
    language = language if language in CODES else SOURCE
    with translation.override(language):
        path = reverse("portal:event_say", args=[event.code])
        address = request.build_absolute_uri(path)
        context = {
            "event": event,
            "title": shared.title(event),
            "when": shared.when_words(event),
            "lang": language,
            "asked": queries.asked(queries.items(survey), language),
            "address": address,
            "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
        }
        return render(request, "desk/events/survey_print.html", context)
