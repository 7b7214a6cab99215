"""見本 — an invented federation, loaded through the product's own actions and imports.

Dates follow the day on which it is made, so that there are sessions behind and ahead.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.purposes import CODES, version
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import AccessCard, Federation, Login
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import actions as roles
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.exchange.class_exchange import planning
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.class_exchange.actions import duties, exchanges, groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as pupil_actions
from tsunagari.programmes.exchange.class_exchange.actions import sessions as session_actions
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Session, SurveyAnswer
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.schools import actions as schools
from tsunagari.programmes.exchange.schools import queries as school_queries
from tsunagari.programmes.exchange.schools.models import Pupil, School, SchoolClass
from tsunagari.programmes.exchange.schools.rules.setup import Bell
from tsunagari.sample import (
    community,
    fund,
    people,
    talent,
    talent_advice,
    talent_costs,
    talent_guide,
    talent_housekeeping,
    talent_orders,
    talent_own,
    talent_papers,
    talent_proposals,
    talent_settlement,
    talent_visits,
    told_by,
    words,
)

ROSTERS = Path(__file__).parent / "rosters"
FILES = {"midori": "midoridai.xlsx", "otaka": "otakakita.xlsx", "laspinas": "laspinas.xlsx"}
NAME = "見本 東葛つながり連合会"
BELLS = {
    "JP": "P1 08:45 09:35,P2 09:45 10:35,P3 10:45 11:35,P4 11:45 12:35,P5 13:30 14:20,P6 14:30 15:20",
    "PH": "S1 07:30 08:15,S2 08:15 09:00,S3 09:00 09:45,S4 10:05 10:50,S5 10:50 11:35,"
    "S6 13:00 13:45,S7 13:45 14:30,S8 14:50 15:35",
}
# A week's subjects by period, repeated over the classes with a shift.
SUBJECTS = {
    "JP": ["国語", "英語", "数学", "理科", "社会", "音楽", "英語", "総合", "体育", "学活"],
    "PH": ["English", "Math", "Science", "Filipino", "Values", "MAPEH", "Homeroom", "TLE"],
}
DONE, TOLD = 2, (("household", 4), ("friends", 5))


@transaction.atomic
def load(on: date) -> Federation:
    """Make the sample; refused by the database when a federation is there already."""
    federation = parties.start_federation(NAME, sample=True, on=on)
    body = federation.party.organisation
    staff = [_staff(body, row, on) for row in people.STAFF]
    by = _viewer(staff[0], on)
    second = _viewer(staff[1], on)
    made = {key: _school(key, facts, by, on) for key, facts in people.SCHOOLS.items()}
    teachers = {row[0]: _teacher(made, row, by, on) for row in people.TEACHERS}
    for key, school in made.items():
        _roster(school, key, by, on)
        _timetables(school, by, on)
    _consents(on)
    # One memorandum has to be decided on today, the other this week: the office has work to do.
    for name, keys, left in (("midori", (0, 1, 2, 3), 0), ("otaka", (4, 5, 6, 0), 4)):
        renew_by = on + timedelta(days=left)
        exchange = _exchange(made[name], made["laspinas"], keys, renew_by, by, on)
        teacher = teachers["yamada" if name == "midori" else "nakamura"]
        _sessions(exchange, _viewer(teacher, on), _viewer(teachers["maria"], on), by, on)
        duties.follow(exchange, on=on, by=by)
    _cards(made, on)
    talent.load(body, by=by, on=on)
    for subject in (talent_costs, talent_visits, talent_papers, talent_orders, talent_own):
        subject.load(by=by, on=on)
    words.load(by=by, second=second, on=on)
    told_by.choose(by=by, on=on)
    talent_advice.load(by=by, second=second, on=on)
    told_by.refuse_a_paper(by=by, on=on)
    told_by.make_letters(by=by, on=on)
    talent_guide.load(by=by, second=second, on=on)
    talent_proposals.load(by=by, second=second, on=on)
    for subject in (talent_settlement, talent_housekeeping):
        subject.load(by=by, on=on)
    fund.load(by=by, second=second, on=on)
    community.load(by=by, second=second, on=on)
    _let_in()
    return federation


def _let_in():
    """One password for all, worked out once: each of them would take a computer a third of a second."""
    emails = [row["email"] for row in people.logins()]
    Login.objects.filter(email__in=emails).update(password=make_password(people.PASSWORD))


def _staff(body, row, on):
    key, family, given, family_kana, given_kana, family_latin, given_latin = row
    login = roles.admit(
        body,
        "staff",
        email=people.email(key),
        by=None,
        on=on,
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        family_latin=family_latin,
        given_latin=given_latin,
    )
    secret = get_adapter().encrypt(generate_totp_secret())
    Authenticator.objects.create(user=login, type=Authenticator.Type.TOTP, data={"secret": secret})
    return login


def _teacher(made, row, by, on):
    key, school, kind, family, given, family_kana, given_kana, family_latin, given_latin, called = (
        row
    )
    return roles.admit(
        made[school].organisation,
        kind,
        email=people.email(key),
        by=by,
        on=on,
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        family_latin=family_latin,
        given_latin=given_latin,
        called=called,
    )


def _viewer(login, on) -> Viewer:
    role = Role.objects.select_related("body__party").get(party=login.person_id)
    return Viewer(
        party=login.person.party,
        kind=role.kind,
        body=role.body,
        language=login.person.party.language,
        on=on,
        zone=role.body.party.zone,
    )


def _school(key, facts, by, on) -> School:
    school = schools.add_school(by=by, on=on, **facts)
    start = date(on.year if on.month >= 4 else on.year - 1, 4, 1)
    end = start.replace(year=start.year + 2) - timedelta(days=1)
    schools.set_bells(
        school,
        name="50分授業" if facts["country"] == "JP" else "Single shift",
        from_day=start,
        until_day=end,
        bells=[
            Bell(code, time.fromisoformat(a), time.fromisoformat(b))
            for code, a, b in (row.split() for row in BELLS[facts["country"]].split(","))
        ],
        by=by,
        on=on,
    )
    for name, first, last in _terms(facts["country"], start):
        schools.add_span(school, "term", name=name, from_day=first, until_day=last, by=by, on=on)
    schools.suggest_holidays(school, from_day=start, until_day=end, by=by, on=on)
    schools.decide_closed(
        school,
        dict.fromkeys(school.closed_days.values_list("pk", flat=True), True),
        by=by,
        on=on,
    )
    roles.note_approval(
        school.organisation,
        kind="board",
        authority="見本 流山市教育委員会" if facts["country"] == "JP" else "Sample SDO Las Piñas",
        asked_on=start,
        decided_on=start + timedelta(days=20),
        decision="granted",
        from_day=start,
        until_day=end,
        by=by,
        on=on,
    )
    return school


def _terms(country, start: date):
    """Two school years of terms from 1 April; Philippine days follow the 2026–27 calendar."""
    for year in (start.year, start.year + 1):
        if country == "JP":
            yield "1学期", date(year, 4, 8), date(year, 7, 17)
            yield "2学期", date(year, 9, 1), date(year, 12, 23)
            yield "3学期", date(year + 1, 1, 7), date(year + 1, 3, 24)
        else:
            yield "Term 1", date(year, 6, 8), date(year, 9, 15)
            yield "Term 2", date(year, 9, 16), date(year, 12, 18)
            yield "Term 3", date(year + 1, 1, 4), date(year + 1, 4, 8)


def _roster(school, key, by, on):
    """The .xlsx in the repository, through the same path as everybody's roster."""
    file = ROSTERS / FILES[key]
    now = timezone.now()
    batch = imports.upload(
        "roster",
        school.organisation,
        file.read_bytes(),
        name=file.name,
        by=by,
        at=now,
        options={"create_classes": True},
    )
    imports.accept(batch, by=by, on=on, at=now)


