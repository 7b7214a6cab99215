"""配役 — the small cast that all tests share.

佐藤 (staff), 山田 (teacher in Nagareyama), Maria (teacher in Las Piñas), 花 (pupil in
Nagareyama), Jose (pupil in Las Piñas), 鈴木 (signed in, may see nothing).
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
YEAR_END = date(2027, 3, 31)
PASSWORD = "korekara-tsunagaru"

JAPAN = [
    ("P1", "08:45", "09:35"),
    ("P2", "09:45", "10:35"),
    ("P3", "10:45", "11:35"),
    ("P4", "11:45", "12:35"),
    ("P5", "13:30", "14:20"),
    ("P6", "14:30", "15:20"),
]
PHILIPPINES = [
    ("S1", "07:30", "08:15"),
    ("S2", "08:15", "09:00"),
    ("S3", "09:00", "09:45"),
    ("S4", "10:05", "10:50"),
    ("S5", "10:50", "11:35"),
    ("S6", "13:00", "13:45"),
    ("S7", "13:45", "14:30"),
    ("S8", "14:50", "15:35"),
]


def bells(rows):
    from tsunagari.programmes.exchange.schools.rules.setup import Bell

    return [Bell(code, time.fromisoformat(a), time.fromisoformat(b)) for code, a, b in rows]


def viewer(login, kind=None, on=TODAY, language="ja"):
    """A Viewer through the login's first role."""
    from tsunagari.kernel.roles.models import Role, Viewer

    role = Role.objects.select_related("body__party").filter(party=login.person_id).first()
    return Viewer(
        party=login.person.party,
        kind=kind or role.kind,
        body=role.body,
        language=language,
        on=on,
        zone=role.body.party.zone,
    )


@pytest.fixture
def federation(db):
    from tsunagari.kernel.parties.actions import start_federation

    return start_federation("試験連合会", sample=False, on=TODAY)


def admitted(federation, email: str, *, by=None, **names):
    """Somebody of the office with a sign-in of the own."""
    from tsunagari.kernel.roles.actions import admit

    body = federation.party.organisation
    return admit(body, "staff", email=email, password=PASSWORD, by=by, on=TODAY, **names)


@pytest.fixture
def staff_login(federation):
    names = {"family": "佐藤", "given": "恵", "family_kana": "サトウ", "given_kana": "メグミ"}
    latin = {"family_latin": "SATO", "given_latin": "Megumi"}
    return admitted(federation, "sato@example.jp", **names, **latin)


@pytest.fixture
def sato(staff_login):
    """佐藤 — staff."""
    return viewer(staff_login)


def make_school(name, kana, country, zone, periods, on=TODAY):
    from tsunagari.programmes.exchange.schools import actions

    school = actions.add_school(name, kana=kana, country=country, zone=zone, by=None, on=on)
    until = date(2027, 3, 31) if country == "JP" else date(2027, 4, 8)
    actions.set_bells(
        school,
        name="50分" if country == "JP" else "Single shift",
        from_day=date(2026, 4, 1),
        until_day=until,
        bells=bells(periods),
        by=None,
        on=on,
    )
    actions.add_span(
        school, "term", name="1", from_day=date(2026, 9, 1), until_day=until, by=None, on=on
    )
    return school


@pytest.fixture
def midori(federation):
    """みどり台中学校 — Nagareyama."""
    return make_school("みどり台中学校", "ミドリダイチュウガッコウ", "JP", "Asia/Tokyo", JAPAN)


@pytest.fixture
def las_pinas(federation):
    """Las Piñas National High School."""
    return make_school("Las Piñas High", "ラスピーニャス", "PH", "Asia/Manila", PHILIPPINES)


def make_teacher(school, email, **names):
    from tsunagari.kernel.roles.actions import admit

    return admit(
        school.organisation, "teacher", email=email, password=PASSWORD, by=None, on=TODAY, **names
    )


@pytest.fixture
def yamada_login(midori):
    return make_teacher(
        midori,
        "yamada@example.jp",
        family="山田",
        given="進",
        family_kana="ヤマダ",
        given_kana="ススム",
    )


@pytest.fixture
def yamada(yamada_login):
    """山田 — teacher in Nagareyama."""
    return viewer(yamada_login)


@pytest.fixture
def maria_login(las_pinas):
    return make_teacher(
        las_pinas,
        "maria@example.ph",
        family="Santos",
        given="Maria",
        family_latin="SANTOS",
        given_latin="Maria",
        language="en",
    )


@pytest.fixture
def maria(maria_login):
    """Maria — teacher in Las Piñas."""
    return viewer(maria_login, language="en")


@pytest.fixture
def suzuki_login(federation):
    """鈴木 — signed in, with a role that opens no door."""
    from tsunagari.kernel.parties.actions import add_organisation
    from tsunagari.kernel.roles.actions import admit

    body = add_organisation("ほかの団体")
    return admit(
        body,
        "member_body",
        email="suzuki@example.jp",
        password=PASSWORD,
        by=None,
        on=TODAY,
        family="鈴木",
        given="彩",
    )


def make_pupils(school_class, count, prefix, start=1, consents=True):
    """Pupils with display names prefix-01…; girls and boys in turn; both sides said yes."""
    from tsunagari.kernel.parties.actions import add_called
    from tsunagari.kernel.roles.models import Role
    from tsunagari.programmes.exchange.schools.models import Pupil

    school, since = school_class.school, date(2026, 4, 1)
    numbers = range(start, start + count)
    people = add_called(
        [f"{prefix}-{number:02d}" for number in numbers], language=school.language, zone=school.zone
    )
    Role.objects.bulk_create(
        Role(party=person.party, body=school.organisation, kind="pupil", from_day=since)
        for person in people
    )
    pupils = Pupil.objects.bulk_create(
        Pupil(
            person=person,
            school_class=school_class,
            number=number,
            gender="fm"[number % 2],
            level=1 + number % 3,
            age_band="12-15",
            from_day=since,
        )
        for person, number in zip(people, numbers, strict=True)
    )
    if consents:
        agree(pupils)
    return pupils


