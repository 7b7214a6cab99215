import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import TODAY, make_session
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.actions import admit
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
from tsunagari.programmes.exchange.class_exchange.models import Incident, IncidentStep
from tsunagari.programmes.exchange.class_exchange.rules.writing import due_at
from tsunagari.programmes.exchange.schools.models import Pupil


def words(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


@pytest.fixture
def told(hana, card_client):
    """花 has reported that somebody was mean."""
    card_client(hana).post("/me/wrong/", {"kind": "mean", "words": "いやなことを言われた。"})
    return Incident.objects.get()


@pytest.fixture
def ito_client(midori):
    login = admit(
        midori.organisation,
        "protection_lead",
        email="ito@example.jp",
        password="x" * 14,
        by=None,
        on=TODAY,
        family="伊藤",
        given="守",
    )
    client = Client()
    client.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def place(incident, face="partner"):
    return f"/{face}/incidents/{incident.pk}/"


def step(client, incident, said, face="partner", version=None):
    version = version or Incident.objects.get(pk=incident.pk).version
    return client.post(place(incident, face), {"words": said, "version": version})


def test_the_school_sees_the_report_and_until_when_to_act(told, yamada_client):
    page = words(yamada_client.get("/partner/incidents/"))

    assert "いやなことを言われた・された" in page
    assert "まで" in page
    assert "困ったことの知らせがあります" in words(yamada_client.get("/partner/"))


def test_the_deadlines_are_one_hour_and_one_day(told):
    opened = told.opened_at

    assert due_at("open", opened, contain=1, report=24) == opened + timedelta(hours=1)
    assert due_at("contained", opened, contain=1, report=24) == opened + timedelta(hours=24)
    assert due_at("reported", opened, contain=1, report=24) is None


def test_a_report_older_than_an_hour_says_that_it_is_late(told, yamada_client):
    import time_machine

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        page = words(yamada_client.get(place(told)))

    assert "（過ぎています）" in page


def test_it_goes_from_open_over_contained_and_reported_to_closed(told, yamada_client, staff_client):
    step(yamada_client, told, "話を聞いた。席をはなした。")
    assert Incident.objects.get().state == "contained"
    step(yamada_client, told, "校長と保護者に伝えた。")
    assert Incident.objects.get().state == "reported"
    step(staff_client, told, "次の授業の約束を決めた。", "desk")
    assert Incident.objects.get().state == "closed"

    page = words(staff_client.get(place(told, "desk")))
    for said in (
        "話を聞いた。席をはなした。",
        "校長と保護者に伝えた。",
        "次の授業の約束を決めた。",
    ):
        assert said in page
    assert "にする" not in page
    assert "終わったもの" in words(yamada_client.get("/partner/incidents/"))
    assert "いやなことを言われた" in words(yamada_client.get("/partner/incidents/?view=closed"))


def test_a_step_needs_words(told, yamada_client):
    answer = step(yamada_client, told, "  ")

    assert answer.status_code == 422
    assert "したことを入力してください。" in words(answer)
    assert Incident.objects.get().state == "open"


def test_of_two_who_act_at_once_one_wins_and_the_other_loses_no_word(
    told, yamada_client, ito_client
):
    step(ito_client, told, "伊藤が対応した。", version=1)

    answer = step(yamada_client, told, "山田も対応した。", version=1)

    assert answer.status_code == 422
    assert "ほかの人が先に進めました。" in words(answer)
    assert "山田も対応した。" in answer.content.decode()
    assert Incident.objects.get().state == "contained"


def test_the_duties_follow_each_step(told, yamada_client):
    def standing():
        return set(Duty.objects.filter(state="open").values_list("rule", flat=True))

    assert {"1-1.contain_incident", "1-1.report_incident"} <= standing()
    step(yamada_client, told, "安全を確かめた。")
    assert "1-1.contain_incident" not in standing()
    step(yamada_client, told, "伝えた。")
    assert "1-1.report_incident" not in standing()


def test_a_report_of_a_japanese_morning_is_not_late_by_a_day(hana, midori):
    from datetime import UTC, datetime

    early = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)  # 8:40 on 25 November in Japan
    acts.report(
        hana.school_class.school, kind="mean", words="", by=None, on=TODAY, at=early, frozen={}
    )

    due = Duty.objects.get(rule="1-1.contain_incident").safe_due
    assert due.isoformat() == "2026-11-25"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE class_exchange_incident SET words = ''",
        "UPDATE class_exchange_incident SET frozen = '{}'",
        "UPDATE class_exchange_incident SET kind = 'other', state = 'closed'",
        "DELETE FROM class_exchange_incident",
        "UPDATE class_exchange_incidentstep SET words = 'x'",
        "DELETE FROM class_exchange_incidentstep",
    ],
)
def test_what_was_reported_and_done_is_changed_by_nobody(told, statement):
    with (
        pytest.raises(IntegrityError, match="refuses"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    told.refresh_from_db()
    assert (told.words, told.kind) == ("いやなことを言われた。", "mean")
    assert IncidentStep.objects.count() == 1


def test_every_step_is_a_record_without_its_words(told, yamada_client):
    step(yamada_client, told, "秘密のことば")

    records = Record.objects.filter(did__startswith="incident.")
    assert [record.did for record in records] == ["incident.opened", "incident.advanced"]
    assert "秘密" not in str([record.facts for record in records])


def test_the_school_reads_what_was_kept_but_not_the_partners_unread_words(
    pairing, hana, yamada, card_client, yamada_client, staff_client
):
    session = make_session(
        pairing,
        starts_at=timezone.now() - timedelta(minutes=20),
        rooms={"all": "https://x.example/7"},
    )
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    who = {"on": timezone.localdate(), "at": timezone.now()}
    jose = Pupil.objects.filter(school_class=pairing.b_class).first()
    acts.reflect(session, hana, "わたしの文", language="ja", by=None, **who)
    acts.reflect(session, jose, "Mean words", language="en", by=None, **who)
    card_client(hana).post("/me/wrong/", {"kind": "mean"})
    incident = Incident.objects.get()

    page = words(yamada_client.get(place(incident)))
    assert "https://x.example/7" in page
    assert "わたしの文" in page
    assert "Mean words" not in page
    assert "Mean words" in words(staff_client.get(place(incident, "desk")))


def test_the_protection_lead_reads_what_is_about_a_grown_up_and_the_teacher_does_not(
    hana, card_client, ito_client, yamada_client, staff_client
):
    card_client(hana).post("/me/wrong/", {"kind": "adult", "words": "つらい"})
    incident = Incident.objects.get()

    assert "つらい" in words(ito_client.get(place(incident)))
    assert "つらい" in words(staff_client.get(place(incident, "desk")))
    assert yamada_client.get(place(incident)).status_code == 404
    assert step(yamada_client, incident, "なにもない").status_code == 404


def test_without_reports_the_page_says_how_they_come(pairing, yamada_client):
    page = words(yamada_client.get("/partner/incidents/"))

    assert "生徒が「困ったことがある」を押すと、すぐにここに出て、メールでも知らせます。" in page


def test_the_list_goes_on_over_the_page(hana, yamada_client):
    for number in range(53):
        acts.report(
            hana.school_class.school,
            kind="other",
            words=f"その{number}",
            by=None,
            on=TODAY,
            at=timezone.now(),
            frozen={},
        )

    page = yamada_client.get("/partner/incidents/").content.decode()
    assert page.count("/partner/incidents/") >= 50
    older = re.search(r'href="\?(after=[^"]+)"', page)[1]
    rest = yamada_client.get(f"/partner/incidents/?{older}").content.decode()
    assert len(set(re.findall(r"/partner/incidents/(\d+)/", rest))) == 3


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_other_school_and_strangers_find_nothing(
    told, maria_client, suzuki_client, card_client, hana, method
):
    def ask(client):
        return getattr(client, method)(place(told)).status_code

    assert ask(maria_client) == 404
    assert ask(suzuki_client) == 403
    assert ask(card_client(hana)) == 302
    assert ask(Client()) == 302
    assert Incident.objects.get().state == "open"
