from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from tests.cast import TODAY, viewer
from tsunagari.base.refusals import Refused
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.consents.purposes import words
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob, Paper
from tsunagari.kernel.parties import numbers
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.programmes.talent.advice import actions, forgetting, queries, sealed
from tsunagari.programmes.talent.advice.models import Message
from tsunagari.programmes.talent.advice.tests.conftest import LATER, WHEN
from tsunagari.programmes.talent.people.actions import cases


def read(row, who) -> list[str]:
    """What somebody finds of a consultation."""
    if not queries.of(who).filter(pk=row.pk).exists():
        return []
    return [one.words for one in queries.said(queries.messages_for(who, row))]


def propose(row, to, sato):
    first = row.messages.first()
    return actions.ask_to_share(row, to=to, messages=[first.pk], by=sato, **WHEN)


def test_another_office_reads_the_agreed_messages_from_the_yes_to_the_no(
    answered, lawyers, lawyer_login, sato, linh_viewer
):
    hayashi = viewer(lawyer_login, kind="adviser")
    asked = propose(answered, lawyers, sato)
    assert read(answered, hayashi) == []

    actions.agree(asked, yes=True, by=linh_viewer, **WHEN)
    assert read(answered, hayashi) == ["Lương tháng này thiếu 20.000 yên"]
    assert Notice.objects.get(kind="advice.shared").to == hayashi.party
    actions.body_says(answered, words="相談票を送ります", language="ja", by=hayashi, **WHEN)
    assert len(read(answered, hayashi)) == 2

    actions.stop_sharing(asked, by=linh_viewer, **LATER)
    assert read(answered, hayashi) == []
    with pytest.raises(Refused):
        actions.body_says(answered, words="もう一つ", language="ja", by=hayashi, **LATER)


def test_a_consent_that_is_taken_back_on_the_page_of_consents_acts_too(
    answered, lawyers, lawyer_login, sato, linh_viewer, linh
):
    hayashi = viewer(lawyer_login, kind="adviser")
    asked = propose(answered, lawyers, sato)
    actions.agree(asked, yes=True, by=linh_viewer, **WHEN)
    consents.withdraw(
        linh,
        asked.purpose,
        side="child",
        channel="page",
        by=linh_viewer,
        to=lawyers.party,
        **LATER,
    )

    assert read(answered, hayashi) == []
    assert words(asked.purpose, "fil")["title"]
    told = Record.objects.filter(did__startswith="consent.")
    assert told.count() == 2
    assert not RecordParty.objects.filter(record__in=told, party=linh.pk).exists()


def test_staff_who_act_for_a_body_read_nothing_in_its_name(
    answered, lawyers, sato, linh_viewer, maker
):
    actions.agree(propose(answered, lawyers, sato), yes=True, by=linh_viewer, **WHEN)

    for body in (lawyers, maker):
        assert read(answered, sato.acting_for(body)) == []


def test_the_office_hands_nothing_to_those_around_a_case(
    answered, maker, hanoi, sato, mori, tran, linh_viewer
):
    for body in (maker, hanoi):
        with pytest.raises(Refused) as refused:
            propose(answered, body, sato)
        assert [reason.rule for reason in refused.value.reasons] == ["employer"]
    for who in (mori, tran):
        assert read(answered, who) == []

    first = answered.messages.first()
    actions.share(answered, to=maker, messages=[first.pk], by=linh_viewer, **WHEN)
    assert read(answered, mori) == ["Lương tháng này thiếu 20.000 yên"]
    assert read(answered, tran) == []
    actions.withdraw(answered, by=linh_viewer, **LATER)
    assert read(answered, mori) == []


@pytest.mark.parametrize("part", ["company", "supervisor"])
def test_an_office_that_becomes_an_employer_reads_nothing_more_until_the_person_presses_it(
    answered, lawyers, lawyer_login, sato, linh_viewer, linh_case, part
):
    hayashi = viewer(lawyer_login, kind="adviser")
    actions.agree(propose(answered, lawyers, sato), yes=True, by=linh_viewer, **WHEN)
    assert [said for _one, said in queries.hand_overs_of(answered)] == [True]

    cases.change(linh_case, seen=linh_case.version, by=sato, on=TODAY, **{part: lawyers})
    assert read(answered, hayashi) == []
    assert [said for _one, said in queries.hand_overs_of(answered)] == [False]

    first = answered.messages.first()
    actions.share(answered, to=lawyers, messages=[first.pk], by=linh_viewer, **LATER)
    assert read(answered, hayashi) == ["Lương tháng này thiếu 20.000 yên"]


def test_who_has_no_name_agrees_by_the_key(anonymous, lawyers, lawyer_login, sato):
    hayashi = viewer(lawyer_login, kind="adviser")
    asked = propose(anonymous, lawyers, sato)

    actions.agree(asked, yes=True, **WHEN)
    assert read(anonymous, hayashi) == ["ごみの日"]
    actions.stop_sharing(asked, **LATER)
    assert read(anonymous, hayashi) == []


def test_notes_are_shown_to_nobody_but_the_office(answered, lawyers, sato, linh_viewer, linh):
    note = actions.note(answered, words="給与明細を見る", by=sato, **WHEN)

    assert "給与明細を見る" in read(answered, sato)
    assert "給与明細を見る" not in read(answered, linh_viewer)
    assert [one.words for one in queries.talk(answered)] == read(answered, linh_viewer)
    with pytest.raises(Refused) as refused:
        actions.ask_to_share(answered, to=lawyers, messages=[note.pk], by=sato, **WHEN)
    assert [reason.rule for reason in refused.value.reasons] == ["messages"]


def test_a_person_who_is_forgotten_leaves_a_count_and_no_word(
    asked, linh, linh_viewer, sato, kept_files
):
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    blob = papers.store_picture(out.getvalue())
    actions.say(asked, words="", language="vi", photos=[blob], by=linh_viewer, **WHEN)
    actions.note(asked, words="メモ", by=sato, **WHEN)
    assert not Paper.objects.filter(of=linh.pk).exists()
    assert [reason.rule for reason in forgetting.why_not_forget(linh.party)] == ["advice.open"]

    actions.withdraw(asked, by=linh_viewer, **WHEN)
    assert forgetting.forget(linh.party, on=TODAY) == 2
    assert forgetting.forget(linh.party, on=TODAY) == 0
    assert [sealed.words_of(row) for row in Message.objects.all()] == ["", "", ""]
    assert not Blob.objects.exists()
    assert len(queries.counted(TODAY, TODAY)) == 1


def test_a_change_of_keys_reaches_every_word(asked, settings):
    old, new = (f"{name}:{b64encode(name.encode() * 32).decode()}" for name in "ab")
    settings.SEALING_KEYS = old
    for row in (message := asked.messages.get(), asked):
        sealed.close(row, "Lương").save(update_fields=["sealed"])

    settings.SEALING_KEYS = f"{new},{old}"
    assert sealed.reseal() == 2
    settings.SEALING_KEYS = new
    message.refresh_from_db()
    assert sealed.words_of(message) == "Lương"
    assert numbers.key_ids() == {"b"}
    assert sealed.reseal() == 0