def agree(pupils, purposes=None, sides=("child", "guardian")):
    """Both sides say yes to every purpose (or to some)."""
    from tsunagari.kernel.consents.models import Consent
    from tsunagari.kernel.consents.purposes import CODES, version

    Consent.objects.bulk_create(
        Consent(
            person_id=pupil.pk,
            purpose=purpose,
            version=version(),
            side=side,
            answer=True,
            channel="paper",
            given_at=NOW,
            until_day=YEAR_END,
        )
        for pupil in pupils
        for purpose in purposes or CODES
        for side in sides
    )


@pytest.fixture
def pairing(midori, las_pinas, sato):
    """2年B組 × Grade 8 Rizal, 8 pupils each, memorandum and approvals in force."""
    from tsunagari.kernel.roles import actions as roles
    from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing
    from tsunagari.programmes.exchange.schools import actions as schools

    a = schools.add_class(midori, "2年B組", grade=8, year=2026, by=sato, on=TODAY)
    b = schools.add_class(las_pinas, "Grade 8 – Rizal", grade=8, year=2026, by=sato, on=TODAY)
    for school_class, subject in ((a, "英語"), (b, "English")):
        periods = [p.code for p in school_class.school.bell_schedules.get().periods.all()]
        schools.set_timetable(
            school_class,
            {(day, code): {"subject": subject} for day in range(1, 6) for code in periods},
            by=sato,
            on=TODAY,
        )
    make_pupils(a, 8, "kaki")
    make_pupils(b, 8, "narra")
    agreement = roles.sign(
        "交流の覚書",
        [midori.organisation.party, las_pinas.organisation.party],
        signed_on=date(2026, 4, 1),
        from_day=date(2026, 4, 1),
        until_day=YEAR_END,
        renew_by=date(2027, 1, 31),
        by=sato,
        on=TODAY,
    )
    for school in (midori, las_pinas):
        roles.note_approval(
            school.organisation,
            kind="board",
            authority="教育委員会" if school == midori else "SDO",
            asked_on=date(2026, 4, 1),
            decided_on=date(2026, 4, 20),
            decision="granted",
            from_day=date(2026, 5, 1),
            until_day=YEAR_END,
            by=sato,
            on=TODAY,
        )
    exchange = Exchange.objects.create(
        name="みどり台 × Las Piñas",
        a=midori,
        b=las_pinas,
        agreement=agreement,
        from_day=date(2026, 9, 1),
        until_day=date(2027, 3, 19),
        a_per_group=4,
        b_per_group=4,
        sessions=6,
    )
    return Pairing.objects.create(exchange=exchange, a_class=a, b_class=b, sessions=6)


def make_session(pairing, *, starts_at=None, ordinal=1, minutes=50, state="accepted", **more):
    """A session of the pair with its meeting, as if both schools had agreed; on now by default."""
    from tsunagari.programmes.exchange.class_exchange.actions.sessions import make_meeting
    from tsunagari.programmes.exchange.class_exchange.models import Session

    starts_at = starts_at or NOW
    session = Session(
        pairing=pairing,
        ordinal=ordinal,
        state=state,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        a_periods=["P1"],
        b_periods=["S1"],
        talk_minutes=minutes - 10,
        **more,
    )
    session.meeting = make_meeting(session)
    session.save()
    return session


def answer_surveys(exchange, pupils, pre=(), post=(), told=None):
    """Answers of pupils to both surveys: one number an item for everybody, or a list by pupil."""
    from tsunagari.programmes.exchange.class_exchange.models import SurveyAnswer
    from tsunagari.programmes.exchange.class_exchange.rules import survey

    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            exchange=exchange,
            pupil=pupil,
            wave=wave,
            instrument=survey.INSTRUMENT,
            answers={item.code: value for item in survey.ITEMS},
            told=told or {"household": 2, "friends": 1} if wave == "post" else {},
            at=NOW,
        )
        for wave, values in (("pre", pre), ("post", post))
        for pupil, value in zip(pupils, values, strict=False)
    )


def _client(login, staff=False):
    from django.test import Client

    client = Client()
    client.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")
    if staff:
        session = client.session
        session["sample_door"] = True
        session.save()
    return client


@pytest.fixture
def abe_login(federation, sato):
    """阿部 — 佐藤's deputy: shares the role in the same office."""
    names = {"family": "阿部", "given": "隆", "family_kana": "アベ", "given_kana": "タカシ"}
    return admitted(federation, "abe@example.jp", **names)


@pytest.fixture
def staff_client(staff_login):
    return _client(staff_login, staff=True)


@pytest.fixture
def yamada_client(yamada_login):
    return _client(yamada_login)


@pytest.fixture
def maria_client(maria_login):
    return _client(maria_login)


@pytest.fixture
def suzuki_client(suzuki_login):
    return _client(suzuki_login)


@pytest.fixture
def card_client():
    """card_client(pupil, "pupil" or "guardian"): a browser that holds this pupil's card."""
    from django.test import Client
    from django.utils import timezone

    from tsunagari.kernel.parties import actions, queries

    def hold(pupil, purpose="pupil"):
        now = timezone.now()
        day = timezone.localdate()
        secrets = actions.issue_cards(
            [pupil.person], purpose=purpose, valid_from=day, valid_until=YEAR_END, at=now
        )
        client = Client()
        session = client.session
        session["card"] = queries.card_for(secrets[pupil.pk], on=day).pk
        session.save()
        return client

    return hold
