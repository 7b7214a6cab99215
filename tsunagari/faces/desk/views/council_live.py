"""会議を進める — presence, quorum, items, recusals and ballots, press by press."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.council_forms import CancelForm, DecideForm, ItemForm, RecuseForm
from tsunagari.faces.desk.views.guide import states_of
from tsunagari.faces.shared import council as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.calls import queries as calls
from tsunagari.governance.fund.calls.models import Application
from tsunagari.governance.fund.council import queries, said
from tsunagari.governance.fund.council.actions import ballots, items, meetings
from tsunagari.governance.fund.council.interests import REASONS
from tsunagari.governance.fund.council.models import Attendance, Ballot, Choice, Item, Meeting
from tsunagari.governance.fund.council.rules import quorum
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.reviews import queries as reviews


def _by(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def _meeting(request, pk) -> Meeting:
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def _item(request, pk) -> Item:
    """An item; who of the office is too near to its application leaves it to somebody else."""
    rows = Item.objects.select_related(
        "meeting__council__body__party",
        "meeting__gathering",
        "meeting__articles",
        "entry__call",
        "decision__board",
    ).prefetch_related("recusals", "ballots__voters")
    found = get_object_or_404(rows.filter(meeting__in=queries.of(request.viewer)), pk=pk)
    if queries.closed_to(request.viewer, [found]):
        raise Http404
    return found


def meeting(request, pk):
    """The whole meeting on one page: who is there, what is on, what comes next."""
    one = _meeting(request, pk)
    terms = queries.terms_on(one.council, queries.day_of(one))
    names = shown([term.party_id for term in terms], to=request.viewer)
    present, now = queries.presences(one), queries.here(one)
    room = quorum.Room(len(terms), 0, len(now))
    answer = quorum.decide(room, queries.terms_of(Item(meeting=one)))
    newest = queries.newest_minutes(one)
    context = shared.meeting_row(one) | {
        "items": shared.agenda(one, request.viewer),
        "people": [_person(term, names, present.get(term.party_id)) for term in terms],
        "channels": [(code, _(words)) for code, words in Attendance.Channel.choices],
        "room": room,
        "answer": answer,
        "minutes": newest,
        "running": one.state in queries.UNDER_WAY,
        "boards": _boards(one, request.viewer),
        "languages": states_of(one),
    }
    return render(request, "desk/council/meeting.html", context)


def _person(term, names, presence) -> dict:
    return {
        "party": term.party_id,
        "name": names[term.party_id],
        "seat": _(term.get_seat_display()),
        "category": _(term.get_category_display()),
        "here": bool(presence and presence.here),
        "channel": presence.channel if presence and presence.here else "",
        "at": presence.at if presence else None,
    }


def _boards(one: Meeting, viewer) -> list[dict]:
    """Decisions with the board's word, or waiting for it."""
    found = one.decisions.select_related("item", "board", "meeting__articles").order_by("pk")
    rows = list(found)
    closed = queries.closed_to(viewer, [row.item for row in rows])
    return [
        {
            "decision": row,
            "words": _(row.get_outcome_display()),
            "board": getattr(row, "board", None),
            "board_words": _(row.board.get_outcome_display()) if hasattr(row, "board") else "",
        }
        for row in rows
        if queries.needs_board(row) and row.item_id not in closed
    ]


# What is pressed on a meeting: (act, what is said afterwards).
MEETING_ACTS = {
    "quorum": (meetings.confirm_quorum, _("定足数を確認しました。")),
    "undo": (meetings.undo_quorum, _("確認を取り消しました。")),
    "open": (meetings.open, _("開会しました。")),
    "close": (meetings.close, _("閉会しました。議事録を書いてください。")),
}


@require_POST
def press(request, pk, act):
    """One step of the meeting."""
    one = _meeting(request, pk)
    if act not in MEETING_ACTS:
        raise Http404
    step, words = MEETING_ACTS[act]
    by = _by(request)
    if act == "undo":
        by.pop("at")
    _try(request, lambda: step(one, **by), _(words))
    return redirect("desk:council_meeting", pk)


def _try(request, act, words: str) -> bool:
    try:
        act()
    except Refused as refused:
        tell(request, refused)
        return False
    messages.success(request, words)
    return True


