"""相談の手 — every act of the advice desk: its form, what is done with it, what is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import SOURCE
from tsunagari.faces.desk import advice as rows
from tsunagari.faces.desk import advice_forms as asked
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.advice import actions, queries
from tsunagari.programmes.talent.advice.models import Message
from tsunagari.programmes.talent.advice.rules import languages, promise
from tsunagari.programmes.talent.advice.rules.categories import SUGGESTED
from tsunagari.programmes.talent.guide import actions as guide
from tsunagari.programmes.talent.guide import queries as answers


def moment_of(request) -> dict:
    """Who acts, on which day, when."""
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@dataclass(frozen=True)
class Verb:
    """A form, what is done with it, and what is said afterwards."""

    form: Callable
    act: Callable
    done: str
    reads: bool = False  # its form is made from what was said


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


def _answer_form(request, row, context, data=None):
    """The answer; a saved one that was chosen stands in it, to be read before it is sent."""
    chosen = whole(request.GET.get("saved", ""))
    saved = next((one for one in answers.saved(language=row.language) if one.pk == chosen), None)
    first = {"language": _own_language(row), "way": "answered", "seen": row.version}
    if saved:
        first |= {"words": saved.words, "language": saved.language}
    return asked.AnswerForm(data, initial=first, auto_id="AnswerForm_%s")


def _public_form(request, row, context, data=None):
    """What was asked first and answered last; in Japanese where both were translated."""
    first = {"category": _codes(row)[0]}
    talk = [one["said"] for one in context["talk"]]
    question = next((one for one in talk if one.message.side == "person"), None)
    answer = next((one for one in reversed(talk) if one.message.side == "office"), None)
    if question and answer:
        both = [_in_japanese(question), _in_japanese(answer)]
        language = SOURCE if all(both) else answer.message.language
        said = both if all(both) else [question.words, answer.words]
        first |= {"question": said[0], "answer": said[1], "language": language}
    return asked.PublicForm(data, initial=first, auto_id="Public_%s")


def _in_japanese(one: queries.Said) -> str:
    if one.message.language == SOURCE:
        return one.words
    return next((text for made, text in one.renderings if made.language == SOURCE), "")


def _to_public(row, form, moment) -> str:
    """A draft of a public answer, with what is left after the reader's own strokes; where it is."""
    known = form.cleaned_data
    draft = guide.draft_from(**known, by=moment["by"], on=moment["on"], consultation=row)
    return reverse("desk:answer", args=[draft.pk])


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


def _share(row, form, moment):
    chosen = [int(pk) for pk in form.cleaned_data["messages"]]
    actions.ask_to_share(row, to=form.cleaned_data["to"], messages=chosen, **moment)


def _seen(form) -> dict:
    return form.cleaned_data | {"seen": form.cleaned_data["seen"] or -1}


def _with_version(done: Callable) -> Callable:
    return lambda row, form, moment: _nowhere(done(row, **_seen(form), **moment))


def _with_words(done: Callable) -> Callable:
    return lambda row, form, moment: _nowhere(done(row, **form.cleaned_data, **moment))


def _nowhere(_done) -> str:
    """Back to the page of the consultation."""
    return ""


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
        _answer_form,
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
        _share,
        _("本人のページで、見せてよいかを聞きます。返事があるまで、何も見えません。"),
        reads=True,
    ),
    "report": Verb(
        _plain(asked.ReportForm),
        _with_words(actions.report),
        _("助けを求める知らせを作りました。相談のことばは写していません。"),
    ),
    "public": Verb(
        _public_form,
        _to_public,
        _("公開の答えの下書きを作りました。個人のことが残っていないか、確かめてください。"),
        reads=True,
    ),
    "close": Verb(
        _plain(asked.CloseForm, seen=_version),
        _with_version(actions.close),
        _("相談を終えました。"),
    ),
    "reopen": Verb(
        _plain(forms.Form),
        _with_words(actions.reopen),
        _("もう一度ひらきました。"),
    ),
}
