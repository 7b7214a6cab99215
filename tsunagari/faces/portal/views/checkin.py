"""受付 — whoever holds the address of a door receives people, with or without a network.

The page itself names nobody and may be kept by the phone; names are in the list, which goes when
the day after the event is over or the door is closed. Without scripts the page asks the server.
"""

import json
from functools import wraps
from secrets import token_hex

from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagari.base import names
from tsunagari.base.readings import plain
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.shared import checkin as shared
from tsunagari.faces.shared import events, workers
from tsunagari.programmes.community.doors import queries, rules
from tsunagari.programmes.community.doors.actions import pressing
from tsunagari.programmes.community.doors.models import Door
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.models import Event

SHOWN = 30
# So many signs of a number find its booking.
PREFIX = 4
GONE = 410


def worker(request):
    """The script that shows a door's page again and sends what waits; it stands under /checkin/."""
    return workers.script("keeper.js", "store.js", "turns.js", "door-queue.js", "door-worker.js")


def _door(secret: str) -> Door:
    door = queries.by_secret(secret)
    if door is None:
        raise Http404
    return door


def _kept(view):
    """The bare page stays on the phone; whatever was asked for, and a closed door, does not."""
    unkept_view = unkept(view)

    @csrf_exempt
    @wraps(view)
    def shown(request, *args, **kwargs):
        response = unkept_view(request, *args, **kwargs)
        if response.status_code == 200 and "q" not in request.GET:
            response["Cache-Control"] = "private, no-cache"
        return response

    return shown


@_kept
def show(request, secret):
    """The door: how many came, looking for somebody, receiving, walk-ins."""
    door = _door(secret)
    if not queries.is_open(door, timezone.now()):
        return render(request, "portal/doors/closed.html", {"door": door}, status=GONE)
    return _page(request, door, secret)


def _page(request, door: Door, secret: str, *, full: dict | None = None):
    event = door.event
    rows = shared.sessions(event)
    asked = request.POST.get("session", "") or request.GET.get("session", "")
    session = shared.chosen(rows, asked)
    query = (request.POST.get("q", "") or request.GET.get("q", "")).strip()[:100]
    context = {
        "door": door,
        "secret": secret,
        "title": events.title(event),
        "off": event.state == Event.State.CANCELLED,
        "why": said.why(event),
        "when": events.when_words(event),
        "sessions": rows,
        "several": len(rows) > 1,
        "session": session,
        "query": query,
        "who": _who(request),
        "longest": rules.LONGEST_WHO,
        "groups": _found(door, session, query, rows) if query else [],
        "came": queries.came_by_session(event).get(session.pk, 0),
        "expected": queries.expected(event)[session.pk],
        "tickets": [(one.pk, events.ticket_words(one)) for one in event.tickets.order_by("pk")],
        "most": rules.MOST_WALK_INS,
        "full": full,
        "words": {name: plain(said) for name, said in _words().items()},
    }
    return render(request, "portal/doors/door.html", context, status=422 if full else 200)


def _who(request) -> str:
    """この電話の係 — without scripts the address carries the name from page to page."""
    return (request.POST.get("who", "") or request.GET.get("who", "")).strip()[: rules.LONGEST_WHO]


def _found(door: Door, session, query: str, rows) -> list[dict]:
    """Those whom a query finds: by number, name or reading."""
    stamps = queries.pressed(door.event).get(session.pk, {})
    number = query.upper().replace(" ", "")
    found = [
        one
        for one in queries.groups(door.event)
        if (len(number) >= PREFIX and one.number.startswith(number))
        or any(
            names.matches(query, names.search_keys(guest.name, guest.kana)) for guest in one.guests
        )
    ]
    words = {one.pk: one.words for one in rows}
    return [_group(one, stamps, session, words) for one in found[:SHOWN]]


def _group(group: queries.Group, stamps: dict, session, words: dict[int, str]) -> dict:
    guests = [
        {
            "guest": one,
            "needs": shared.needs_words(one.needs),
            "elsewhere": shared.elsewhere(one, session, words),
            "came": [
                {"time": shared.time_words(stamp.at), "door": shared.door_words(stamp.door)}
                for stamp in stamps.get(one.pk, [])
            ],
        }
        for one in group.guests
    ]
    return {
        "group": group,
        "guests": guests,
        "waiting": [one["guest"].pk for one in guests if not one["came"] and not one["elsewhere"]],
        "several": len(guests) > 1,
        "taken": [
            {
                "key": f"{one.session} {one.key}",
                "yen": one.yen,
                "time": shared.time_words(one.at),
                "door": shared.door_words(one.door),
            }
            for one in group.taken
        ],
    }


