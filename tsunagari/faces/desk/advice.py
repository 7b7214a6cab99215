"""相談の行 — consultations in the office's words: the list, one case with its talk, who saw it."""

from collections.abc import Iterable

from django.db.models import Prefetch

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.people import names_of
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.advice import queries, sealed
from tsunagari.programmes.talent.advice.models import Category, Consultation
from tsunagari.programmes.talent.advice.rules import languages, states, urgent
from tsunagari.programmes.talent.advice.rules.categories import REASONS, words
from tsunagari.programmes.talent.people import queries as people

TONES = {"received": "warn", "triaged": "warn", "follow_up": "info", "closed": "quiet"}
NO_NAME = _("名前のない相談")
SHOWN = 40


def with_categories(rows):
    """Consultations with their categories, in one query more."""
    return rows.prefetch_related(Prefetch("categories", Category.objects.order_by("code")))


def lines(rows: Iterable[Consultation], viewer) -> list[dict]:
    """Rows of a list; the same number of queries however many there are."""
    rows = list(rows)
    named = [row.person.party for row in rows if row.person]
    names = names_of([*named, *(row.assignee for row in rows if row.assignee)], viewer)
    return [_line(row, names, viewer) for row in rows]


def _line(row: Consultation, names, viewer) -> dict:
    waits = row.state in states.WAITING
    return {
        "row": row,
        "title": title_of(row, names),
        "topic": gettext(row.get_topic_display()),
        "language": language_words(row.language),
        "channel": gettext(row.get_channel_display()),
        "categories": [gettext(words(one.code)) for one in row.categories.all()],
        "assignee": names.get(row.assignee_id, ""),
        "state": gettext(row.get_state_display()),
        "tone": TONES.get(row.state, "ok"),
        "danger": row.urgency == Consultation.Urgency.DANGER,
        "soon": row.urgency == Consultation.Urgency.SOON,
        "due": duties.due_words(roles.day_of(row.promised_at), viewer.on) if waits else None,
        "waits": waits,
    }


def title_of(row: Consultation, names: dict[int, str]) -> str:
    """Whose it is, or that nobody's name is known."""
    if row.person is None:
        return gettext(NO_NAME)
    return gettext(_("%(name)s さん")) % {"name": names[row.person_id]}


def language_words(code: str) -> str:
    """A language by its own name."""
    return languages.NAMES.get(code) or gettext(_("そのほか"))


def page_of(row: Consultation, viewer) -> dict:
    """Everything that stands on the page of one consultation, opened."""
    said = queries.said(queries.messages_for(viewer, row))
    bookings = list(row.bookings.all())
    seen = list(queries.readings_of(row)[:SHOWN])
    shares = queries.hand_overs_of(row)
    people_in = [one.message.by for one in said] + [one.by for one in seen]
    parties = [row.person.party] if row.person else []
    names = names_of([*parties, row.assignee, row.deputy, *people_in], viewer)
    return _line(row, names, viewer) | {
        "code": row.person.party.code if row.person else "",
        "phone": row.person.phone if row.person else "",
        "case": people.of_person(row.person).first() if row.person else None,
        "contact": sealed.words_of(row),
        "talk": [_said(one, row, names) for one in said],
        "deputy": names.get(row.deputy_id, ""),
        "signs": [gettext(urgent.SIGNS[sign]) for sign in row.signs if sign in urgent.SIGNS],
        "bookings": [_booking(one) for one in bookings],
        "shares": [_share(one, answer) for one, answer in shares],
        "seen": [{"row": one, "who": names[one.by_id]} for one in seen],
        "reason": gettext(REASONS[row.reason]) if row.reason in REASONS else "",
        "closed": row.state == states.CLOSED,
        "answerable": row.state not in (states.RECEIVED, states.CLOSED),
    }


def _said(one: queries.Said, row: Consultation, names) -> dict:
    side = one.message.side
    who = names.get(one.message.by_id, "") if one.message.by else ""
    return {
        "said": one,
        "key": str(one.message.pk),
        "side": side,
        "who": gettext(_("相談した人")) if side == "person" else who,
        "typed_by": who if side == "person" and one.message.by_id != row.person_id else "",
        "language": language_words(one.message.language),
        "lang": languages.html_lang(one.message.language),
        "renderings": [
            (language_words(made.language), languages.html_lang(made.language), text)
            for made, text in one.renderings
        ],
    }


def _booking(one) -> dict:
    who, place = sealed.who_and_where(one)
    return {
        "row": one,
        "kind": gettext(one.get_kind_display()),
        "who": who,
        "place": place,
        "language": language_words(one.language),
        "state": gettext(one.get_state_display()),
        "next": [
            (code, gettext(one.State(code).label))
            for code in states.BOOKING_NEXT.get(one.state, ())
        ],
    }


def _share(one, answer: bool | None) -> dict:
    said = {
        True: _("本人が同意しました"),
        False: _("見せません"),
        None: _("本人の返事を待っています"),
    }
    return {
        "row": one,
        "to": one.to.title,
        "said": gettext(said[answer]),
        "tone": {True: "ok", False: "quiet", None: "warn"}[answer],
        "count": len(one.messages.all()),
    }


def message_choices(talk: list[dict]) -> list[tuple[str, str]]:
    """The messages that may be shown to somebody else, each by who, when and how it begins."""
    found = []
    for one in talk:
        if one["side"] != "note":
            text = one["said"].words.replace("\n", " ")
            begin = text if len(text) <= SHOWN else text[:SHOWN] + "…"
            found.append((str(one["said"].message.pk), f"{one['who']}：{begin}"))
    return found
