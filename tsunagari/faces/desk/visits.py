"""訪問の紙面 — a visit as the phone shows it: groups of questions, people, what is still missing."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tsunagari.base.languages import LANGUAGES, html_lang
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared import uploads
from tsunagari.programmes.talent.safety.queries import open_acts
from tsunagari.programmes.talent.safety.rules import acts
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions.acts import COMPANY, act_of
from tsunagari.programmes.talent.visits.actions.fill import WORDS, Filled
from tsunagari.programmes.talent.visits.actions.pictures import Photo
from tsunagari.programmes.talent.visits.models import Answer, Interview, Picture, Visit
from tsunagari.programmes.talent.visits.rules.sheets import Item
from tsunagari.programmes.talent.visits.rules.sheets.form import GROUPS
from tsunagari.programmes.talent.visits.rules.visits import EMPTY, NO, SAID, Typed

NAMES = dict(LANGUAGES)
CONFIDENCES = {
    "secondary": gettext_noop("公式ではない資料による"),
    "unsure": gettext_noop("確かめられていない"),
}


@dataclass(frozen=True)
class Question:
    """One question on the page, with what was answered and what somebody else answered."""

    key: str
    text: str
    other: str
    lang: str
    item: Item
    said: str
    words: str
    theirs: Typed | None = None
    their_words: str = ""
    doubt: str = ""
    pictures: list[Picture] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A group of questions, or everything that one person is asked."""

    title: str
    questions: list[Question]
    interview: Interview | None = None
    language: str = ""
    away: Typed = EMPTY
    spare: bool = False
    key: str = ""

    @property
    def pictured(self) -> bool:
        return any(one.pictures for one in self.questions)


@dataclass
class Page:
    """Everything on the page of one visit."""

    groups: list[Part] = field(default_factory=list)
    people: list[Part] = field(default_factory=list)
    was: str = ""
    pictures: list[Picture] = field(default_factory=list)
    marks: str = ""
    answered: int = 0
    asked: int = 0
    held: int = 0


SAID_WORDS = dict(Answer.Said.choices)


def page_of(visit: Visit, viewer, *, mine: Filled | None = None, clash=None) -> Page:
    """The sheet as stored, or as somebody typed it (`mine`) beside what others wrote (`clash`)."""
    stored = queries.typed(visit)
    shown = stored | (dict(mine.answers) if mine else {})
    sheet = queries.sheet_of(visit)
    interviews = queries.interviews_of(visit)
    pictures = queries.pictures_of(visit)
    drawer = _Drawer(shown, clash or {}, sheet.confidence, pictures)
    groups: dict[str, list[Question]] = {}
    for item in sheet.items:
        groups.setdefault(item.group, []).append(drawer.question(item))
    asked = queries.asked(visit, interviews)
    was = {key: list(one) for key, one in stored.items()} | {WORDS: ["", visit.words]}
    return Page(
        groups=[Part(_(GROUPS[code]), rows, key=code) for code, rows in groups.items()],
        people=_people(visit, interviews, drawer, viewer),
        was=json.dumps(was, ensure_ascii=False),
        pictures=pictures.get("", []),
        marks=" ".join(one.mark for rows in pictures.values() for one in rows if one.mark),
        answered=sum(bool(stored.get(key, EMPTY).said) for key in asked),
        asked=len(asked),
        held=sum(one.state == "held" and one.case_id is not None for one in interviews),
    )


def _people(visit: Visit, interviews, drawer, viewer) -> list[Part]:
    sheet = queries.sheet_of(visit)
    parties = [one.case.person.party for one in interviews if one.case_id]
    names = names_of(parties, viewer) if parties else {}
    found = []
    for one in interviews:
        prefix, who = f"{one.pk}-", "worker" if one.case_id else "boss"
        name = names[one.case.person_id] if one.case_id else ""
        found.append(
            Part(
                title=_("%(name)s さん") % {"name": name} if name else _("上司・監督する人"),
                questions=[drawer.question(item, prefix, one.language) for item in sheet.of(who)],
                interview=one,
                language=NAMES.get(one.language, one.language) if one.case_id else "",
                away=drawer.shown.get(f"{prefix}{queries.AWAY}", EMPTY),
                spare=one.state == Interview.State.SPARE,
                key=str(one.pk),
            )
        )
    return found