def _words() -> dict[str, str]:
    """What the script says, in the language of the page."""
    return {
        "welcome": _("ようこそ、%(name)sさん"),
        "elsewhere": _("この回ではありません：%(words)s"),
        "anyhow": _("それでも入れる"),
        "yen": _("%(yen)s円"),
        "owes": _("参加費 %(yen)s"),
        "cash": _("現金で %(yen)s もらった"),
        "cashed": _("%(yen)sを受け取りました"),
        "uncash": _("受け取りを取り消す"),
        "uncashed": _("%(yen)sの受け取りを取り消しました"),
        "already": _("すでに受付ずみ %(time)s"),
        "where": _("%(door)sで受付しました。"),
        "foreign": _("この催しの申込みではありません"),
        "foreign_next": _("名前で探すか、申込みのない人として入れてください。"),
        "came": _("来た"),
        "all": _("全員 来ました（%(n)s人）"),
        "undo": _("受付を取り消す"),
        "undone": _("受付を取り消しました：%(name)s"),
        "people": _("%(n)s名"),
        "unsent": _("未送信 %(n)s件"),
        "sent": _("すべて送りました"),
        "offline": _("電波がありません。押した分は電話に残り、つながったら自動で送ります。"),
        "first": _("はじめの1回だけ、電波のあるところで開いてください。"),
        "as_of": _("%(time)s の名簿"),
        "walked": _("当日参加で入れました：%(name)s"),
        "nameless": _("当日の人"),
        "full": _("満席です"),
        "full_next": _("入れないときは、ここで終わりです。もう入った人なら、下を押してください。"),
        "anyway": _("定員をこえて入れる"),
        "nobody": _("見つかりません"),
        "clash": _("%(name)sさん：先 %(first)s、あと %(second)s"),
        "closed": _("この受付は閉じました"),
        "closed_next": _("名簿は、この電話から消しました。"),
        "untaken": _("受け取られなかった受付 %(n)s件。事務局に知らせてください。"),
        "stop": _("カメラを止める"),
        "camera": _("カメラが使えません。名前か申込番号で探してください。"),
        "full_phone": _("この電話に場所がありません。紙の名簿を使ってください。"),
    }


@unkept
def listed(request, secret):
    """名簿 — for the phone; a POST brings what it pressed first. A closed door answers 410."""
    door, answers = _door(secret), {}
    if request.method == "POST":
        sent = _sent(request)
        if sent is None:
            return HttpResponseBadRequest()
        answers = pressing.receive(door, *sent, at=timezone.now())
    if not queries.is_open(door, timezone.now()):
        return JsonResponse({"answers": answers}, status=GONE)
    return JsonResponse(shared.list_of(door) | {"answers": answers})


def _sent(request) -> tuple[str, list[rules.Press]] | None:
    try:
        said = json.loads(request.body)
        device, rows = str(said["device"]), list(said["presses"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not device.isascii() or not 8 <= len(device) <= 40 or not device.replace("-", "").isalnum():
        return None
    if len(rows) > rules.MOST_PRESSES:
        return None
    return device, [one for one in map(rules.read, rows) if one]


@unkept
@require_POST
def press(request, secret):
    """来ました・取り消す・当日参加 — the way without scripts: one form, the same acts."""
    door, sent = _door(secret), request.POST
    if not queries.is_open(door, timezone.now()):
        return redirect("portal:door", secret)
    session = shared.chosen(shared.sessions(door.event), sent.get("session", ""))
    device = f"p{(sent.get('press_key') or token_hex(16))[:32]}"
    presses = _presses(door, session, sent)
    answers = pressing.receive(door, device, presses, at=timezone.now())
    if pressing.FULL in answers.values():
        return _page(request, door, secret, full=sent)
    query = {"session": session.pk, "q": sent.get("q", "")[:100]}
    query |= {"who": who} if (who := _who(request)) else {}
    if sent.get("walk") and (made := queries.marked(session, f"{device}/1")):
        # Whoever walked in is in sight: perhaps there is a fee to take.
        query["q"] = made.guest.booking.number
    return redirect(reverse("portal:door", args=[secret], query=query))


def _presses(door: Door, session, sent) -> list[rules.Press]:
    """What was pressed, numbered: each guest, each press taken back, or a walk-in."""
    at, facts = timezone.now().isoformat(), {"session": session.pk}
    if sent.get("walk"):
        asks = sent["walk"] != "anyway"
        told = {"name": sent.get("name", ""), "asks": asks} | {
            name: _whole(sent.get(name)) for name in ("people", "ticket")
        }
        rows = [facts | told | {"kind": "walk"}]
    elif sent.get("cash"):
        guest, _space, yen = sent["cash"].partition(" ")
        rows = [facts | {"kind": "paid", "guest": _whole(guest), "yen": _whole(yen)}]
    elif sent.get("uncash"):
        at_session, _space, key = sent["uncash"].partition(" ")
        rows = [{"session": _whole(at_session), "kind": "undo", "undoes": key}]
    elif sent.get("undo"):
        stamps = queries.standing(session.pk, [_whole(sent["undo"])])
        undone = [stamp.key for found in stamps.values() for stamp in found]
        rows = [facts | {"kind": "undo", "undoes": key} for key in undone]
    else:
        guests = sent.getlist("all" if sent.get("all") else "guest")
        chosen = [_whole(one) for many in guests for one in many.split(",") if one]
        new = [one for one in chosen if one not in queries.arrived_at(session)]
        rows = [facts | {"kind": "came", "guest": one} for one in new]
    told = {"at": at, "who": sent.get("who", "")}
    numbered = [row | told | {"counter": at_} for at_, row in enumerate(rows, 1)]
    return [one for one in map(rules.read, numbered[: rules.MOST_PRESSES]) if one]


def _whole(text) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0
