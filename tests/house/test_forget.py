"""忘れる — every subject that holds something about a person forgets it, and the proofs stay."""

import io
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.cast import NOW, TODAY, make_pupils
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import forgetting
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties import actions, queries
from tsunagari.kernel.parties.models import AccessCard, Login, Party, Person
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record, RecordDetail, RecordParty
from tsunagari.kernel.roles.models import Role
from tsunagari.kernel.ties import actions as ties
from tsunagari.kernel.ties import checks
from tsunagari.kernel.ties.models import Tie
from tsunagari.programmes.exchange.class_exchange.models import (
    Incident,
    Reflection,
    Session,
    SurveyAnswer,
)
from tsunagari.programmes.exchange.schools.models import KeepApart, Pupil

# What these keep of a person is the key alone: it stays, as the proof of what was counted.
KEYS_ONLY = {"ties", "meetings", "records"}
ABOUT_SOMEBODY = {"Party", "Person", "Pupil"}


def subjects_about_people() -> dict[str, str]:
    """{label: module} of our subjects whose tables point at a party, a person or a pupil."""
    return {
        app.label: app.name
        for app in apps.get_app_configs()
        if app.name.startswith("tsunagari")
        for model in app.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model.__name__ in ABOUT_SOMEBODY
    }


def test_every_subject_that_points_at_people_can_forget_them():
    found = subjects_about_people()
    # A file is emptied by the subject that knows whose rows stand in it.
    verbs = dict.fromkeys(found, "forget") | {"imports": "empty"}

    for label, module in found.items():
        if label not in KEYS_ONLY:
            assert hasattr(import_module(f"{module}.forgetting"), verbs[label]), label
    assert found.keys() >= KEYS_ONLY


def test_every_column_that_says_who_somebody_is_gets_emptied(db):
    person = actions.add_person(
        family="鑫",
        given="花",
        family_kana="キン",
        given_kana="ハナ",
        family_latin="KIN",
        given_latin="Hana",
        called="花ちゃん",
        nationality="VNM",
        languages=["vi"],
        email="hana@example.jp",
        phone="090-0000-0000",
    )

    forgetting.forget(person.party, on=TODAY)

    person = Person.objects.select_related("party").get(pk=person.pk)
    left = {
        field.name
        for row in (person, person.party)
        for field in row._meta.concrete_fields
        if not field.is_relation and getattr(row, field.attname)
    }
    assert left == {"id", "kind", "code", "language", "zone", "version", "forgotten_on"}


@pytest.fixture
def hana(pairing, yamada, settings, tmp_path):
    """花 — a pupil about whom something stands in every subject."""
    settings.MEDIA_ROOT = tmp_path
    [pupil] = make_pupils(pairing.a_class, 1, "hanamaru", start=31)
    [other] = make_pupils(pairing.b_class, 1, "tomo", start=31)
    person, party = pupil.person, pupil.person.party
    scan = papers.keep(b"%PDF-1.4 hanamaru", name="hana.pdf", kind="consent", on=TODAY, of=party)
    Consent.objects.filter(person=person, side="guardian").update(paper=scan)
    actions.issue_cards([person], purpose="pupil", valid_from=TODAY, valid_until=TODAY, at=NOW)
    session = Session.objects.create(
        pairing=pairing, ordinal=1, starts_at=NOW, ends_at=NOW + timedelta(hours=1), talk_minutes=30
    )
    who = {"pupil": pupil}
    Reflection.objects.create(session=session, text="hanamaru", written_at=NOW, **who)
    SurveyAnswer.objects.create(
        exchange=pairing.exchange, wave="pre", instrument="x", answers={}, at=NOW, **who
    )
    KeepApart.objects.create(
        a=min(pupil, pairing.a_class.pupils.first(), key=lambda p: p.pk), b=pupil
    )
    Notice.objects.create(key="hanamaru", to=party, kind="x", made_at=NOW)
    record = records.add(
        by=yamada,
        did="meeting.closed",
        concerns=[party],
        on=TODAY,
        private={"words": "hanamaru"},
        present=2,
        groups=1,
    )
    ties.bind("worked_together", [(party.pk, other.pk)], on=TODAY, measure="1-1", because=record)
    return pupil


def test_a_pupil_is_gone_from_every_subject(hana, sato):
    party = hana.person.party

    counts = forgetting.forget(party, on=TODAY, by=sato)

    assert counts["writings"] == 2
    assert counts["papers"] == 1
    assert queries.found("hanamaru").rows == []
    assert queries.found(party.code).rows == [party]
    for rows in (
        Consent.objects.filter(person=hana.pk),
        AccessCard.objects.filter(person=hana.pk),
        Reflection.objects.filter(pupil=hana),
        SurveyAnswer.objects.filter(pupil=hana),
        KeepApart.objects.filter(b=hana),
        Notice.objects.filter(to=party),
        Paper.objects.filter(of=party),
        RecordParty.objects.filter(party=party),
        RecordDetail.objects.filter(body__contains="hanamaru"),
    ):
        assert not rows.exists(), rows.model
    hana.refresh_from_db()
    assert (hana.number, hana.gender, hana.level, hana.until_day) == (0, "", None, TODAY)
    assert Role.objects.get(party=party).until_day == TODAY


