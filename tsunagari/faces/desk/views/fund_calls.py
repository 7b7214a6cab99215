"""公募（事務局） — calls on their way, what came in, and who may be judged."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.languages import gettext_noop
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.call_forms import CallForm, JudgeForm, ListForm
from tsunagari.faces.desk.views.guide import states_of
from tsunagari.faces.shared import applications as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import calls as actions
from tsunagari.governance.fund.calls.actions import judging
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.governance.fund.calls.rules import eligibility, steps
from tsunagari.governance.fund.council import queries as council
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import queries as reviews

DONE = (Call.State.AWARDED, Call.State.ARCHIVED)
# The one press that leads on from a state: its words, and what is said after it.
STEPS = {
    "draft": (
        "publish",
        gettext_noop("公募を始める"),
        gettext_noop("公募を始めました。公開のページに出ています。"),
    ),
    "published": (
        "close",
        gettext_noop("しめきる"),
        gettext_noop("公募をしめきりました。申請の要件を確かめてください。"),
    ),
    "closed": (
        "finish",
        gettext_noop("審査を終える"),
        gettext_noop("審査を終えました。決定を写せます。"),
    ),
    "reviewed": ("settle", gettext_noop("決定をそろえる"), gettext_noop("決定がそろいました。")),
    "awarded": ("archive", gettext_noop("しまう"), gettext_noop("公募をしまいました。")),
}
# What the council said, as an applicant reads it.
OUTCOMES = {"full": "awarded", "reduced": "awarded", "no": "declined", "defer": "deferred"}


def listed(request):
    """Calls, the newest first; those that are decided stand in a tab of their own."""
    done = request.GET.get("view") == "done"
    rows = queries.calls(request.viewer)
    rows = rows.filter(state__in=DONE) if done else rows.exclude(state__in=DONE)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": [{"call": one, "state": shared.call_said(one)} for one in page.rows],
        "done": done,
    }
    return render(request, "desk/calls/list.html", context)


def own(request, pk) -> Call:
    return get_object_or_404(queries.calls(request.viewer), pk=pk)


def new(request):
    """A call, as a draft."""
    on = request.viewer.on
    first = queries.councils(on).first()
    form = CallForm(request.POST or None, on=on, initial={"body": first.pk if first else None})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.set_up(
                data["fund"],
                body=data["body"],
                criteria=form.criteria(),
                by=request.viewer,
                on=on,
                **form.facts(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("公募の下書きを書きました。"))
            return redirect("desk:fund_call", made.pk)
    return _edit_page(request, form, _("公募を書く"), {"none": first is None})


def edit(request, pk):
    """While it is a draft."""
    call = own(request, pk)
    if call.state != Call.State.DRAFT:
        raise Http404
    form = CallForm(
        request.POST or None,
        on=request.viewer.on,
        criteria=call.review.criteria.all(),
        initial={**_facts(call), "body": call.review.body_id},
    )
    for name in ("fund", "body"):
        del form.fields[name]
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                call,
                criteria=form.criteria(),
                seen=form.cleaned_data["version"] or 0,
                by=request.viewer,
                on=request.viewer.on,
                **form.facts(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("公募を直しました。"))
            return redirect("desk:fund_call", pk)
    return _edit_page(request, form, _("公募を直す"), {"call": call})


def _facts(call: Call) -> dict:
    names = (
        *("title", "measure", "purpose", "eligibility", "procedure", "cost_rules", "version"),
        *("budget_yen", "most_yen", "from_day", "until_day", "deadline"),
    )
    return {name: getattr(call, name) for name in names} | {"share": call.share_words}


def _edit_page(request, form, title, more):
    status = 422 if form.errors else 200
    return render(
        request, "desk/calls/edit.html", {"form": form, "title": title} | more, status=status
    )


def show(request, pk):
    """One call: where it stands, the next press, and what came in."""
    call = own(request, pk)
    rows = queries.of(request.viewer, call=call)
    page = keyset.page(rows, ["pk"], after=request.GET.get("after", ""))
    sent = queries.latest_of(page.rows)
    act, words, _said = STEPS.get(call.state, ("", "", ""))
    context = {
        **shared.call_about(call),
        "languages": states_of(call),
        "state": shared.call_said(call),
        "page": page,
        "rows": [
            {"row": one, "state": shared.said(one), "sent": sent.get(one.pk)} for one in page.rows
        ],
        "drafts": call.applications.filter(state=Application.State.DRAFT).count(),
        "act": act if _ready(call) else "",
        "verb": _(words) if words else "",
        "list_form": ListForm() if _may_list(call) else None,
        "move_form": _move_form(call),
    }
    return render(request, "desk/calls/show.html", context)


def _ready(call: Call) -> bool:
    """True when the next step is a press; a call closes after its midnight, ends after its list."""
    if call.state == Call.State.PUBLISHED:
        return not steps.until_midnight(call.deadline, timezone.now())
    return call.state != Call.State.CLOSED or call.review.listed_on is not None


def _may_list(call: Call) -> bool:
    return call.state == Call.State.CLOSED and call.review.listed_on is None


def _move_form(call: Call) -> ListForm | None:
    """The closing day of the scores, while it may be moved."""
    review = call.review
    judged = call.state == Call.State.CLOSED and review.listed_on
    return ListForm(initial={"closes_on": review.closes_on}) if judged else None


@require_POST
def step(request, pk, act):
    """The next step of a call."""
    call = own(request, pk)
    known = {name: said for name, _words, said in STEPS.values()}
    if act not in known:
        raise Http404
    who = {"by": request.viewer, "on": request.viewer.on}
    if act == "close":
        who["at"] = timezone.now()
    try:
        getattr(actions, act)(call, seen=whole(request.POST.get("seen", "")) or 0, **who)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _(known[act]))
    return redirect("desk:fund_call", pk)


@require_POST
def show_list(request, pk):
    """一覧を評議員に出す — with the day until which they score."""
    call = own(request, pk)
    form = ListForm(request.POST)
    if not form.is_valid():
        for field in form:
            for words in field.errors:
                messages.error(request, words)
        return redirect("desk:fund_call", pk)
    try:
        messages.success(request, _list_or_move(request, call, form.cleaned_data["closes_on"]))
    except Refused as refused:
        tell(request, refused)
    return redirect("desk:fund_call", pk)


def _list_or_move(request, call: Call, closes_on) -> str:
    """Show the list, or move the closing day of a list that stands; what to say of it."""
    who = {"closes_on": closes_on, "by": request.viewer, "on": request.viewer.on}
    if "move" in request.POST:
        actions.move_closing(call, **who)
        return _("点数のしめきりを変えました。")
    made = actions.show_list(call, at=timezone.now(), **who)
    words = _("申請者の一覧を出しました（%(count)s件）。評議員が申告します。")
    return words % {"count": len(made)}


# — one application —


def _application(request, code) -> Application:
    return get_object_or_404(queries.of(request.viewer, code=code))


def application(request, code):
    """What was sent, what was found, and the look at it."""
    found = _application(request, code)
    sent = queries.latest(found)
    if sent is None:
        raise Http404
    viewer = request.viewer
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _judged(request, found, form):
        return redirect("desk:fund_call", found.call_id)
    entry = queries.entry_of(found)
    suggested = queries.found(found, on=viewer.on)
    context = {
        "application": found,
        "call": found.call,
        "state": shared.said(found),
        "sent": sent,
        "groups": _groups(sent),
        "found": [_(words) for code, words in eligibility.REASONS.items() if code in suggested],
        "judgements": _judgements(found, viewer),
        "form": form if _may_judge(found) else None,
        "entry": entry,
        "decision": _decision(found, entry),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/calls/application.html", context, status=status)


def _may_judge(found: Application) -> bool:
    judged = (Application.State.SENT, Application.State.ELIGIBLE, Application.State.REJECTED)
    return found.state in judged and found.call.review.listed_on is None


def _groups(sent) -> list[dict]:
    groups = shared.groups(sent.content)
    for group in groups:
        for one in group["files"]:
            one["href"] = f"files/{one['pk']}/"
    return groups


def _judgements(found: Application, viewer) -> list[dict]:
    rows = list(found.judgements.order_by("-pk"))
    names = shown([row.by_id for row in rows if row.by_id], to=viewer)
    known = {**eligibility.TO_MEND, **eligibility.REASONS}
    return [
        {
            "row": row,
            "outcome": _(row.get_outcome_display()),
            "reasons": [_(known[code]) for code in row.reasons if code in known],
            "who": names.get(row.by_id, ""),
        }
        for row in rows
    ]


def _judged(request, found: Application, form) -> bool:
    data = form.cleaned_data
    try:
        judging.judge(
            found,
            data["outcome"],
            reasons=form.chosen(),
            words=data["words"],
            fix_by=data["fix_by"],
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    messages.success(request, _("要件の確認を記録しました。"))
    return True


def _decision(found: Application, entry):
    """What stands of the council's decision and was not copied yet."""
    if entry is None or found.state not in (Application.State.ELIGIBLE, "deferred"):
        return None
    standing = council.decision_of(entry)
    ready = standing and standing.final and standing.outcome in OUTCOMES
    return standing if ready and found.call.state in ("reviewed", "awarded") else None


