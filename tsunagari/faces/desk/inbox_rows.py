"""やることの行 — the rows of 今日のやること, written out: as a template they cost more than the page."""

import uuid
from collections.abc import Sequence
from functools import cache, partial
from html import escape

from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagari.faces.desk.inbox import Reading, Row
from tsunagari.faces.desk.views.duties import kept
from tsunagari.faces.shared import again
from tsunagari.faces.shared.templatetags.house import day, icon
from tsunagari.kernel.duties.models import Duty

# The markup of c-row; every value is escaped before it comes in.
ROW = """<li class="tn-row"{selected} data-duty="{pk}">
  {tick}
  <span class="tn-type"{programme}>{icon}</span>
  <div class="tn-row-text">
    <h3 class="tn-row-title"><a href="{page}">{title}</a></h3>
    <div class="tn-row-sub">{subject} {tail}
    {later}<a href="{page}#person" data-key="a" hidden>{change}</a></div>
  </div>
  <div class="tn-row-end">{end}{owner}</div>
  <div class="tn-verb">{verb}</div>
</li>
"""
TICK = '<form class="tn-tick" method="post" action="{}">{}{}<button type="submit" data-key="e"><span>{}</span></button></form>'
LATER = '<a href="{}#later" data-key="h" hidden>{}</a>'
DUE = '<span class="tn-due" data-state="{}">{}{}<span class="tn-hidden">（{}）</span></span>'
WAKES = '<span class="tn-due" data-state="week">{}</span>'
OWNER = '<span class="tn-avatar" role="img" aria-label="{}">{}</span>'
SAYS = '<span>{}<span class="tn-hidden"> {}</span></span>'
LINK = '<a class="tn-button" href="{}" data-kind="outline" data-size="s">{}</a>'
BUTTON = '<form class="tn-act" method="post" action="{}">{}{}<button class="tn-button" type="submit" data-kind="outline" data-size="s"{}>{}</button></form>'
PRESS = '<input type="hidden" name="press_key" value="{}{}">'
SIGNS = {"late": "alert", "now": "clock"}


def drawn(
    request, name: str, duties: list[Duty], reading: Reading, chosen: Duty | None
) -> SafeString:
    """The rows under a heading; the chosen one is open beside the list."""
    says = [(duty is chosen, *reading.says(duty)) for duty in duties]

    def rows(places: Sequence[int]) -> list[str]:
        drawing = again.known(request, "drawing", None, partial(_Drawing, request))
        return [
            drawing.row(reading.row(duties[place]), chosen=duties[place] is chosen)
            for place in places
        ]

    return again.rows(request, f"rows {name}", says, rows)


class _Drawing:
    """What all rows of a page have in common; in the tab あとで each says when it comes back."""

    def __init__(self, request):
        self.token = _token(again.token(request))
        self.asleep = request.GET.get("view") == "later"
        self.kept = escape(kept(request))
        self.later, self.change = _("あとで"), _("担当を変える")
        self.wake, self.look = _("いま出す"), _("ようすを見る")
        self.tick = _("完了にする：%(title)s %(subject)s")
        self.address = _addresses(get_language(), get_script_prefix())
        # Keys of all presses from one drawn number.
        self.key, self.presses = uuid.uuid4().hex, 0
        self.days: dict = {}

    def row(self, row: Row, *, chosen: bool) -> str:
        duty, said = row.duty, row.said
        page = self._at("duty", duty)
        title, subject, tail = escape(said.title), escape(row.subject), escape(row.tail)
        return ROW.format(
            selected=" data-selected" if chosen else "",
            pk=duty.pk,
            tick=self._tick(row, title, subject) if row.ours and not self.asleep else "",
            programme=f' data-programme="{escape(row.programme)}"' if row.programme else "",
            icon=_icon(said.icon),
            page=page + self.kept,
            title=title,
            subject=subject,
            tail=f'<span class="tn-tail">{tail}</span>' if subject else tail,
            later=LATER.format(page + self.kept, self.later) if row.ours else "",
            change=self.change,
            end=self._wakes(duty) if self.asleep else self._due(row),
            owner=_owner(row) if row.owner else "",
            verb=self._verb(row, page, title, subject),
        )

    def _at(self, name: str, duty) -> str:
        before, _zero, behind = self.address[name]
        return f"{before}/{duty.pk}/{behind}"

    def _press(self) -> str:
        """As `press`: a key that no other button of this page, or of another one, has."""
        self.presses += 1
        return PRESS.format(self.key, self.presses)

    def _day(self, value) -> str:
        if value not in self.days:
            self.days[value] = escape(day(value, "short"))
        return self.days[value]

    def _tick(self, row: Row, title: str, subject: str) -> str:
        label = self.tick % {"title": title, "subject": subject}
        sign = _icon("check", label=True).format(label)
        done = self._at("done", row.duty) + self.kept
        return TICK.format(done, self.token, self._press(), sign)

    def _wakes(self, duty) -> str:
        return WAKES.format(_("%(day)sから") % {"day": self._day(duty.later_until)})

    def _due(self, row: Row) -> str:
        sign = SIGNS.get(row.due_state)
        return DUE.format(
            escape(row.due_state),
            _icon(sign) if sign else "",
            escape(row.due_words),
            self._day(row.duty.safe_due),
        )

    def _verb(self, row: Row, page: str, title: str, subject: str) -> str:
        """The one thing to press: look, wake, finish, or go where it is done."""
        there = escape(row.said.href) or page
        if not row.ours:
            return LINK.format(there, SAYS.format(self.look, title))
        if self.asleep:
            wake = self._at("later", row.duty) + self.kept
            says = SAYS.format(self.wake, title)
            return BUTTON.format(wake, self.token, self._press(), ' name="wake" value="1"', says)
        says = SAYS.format(escape(row.said.verb), subject)
        if row.said.rule.by_hand:
            done = self._at("done", row.duty) + self.kept
            return BUTTON.format(done, self.token, self._press(), "", says)
        return LINK.format(there, says)


@cache
def _addresses(_language: str, _prefix: str) -> dict[str, tuple[str, str, str]]:
    """Those of all rows from the one of row 0."""
    names = ("duty", "done", "later")
    return {name: reverse(f"desk:{name}", args=[0]).rpartition("/0/") for name in names}


@cache
def _icon(name: str, *, label: bool = False) -> str:
    """A drawing; with `label` a place where an escaped one goes."""
    return icon(name, SafeString("{}") if label else "")


def _token(token) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


def _owner(row: Row) -> str:
    said = _("担当 %(name)s") % {"name": escape(row.owner)}
    return OWNER.format(said, escape(row.initial))
