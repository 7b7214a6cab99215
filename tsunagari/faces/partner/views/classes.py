"""学級と生徒 — classes, their timetable, their pupils, pairs kept apart."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.school import DAYS, own_school
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import permitted, shown
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.schools import actions, queries
from tsunagari.programmes.exchange.schools.rules.setup import class_year


def own_class(request, pk):
    """A class of the viewer's school; another school's class is not found."""
    return get_object_or_404(queries.classes(own_school(request)), pk=pk)


def listed(request):
    """The school's classes with the number of pupils."""
    school = own_school(request)
    return render(
        request,
        "partner/classes.html",
        {"school": school, "classes": queries.counted_classes(school, on=request.viewer.on)},
    )


class ClassForm(forms.Form):
    name = forms.CharField(
        label=_("学級の名前"), max_length=60, help_text=_("例：2年B組、Grade 8 – Rizal")
    )
    grade = forms.IntegerField(
        label=_("学年（通し）"),
        min_value=1,
        max_value=12,
        help_text=_("中学1年は 7、2年は 8、3年は 9 です。"),
    )


def new(request):
    """A new class, for those who do not import a roster."""
    school = own_school(request)
    form = ClassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_class(
            school,
            form.cleaned_data["name"],
            grade=form.cleaned_data["grade"],
            year=class_year(school.year_ends_on, request.viewer.on),
            by=request.viewer,
            on=request.viewer.on,
        )
        messages.success(request, _("学級を登録しました。"))
        return redirect("partner:class", made.pk)
    return _form(request, form, _("学級を登録する"), _("登録する"))


def settle(request, pk):
    """A class's name or grade corrected; one that was never used can go."""
    school_class = own_class(request, pk)
    form = ClassForm(
        request.POST or None, initial={"name": school_class.name, "grade": school_class.grade}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_class(
                school_class, **form.cleaned_data, by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("学級を直しました。"))
            return redirect("partner:class", pk)
    drop = {"address": reverse("partner:drop_class", args=[pk]), "words": _("この学級を消す")}
    return _form(request, form, _("学級を直す"), _("保存する"), drop=drop)


@require_POST
def drop(request, pk):
    """A class that nobody ever belonged to goes."""
    school_class = own_class(request, pk)
    try:
        actions.drop_class(school_class, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:class_settings", pk)
    messages.success(request, _("学級「%(name)s」を消しました。") % {"name": school_class.name})
    return redirect("partner:classes")


def _form(request, form, title, verb, **more):
    return render(
        request,
        "partner/form.html",
        {"form": form, "title": title, "verb": verb, "back": "partner:classes", **more},
        status=422 if form.errors else 200,
    )


def show(request, pk):
    """The pupils of a class: number, display name, may they take part."""
    return _page(request, own_class(request, pk))


def _page(request, school_class, *, typed=("", ""), fault=""):
    pupils = list(queries.pupils(school_class, on=request.viewer.on))
    keys = [pupil.pk for pupil in pupils]
    names = shown(keys, to=request.viewer)
    allowed = permitted(keys, TAKE_PART, on=request.viewer.on)
    rows = [
        {"pupil": pupil, "name": names[pupil.pk], "takes_part": pupil.pk in allowed}
        for pupil in pupils
    ]
    numbers = {pupil.pk: pupil.number for pupil in pupils}
    return render(
        request,
        "partner/class.html",
        {
            "school_class": school_class,
            "rows": rows,
            "taking_part": len(allowed),
            "apart": [(numbers[a], numbers[b], a, b) for a, b in queries.kept_apart(keys)],
            "pairings": class_exchange.pairings_of_class(request.viewer, school_class),
            "typed": typed,
            "fault": fault,
        },
        status=422 if fault else 200,
    )


def timetable(request, pk):
    """Which subject in which period of which weekday; teacher and room on request."""
    school_class = own_class(request, pk)
    school = school_class.school
    periods = queries.lesson_periods(school, on=request.viewer.on)
    weekdays = [day for day in DAYS if day[0] in school.weekdays]
    lessons = {(lesson.weekday, lesson.period): lesson for lesson in school_class.lessons.all()}
    if request.method == "POST":
        kept = {place: _said(lesson) for place, lesson in lessons.items()}
        typed = {
            (day, code): kept.get((day, code), {}) | _typed(request.POST, f"{day}-{code}")
            for day, _words in weekdays
            for code in periods
        }
        # Lessons of other bell schedules, or of a day that is no school day now, stay.
        places = {(day, code) for day, _words in weekdays for code in periods}
        typed |= {place: lesson for place, lesson in kept.items() if place not in places}
        try:
            actions.set_timetable(
                school_class,
                typed,
                seen=request.POST.get("seen"),
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            tell(request, refused)
            return redirect("partner:timetable", pk)
        messages.success(request, _("時間割を保存しました。"))
        return redirect("partner:class", pk)
    rows = [
        (code, [(f"{day}-{code}", lessons.get((day, code)), words) for day, words in weekdays])
        for code in periods
    ]
    subjects = {lesson.subject for lesson in lessons.values()} | set(school.exchange_subjects)
    more = "more" in request.GET or any(
        lesson.teacher or lesson.room for lesson in lessons.values()
    )
    return render(
        request,
        "partner/timetable.html",
        {
            "school_class": school_class,
            "rows": rows,
            "weekdays": weekdays,
            "subjects": sorted(subjects),
            "more": more,
            "seen": actions.timetable_print(school_class),
        },
    )


def _said(lesson) -> dict:
    return {"subject": lesson.subject, "teacher": lesson.teacher, "room": lesson.room}


def _typed(data, place: str) -> dict:
    """What the form says of one period; boxes that it does not show change nothing."""
    boxes = {"subject": place, "teacher": f"{place}-teacher", "room": f"{place}-room"}
    return {name: data[box].strip()[:60] for name, box in boxes.items() if box in data}


@require_POST
def keep_apart(request, pk):
    """Two pupils who never share a group, or may again; no reason is asked."""
    school_class = own_class(request, pk)
    pupils = {p.number: p for p in queries.pupils(school_class, on=request.viewer.on)}
    typed = [request.POST.get(side, "") for side in ("a", "b")]
    pair = [pupils.get(whole(number)) for number in typed]
    if None in pair or pair[0] == pair[1]:
        fault = _("この学級の、ちがう2人の番号を入力してください。")
        return _page(request, school_class, typed=typed, fault=fault)
    if "remove" in request.POST:
        actions.let_together(*pair, by=request.viewer, on=request.viewer.on)
        messages.success(request, _("この2人は、同じグループになることがあります。"))
    else:
        actions.keep_apart(*pair, by=request.viewer, on=request.viewer.on)
        messages.success(request, _("この2人は、同じグループになりません。"))
    return redirect("partner:class", pk)
