"""今日のやること — the office's list: what is late, due today, this week, and later."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagari.base import days
from tsunagari.base.asked import Seen
from tsunagari.base.keyset import Page
from tsunagari.base.measures import MEASURES, PROGRAMMES
from tsunagari.faces.desk import inbox, inbox_rows
from tsunagari.faces.desk.inbox import Reading
from tsunagari.faces.desk.views.duties import aside, query
from tsunagari.faces.shared import again
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties import queries, rulebook
from tsunagari.kernel.duties.models import Duty

VIEWS = {
    "mine": gettext_lazy("自分の担当"),
    "team": gettext_lazy("チーム全員"),
    "waiting": gettext_lazy("返事待ち"),
    "later": gettext_lazy("あとで"),
}
# The programmes that have measures.
USED = {one.programme for one in MEASURES.values()}
SIZES = {"": "20", "50": "50", "100": "100"}
ORDERS = {"due": gettext_lazy("期限が近い順"), "risk": gettext_lazy("重いものから")}


def show(request):
    """今日のやること — one tab of the list, and the chosen duty beside it where there is room."""
    # What can be taken back hangs on the hour; the rest on the day.
    undo = _undo(request)
    return again.page(request, undo, partial(_drawn, request, undo))


def _drawn(request, undo: dict | None):
    viewer, asked = request.viewer, _asked(request)
    tab = viewer, asked["view"], asked["programme"]
    seen = Seen(again.before(request, "seen"))
    page = queries.today(
        viewer,
        asked["view"],
        programme=asked["programme"],
        order=asked["order"],
        after=request.GET.get("after", ""),
        size=int(SIZES[asked["size"]]),
        seen=seen,
    )
    again.keep(request, "seen", seen)
    counts = again.known(request, "counts", None, partial(queries.counts, *tab))
    # The number beside 今日のやること is the same: the frame need not ask again.
    request.due_now = due_now = counts["my_late"] + counts["my_due_today"]
    says = {
        **asked,
        "undo": undo,
        "page": Page([], page.newer, page.older),
        "filtered": bool(asked["programme"]),
        "tabs": _tabs(counts, asked["view"]),
        "late": queries.many(counts["my_late"]) if counts["my_late"] else "",
        "due_today": queries.many(counts["my_due_today"]) if counts["my_due_today"] else "",
        **again.known(request, "menus", None, partial(_menus, request)),
        **again.known(request, "progress", due_now, partial(_progress, viewer, due_now)),
        **_listed(request, page, asked, counts),
    }
    # Asked for only where nothing is due now.
    context = {**says, "next_day": partial(queries.next_day, viewer)}
    context["csrf_token"] = again.token(request)
    draw = partial(render_to_string, "desk/today.html", context, request)
    return HttpResponse(again.part(request, "frame", says, draw))


def _listed(request, page: Page, asked: dict[str, str], counts: dict[str, int]) -> dict:
    """The rows under their headings, and the chosen duty beside them."""
    viewer, duties = request.viewer, page.rows
    chosen = _chosen(request, duties)
    reading = again.known(
        request, "reading", Reading.asks(duties), partial(Reading, duties, viewer)
    )
    groups = _groups(duties, asked["order"], counts, viewer.on, more=bool(page.older))
    return {
        "groups": [
            {
                "name": group.name,
                "title": group.title,
                "count": group.count,
                "rows": inbox_rows.drawn(request, group.name, group.duties, reading, chosen),
            }
            for group in groups
        ],
        "chosen": bool(chosen),
        "panel": aside(request, chosen, reading.row(chosen) if chosen in duties else None),
    }


def _asked(request) -> dict[str, str]:
    """The tab, the programme, the order and the size of a page of an address; what nobody offered
    is left out.
    """
    scope, order = request.GET.get("view", ""), request.GET.get("order", "")
    programme, size = request.GET.get("programme", ""), request.GET.get("size", "")
    return {
        "view": scope if scope in VIEWS else "mine",
        "programme": programme if programme in USED else "",
        "order": order if order in ORDERS else "due",
        "size": size if size in SIZES else "",
    }


def _tabs(counts, scope) -> list[dict]:
    return [
        {
            "name": name,
            "text": text,
            "count": queries.many(counts[name]) if counts[name] else "",
            "current": name == scope,
        }
        for name, text in VIEWS.items()
    ]


def _menus(request) -> dict:
    """What the list can be narrowed to and sorted by, and how many stand on a page."""
    titles = {code: _(one.title) for code, one in PROGRAMMES.items() if code in USED}
    return {
        "programmes": _options(request, "programme", {"": _("すべて")} | titles),
        "orders": _options(request, "order", ORDERS),
        "sizes": _options(request, "size", SIZES),
    }


def _options(request, name, offered) -> dict:
    """A menu of links that change one parameter of the address."""
    now, kept = _asked(request)[name], query(request).dict()
    kept.pop("after", None)
    links = [
        {"href": f"?{urlencode(kept | {name: value})}", "text": text, "current": value == now}
        for value, text in offered.items()
    ]
    return {"now": offered[now], "links": links}


def _groups(found, order, counts, on, *, more):
    if order == "risk":
        return inbox.by_risk(found, more=more)
    known = {"late": counts["late"], "today": counts["due_today"]}
    said = {name: queries.many(count) for name, count in known.items() if count}
    return inbox.by_day(found, on, said, more=more)


def _progress(viewer, due_now: int) -> dict:
    """3 / 8 件: what this person finished today, of that and what is late or due today."""
    spans = (viewer.on, viewer.on), queries.week_of(viewer.on)
    done, week = queries.done_between(viewer, *spans)
    return {
        "done": done,
        "total": done + due_now,
        "week": week,
    }


def _undo(request) -> dict | None:
    """The strip that takes back what was pressed last, for ten minutes."""
    viewer = request.viewer
    found = queries.undoable(viewer, timezone.now())
    if found is None:
        return None
    record, duty = found
    said = {"title": rulebook.said(duty, viewer.language, on=viewer.on).title}
    if record.did == "duty.done":
        text = _("「%(title)s」を完了にしました。")
    elif record.did == "duty.snoozed":
        text = _("「%(title)s」を %(day)s まで、あとにしました。")
        until = date.fromisoformat(record.facts["until"])
        said["day"] = days.day_words(until, viewer.language, year=False)
    else:
        text = _("「%(title)s」の担当を変えました。")
    back = query(request)
    back["act"] = record.pk
    address = f"{reverse('desk:undo', args=[duty.pk])}?{back.urlencode()}"
    return {"text": text % said, "address": address}


def _chosen(request, found: list[Duty]) -> Duty | None:
    """The duty whose panel is open: the one that was asked for, or the first."""
    asked = request.GET.get("duty", "")
    here = next((duty for duty in found if str(duty.pk) == asked), None)
    if here is None and (number := whole(asked)) is not None:
        here = queries.of(request.viewer).filter(pk=number).first()
    return here or next(iter(found), None)
