"""わたしの相談 — what was asked and answered, as the person reads it: on the own page, or by a secret."""

from datetime import date, datetime

from django.http import Http404
from django.utils.timezone import localtime
from django.utils.translation import get_language

from tsunagari.base.asked import AskedRows
from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared.bilingual import Both, both
from tsunagari.faces.shared.topics import TOPICS
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Person
from tsunagari.programmes.talent.advice import queries
from tsunagari.programmes.talent.advice.models import Consultation, Message, Photo
from tsunagari.programmes.talent.advice.rules import promise, states

MOST, FEW = 20, 3
DANGER = Consultation.Urgency.DANGER
ANSWER_BY = _("受け取りました。%(day)s %(time)s までに返事します。")
NOW_BY = _(
    "いま送ると、%(day)s %(time)s までに返事します。"
    "あぶないときは、%(hours)s時間のうちに連絡します。"
)
REACH_BY = _("受け取りました。%(day)s %(time)s までに、事務局の人が連絡します。")
# Nobody can call who left no name: the answer comes to where it was asked.
WRITE_BY = _(
    "受け取りました。%(day)s %(time)s までに、事務局の人がこの画面に書きます。"
    "電話がほしいときは、下に番号を書いてください。"
)


def promise_of(consultation: Consultation) -> str:
    """いつまでに返事するか — the day and the hour, in the reader's words."""
    moment = localtime(consultation.promised_at)
    words = ANSWER_BY
    if consultation.urgency == DANGER:
        words = REACH_BY if consultation.person_id else WRITE_BY
    day = day_words(moment.date(), get_language() or "ja")
    return gettext(words) % {"day": day, "time": f"{moment:%H:%M}"}


def promise_now(on: date, at: datetime) -> Both:
    """いま送ると、いつまでに — what the office promises to who sends this very moment."""
    zone = "Asia/Tokyo"
    moment = promise.answered_by(
        at,
        days=queries.figure("answer_days", on),
        until_hour=queries.figure("answer_until", on),
        zone=zone,
    )
    facts = {"day": moment.date(), "time": f"{moment:%H:%M}"}
    return both(NOW_BY, hours=queries.figure("danger_hours", on), **facts)


def answered(person: Person) -> list[dict]:
    """返事がある相談 — what the office answered and the person has not ended."""
    return [{"row": row, "topic": topic_of(row)} for row in with_answer(person=person.pk)]


@AskedRows
def with_answer(*, person: int):
    """The newest few of those."""
    rows = queries.of_person(person).exclude(state__in=(*states.WAITING, states.CLOSED))
    return rows[:FEW]


def listed(person: Person) -> list[dict]:
    """What I asked, the newest first."""
    return [
        {"row": row, "topic": topic_of(row), "waits": row.state in states.WAITING}
        for row in _asked(person=person.pk)
    ]


@AskedRows
def _asked(*, person: int):
    return queries.of_person(person)[:MOST]


def topic_of(row: Consultation) -> str:
    """What it is about, in the words of the four topics."""
    return gettext(TOPICS[row.topic][1]) if row.topic in TOPICS else gettext(row.topic)


def page_of(row: Consultation) -> dict:
    """Everything that stands on the page of one consultation."""
    waits = row.state in states.WAITING
    return {
        "consultation": row,
        "topic": topic_of(row),
        "talk": queries.talk(row),
        "mine": Message.Side.PERSON,
        "waits": waits,
        "promise": promise_of(row) if waits else "",
        "danger": row.urgency == DANGER,
        "closed": row.state == Consultation.State.CLOSED,
        "shares": [
            {
                "row": one,
                "to": read_names.body(one.to),
                "answer": said,
                "words": len(one.messages.all()),
            }
            for one, said in queries.hand_overs_of(row)
        ],
    }


def photo(row: Consultation, pk: int) -> Paper:
    """A photo that belongs to this consultation and to no note of the office."""
    found = Photo.objects.filter(pk=pk, message__consultation=row).exclude(
        message__side=Message.Side.NOTE
    )
    one = found.select_related("paper__blob").first()
    if one is None:
        raise Http404
    return one.paper