def test_the_ties_and_the_proofs_stay(hana, sato):
    party = hana.person.party

    forgetting.forget(party, on=TODAY, by=sato)

    assert Tie.objects.filter(a=party).exists() or Tie.objects.filter(b=party).exists()
    assert records.verify() == []
    assert list(checks.findings()) == []
    forgotten = Record.objects.get(did="party.forgotten")
    assert forgotten.about_key == str(party.pk)
    assert forgotten.facts["writings"] == 2


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_scan_go_too(hana, sato, tmp_path):
    assert [file for file in tmp_path.rglob("*") if file.is_file()] != []

    forgetting.forget(hana.person.party, on=TODAY, by=sato)

    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_scan_on_which_somebody_elses_answer_stands_stays(hana, sato, pairing):
    paper = Paper.objects.get(of=hana.person.party)
    Paper.objects.filter(pk=paper.pk).update(of=None)
    other = pairing.a_class.pupils.first()
    Consent.objects.filter(person=other.person, side="guardian").update(paper=paper)

    forgetting.forget(hana.person.party, on=TODAY, by=sato)

    assert Paper.objects.filter(pk=paper.pk).exists()


def test_a_paper_that_a_law_keeps_is_said_and_goes_later(hana, sato):
    party = hana.person.party
    Paper.objects.filter(of=party).update(keep_until=TODAY + timedelta(days=30))
    Consent.objects.filter(person=hana.pk).update(paper=None)

    assert forgetting.forget(party, on=TODAY, by=sato)["papers_kept"] == 1

    later = forgetting.forget(party, on=TODAY + timedelta(days=31), by=sato)
    assert (later["papers"], later["papers_kept"]) == (1, 0)


def test_rows_of_a_roster_go_and_the_rest_can_still_be_taken_back(
    federation, midori, sato, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    batch = imports.upload(
        "roster",
        midori.organisation,
        "学級,番号,表示名\n1年A組,1,hanamaru\n1年A組,2,tomo\n".encode(),
        name="roster.csv",
        by=sato,
        at=NOW,
        options={"create_classes": True},
    )
    batch = imports.accept(batch, by=sato, on=TODAY, at=NOW)
    pupil = Pupil.objects.get(number=1)

    forgetting.forget(pupil.person.party, on=TODAY, by=sato)

    batch.refresh_from_db()
    assert "hanamaru" not in repr(imports.workbook_of(batch))
    assert "学級" in repr(imports.workbook_of(batch))
    assert pupil.pk not in batch.undo["pupils"]
    assert len(batch.undo["pupils"]) == 1


def test_a_teacher_can_no_longer_sign_in(yamada_login, yamada_client, sato):
    forgetting.forget(yamada_login.person.party, on=TODAY, by=sato)

    assert not Login.objects.filter(email="yamada@example.jp").exists()
    assert yamada_client.get("/partner/").status_code == 302


def test_the_last_of_the_staff_is_not_forgotten(sato, staff_login):
    with pytest.raises(Refused) as refused:
        forgetting.forget(sato.party, on=TODAY, by=sato)

    assert [reason.rule for reason in refused.value.reasons] == ["last"]
    assert Login.objects.filter(pk=staff_login.pk).exists()
    assert Party.objects.get(pk=sato.party.pk).name == "佐藤 恵"


def test_who_reported_something_stays_until_it_is_closed(hana, sato, midori):
    incident = Incident.objects.create(
        school=midori, reported_by=hana.person.party, kind="other", opened_at=NOW
    )

    with pytest.raises(Refused) as refused:
        forgetting.forget(hana.person.party, on=TODAY, by=sato)

    assert [reason.rule for reason in refused.value.reasons] == ["incident"]
    Incident.objects.filter(pk=incident.pk).update(state="closed")
    forgetting.forget(hana.person.party, on=TODAY, by=sato)


def test_duplicates_of_the_person_are_forgotten_with_them(db):
    person = actions.add_person(family="鑫", given="花")
    again = actions.add_person(family="鑫", given="はな")
    Party.objects.filter(pk=again.pk).update(same_as=person.party)

    forgetting.forget(person.party, on=TODAY)

    assert queries.found("鑫").rows == []
    assert Party.objects.get(pk=again.pk).forgotten_on == TODAY


def test_a_body_is_not_forgotten(midori):
    with pytest.raises(Refused) as refused:
        forgetting.forget(midori.organisation.party, on=TODAY)

    assert [reason.rule for reason in refused.value.reasons] == ["body"]


def test_what_staff_see_of_a_forgotten_person(staff_client, hana, sato):
    party = hana.person.party
    forgetting.forget(party, on=TODAY, by=sato)

    for tab in ("", "ties/", "timeline/"):
        page = staff_client.get(f"/desk/parties/{party.code}/{tab}").content.decode()
        assert f"名前を消した人 {party.code}" in page
        assert "hanamaru" not in page
    assert staff_client.get(f"/desk/parties/{party.code}/edit/").status_code == 404


# tsunagari forget CODE


def test_the_command_forgets_and_says_what_went(hana):
    out = io.StringIO()

    call_command("forget", hana.person.party.code.lower(), "--yes", stdout=out)

    assert "個人の情報を消しました" in out.getvalue()
    assert "writings 2" in out.getvalue()
    assert "控え" in out.getvalue()


def test_the_command_asks_for_the_code_once_more(hana, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda asked: "いいえ")

    with pytest.raises(CommandError, match="何も消していません。"):
        call_command("forget", hana.person.party.code)

    assert queries.found("hanamaru").rows == [hana.person.party]


@pytest.mark.parametrize("code", ["ABCDEFGHJK", "x", ""])
def test_the_command_names_an_unknown_code(db, code):
    with pytest.raises(CommandError, match="このコードの人はいません"):
        call_command("forget", code, "--yes")


def test_the_command_says_why_not(sato):
    with pytest.raises(CommandError, match="先に、次の人を迎えてください"):
        call_command("forget", sato.party.code, "--yes")
