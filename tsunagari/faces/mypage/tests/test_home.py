import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import TODAY, make_session
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.consents.models import Consent
from tsunagari.programmes.exchange.class_exchange import pupils
from tsunagari.programmes.exchange.class_exchange.actions import groups, sessions
from tsunagari.programmes.exchange.class_exchange.models import Seat
from tsunagari.programmes.exchange.schools.models import Pupil

ROOM = "https://meet.example.org/b2"
TASK = {
    "ja": {"text": "学校の1日をくらべよう。", "of": "", "by": ""},
    "en": {"text": "Compare your school days.", "of": "", "by": ""},
}


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def lesson(pairing, yamada):
    """A lesson that is on now, with groups, task and room."""
    session = make_session(
        pairing, starts_at=timezone.now() - timedelta(minutes=5), task=TASK, rooms={"all": ROOM}
    )
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    return session


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


@pytest.fixture
def jose(pairing):
    return Pupil.objects.filter(school_class=pairing.b_class).first()


def withdraw(pupil, purpose="take_part", side="child"):
    consents.withdraw(
        pupil.person,
        purpose,
        side=side,
        channel="page",
        by=None,
        on=timezone.localdate(),
        at=timezone.now(),
    )


def mates(session, pupil):
    group = Seat.objects.get(session=session, pupil=pupil).group
    rows = Seat.objects.filter(session=session, group=group).exclude(pupil=pupil)
    return {row.pupil.person.called.reveal(): row.pupil for row in rows}


def test_a_pupil_sees_the_own_group_the_task_and_the_room(lesson, hana, card_client):
    page = card_client(hana).get(f"/me/sessions/{lesson.pk}/")

    for name in mates(lesson, hana):
        assert name in words(page)
    assert "学校の1日をくらべよう。" in words(page)
    assert ROOM in page.content.decode()
    assert "カメラは切って" not in words(page)


def test_nobody_of_another_group_is_named(lesson, hana, card_client):
    page = words(card_client(hana).get(f"/me/sessions/{lesson.pk}/"))

    seen = set(re.findall(r"(?:kaki|narra)-\d\d", page))
    assert seen == set(mates(lesson, hana))


def test_the_task_comes_in_the_pupils_own_language(lesson, jose, card_client):
    page = words(card_client(jose).get(f"/en/me/sessions/{lesson.pk}/"))

    assert "Compare your school days." in page


def test_a_pupil_reads_both_clocks_the_own_one_first(lesson, jose, card_client):
    page = words(card_client(jose).get(f"/me/sessions/{lesson.pk}/"))

    assert page.index("マニラ") < page.index("東京")


def test_the_room_opens_ten_minutes_before_and_closes_at_the_end(
    pairing, hana, card_client, yamada
):
    now = timezone.now()
    session = make_session(pairing, starts_at=now + timedelta(minutes=11), rooms={"all": ROOM})
    groups.plan(pairing, by=yamada, on=TODAY, at=now)
    client, path = card_client(hana), f"/me/sessions/{session.pk}/"

    def room_is_shown(starts_at):
        session.starts_at, session.ends_at = starts_at, starts_at + timedelta(minutes=50)
        session.save()
        return ROOM in client.get(path).content.decode()

    assert not room_is_shown(now + timedelta(minutes=11))
    assert "部屋のリンクは" in words(client.get(path))
    assert room_is_shown(now + timedelta(minutes=9))
    assert not room_is_shown(now - timedelta(minutes=51))


def test_before_there_are_groups_the_page_says_so(pairing, hana, card_client):
    session = make_session(pairing, starts_at=timezone.now() + timedelta(days=2))

    page = words(card_client(hana).get(f"/me/sessions/{session.pk}/"))

    assert "グループはまだ決まっていません。" in page
    assert "先生が書くと、ここに出ます。" in page


def test_the_home_page_names_what_matters_now(lesson, hana, card_client):
    page = words(card_client(hana).get("/me/"))

    assert "今日の授業" in page
    assert "ふりかえりを書く" in page
    assert "困ったことがある" in page


def test_with_nothing_planned_the_home_page_says_so(pairing, hana, card_client):
    assert "予定はありません。決まったら、ここに出ます。" in words(card_client(hana).get("/me/"))


def test_without_consent_the_home_page_leads_to_the_answers(lesson, hana, card_client):
    withdraw(hana, side="guardian")

    page = words(card_client(hana).get("/me/"))

    assert "参加の同意がまだです" in page
    assert "ふりかえりを書く" not in page