@require_POST
def decide(request, code):
    """決定を写す — as the council, or the board, said it."""
    found = _application(request, code)
    standing = _decision(found, queries.entry_of(found))
    if standing is None:
        raise Http404
    viewer = request.viewer
    try:
        judging.decide(
            found,
            OUTCOMES[standing.outcome],
            yen=standing.yen or 0,
            words=standing.reasons,
            by=viewer,
            on=viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("決定を写しました。申請者に知らせました。"))
    return redirect("desk:fund_application", code)


@require_POST
def register(request, code):
    """団体として登録する — a new body that can be paid."""
    found = _application(request, code)
    try:
        judging.register(found, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("団体として登録しました。"))
    return redirect("desk:fund_application", code)


def file(request, code, pk):
    """A file that was sent; looking at it is a record."""
    found = _application(request, code)
    sent = queries.latest(found)
    if sent is None or pk not in shared.sent_files(sent):
        raise Http404
    files = found.files.exclude(paper=None).select_related("paper__blob")
    attachment = get_object_or_404(files, pk=pk)
    viewer = request.viewer
    records.add(by=viewer, did="application.paper_read", about=found, on=viewer.on)
    return shared.file_answer(attachment)


def entries_of(request, call: Call):
    """審査の対象 — of a call, that this person of the office may open."""
    return reviews.of(request.viewer, call=call.review, withdrawn_on=None)
