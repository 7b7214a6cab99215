"""相談 — what a worker asked in confidence is on no page, file, mail, log or list of an employer.

Everybody around a worker walks all pages twice: before anything was asked, and after a consultation
went through all it can go through. Every text of it bears a rare kanji. The kanji is nowhere, and
each page says to the letter what it said before: not even that somebody asked can be read from it.
"""

import io
import json
import logging
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import translation
from PIL import Image

from tests.cast import NOW, TODAY
from tests.cast_talent import make_body, make_case, make_member
from tests.house.test_bad_input import faces
from tests.house.test_doors import path_of
from tests.house.test_names_stay_closed import found, text_of, walk
from tests.house.test_numbers_stay_closed import where
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices import wordings
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.advice.models import Consultation, Message, Photo
from tsunagari.programmes.talent.guide import actions as guide

pytestmark = pytest.mark.usefixtures("kept_files")
MARK, PLACE = "鸞", "驫"
# What is new in every answer, whatever it says.
NEW = re.compile(r'(?:name="(?:csrfmiddlewaretoken|press_key)" value|nonce)="[^"]*"')
TYPED = {"x": "x", "q": "x", "after": "x", "version": "²", "file": "", "seen": "0"}


def when(minutes: int) -> dict:
    return {"on": TODAY, "at": NOW + timedelta(minutes=minutes)}


@pytest.fixture
def still():
    """The clock stands, so that two walks may say the same."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def around(
    linh,
    maker,
    hanoi,
    sato,
    mori_login,
    tran_login,
    yamada_login,
    pairing,
    grace_case,
    aoki_login,
    partner_client,
):
    """Everybody around Linh and Grace: {who: (client, where they begin, what they stay within)}."""
    union = make_body("流山協同組合", "association", municipality="流山市")
    school = make_body("Hanoi School", "training", country="VNM")
    case = make_case(linh, by=sato, company=maker, sending=hanoi, supervisor=union, school=school)
    logins = {
        "company": (mori_login, case),
        "sending": (tran_login, case),
        "supervisor": (make_member(union, "adviser", "kumiai@example.jp", given="一"), case),
        "trainer": (make_member(school, "trainer", "hoang@example.vn", given="Ba"), case),
        "housekeeping": (aoki_login, grace_case),
        "teacher": (yamada_login, case),
    }
    found = {
        who: (partner_client(login), ["/partner/", f"/partner/cases/{own.pk}/"], "/partner/")
        for who, (login, own) in logins.items()
    }
    return found | {"public": (Client(), ["/", "/exchange/", "/guide/"], "/")}


def ask_everything(linh, sato, linh_viewer) -> Consultation:
    """A consultation with a mark in everything that anybody can write, or send along, about it."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    asked = advice.ask(
        topic="work",
        words=f"給料が{MARK}少ない。社長は{MARK}と言った。",
        language="vi",
        channel="page",
        by=linh_viewer,
        person=linh,
        contact=f"{MARK}の部屋",
        photos=[papers.store(picture.getvalue())],
        **when(0),
    )
    first = Message.objects.get(consultation=asked)
    advice.read(asked, by=sato, **when(1))
    advice.translate(first, words=f"訳{MARK}", language="ja", by=sato, **when(1))
    advice.triage(
        asked, categories=["work"], language="vi", urgency="soon", seen=1, by=sato, **when(2)
    )
    advice.note(asked, words=f"メモ{MARK}", by=sato, **when(3))
    advice.book(
        asked,
        kind="interpreter",
        who=f"通訳の{MARK}さん",
        language="vi",
        starts_at=NOW + timedelta(days=2),
        place=f"{PLACE}医院",
        by=sato,
        **when(4),
    )
    asked.refresh_from_db()
    advice.answer(asked, words=f"答え{MARK}", language="ja", seen=asked.version, by=sato, **when(5))
    advice.say(asked, words=f"まだ{MARK}", language="vi", by=linh_viewer, **when(6))
    lawyers = make_body("法律相談センター", "other")
    advice.ask_to_share(asked, to=lawyers, messages=[first.pk], by=sato, **when(7))
    advice.agree(asked.hand_overs.get(), yes=True, by=linh_viewer, **when(7))
    advice.report(asked, kind="passport", part="company", by=sato, **when(8))
    advice.ask(
        topic="danger",
        words=f"助けて{MARK}",
        language="vi",
        channel="wall",
        contact=f"{MARK}",
        **when(9),
    )
    asked.refresh_from_db()
    return asked