def acts_in(visit: Visit, page: Page) -> list[dict]:
    """「いいえ」のうち、禁じられた行為かもしれないもの — whom it is about, and whether it is reported."""
    asked = [
        (part.title if part.interview else "", part.interview, one)
        for part in (*page.groups, *page.people)
        for one in part.questions
        if one.said == NO and one.item.ban
    ]
    if not asked:
        return []
    rows = open_acts().filter(body=visit.company, part=COMPANY)
    made = {(row.case_id, row.ban): row.pk for row in rows}
    found = []
    for title, interview, one in asked:
        if act := act_of(visit, one.item, interview):
            case = act.case.pk if act.case else None
            found.append(
                {
                    "key": one.key,
                    "who": title,
                    "article": one.item.article,
                    "words": _(acts.words_of(act.ban)),
                    "made": made.get((case, act.ban)),
                }
            )
    return found


def doubt_of(confidence: str) -> str:
    """How unsure a source is; "" when it is official or our own."""
    return _(CONFIDENCES[confidence]) if confidence in CONFIDENCES else ""


class _Drawer:
    """Draws questions from answers and quarrels."""

    def __init__(self, shown, clash, confidence, pictures):
        self.shown, self.clash, self.confidence = shown, clash, confidence
        self.pictures = pictures

    def question(self, item: Item, prefix: str = "", language: str = "") -> Question:
        """One question in the reader's language, and in that of whoever is asked."""
        key = prefix + item.code
        one = self.shown.get(key, EMPTY)
        theirs = self.clash[key][1] if key in self.clash else None
        text = _(item.text)
        return Question(
            key=key,
            text=text,
            other=_in(language, item.text, text),
            lang=html_lang(language),
            item=item,
            said=one.said,
            words=one.words,
            theirs=theirs,
            their_words=_(SAID_WORDS.get(theirs.said, "")) if theirs and theirs.said else "",
            doubt=doubt_of(item.confidence) if item.confidence != self.confidence else "",
            pictures=self.pictures.get(key, []),
        )


def _in(language: str, text: str, shown: str) -> str:
    """The question in the worker's language; "" when that is what stands there already."""
    if language not in NAMES:
        return ""
    with translation.override(language):
        said = translation.gettext(text)
    return said if said != shown else ""


# 読む -----------------------------------------------------------------------------------------


def photos(request) -> tuple[Photo, ...]:
    """The photographs of one sending; Refused where one is too large.

    The script sends all as `photos`, each under a name of its own, and says in `taken` by that name
    at which question it was taken and when. The plain form has a field for each question: p-….
    """
    taken, found = _taken(request.POST.get("taken", "")), []
    for name in request.FILES:
        for one in request.FILES.getlist(name):
            data = uploads.content(one)
            if name == "photos":
                of, at, mark = taken.get(one.name, ("", "", ""))
                found.append(Photo(data, of, pressed(at), mark))
            elif name.startswith("p-"):
                found.append(Photo(data, name[2:]))
    return tuple(found)


def _taken(text: str) -> dict[str, tuple[str, str, str]]:
    """{name of a file: (question, moment, the device's name for it)}; what is else is left out."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    rows = given.items() if isinstance(given, dict) else ()
    return {
        name: (*one, name)
        for name, one in rows
        if isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
    }


def read(request, *, files: tuple[Photo, ...]) -> Filled:
    """What a phone sent, as plain values; whatever it cannot be is taken as not typed."""
    post = request.POST
    keys = {name[2:] for name in post if name[:2] in ("a-", "w-")}
    answers = {}
    for key in keys:
        said = post.get(f"a-{key}", "")
        allowed = (queries.AWAY, "") if key.endswith(f"-{queries.AWAY}") else SAID
        answers[key] = Typed(said if said in allowed else "", _plain(post.get(f"w-{key}", "")))
    was = _was(post.get("was", ""))
    return Filled(
        answers=answers,
        was={key: one for key, one in was.items() if key != WORDS},
        words=_plain(post["words"]) if "words" in post else None,
        words_was=was.get(WORDS, EMPTY).words,
        photos=files,
        photo_words=_plain(post.get("photo_words", "")),
        signature=post.get("signature", ""),
        signed_name=_plain(post.get("signed_name", "")),
    )


def _plain(text: str) -> str:
    """One kind of line end: browsers send two characters for it."""
    return text.replace("\r\n", "\n").strip()


def _was(text: str) -> dict[str, Typed]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    return {
        key: Typed(*one)
        for key, one in given.items()
        if isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
    }


def pressed(text: str) -> datetime | None:
    """The moment on the device; None for what is no moment with its zone."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(timezone.get_default_timezone()) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