@require_POST
def attend(request, pk):
    """Somebody is there in the room, by video or by phone; or left."""
    one = _meeting(request, pk)
    party, channel = whole(request.POST.get("party", "")), request.POST.get("channel", "")
    here = channel in Attendance.Channel.values
    if party is None or not (here or channel == "left"):
        raise Http404
    more = {"here": here, "channel": channel if here else Attendance.Channel.ROOM}
    words = _("出席を記録しました。") if here else _("退席を記録しました。")
    _try(request, lambda: meetings.attend(one, party, **more, **_by(request)), words)
    return redirect("desk:council_meeting", pk)


def cancel(request, pk):
    """The meeting is not held."""
    one = _meeting(request, pk)
    if one.state not in (Meeting.State.CALLED, Meeting.State.QUORUM):
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.cancel(one, why=form.cleaned_data["why"], **_by(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("会議を中止し、委員に知らせました。"))
            return redirect("desk:council_meeting", pk)
    row = shared.meeting_row(one)
    context = {"form": form, "heading": _("会議を中止する"), "lead": row["title"]}
    context |= {"back_url": one.pk}
    return render(request, "desk/council/form.html", context, status=422 if form.errors else 200)


def new_item(request, pk):
    """One more item on the agenda."""
    one = _meeting(request, pk)
    entries = reviews.of(request.viewer, call__body=one.council_id, withdrawn_on=None)
    form = ItemForm(request.POST or None, entries=entries.order_by("-pk"))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["asked"] = asked = _asked(told["entry"])
        if told["motion"] == Item.Motion.FULL and told["yen"] is None:
            told["yen"] = asked
        try:
            made = meetings.add_item(one, by=request.viewer, on=request.viewer.on, **told)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("議題%(n)sを加えました。") % {"n": made.number})
            return redirect("desk:council_meeting", pk)
    row = shared.meeting_row(one)
    context = {"form": form, "heading": _("議題を加える"), "lead": row["title"]}
    context |= {"back_url": one.pk}
    return render(request, "desk/council/form.html", context, status=422 if form.errors else 200)


def _asked(entry) -> int | None:
    """The sum that was applied for, where the application stands with a call of the fund."""
    found = entry and Application.objects.filter(code=entry.code).first()
    return calls.asked_yen(found) or None if found else None


# — one item —


