"""生活の手引き — saved answers for the desk, pages for everybody, and what in a text is somebody's."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Length

from tsunagari.base import figures
from tsunagari.base.languages import SOURCE
from tsunagari.base.readings import plain
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.models import Text
from tsunagari.kernel.texts.rules.split import TITLE, Piece, prose
from tsunagari.programmes.talent.guide.models import Answer, Remark, Revision
from tsunagari.programmes.talent.guide.rules import personal, steps
from tsunagari.programmes.talent.guide.rules.personal import Found

# Of public offices everybody may know the names.
OFFICES = {"federation", "board", "municipality", "council"}
NAMES = (
    "family",
    "given",
    "called",
    "family_kana",
    "given_kana",
    "family_latin",
    "given_latin",
)
DAYS = ("days_to_check", "days_to_mend", "days_fresh", "days_to_look_again")


def of(viewer: Viewer) -> QuerySet[Answer]:
    """問いと答え — all of them for the federation's office; for nobody else any that is not public."""
    rows = Answer.objects.select_related("text")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.none()


def public() -> QuerySet[Answer]:
    """公開中 — what everybody can read."""
    return Answer.objects.filter(state=Answer.State.PUBLIC).select_related("text")


def known(code: str) -> Answer | None:
    """A page that is public, or was; None for what never was."""
    rows = Answer.objects.exclude(state=Answer.State.NEW).filter(code=code)
    return texts.with_sentences(rows.select_related("text"), "text__").first()


def matching(rows: QuerySet[Answer], *, category: str = "", words: str = "") -> QuerySet[Answer]:
    """Of a category, and with every typed word in the Japanese or in a checked translation."""
    rows = rows.filter(category=category) if category else rows
    for condition in texts.found(words):
        found = Q(text__in=Text.objects.filter(condition))
        rows = rows.filter(found | Q(text=None, name__icontains=words.strip()))
    return rows


def working(rows: QuerySet[Answer], state: str = "") -> QuerySet[Answer]:
    """Those of which a version is being written, or waits for the second person."""
    states = [state] if state else Revision.WORKING
    mine = Revision.objects.filter(answer=OuterRef("pk"), state__in=states)
    return rows.filter(Exists(mine))


def listed(rows: QuerySet[Answer]) -> QuerySet[Answer]:
    """Rows with what a list shows: translations, versions in work, open remarks."""
    work = Revision.objects.filter(state__in=Revision.WORKING)
    remarks = Remark.objects.filter(settled_on=None)
    rows = texts.with_sentences(rows, "text__")
    return rows.prefetch_related(
        Prefetch("revisions", work, to_attr="in_work"), Prefetch("remarks", remarks, to_attr="open")
    )


def with_titles(rows: QuerySet[Answer]) -> QuerySet[Answer]:
    """Rows with their questions in every language: what a public list shows."""
    return texts.with_sentences(rows, "text__", opens=TITLE)


def revision_in_work(answer: Answer) -> Revision | None:
    """The version that somebody is writing or that waits for the second person."""
    return answer.revisions.filter(state__in=Revision.WORKING).first()


# — for the advice desk —


@dataclass(frozen=True)
class Saved:
    """保存した答え — a checked answer in one language, ready to be put into a reply."""

    pk: int
    code: str
    category: str
    question: str
    words: str
    language: str
    source: str
    as_of: date | None


def saved(
    category: str = "", words: str = "", *, language: str = SOURCE, limit: int = 50
) -> list[Saved]:
    """保存した答え — those that a second person checked, the newest first.

    In `language` where every sentence is there and current, otherwise in Japanese.
    """
    rows = matching(public(), category=category, words=words).order_by("-checked_on", "-pk")
    return [_saved(row, language) for row in texts.with_sentences(rows[:limit], "text__")]


def _saved(answer: Answer, language: str) -> Saved:
    seen = texts.seen(answer.text, language)
    if any(one.state != "current" for one in seen):
        seen, language = texts.seen(answer.text, answer.text.source), answer.text.source
    parts = [Piece(plain(one.words), one.opens) for one in seen]
    asked = " ".join(part.words for part in parts if part.opens == TITLE)
    return Saved(
        pk=answer.pk,
        code=answer.code,
        category=answer.category,
        question=asked,
        words=prose(parts),
        language=language,
        source=answer.source,
        as_of=answer.as_of,
    )


# — what looks personal —


def personal_in(*written: str) -> list[Found]:
    """個人の事実に見えるもの — numbers and days by their form, names by what the federation knows."""
    text = "\n".join(written)
    looked = personal.seen(text)
    return personal.found(text, people=_people_in(looked), bodies=_bodies_in(looked))


def personal_of(revision: Revision) -> list[Found]:
    """What looks personal in a version."""
    return personal_in(revision.question, revision.words)


def _people_in(text: str) -> set[str]:
    """Names of people that stand in the text: whoever reads them wrote them."""
    found: set[str] = set()
    for column in NAMES:
        rows = Person.objects.annotate(written=Value(text, TextField()), letters=Length(column))
        rows = rows.filter(letters__gte=2, written__icontains=F(column))
        found |= {name.reveal() for name in rows.values_list(column, flat=True).distinct()[:200]}
    return found


def _bodies_in(text: str) -> set[str]:
    rows = Party.objects.filter(kind=Party.Kind.ORGANISATION).select_related("organisation")
    rows = rows.annotate(written=Value(text, TextField()), letters=Length("name"))
    rows = rows.filter(letters__gte=2, written__icontains=F("name"))[:200]
    return {row.name.reveal() for row in rows if not OFFICES & set(row.organisation.kinds)}


# — the words of a version —


def question_and_words(answer: Answer) -> tuple[str, str]:
    """What is public now, as it is edited."""
    parts = texts.pieces(answer.text) if answer.text else []
    asked = " ".join(part.words for part in parts if part.opens == TITLE)
    return asked, prose(parts)


def pieces_of(revision: Revision) -> list[Piece]:
    """The sentences of a version."""
    return steps.parts(revision.question, revision.words)


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value
