"""困ったとき — one page to ask for help; the office hears of it at once, the company never reads it."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage import work
from tsunagari.faces.mypage.views.work import calls_of
from tsunagari.faces.shared import consultations, read_names
from tsunagari.faces.shared.asking import HelpForm, WordsForm
from tsunagari.faces.shared.office import office_of
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.topics import DANGER, TOPICS, tiles
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.advice import queries

SHORT = 80  # of a message in a list to choose from


def ask(request):
    """Four topics, words, a photo; what I asked before, and what was answered."""
    topic = request.GET.get("topic", "")
    form = HelpForm(
        request.POST or None,
        request.FILES or None,
        initial={"topic": topic if topic in TOPICS else "", "part": "else"},
    )
    if request.method == "POST" and form.is_valid() and (asked := _asked(request, form)):
        messages.success(request, _("送りました。"))
        return redirect("mypage:work_answer", asked.code)
    context = {
        "form": form,
        "topic": topic,
        "danger": DANGER in (topic, request.POST.get("topic")),
        "topics": tiles("mypage:work_help"),
        "mine": consultations.listed(request.person),
        "answers": work.calls_told(request.person, 10),
        "office": office_of(request),
        "promise": consultations.promise_now(request.viewer.on, timezone.now()),
        **calls_of(request),
    }
    status = 422 if form.errors else 200
    return render(request, "mypage/work_help.html", context, status=status)


def _asked(request, form):
    """The consultation, or None when the form now says why not."""
    work.own_case(request)
    moment = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
    chosen, photos = form.cleaned_data, form.stored()
    if photos is None:
        return None
    try:
        with transaction.atomic():
            found = advice.ask(
                topic=chosen["topic"],
                words=form.said(),
                language=request.viewer.language,
                channel="page",
                person=request.person,
                photos=photos,
                **moment,
            )
            if chosen["kind"]:
                part = chosen["part"] or "else"
                advice.report(found, kind=chosen["kind"], part=part, **moment)
    except Refused as refused:
        form.put_on(refused)
        return None
    return found


def _mine(request, code):
    return get_object_or_404(queries.of_person(request.person), code=code)


def answer(request, code):
    """One of my consultations: what was said, what was promised; I can go on writing."""
    found = _mine(request, code)
    form = WordsForm(request.POST or None, request.FILES or None)
    form.fields["words"].label = _("書きたいこと")
    if request.method == "POST" and form.is_valid() and _said(request, found, form):
        messages.success(request, _("送りました。"))
        return redirect("mypage:work_answer", code)
    context = consultations.page_of(found) | {
        "form": form,
        "photo_url": "mypage:work_photo",
        **calls_of(request),
    }
    # Words about an employer are kept by no browser, not even by one's own.
    request.leaves_nothing = True
    status = 422 if form.errors else 200
    return render(request, "mypage/work_answer.html", context, status=status)


def _said(request, found, form) -> bool:
    photos = form.stored()
    if photos is None:
        return False
    try:
        advice.say(
            found,
            words=form.cleaned_data["words"],
            language=request.viewer.language,
            photos=photos,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        form.put_on(refused)
        return False
    return True


def _moment(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@require_POST
def judge(request, code):
    """解決した・していない — my own word."""
    solved = request.POST.get("solved") == "yes"
    advice.judge(_mine(request, code), solved=solved, **_moment(request))
    words = _("ありがとうございます。") if solved else _("分かりました。もう一度、事務局が見ます。")
    messages.success(request, words)
    return redirect("mypage:work_answer", code)


@require_POST
def withdraw(request, code):
    """取り下げる — without a reason; other bodies stop reading at once."""
    advice.withdraw(_mine(request, code), **_moment(request))
    messages.success(request, _("相談を取り下げました。"))
    return redirect("mypage:work_answer", code)


@require_POST
def agree(request, code, pk):
    """見せてよいか — yes or no to one office and those words, or to stop a yes."""
    found = get_object_or_404(_mine(request, code).hand_overs, pk=pk)
    said = request.POST.get("answer")
    try:
        if said == "stop":
            advice.stop_sharing(found, **_moment(request))
        else:
            advice.agree(found, yes=said == "yes", **_moment(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("答えを保存しました。"))
    return redirect("mypage:work_answer", code)


class ShowForm(forms.Form):
    """Which of my messages somebody around my case may read; nothing is ticked for me."""

    to = forms.ChoiceField(label=_l("だれに見せますか"), widget=forms.RadioSelect)
    words = forms.MultipleChoiceField(
        label=_l("どのことばを見せますか"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data, bodies, talk):
        super().__init__(data)
        self.bodies = {str(body.pk): body for _part, body in bodies}
        self.fields["to"].choices = [
            (key, read_names.body(body)) for key, body in self.bodies.items()
        ]
        self.fields["words"].choices = [(str(one.message.pk), _whole(one)) for one in talk]


def _whole(one: queries.Said) -> str:
    """What goes with a message when it is shown: its translations, and how many photos."""
    photos = f"{_('写真')} ×{len(one.photos)}" if one.photos else ""
    translations = [words[:SHORT] for _rendering, words in one.renderings]
    return " ／ ".join(filter(None, [one.words[:SHORT], *translations, photos]))


def show_to(request, code):
    """会社に見せる — my own press, the only way in which a company reads anything of this."""
    found = _mine(request, code)
    form = ShowForm(
        request.POST or None, work.parts_of(work.own_case(request)), queries.talk(found)
    )
    if request.method == "POST" and form.is_valid() and _shown_to(request, found, form):
        messages.success(request, _("答えを保存しました。"))
        return redirect("mypage:work_answer", code)
    context = {"form": form, "consultation": found, "topic": consultations.topic_of(found)}
    request.leaves_nothing = True
    status = 422 if form.errors else 200
    return render(request, "mypage/work_show_to.html", context, status=status)


def _shown_to(request, found, form) -> bool:
    chosen = form.cleaned_data
    try:
        advice.share(
            found,
            to=form.bodies[chosen["to"]],
            messages=[int(pk) for pk in chosen["words"]],
            **_moment(request),
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    return True


def photo(request, code, pk):
    """A photo of one of my consultations."""
    found = consultations.photo(_mine(request, code), pk)
    return kept(found.blob)