# — the acceptance checks of the fact sheet —


def test_acceptance_7_without_consent_no_camera_tile_and_no_recording(lesson, hana, card_client):
    everybody = pupils.cameras(lesson, on=TODAY)
    assert hana.pk in everybody.tiles & everybody.recorded
    assert everybody.may_record

    Consent.objects.filter(person=hana.person, purpose="on_camera", side="guardian").delete()
    withdraw(hana, "recorded")

    now = pupils.cameras(lesson, on=TODAY)
    assert hana.pk in now.seated
    assert hana.pk not in now.tiles
    assert hana.pk not in now.recorded
    assert now.off == {hana.pk}
    assert not now.may_record
    page = words(card_client(hana).get(f"/me/sessions/{lesson.pk}/"))
    assert "カメラは切って入ってください" in page


@pytest.mark.parametrize("side", ["child", "guardian"])
def test_acceptance_8_withdrawing_consent_acts_at_once_on_an_open_session(
    lesson, hana, card_client, maria_client, maria, yamada, side
):
    """On the pupil's own page, on both teachers' screens, on the partners' pages, in the plan."""
    sessions.open_(lesson, by=yamada, on=TODAY, at=timezone.now())
    [mate] = [p for name, p in mates(lesson, hana).items() if name.startswith("narra")][:1]
    own, partner = card_client(hana), card_client(mate)
    screen = f"/partner/sessions/{lesson.pk}/groups/"
    assert ROOM in own.get(f"/me/sessions/{lesson.pk}/").content.decode()
    assert "kaki-01" in words(partner.get(f"/me/sessions/{lesson.pk}/"))
    assert "kaki-01" in words(maria_client.get(screen))

    if side == "child":
        own.post("/me/consents/take_part/withdraw/")
    else:
        card_client(hana, "guardian").post("/me/consents/take_part/withdraw/")

    page = own.get(f"/me/sessions/{lesson.pk}/")
    assert ROOM not in page.content.decode()
    assert "参加の同意がありません" in words(page)
    assert "kaki-01" not in words(partner.get(f"/me/sessions/{lesson.pk}/"))
    assert "kaki-01" not in words(maria_client.get(screen))
    assert hana.pk not in pupils.cameras(lesson, on=TODAY).seated

    again = make_session(lesson.pairing, ordinal=2, starts_at=timezone.now() + timedelta(days=7))
    groups.plan(lesson.pairing, by=yamada, on=TODAY, at=timezone.now())
    assert not Seat.objects.filter(session=again, pupil=hana).exists()


def test_acceptance_8_a_screen_that_only_asks_what_changed_is_told_of_the_withdrawal(
    lesson, hana, maria_client
):
    screen = f"/partner/sessions/{lesson.pk}/groups/"
    first = maria_client.get(screen).content.decode()
    asked = re.search(r'hx-get="([^"]+)"', first)[1]
    same = maria_client.get(asked, headers={"HX-Request": "true"})
    assert same.status_code == 204

    withdraw(hana)

    changed = maria_client.get(asked, headers={"HX-Request": "true"})
    assert changed.status_code == 200
    assert "kaki-01" not in words(changed)


def test_acceptance_13_a_partners_page_shows_no_name_beside_a_class(lesson, jose, card_client):
    """Of a pupil only a display name is kept; the partner's pupils do not see its class either."""
    for pupil in Pupil.objects.all():
        assert pupil.person.party.name.reveal() == pupil.person.called.reveal()
        assert not pupil.person.family.reveal()
    client = card_client(jose)

    for path in ("/me/", f"/me/sessions/{lesson.pk}/", f"/me/sessions/{lesson.pk}/read/"):
        page = words(client.get(path))
        assert "2年B組" not in page, path


def test_the_home_page_asks_no_more_for_many_sessions(
    pairing, hana, card_client, yamada, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = card_client(hana)
    make_session(pairing, starts_at=timezone.now() - timedelta(days=7), state="closed")
    make_session(pairing, starts_at=timezone.now() + timedelta(days=1), ordinal=2)
    client.get("/me/")
    with CaptureQueriesContext(connection) as before:
        client.get("/me/")
    for ordinal in range(3, 20):
        make_session(pairing, starts_at=timezone.now() + timedelta(days=ordinal), ordinal=ordinal)

    with django_assert_max_num_queries(len(before)):
        client.get("/me/")