@contextmanager
def undone():
    """What looking itself writes (who read, what was opened) is taken back."""
    here = transaction.savepoint()
    yield
    transaction.savepoint_rollback(here)


def pages_of(client, starts, within) -> dict[str, str]:
    """Every page that links lead to from here."""
    with undone():
        pages = walk(client, *starts, each=2, within=within)
    translation.activate("ja")
    return {path: NEW.sub("", text) for path, text in pages.items()}


def answers_of_every_address(client, keys) -> dict[str, str]:
    """What every address of the partners' face says, asked for these keys or sent a bad form."""
    said = {}
    for name, pattern in faces("partner:"):
        wanted = keys if "pk" in pattern.pattern.converters else keys[:1]
        for path in [path_of(name, pattern, pk=key) for key in wanted]:
            with undone():
                for answer in (client.get(path), client.post(path, TYPED)):
                    said[path] = said.get(path, "") + text_of(answer) + repr(answer.headers)
                    assert not answer.headers.get("Content-Type", "").startswith("image/"), path
    assert len(said) > 80
    return said


def shots(around) -> dict[str, dict[str, str]]:
    return {who: pages_of(*where) for who, where in around.items()}


def differing(before: dict, after: dict) -> list[str]:
    """Which pages say something else, or came or went, for whom."""
    return sorted(
        f"{who} {path}"
        for who in before
        for path in {*before[who], *after[who]}
        if before[who].get(path) != after[who].get(path)
    )


def test_nobody_around_a_worker_can_tell_that_something_was_asked(
    around, still, linh, sato, linh_viewer, grace, grace_viewer
):
    before = shots(around)
    asked = ask_everything(linh, sato, linh_viewer)
    words = {"topic": "danger", "words": f"{MARK}の家", "language": "en", "channel": "page"}
    advice.ask(**words, by=grace_viewer, person=grace, **when(9))

    after = shots(around)

    assert min(len(pages) for pages in after.values()) > 5
    for who, pages in after.items():
        for mark in (MARK, PLACE, asked.code):
            assert found(pages, mark) == [], who
    assert differing(before, after) == []


def test_the_walk_finds_what_the_person_shows_a_body_until_it_is_taken_back(
    around, still, linh, maker, sato, linh_viewer
):
    asked = ask_everything(linh, sato, linh_viewer)
    first = Message.objects.filter(consultation=asked).first()

    shared = advice.share(asked, to=maker, messages=[first.pk], by=linh_viewer, **when(10))
    assert found(pages_of(*around["company"]), MARK) == [f"/partner/advice/{asked.pk}/"]
    assert found(pages_of(*around["sending"]), MARK) == []
    advice.stop_sharing(shared, by=linh_viewer, **when(11))
    assert found(pages_of(*around["company"]), MARK) == []


def test_no_door_no_form_and_no_error_page_says_it(around, still, linh, sato, linh_viewer):
    asked = ask_everything(linh, sato, linh_viewer)
    photo = Photo.objects.get(message__consultation=asked)
    keys = (asked.pk, asked.code)
    doors = ("/partner/advice/", "/desk/advice/", "/me/case/help/", "/ask/")
    behind = [f"{door}{key}/" for door in doors for key in keys]

    for who, (client, *_where) in around.items():
        answers = {path: client.get(path) for path in behind}
        assert {200} & {answer.status_code for answer in answers.values()} == set(), who
        pages = {path: text_of(answer) for path, answer in answers.items()}
        if who == "company":
            pages |= answers_of_every_address(client, (asked.pk, photo.paper_id))
        assert found(pages, MARK) == [], who


