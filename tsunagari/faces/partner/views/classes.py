"""学級と生徒 — classes, their timetable, their pupils, pairs kept apart."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.days import fiscal_year
from tsunagari.faces.partner.views.school import DAYS, own_school
from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import permitted, shown
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.schools import actions, queries


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
            year=fiscal_year(request.viewer.on),
            by=request.viewer,
            on=request.viewer.on,
        )
        messages.success(request, _("学級を登録しました。"))
        return redirect("partner:class", made.pk)
    return render(
        request,
        "partner/form.html",
        {
            "form": form,
            "title": _("学級を登録する"),
            "verb": _("登録する"),
            "back": "partner:classes",
        },
        status=422 if form.errors else 200,
    )


def show(request, pk):
    """The pupils of a class: number, display name, may they take part."""
    school_class = own_class(request, pk)
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
        },
    )


def timetable(request, pk):
    """Which subject in which period of which weekday."""
    school_class = own_class(request, pk)
    periods = queries.lesson_periods(school_class.school, on=request.viewer.on)
    weekdays = [day for day in DAYS if day[0] in school_class.school.weekdays]
    if request.method == "POST":
        typed = {
            (day, code): {
                "subject": request.POST.get(f"{day}-{code}", "").strip()[:60],
            }
            for day, _words in weekdays
            for code in periods
        }
        actions.set_timetable(school_class, typed, by=request.viewer, on=request.viewer.on)
        messages.success(request, _("時間割を保存しました。"))
        return redirect("partner:class", pk)
    lessons = {(lesson.weekday, lesson.period): lesson for lesson in school_class.lessons.all()}
    rows = [
        (code, [(f"{day}-{code}", lessons.get((day, code)), words) for day, words in weekdays])
        for code in periods
    ]
    return render(
        request,
        "partner/timetable.html",
        {"school_class": school_class, "rows": rows, "weekdays": weekdays},
    )


@require_POST
def keep_apart(request, pk):
    """Two pupils who never share a group, or may again; no reason is asked."""
    school_class = own_class(request, pk)
    pupils = {p.number: p for p in queries.pupils(school_class, on=request.viewer.on)}
    typed = [request.POST.get(side, "") for side in ("a", "b")]
    pair = [pupils.get(int(number)) if number.isdigit() else None for number in typed]
    if None in pair or pair[0] == pair[1]:
        messages.error(request, _("この学級の、ちがう2人の番号を入力してください。"))
    elif "remove" in request.POST:
        actions.let_together(*pair, by=request.viewer, on=request.viewer.on)
        messages.success(request, _("この2人は、同じグループになることがあります。"))
    else:
        actions.keep_apart(*pair, by=request.viewer, on=request.viewer.on)
        messages.success(request, _("この2人は、同じグループになりません。"))
    return redirect("partner:class", pk)
