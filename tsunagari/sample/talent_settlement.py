"""見本の定着支援 — an orientation under way, a company that supports itself, a class that counts by itself."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagari.kernel.parties.models import Login, Person
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.community.classes import actions as classes
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement import actions
from tsunagari.programmes.talent.settlement.rules.items import EXCHANGE, JAPANESE, ORIENTATION
from tsunagari.sample import people

MARK = "見本："
# How many days ago, who of a host entered it ("" is the office), its kind and its name.
CLASSES = [
    (5, "", "japanese_class", "土曜の日本語教室"),
    (1, "hayashi", "life_workshop", "ごみの分け方の講座"),
]


def load(*, by, on: date) -> None:
    """Records for those who sign in with the sample's cards, for a newcomer, and by a company."""
    open_ones = Case.objects.filter(closed_on=None).select_related("person__party")
    trainee = open_ones.filter(system="TITP", state="stage1_working").order_by("pk").first()
    newcomer = open_ones.filter(state="post_entry_training").order_by("pk").first()
    candidate = open_ones.filter(system="ESD", state="plan_applied").order_by("pk").first()
    skilled = open_ones.filter(system="SSW1", state="working").order_by("pk").first()
    for case in (trainee, newcomer, candidate):
        if case:
            _life(case, by, on)
    attending = [case for case in (trainee, skilled) if case]
    _class([case.person for case in attending], by, on)
    if skilled:
        _company(skilled, on)


def _life(case: Case, by, on: date) -> None:
    """Two times of the orientation: one that the person understood, one that waits; a third is planned."""
    told = {"language": case.person.party.language, "way": "in_person", "body": by.body, "by": by}
    first = actions.give(
        case,
        ORIENTATION,
        parts=["rules", "transport", "contacts"],
        held_on=max(on - timedelta(days=4), case.opened_on),
        minutes=150,
        interpreter=MARK + "通訳 A",
        material=MARK + "ごみの分け方、相談先のカード",
        words=MARK + "自転車のルールを、図を見ながら話した。",
        on=on,
        **told,
    )
    actions.answer(first, "understood", by=_own(case.person, by, on), on=on)
    case.refresh_from_db()
    actions.give(
        case,
        ORIENTATION,
        parts=["bank", "health"],
        held_on=on,
        minutes=120,
        material=MARK + "病院で使う問診票（母語つき）",
        on=on,
        **told,
    )
    case.refresh_from_db()
    actions.plan(
        case, ORIENTATION, parts=["disaster", "law"], day=on + timedelta(days=6), on=on, **told
    )


def _own(person: Person, by, on: date) -> Viewer:
    language = person.party.language
    return Viewer(party=person.party, kind="worker", body=by.body, language=language, on=on)


def _class(attending: list[Person], by, on: date) -> None:
    """A Japanese class of last week, decided; one of this week to decide; who was there counts by itself."""
    keys = [person.pk for person in attending]
    for ago, key, kind, title in CLASSES:
        day, host = on - timedelta(days=ago), _of(key, on) if key else by
        starts = datetime.combine(day, time(10), ZoneInfo("Asia/Tokyo"))
        made = classes.plan(
            host.own_body,
            kind=kind,
            title=MARK + title,
            place=MARK + "公民館 2階",
            starts_at=starts,
            minutes=90,
            by=host,
            on=day,
            at=starts,
        )
        when = {"on": day, "at": starts + timedelta(minutes=90)}
        classes.note(made, present=keys, among=keys, by=host, decide=not key, **when)


def _of(key: str, on: date) -> Viewer:
    """Somebody of a body, as they sign in."""
    login = Login.objects.get(email=people.email(key))
    role = Role.objects.select_related("body__party", "party").get(party=login.person_id)
    return Viewer(party=role.party, kind=role.kind, body=role.body, language="ja", on=on)


def _company(case: Case, on: date) -> None:
    """The company of a specified skilled worker supports her itself."""
    by = _of("ishii", on)
    actions.give(
        case,
        JAPANESE,
        parts=["materials"],
        held_on=on - timedelta(days=20),
        minutes=30,
        language="fil",
        material=MARK + "介護の日本語の本",
        body=by.body,
        by=by,
        on=on,
    )
    case.refresh_from_db()
    actions.plan(
        case,
        EXCHANGE,
        parts=["exchange"],
        day=on + timedelta(days=12),
        language="fil",
        material=MARK + "地域の祭りの案内",
        body=by.body,
        by=by,
        on=on,
    )
