"""来た人の表 — who came to which session, when, and at which door, as a table for the office."""

import csv
from collections.abc import Mapping
from io import StringIO
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.programmes.community.doors import queries
from tsunagari.programmes.community.events.models import Event

ZONE = ZoneInfo("Asia/Tokyo")


def made(event: Event, sessions: Mapping[int, str]) -> bytes:
    """One line a guest and session; `sessions` are {key: words}."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    heads = (
        _("回"),
        _("申込番号"),
        _("名前"),
        _("よみ"),
        _("参加の種類"),
        _("来た時刻"),
        _("受付の口"),
        _("電話の係"),
        _("当日参加"),
    )
    writer.writerow([plain(head) for head in heads])
    pressed = queries.pressed(event)
    for session, words in sessions.items():
        stamps = pressed.get(session, {})
        for group in queries.groups(event):
            for guest in group.guests:
                first = next(iter(stamps.get(guest.pk, [])), None)
                if not first and not guest.belongs(session):
                    continue
                row = (
                    words,
                    group.number,
                    guest.name,
                    guest.kana,
                    guest.ticket,
                    first.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if first else "",
                    first.door if first else "",
                    first.who if first else "",
                    plain(_("はい")) if group.walked_in else "",
                )
                writer.writerow([neutral(plain(cell)) for cell in row])
    return file.getvalue().encode("utf-8-sig")
