"""生徒のページ — today's session, my group, my task, the link of my room."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tsunagari.base.asked import AskedRows
from tsunagari.base.languages import LANGUAGES, html_lang, is_outdated, language_in, text_in
from tsunagari.faces.shared.sessions import both_clocks
from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import allows, own_name, shown
from tsunagari.programmes.exchange.class_exchange import pupils, queries, surveys
from tsunagari.programmes.exchange.class_exchange.actions.pupils import why_not_write
from tsunagari.programmes.exchange.class_exchange.models import Reflection
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.schools.models import Pupil

NAMES = dict(LANGUAGES)


def own_pupil(request) -> Pupil:
    """The pupil whose card this is."""
    found = _pupil.first(pk=request.person.pk)
    if found is None:
        raise Http404
    return found


@AskedRows
def _pupil(*, pk: int):
    rows = Pupil.objects.filter(pk=pk)
    return rows.select_related("person", "school_class__school__organisation__party")


def show(request):
    """The one thing that matters now: the next session, and what is still to do."""
    pupil = own_pupil(request)
    now = timezone.now()
    known = queries.of_class(school_class=pupil.school_class_id)
    sessions = [session for session in known if session.state != "proposed"]
    ahead = [s for s in sessions if s.state != "closed" and s.ends_at >= now]
    done = [s for s in sessions if s.state == "closed"]
    takes_part = allows(pupil.pk, TAKE_PART, on=request.viewer.on)
    return render(
        request,
        "mypage/home.html",
        {
            "name": own_name(request.viewer),
            "takes_part": takes_part,
            "next": view_of(ahead[0], request) if ahead else None,
            "today": bool(ahead) and ahead[0].starts_at <= now + timedelta(hours=12),
            "later": [view_of(s, request) for s in ahead[1:4]],
            "done": done[-3:] if takes_part else [],
            "survey": surveys.open_for(pupil, on=request.viewer.on, sessions=known),
            "questions": len(survey.ITEMS),
            "to_write": pupils.to_write(pupil, now=now) if takes_part else [],
        },
    )


def view_of(session, request) -> dict:
    """What the templates need of a session, in the pupil's own clock first."""
    exchange = session.pairing.exchange
    other = exchange.partner_of(request.viewer.own_body.pk)
    return {
        "session": session,
        "partner": other.organisation.title,
        "own_zone": request.viewer.zone,
        "when": both_clocks(
            session.starts_at,
            session.ends_at,
            request.viewer.zone,
            other.zone,
            request.viewer.language,
        ),
    }


def session(request, pk):
    """My group, my task, the link of my room from ten minutes before until the end.

    Whoever withdrew sees neither the group nor the room, from the next request on.
    """
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    on, now = request.viewer.on, timezone.now()
    takes_part = allows(pupil.pk, TAKE_PART, on=on)
    groups = queries.groups(found, on=on) if takes_part else {}
    number = next(
        (n for n, seats in groups.items() if pupil.pk in {s.pupil_id for s in seats}), None
    )
    written = Reflection.objects.filter(session=found, pupil=pupil).first()
    view = view_of(found, request)
    early = timedelta(minutes=queries.figure("card_opens_before_minutes", on))
    open_now = found.starts_at - early <= now <= found.ends_at and found.state != "closed"
    return render(
        request,
        "mypage/session.html",
        {
            **view,
            "takes_part": takes_part,
            "number": number,
            "mates": _mates(request, groups.get(number, []), pupil, view["partner"]),
            "camera_off": number is not None and _camera_off(found, pupil, on),
            **_task(found.task, request.viewer.language),
            "room": queries.room_of(found, number) if open_now and number else "",
            "opens_at": found.starts_at - early,
            "over": now > found.ends_at or found.state == "closed",
            "open_now": open_now,
            "written": written,
            "may_write": not why_not_write(found, pupil, written, on=on, at=now),
            "may_read": takes_part and (found.starts_at <= now or found.state == "closed"),
        },
    )


def _task(task: dict, language: str) -> dict:
    """今日のめあて — in which language it is read here, and whether it is older than its source."""
    code = language_in(task, language)
    return {
        "task": text_in(task, language),
        "task_lang": html_lang(code or language),
        "task_other": NAMES[code] if code and html_lang(code) != html_lang(language) else "",
        "task_old": bool(code) and is_outdated(task, code),
    }


def _mates(request, seats, pupil, partner: str) -> list[tuple[str, list[str]]]:
    """The others of the group by school, the own one first."""
    names = shown([seat.pupil_id for seat in seats], to=request.viewer)
    sides: dict[str, list[str]] = {request.viewer.own_body.title: [], partner: []}
    own, other = sides.values()
    for seat in seats:
        if seat.pupil_id != pupil.pk:
            mine = seat.pupil.school_class_id == pupil.school_class_id
            (own if mine else other).append(names[seat.pupil_id])
    return [(school, people) for school, people in sides.items() if people]


def _camera_off(found, pupil, on) -> bool:
    return pupil.pk in pupils.cameras(found, on=on).off
