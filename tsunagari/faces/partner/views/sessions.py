"""授業 — finding a time, proposing, answering, moving to the reserve."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.languages import LANGUAGES, gettext, state_in, written_in
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.sessions import session_view
from tsunagari.faces.shared.slots import slots_page
from tsunagari.faces.shared.tell import tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.records import queries as history
from tsunagari.kernel.records import words
from tsunagari.kernel.texts.rules import states
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.actions import sessions as actions
from tsunagari.programmes.exchange.class_exchange.calendar_file import calendar_of


def own_session(request, pk):
    """A session of the viewer's own school; others are not found."""
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def listed(request):
    """All sessions ahead, or the past ones."""
    past = request.GET.get("view") == "past"
    asked = queries.past_of if past else queries.ahead_of
    page = keyset.page(
        asked(request.viewer, now=timezone.now()),
        ["-starts_at", "-pk"] if past else ["starts_at", "pk"],
        after=request.GET.get("after", ""),
    )
    return render(
        request,
        "partner/sessions.html",
        {
            "rows": [session_view(row, request.viewer) for row in page.rows],
            "page": page,
            "past": past,
            "pairings": [] if past else queries.pairings_of(request.viewer),
        },
    )


def calendar_file(request):
    """The fixed sessions as a calendar file (.ics), times in UTC."""
    rows = queries.of(request.viewer).filter(state__in=("accepted", "open", "closed"))
    response = HttpResponse(
        calendar_of([session_view(row, request.viewer) for row in rows[:200]]),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="tsunagari.ics"'
    return response


def slots(request, pk):
    """Every shared window of a pair of classes; when there is none, why, and what would help."""
    pairing = get_object_or_404(queries.pairings_of(request.viewer), pk=pk)
    own_is_b = pairing.exchange.b_id == request.viewer.own_body.pk
    page = slots_page(request, pairing, own_is_b=own_is_b, changing=_changing(request, pairing))
    return render(
        request, "shared/slots.html", page | {"frame": "tn/partner.html", "may_propose": True}
    )


def _changing(request, pairing):
    """The session for which another time is looked for, if any."""
    pk = whole(request.GET.get("change", ""))
    return queries.of(request.viewer).filter(pairing=pairing, pk=pk, state="proposed").first()


@require_POST
def propose(request, pk):
    """Propose a window (with its reserve) to the other school."""
    pairing = get_object_or_404(queries.pairings_of(request.viewer), pk=pk)
    now = timezone.now()
    try:
        window, reserve = planning.chosen(pairing, request.POST.get("window", ""), now=now)
        session = actions.propose(
            pairing,
            window,
            reserve=reserve,
            by=request.viewer,
            on=request.viewer.on,
            at=now,
            said=request.POST.get("said", "")[:500],
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:slots", pk)
    messages.success(request, _("相手の学校に提案しました。返事が来たら、お知らせします。"))
    return redirect("partner:session", session.pk)


def show(request, pk):
    """One session: what is next, who answered, groups, papers, history."""
    session = own_session(request, pk)
    viewer = request.viewer
    return render(
        request,
        "partner/session.html",
        {
            "row": session_view(session, viewer),
            "session": session,
            "own_turn": session.state == "proposed"
            and session.proposed_by_id != viewer.own_body.pk,
            "seated": session.seats.exists(),
            "not_yet": actions.why_not_confirm(session, now=timezone.now())
            if session.state == "proposed"
            else [],
            "task": TaskForm.texts(session),
            "task_states": TaskForm.states(session),
            "withdrawn": queries.seats_without_consent(session, on=viewer.on),
            "history": [
                {"at": record.at, "words": words.sentence(record), "body": record.on_behalf}
                for record in reversed(history.history(session))
            ],
        },
    )


@require_POST
def propose_planned(request, pk):
    """Send a session of the federation's plan to the other school."""
    return _answer(
        request,
        pk,
        lambda session: actions.propose_planned(session, **_who(request)),
        _("相手の学校に提案しました。返事が来たら、お知らせします。"),
    )


def _answer(request, pk, act, said):
    """Run one answer; who comes second is told what the first one did."""
    session = own_session(request, pk)
    try:
        act(session)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said)
    return redirect("partner:session", pk)


def _seen(request) -> int:
    typed = whole(request.POST.get("version", ""))
    return -1 if typed is None else typed


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@require_POST
def accept(request, pk):
    """Accept a proposal as it stood on the screen."""
    return _answer(
        request,
        pk,
        lambda session: actions.accept(session, seen=_seen(request), **_who(request)),
        _("日時が決まりました。両方の学校に知らせました。"),
    )


@require_POST
def change(request, pk):
    """Answer with another window."""
    session = own_session(request, pk)

    def act(found):
        window, reserve = planning.chosen(
            session.pairing, request.POST.get("window", ""), now=timezone.now(), leaving=session
        )
        actions.change(
            found,
            window,
            reserve=reserve,
            seen=_seen(request),
            said=request.POST.get("said", "")[:500],
            **_who(request),
        )

    return _answer(request, pk, act, _("別の日時を提案しました。相手の返事を待ちます。"))


@require_POST
def decline(request, pk):
    """Decline with a reason."""
    return _answer(
        request,
        pk,
        lambda session: actions.decline(
            session, seen=_seen(request), said=request.POST.get("said", "")[:500], **_who(request)
        ),
        _("提案を見送りました。理由を相手に伝えました。"),
    )


@require_POST
def cancel(request, pk):
    """Cancel a session; both sides are told."""
    return _answer(
        request,
        pk,
        lambda session: actions.cancel(
            session,
            said=request.POST.get("said", "")[:500],
            seen=_seen(request),
            **_who(request),
        ),
        _("授業を中止にしました。両方の学校に知らせました。"),
    )


@require_POST
def move(request, pk):
    """One press: to the reserve."""
    return _answer(
        request,
        pk,
        lambda session: actions.move_to_reserve(
            session,
            said=request.POST.get("said", "")[:500],
            seen=_seen(request),
            **_who(request),
        ),
        _("予備日に移しました。両方の学校に、それぞれの時刻で知らせました。"),
    )


NAMES = dict(LANGUAGES)
TASK_TONES = {states.CURRENT: "ok", states.OUTDATED: "warn", states.MISSING: "quiet"}


class TaskForm(forms.Form):
    """今日のめあて in several languages, and the rooms' links."""

    LANGUAGES = ("ja", "ja-easy", "en", "fil")

    ja = forms.CharField(
        label=_("今日のめあて（日本語）"), required=False, widget=forms.Textarea({"rows": 3})
    )
    ja_easy = forms.CharField(
        label=_("今日のめあて（やさしい日本語）"),
        required=False,
        help_text=_("ふりがなは {漢字|かんじ} と書きます。"),
        widget=forms.Textarea({"rows": 3}),
    )
    en = forms.CharField(
        label=_("今日のめあて（英語）"), required=False, widget=forms.Textarea({"rows": 3})
    )
    fil = forms.CharField(
        label=_("今日のめあて（フィリピノ語）"), required=False, widget=forms.Textarea({"rows": 3})
    )
    still_right = forms.BooleanField(
        label=_("変えなかった訳も、いまの日本語に合っている"),
        required=False,
        help_text=_(
            "日本語だけを変えると、ほかの言語は「古い」と出ます。合っていれば、ここに印をつけます。"
        ),
    )
    everybody = forms.URLField(
        label=_("全体の会議のリンク"), required=False, assume_scheme="https", max_length=500
    )
    rooms = forms.CharField(
        label=_("グループごとのリンク"),
        required=False,
        help_text=_("1行に1つ、グループ1から順に入れます。空の行は、全体のリンクを使います。"),
        widget=forms.Textarea({"rows": 6}),
    )

    @staticmethod
    def states(session) -> list[tuple[str, str, str, str]]:
        """(code, its name, tone, state) of every language but the source, once there is a task."""
        if not session.task:
            return []
        return [
            (code, NAMES[code], TASK_TONES[state], gettext(states.WORDS[state]))
            for code in TaskForm.LANGUAGES[1:]
            for state in [state_in(session.task, code)]
        ]

    @staticmethod
    def texts(session) -> dict:
        return {code: session.task.get(code, {}).get("text", "") for code in TaskForm.LANGUAGES}

    def clean_rooms(self):
        lines = [line.strip() for line in self.cleaned_data["rooms"].splitlines()]
        check = forms.URLField(assume_scheme="https", max_length=500)
        for number, line in enumerate(lines, 1):
            if line:
                try:
                    check.clean(line)
                except forms.ValidationError as fault:
                    raise forms.ValidationError(
                        _("%(n)s行目をリンク（https://…）にしてください。") % {"n": number}
                    ) from fault
        return lines

    def written(self, before: dict, by: str) -> dict:
        """{language: {"text", "of", "by"}}; `of` remembers the Japanese that was translated.

        Who presses 「訳は、いまの日本語に合っている」 has looked at those that stayed as they are.
        """
        data = {"ja": self.cleaned_data["ja"], "ja-easy": self.cleaned_data["ja_easy"]} | {
            code: self.cleaned_data[code] for code in ("en", "fil")
        }
        typed = {code: text.strip() for code, text in data.items()}
        looked = self.cleaned_data["still_right"]
        return written_in({} if looked else before, typed, by=by)

    def links(self) -> dict:
        links = {str(n): line for n, line in enumerate(self.cleaned_data["rooms"], 1) if line}
        return links | (
            {"all": self.cleaned_data["everybody"]} if self.cleaned_data["everybody"] else {}
        )


def task(request, pk):
    """Write the task of the day and the rooms' links."""
    session = own_session(request, pk)
    texts = TaskForm.texts(session)
    most = max([int(n) for n in session.rooms if n.isdigit()], default=0)
    form = TaskForm(
        request.POST or None,
        initial={code.replace("-", "_"): text for code, text in texts.items()}
        | {
            "everybody": session.rooms.get("all", ""),
            "rooms": "\n".join(session.rooms.get(str(n), "") for n in range(1, most + 1)),
        },
    )
    if request.method == "POST" and form.is_valid():
        actions.write_task(
            session,
            form.written(session.task, request.viewer.party.code),
            form.links(),
            **_who(request),
        )
        messages.success(request, _("めあてと部屋のリンクを保存しました。"))
        return redirect("partner:session", pk)
    return render(
        request,
        "partner/task.html",
        {"form": form, "session": session},
        status=422 if form.errors else 200,
    )