def _timetables(school, by, on):
    periods = school_queries.lesson_periods(school, on=on)
    subjects = SUBJECTS[school.country]
    for shift, school_class in enumerate(school_queries.classes(school)):
        schools.set_timetable(
            school_class,
            {
                (day, code): {"subject": subjects[(day * 3 + at * 2 + shift) % len(subjects)]}
                for day in school.weekdays
                for at, code in enumerate(periods)
            },
            by=by,
            on=on,
        )


def _consents(on):
    """Most said yes to most; a few said no, and a few have not answered."""
    draw = random.Random(11)
    at = timezone.now() - timedelta(days=30)
    rows = []
    for pupil in Pupil.objects.select_related("school_class__school"):
        if draw.random() < 0.03:
            continue
        refuses = draw.random() < 0.02
        for purpose in CODES:
            for side in ("child", "guardian"):
                yes = not refuses if purpose == "take_part" else draw.random() < 0.93
                rows.append(
                    Consent(
                        person_id=pupil.pk,
                        purpose=purpose,
                        version=version(),
                        side=side,
                        answer=yes,
                        channel="paper",
                        given_at=at,
                        until_day=pupil.school_class.school.year_ends_on,
                    )
                )
    Consent.objects.bulk_create(rows, batch_size=500)
    records.add(by=None, did="sample.consents", on=on, answers=len(rows))


