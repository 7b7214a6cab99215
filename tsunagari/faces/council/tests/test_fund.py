"""評議会の部屋 — a member votes and signs; who is near to an application reads its number alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, _client
from tests.cast_calls import declare, make_review
from tests.cast_council import begin, call, put, vote
from tests.pages import words
from tsunagari.governance.fund.council.actions import ballots, items, meetings, minutes
from tsunagari.governance.fund.council.models import Meeting, Slip, Voter

pytestmark = pytest.mark.usefixtures("cast_day")


@pytest.fixture
def when():
    from django.utils import timezone

    return {"on": TODAY, "at": timezone.now()}


@pytest.fixture
def members(judge_logins):
    """Browsers of the seven."""
    return [_client(login, staff=True) for login in judge_logins]


@pytest.fixture
def meeting(council, judges, sato, council_entry):
    """In session: five are there, an application on which the sixth is recused, a secret item."""
    for judge in judges[:5]:
        declare(council_entry, judge)
    declare(council_entry, judges[5], "family")
    meeting = call(council, sato)
    told = {"title": "流山製作所への助成", "entry": council_entry, "motion": "full", "yen": 1_234}
    put(meeting, sato, kind="application", **told)
    put(meeting, sato, kind="appointment", title="議長を選ぶ")
    return begin(meeting, judges[:6], sato)


def paths(meeting, ballot=None, version=None):
    root = f"/council/fund/meetings/{meeting.pk}/"
    found = ["/council/fund/", "/council/fund/meetings/", root, f"{root}meeting.ics"]
    found += [f"/council/fund/ballots/{ballot.pk}/"] if ballot else []
    return found + ([f"/council/fund/minutes/{version.pk}/"] if version else [])


def test_only_members_of_the_fund_council_with_a_second_factor_come_in(
    meeting, members, judge_logins, staff_client, kato_client, partner_client, tran_login
):
    bare = _client(judge_logins[0])
    for path in paths(meeting):
        assert members[0].get(path).status_code == 200
        assert bare.get(path)["Location"] == reverse("mfa_index")
        for stranger in (staff_client, kato_client, partner_client(tran_login)):
            assert stranger.get(path).status_code == 403
        assert Client().get(path)["Location"].startswith("/accounts/login/")
    for path in ("/council/", "/council/costs/", "/council/reports/", "/desk/"):
        assert members[0].get(path).status_code == 403
    assert members[0].get("/welcome/")["Location"] == "/council/fund/"


def test_a_member_votes_once_on_a_phone_and_nobody_reads_what(meeting, members, sato, when):
    item = items.open_item(meeting.items.get(number=2), by=sato, **when)
    ballot = ballots.open(item, by=sato, **when)
    path = f"/council/fund/ballots/{ballot.pk}/"

    assert "議題2 の投票をしてください" in words(members[0].get("/council/fund/"))
    assert "何に投票したかは、だれにも分かりません" in words(members[0].get(path))
    assert members[0].post(path, {"choice": ""}).status_code == 422
    assert members[0].post(path, {"choice": "maybe"}).status_code == 422
    assert (
        members[0].post(path, {"choice": "no"})["Location"]
        == f"/council/fund/meetings/{meeting.pk}/"
    )
    again = members[0].post(path, {"choice": "yes"})
    assert again.status_code == 422
    assert "もう投票しています" in words(again)
    assert "投票しました" in words(members[0].get(path))
    assert "投票できません" in words(members[6].get(path))
    assert members[6].post(path, {"choice": "yes"}).status_code == 422
    assert list(Slip.objects.values_list("choice", flat=True)) == ["no"]
    assert Voter.objects.filter(voted=True).count() == 1
    assert "投票をしてください" not in words(members[0].get("/council/fund/"))


def test_who_is_near_or_has_not_declared_reads_the_number_alone(
    meeting, members, judges, sato, when, council_entry
):
    item = items.open_item(meeting.items.get(number=1), by=sato, **when)
    ballot = vote(item, [(judge, "yes") for judge in judges[:5]], sato)
    items.decide(item, outcome="full", reasons="秘密の理由", by=sato, **when)
    second = items.open_item(meeting.items.get(number=2), by=sato, **when)
    vote(second, [(judge, "abstain") for judge in judges[:6]], sato)
    items.decide(second, outcome="defer", reasons="また", by=sato, **when)
    meeting = meetings.close(meeting, by=sato, **when)
    version = minutes.write(meeting, by=sato, on=TODAY)
    secrets = ("流山製作所", "1,234", "秘密の理由", council_entry.code)

    for member, why in ((5, "利益相反のため"), (6, "申告がまだ")):
        for path in paths(meeting, version=version)[:3] + paths(meeting, version=version)[4:]:
            page = words(members[member].get(path))
            assert not any(secret in page for secret in secrets), (member, path)
        page = words(members[member].get(f"/council/fund/meetings/{meeting.pk}/"))
        assert "議題1" in page
        assert why in page
        assert "議長を選ぶ" in page
        assert members[member].get(f"/council/fund/ballots/{ballot.pk}/").status_code == 404
    page = words(members[0].get(f"/council/fund/minutes/{version.pk}/"))
    assert all(secret in page for secret in secrets[:3])
    pdf = f"/council/fund/minutes/{version.pk}/minutes.pdf"
    assert members[0].get(pdf).content[:5] == b"%PDF-"


def test_minutes_are_signed_as_they_were_read(meeting, members, judges, sato, when):
    for item in meeting.items.all():
        opened = items.open_item(item, by=sato, **when)
        items.decide(opened, outcome="defer", reasons="次の会議で", by=sato, **when)
    meeting = meetings.close(meeting, by=sato, **when)
    first = minutes.write(meeting, by=sato, on=TODAY)
    minutes.choose_signers(meeting, [judges[0].party.pk, judges[1].party.pk], by=sato, **when)
    newer = minutes.write(
        meeting, first.body["words"] | {"closing": "閉会"}, by=sato, on=TODAY, seen=1
    )

    path = f"/council/fund/minutes/{newer.pk}/"
    assert "読んで署名する" in words(members[0].get("/council/fund/"))
    assert "この議事録に署名します" in words(members[0].get(path))
    assert "この議事録に署名します" not in words(members[2].get(path))
    members[0].post(f"{path}sign/", {"digest": first.digest})
    assert not newer.signatures.exists()
    for member in (0, 1, 2):
        members[member].post(f"{path}sign/", {"digest": newer.digest})
    assert newer.signatures.count() == 2
    assert Meeting.objects.get().state == "minutes_signed"
    assert "新しい版があります" in words(members[0].get(f"/council/fund/minutes/{first.pk}/"))


def test_the_calendar_file_says_when_and_where_and_nothing_of_the_agenda(meeting, members):
    text = members[0].get(f"/council/fund/meetings/{meeting.pk}/meeting.ics").content.decode()

    assert "DTSTART:20261124T010500Z" in text
    assert "試験会館" in text
    assert "流山製作所" not in text


def test_empty_rooms_say_so_and_fifty_items_ask_as_often_as_two(
    council, members, judges, sato, assessors, maker
):
    assert "いま予定されている会議はありません" in words(members[0].get("/council/fund/"))
    assert "まだ会議はありません" in words(members[0].get("/council/fund/meetings/"))
    meeting = call(council, sato)
    page = f"/council/fund/meetings/{meeting.pk}/"
    assert "議題はまだありません" in words(members[0].get(page))
    _review, entries = make_review(assessors, judges, [maker] * 4)
    told = {"kind": "application", "title": "助成", "motion": "no"}
    asked = []
    for entry in entries:
        declare(entry, judges[0])
        put(meeting, sato, entry=entry, **told)
        with CaptureQueriesContext(connection) as found:
            members[0].get(page)
        asked.append(len(found))
    assert asked[1] == asked[3]