def test_who_acts_for_a_company_who_sits_in_a_council_and_a_stranger_read_no_word_of_it(
    around,
    still,
    linh,
    maker,
    sato,
    linh_viewer,
    staff_client,
    kato_client,
    okada_login,
    partner_client,
):
    asked = ask_everything(linh, sato, linh_viewer)
    session = staff_client.session
    session["acting_for"] = maker.pk
    session.save()
    rooms = {
        "for the company": (staff_client, "/partner/"),
        "council": (kato_client, "/council/"),
        "another company": (partner_client(okada_login), "/partner/"),
    }

    for who, (client, room) in rooms.items():
        pages = pages_of(client, [room], room)
        assert len(pages) > 3, who
        for mark in (MARK, PLACE, asked.code):
            assert found(pages, mark) == [], who


def test_the_draft_of_a_public_answer_is_seen_by_nobody_but_the_office(
    around, still, linh, sato, linh_viewer
):
    asked = ask_everything(linh, sato, linh_viewer)
    words = {"question": f"{MARK}?", "answer": f"{MARK}!", "category": "work", "language": "vi"}

    drafts = [guide.draft_from(**words, by=sato, on=TODAY, consultation=asked)]
    drafts.append(guide.draft_from(**words | {"language": "ja"}, by=sato, on=TODAY))

    for who in ("company", "public"):
        client, starts, _within = around[who]
        pages = pages_of(client, [*starts, "/guide/"], "/")
        pages |= {one.code: text_of(client.get(f"/guide/{one.code}/")) for one in drafts}
        assert found(pages, MARK) == [], who


def test_nothing_of_it_stands_open_in_the_database_in_a_mail_or_in_the_log(
    around, still, linh, sato, linh_viewer, caplog
):
    caplog.set_level(logging.DEBUG)
    asked = ask_everything(linh, sato, linh_viewer)

    notices.send_due(NOW + timedelta(days=1))

    assert where(MARK) == []
    office = roles.people_of(sato.body, "staff", on=TODAY)
    theirs = {party.person.login.email for party in office}
    assert {one for message in mail.outbox for one in message.to} <= theirs
    assert MARK not in repr([(m.subject, m.body, m.attachments) for m in mail.outbox])
    assert MARK not in caplog.text
    told = Notice.objects.filter(kind__startswith="advice.")
    assert {name for notice in told for name in notice.facts} == {"path"}
    kinds = [kind for code, kind in wordings.KINDS.items() if code.startswith("advice.")]
    assert [kind.code for kind in kinds if "%" in kind.subject + kind.body] == []
    assert parties.found(MARK).rows == []
    assert asked.code not in repr([m.subject for m in mail.outbox])


def test_a_crash_in_the_middle_says_it_neither_to_the_reader_nor_to_the_log(
    around, still, linh, sato, linh_viewer, worker_client, monkeypatch, caplog
):
    def crash(*args, words="", **kwargs):
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(advice, "ask", crash)
    client = worker_client(linh)
    client.raise_request_exception = False

    answer = client.post("/me/case/help/", {"topic": "work", "words": f"給料{MARK}"})

    assert answer.status_code == 500
    assert MARK not in answer.content.decode()
    assert "the disk is gone" in caplog.text
    assert MARK not in caplog.text


def test_every_open_address_of_the_programs_is_silent(still, linh, sato, linh_viewer, around):
    ask_everything(linh, sato, linh_viewer)
    spec = json.loads(Client().get("/api/v1/openapi.json").content)
    plain = [path for path, verbs in spec["paths"].items() if "get" in verbs and "{" not in path]

    for client in (Client(), around["company"][0]):
        assert found({path: text_of(client.get(path)) for path in plain}, MARK) == []