def _exchange(a, b, classes, renew_by, by, on) -> Exchange:
    start = date(on.year if on.month >= 4 else on.year - 1, 4, 1)
    end = start.replace(year=start.year + 1) - timedelta(days=12)
    exchange = exchanges.start(
        f"{a.organisation.title} × Las Piñas",
        a,
        b,
        from_day=start,
        until_day=max(end, on + timedelta(days=120)),
        by=by,
        on=on,
    )
    exchange.agreement = roles.sign(
        "見本 国際交流授業の覚書",
        [a.organisation.party, b.organisation.party],
        signed_on=start,
        from_day=start,
        until_day=exchange.until_day + timedelta(days=60),
        renew_by=renew_by,
        signatories="校長\nPrincipal",
        by=by,
        on=on,
    )
    exchange.save(update_fields=["agreement"])
    own = list(SchoolClass.objects.filter(school=a))
    other = list(SchoolClass.objects.filter(school=b))
    pairs = [(own[i], other[k % len(other)]) for i, k in enumerate(classes) if i < len(own)]
    exchanges.pair(exchange, pairs, by=by, on=on)
    return exchange


def _sessions(exchange, teacher, partner, by, on):
    """The first pair has finished ones, the second meets tomorrow; some are proposed, some fixed."""
    now = timezone.now()
    for at, pairing in enumerate(exchange.pairings.order_by("pk")):
        if at == 0:
            _past(pairing, teacher, on, now)
        if at == 1:
            _fixed(pairing, 1, _school_day(on))
        if at == 3:
            continue
        try:
            found = planning.spread(pairing, 3 if at == 0 else 2, now=now)
        except LookupError:
            continue
        for window, reserve in found:
            session = session_actions.propose(
                pairing, window, reserve=reserve, by=teacher, on=on, at=now
            )
            if at < 2:
                session_actions.accept(session, seen=session.version, by=partner, on=on, at=now)
        if at < 2:
            groups.plan(pairing, by=teacher, on=on, at=now)


def _school_day(on: date) -> date:
    """Tomorrow, or Monday."""
    following = on + timedelta(days=1)
    weekend = following.isoweekday() > 5
    return following + timedelta(days=8 - following.isoweekday() if weekend else 0)


TASK = {
    "ja": "相手と同じところを3つ見つけましょう。",
    "ja-easy": "{相手|あいて}と {同|おな}じ ところを 3つ {見|み}つけましょう。",
    "en": "Find three things you have in common.",
    "fil": "Maghanap ng tatlong bagay na magkapareho kayo.",
}