def item(request, pk):
    """One item: who is out of it, is there a quorum, the ballot, the decision."""
    one = _item(request, pk)
    form = _decide_form(request, one)
    if request.method == "POST" and form and form.is_valid():
        try:
            items.decide(one, **form.cleaned_data, **_by(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("決定を記録しました。"))
            return redirect("desk:council_meeting", one.meeting_id)
    context = _around(request, one) | {"form": form}
    status = 422 if form and form.errors else 200
    return render(request, "desk/council/item.html", context, status=status)


def _decide_form(request, one: Item) -> DecideForm | None:
    """The form of the decision, once there is something to decide."""
    ballot = one.ballot
    if one.state != Item.State.OPEN or one.kind == Item.Kind.REPORT:
        return None
    if ballot and ballot.state != "confirmed":
        return None
    carried = bool(ballot and ballot.outcome == quorum.CARRIED)
    return DecideForm(request.POST or None, item=one, carried=carried, initial=_first(request, one))


def _first(request, one: Item) -> dict:
    """Where recusals broke the quorum, the reason stands there already."""
    if one.ballot:
        return {}
    _room, answer = items.counted(one, on=request.viewer.on, at=timezone.now())
    if answer.outcome != quorum.REFERRED:
        return {}
    return {"outcome": "refer", "reasons": answer.reasons[0].words()}


def _around(request, one: Item) -> dict:
    """Everything that the page of an item says."""
    out = queries.out_of(one, on=request.viewer.on)
    members = queries.members_of(one.meeting)
    names = shown(members, to=request.viewer)
    room, answer = items.counted(one, on=request.viewer.on, at=timezone.now())
    choices = [(str(pk), names[pk]) for pk in members if pk not in out]
    return shared.item_row(one, shared.applications([one])) | {
        "meeting": shared.meeting_row(one.meeting),
        "out": [(names[pk], _(REASONS.get(why, why))) for pk, why in out.items()],
        "room": room,
        "answer": answer,
        "reasons": [reason.words() for reason in answer.reasons],
        "voters": _voters(one, names),
        "voices": [(code, _(words)) for code, words in Choice.choices],
        "recuse": RecuseForm(members=choices)
        if one.state in (Item.State.WAITING, Item.State.OPEN) and not one.ballot
        else None,
        "says": said.motion(one),
    }


def _voters(one: Item, names) -> list[dict]:
    """Who may vote and who did; of a roll call not yet what, of a secret ballot how many alone."""
    ballot = one.ballot
    rows = list(ballot.voters.all()) if ballot and not ballot.secret else []
    return [
        {"party": row.party_id, "name": names.get(row.party_id, ""), "voted": row.voted}
        for row in sorted(rows, key=lambda row: names.get(row.party_id, ""))
    ]


def _vote_open(one: Item, **by):
    ballots.open(one, **by)


def _vote_close(one: Item, **by) -> Ballot:
    """Closed and counted with one press: nobody sees the count before."""
    closed = ballots.close(one.ballot, **by)
    if closed.state == Ballot.State.ANNULLED:
        return closed
    return ballots.tally(closed, by=by["by"], on=by["on"])


def _vote_confirm(one: Item, **by) -> Ballot:
    return ballots.confirm(one.ballot, by=by["by"], on=by["on"])


ITEM_ACTS = {
    "begin": (items.open_item, _("審議を始めました。外れた委員は、退席してください。")),
    "heard": (items.heard, _("報告を終えました。")),
    "vote": (_vote_open, _("採決を始めました。")),
}
BALLOT_ACTS = {"count": _vote_close, "confirm": _vote_confirm}
# What is said of a ballot: how far the press brought it, which is not always as far as was asked.
BALLOT_WORDS = {
    Ballot.State.TALLIED: _("締め切って、数えました。"),
    Ballot.State.CONFIRMED: _("採決を確定しました。決定と理由を書いてください。"),
    Ballot.State.ANNULLED: _(
        "票が3票より少ないか、投票した委員に利益相反があったので、採決を無効にしました。もう一度採決してください。"
    ),
}


@require_POST
def press_item(request, pk, act):
    """One step of an item."""
    one = _item(request, pk)
    if act in BALLOT_ACTS and one.ballot:
        return _press_ballot(request, one, BALLOT_ACTS[act])
    if act not in ITEM_ACTS:
        raise Http404
    step, words = ITEM_ACTS[act]
    _try(request, lambda: step(one, **_by(request)), _(words))
    return redirect("desk:council_item", pk)


def _press_ballot(request, one: Item, step):
    try:
        ballot = step(one, **_by(request))
    except Refused as refused:
        tell(request, refused)
    else:
        say = messages.warning if ballot.state == Ballot.State.ANNULLED else messages.success
        say(request, _(BALLOT_WORDS[ballot.state]))
    return redirect("desk:council_item", one.pk)


@require_POST
def drop_item(request, pk):
    """An item is taken off the agenda while it waits."""
    one = _item(request, pk)
    by = {"by": request.viewer, "on": request.viewer.on}
    done = _try(request, lambda: meetings.drop_item(one, **by), _("議題を取り下げました。"))
    if done:
        return redirect("desk:council_meeting", one.meeting_id)
    return redirect("desk:council_item", pk)


@require_POST
def recuse(request, pk):
    """Somebody said in the room that they are too near: out of the item."""
    one = _item(request, pk)
    party = whole(request.POST.get("party", ""))
    if party is None:
        raise Http404
    told = {"reason": request.POST.get("reason", ""), "by": request.viewer, "on": request.viewer.on}
    _try(request, lambda: items.recuse(one, party, **told), _("議題から外しました。"))
    return redirect("desk:council_item", pk)


@require_POST
def aloud(request, pk):
    """A vote of a roll call that was said aloud, in the room or by phone."""
    one = _item(request, pk)
    party = whole(request.POST.get("party", ""))
    if party is None or not one.ballot:
        raise Http404
    choice = request.POST.get("choice", "")
    _try(
        request,
        lambda: ballots.call_out(one.ballot, party, choice, **_by(request)),
        _("票を記録しました。"),
    )
    return redirect("desk:council_item", pk)