def _fixed(pairing, ordinal, day) -> Session:
    """A session of that day, accepted by both: the sample's own past and tomorrow."""
    start = datetime.combine(day, time(1, 45), UTC)
    session = Session.objects.create(
        pairing=pairing,
        ordinal=ordinal,
        phase=1 if ordinal == 1 else 2,
        state=Session.State.PROPOSED,
        proposed_by=pairing.exchange.a.organisation,
        proposed_on=day - timedelta(days=14),
        starts_at=start,
        ends_at=start + timedelta(minutes=50),
        a_periods=["P3"],
        b_periods=["S4"],
        talk_minutes=30,
        task={code: {"text": text, "of": "", "by": ""} for code, text in TASK.items()},
    )
    session.meeting = session_actions.make_meeting(session)
    session.state = Session.State.ACCEPTED
    session.save()
    return session


def _past(pairing, teacher, on, now):
    """Two finished sessions with groups, reflections, both surveys, and a report that waits."""
    for ordinal in range(1, DONE + 1):
        _fixed(pairing, ordinal, on - timedelta(days=7 * (DONE + 1 - ordinal)))
    groups.plan(pairing, by=teacher, on=on, at=now)
    for session in pairing.sessions_of.order_by("ordinal"):
        day = timezone.localdate(session.starts_at)
        session_actions.close(session, by=teacher, on=day, at=session.ends_at)
    _words(pairing, teacher, on)
    _surveys(pairing, on)
    pupil_actions.report(
        pairing.a_class.school,
        kind="technical",
        words="音が聞こえなくて、話せませんでした。",
        session=session,
        by=None,
        on=on,
        at=now,
        frozen=class_exchange.frozen(session),
    )


REFLECTIONS = {
    "ja": [
        "同じゲームが好きでうれしかったです。",
        "英語で質問できました。つぎは食べものの話をしたいです。",
    ],
    "en": [
        "We both like drawing. I want to know about your school lunch.",
        "I learned how to say thank you.",
    ],
}


def _words(pairing, teacher, on):
    draw = random.Random(7)
    last = pairing.sessions_of.filter(state="closed").order_by("-ordinal").first()
    for school_class in (pairing.a_class, pairing.b_class):
        language = "ja" if school_class.school.country == "JP" else "en"
        for at, pupil in enumerate(school_queries.taking_part(school_class, on=on)[:6]):
            written = pupil_actions.reflect(
                last,
                pupil,
                draw.choice(REFLECTIONS[language]),
                language=language,
                by=None,
                on=on,
                at=timezone.now(),
            )
            if at < 4:
                pupil_actions.answer_reflection(
                    written,
                    approve=True,
                    seen=written.version,
                    by=teacher,
                    on=on,
                    at=timezone.now(),
                )


def _surveys(pairing, on):
    """Answers before and after of one pair of classes, so that the effect page has something."""
    draw = random.Random(5)
    rows = []
    for school_class in (pairing.a_class, pairing.b_class):
        for pupil in school_queries.taking_part(school_class, on=on):
            for wave in ("pre", "post"):
                if draw.random() < 0.06:
                    continue
                lift = 0.5 if wave == "post" else 0.0
                rows.append(
                    SurveyAnswer(
                        exchange=pairing.exchange,
                        pupil=pupil,
                        wave=wave,
                        instrument=survey.INSTRUMENT,
                        answers={
                            item.code: min(5, max(1, round(draw.gauss(3 + lift, 0.9))))
                            for item in survey.ITEMS
                        },
                        told={name: draw.randint(0, most) for name, most in TOLD if lift},
                        at=timezone.now(),
                    )
                )
    SurveyAnswer.objects.bulk_create(rows)


def _cards(made, on):
    """Four cards whose numbers everybody may know; all others are printed by the teachers."""
    for key, purpose, secret in people.CARDS:
        classes = SchoolClass.objects.filter(school=made[key])
        pupil = school_queries.taking_part(classes[0], on=on)[0]
        AccessCard.objects.create(
            person=pupil.person,
            purpose=purpose,
            secret_hash=parties.hash_of(secret),
            made_at=timezone.now(),
            valid_from=on,
            valid_until=made[key].year_ends_on,
        )
