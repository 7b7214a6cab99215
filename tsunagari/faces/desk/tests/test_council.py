"""基金評議会（事務局） — members and articles, a meeting run press by press, minutes, publication."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import TODAY, _client
from tests.cast_calls import declare
from tests.cast_council import begin, call, put, vote
from tests.pages import bare, words
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.actions import ballots, items, meetings
from tsunagari.governance.fund.council.actions import minutes as acts
from tsunagari.governance.fund.council.models import (
    Attendance,
    Ballot,
    BoardDecision,
    Decision,
    Item,
    Meeting,
    Term,
)
from tsunagari.kernel.reviews.models import Finding

pytestmark = pytest.mark.usefixtures("cast_day")
ROOT = "/desk/fund-council"
DAY = {"day_y": "2026", "day_m": "12", "day_d": "10"}


def when():
    return {"on": TODAY, "at": timezone.now()}


@pytest.fixture
def meeting(council, sato, judges, council_entry):
    """Called, with an application and a report on its agenda."""
    meeting = call(council, sato)
    told = {"title": "流山製作所への助成", "entry": council_entry, "motion": "full", "yen": 500}
    put(meeting, sato, kind="application", **told)
    put(meeting, sato, kind="report", title="寄附の報告")
    return meeting


def press(client, path, **told):
    return client.post(f"{ROOT}/{path}", told)


def test_nobody_but_the_office_comes_in(
    meeting, staff_client, kato_client, judge_logins, partner_client, tran_login
):
    item = meeting.items.first()
    paths = [
        "",
        "members/",
        "members/new/",
        "articles/",
        "articles/new/",
        "meetings/new/",
        f"meetings/{meeting.pk}/",
        f"meetings/{meeting.pk}/items/new/",
        f"meetings/{meeting.pk}/cancel/",
        f"items/{item.pk}/",
    ]
    member = _client(judge_logins[0], staff=True)
    for path in paths:
        assert staff_client.get(f"{ROOT}/{path}").status_code == 200, path
        for stranger in (kato_client, member, partner_client(tran_login)):
            assert stranger.get(f"{ROOT}/{path}").status_code == 403
        assert Client().get(f"{ROOT}/{path}").status_code == 302
    for path in (f"meetings/{meeting.pk}/minutes/", "decisions/1/board/", "meetings/99/"):
        assert staff_client.get(f"{ROOT}/{path}").status_code == 404


def test_the_council_is_set_up_with_articles_and_members(staff_client, assessors, federation):
    page = words(staff_client.get(f"{ROOT}/"))
    assert "まだ登録されていません" in page
    assert staff_client.get(f"{ROOT}/members/").status_code == 404
    press(staff_client, "", body=assessors.pk)
    assert "今日に有効な規程がありません" in words(staff_client.get(f"{ROOT}/"))
    assert "まだ委員がいません" in words(staff_client.get(f"{ROOT}/members/"))
    assert "まだ規程がありません" in words(staff_client.get(f"{ROOT}/articles/"))

    told = {
        "from_day_y": "2026",
        "from_day_m": "4",
        "from_day_d": "1",
        "source": "規程 第8条",
        "quorum_ratio": "2/3",
        "threshold": "1/2",
        "special_threshold": "2/3",
        "fewest": "3",
        "signers": "2",
        "notice_days": "7",
        "secret_kinds": ["appointment"],
    }
    bad = press(staff_client, "articles/new/", **told | {"quorum_ratio": "半分"})
    assert bad.status_code == 422
    assert "1/2 のような分数" in words(bad)
    press(staff_client, "articles/new/", **told)
    assert "委員・議長の選任" in words(staff_client.get(f"{ROOT}/articles/"))
    member = {
        "family": "青木",
        "given": "学",
        "email": "aoki@example.jp",
        "seat": "fund_chair",
        "category": "academia",
        "appointer": "理事会",
        "from_day_y": "2026",
        "from_day_m": "11",
        "from_day_d": "1",
    }
    assert press(staff_client, "members/new/", **member | {"appointer": ""}).status_code == 422
    press(staff_client, "members/new/", **member)
    again = press(staff_client, "members/new/", **member)
    assert again.status_code == 422
    assert "この人の任期は、もうあります" in words(again)
    assert "青木 学" in words(staff_client.get(f"{ROOT}/members/"))
    term = Term.objects.get()
    ends = {"until_y": "2026", "until_m": "11", "until_d": "30"}
    press(staff_client, f"members/{term.pk}/end/", **ends)
    term.refresh_from_db()
    assert (term.until_day.month, term.role.kind) == (11, "fund_chair")


def test_a_meeting_is_called_and_late_notice_is_said(council, staff_client):
    bad = press(staff_client, "meetings/new/", **DAY, starts="16:00", ends="14:00")
    assert bad.status_code == 422
    assert "終わりは、始まりより後にしてください" in words(bad)
    told = {"starts": "14:00", "ends": "16:00", "place": "流山市役所"}
    press(staff_client, "meetings/new/", **DAY, **told)
    page = staff_client.post(
        f"{ROOT}/meetings/new/", DAY | told | {"day_m": "11", "day_d": "27"}, follow=True
    )
    assert "規程では、会議の7日前までに知らせます" in words(page)
    assert Meeting.objects.count() == 2
    meeting = Meeting.objects.first()
    press(staff_client, f"meetings/{meeting.pk}/cancel/", why="大雨")
    assert "大雨" in words(staff_client.get(f"{ROOT}/meetings/{meeting.pk}/"))


def test_the_secretary_runs_a_meeting_whose_quorum_recusals_break(
    meeting, staff_client, judges, council_entry
):
    for judge in judges[:3]:
        declare(council_entry, judge, "none" if judge is judges[0] else "officer")
    root, item = f"meetings/{meeting.pk}", meeting.items.first()
    path = f"items/{item.pk}"
    page = staff_client.post(f"{ROOT}/{root}/do/quorum/", follow=True)
    assert "あと4人の出席が必要です" in words(page)
    for judge in judges[:5]:
        press(staff_client, f"{root}/attend/", party=judge.party.pk, channel="video")
    press(staff_client, f"{root}/attend/", party=judges[4].party.pk, channel="left")
    press(staff_client, f"{root}/do/quorum/")
    press(staff_client, f"{root}/do/open/")
    press(staff_client, f"{path}/do/begin/")
    page = words(staff_client.get(f"{ROOT}/{path}/"))

    assert "利益相反で6人が外れ、決められる委員が1人です" in page
    assert "役員・職員の関係" in page
    assert "利益相反の申告がない" in page
    assert "採決を始める" not in page
    assert press(staff_client, f"{path}/", outcome="full", reasons="よい").status_code == 422
    press(staff_client, f"{path}/", outcome="refer", reasons="委員の多くが外れた")
    decision = Decision.objects.get()
    assert "理事会の決定を待っています" in words(staff_client.get(f"{ROOT}/"))
    day = {"decided_on_y": "2026", "decided_on_m": "11", "decided_on_d": "24"}
    board = f"decisions/{decision.pk}/board/"
    assert press(staff_client, board, outcome="full", reasons="", **day).status_code == 422
    press(staff_client, board, outcome="reduced", yen="３００円", reasons="承認", **day)
    assert BoardDecision.objects.get().yen == 300
    assert Attendance.objects.count() == 6
    assert Item.objects.get(pk=item.pk).state == "referred"
    assert press(staff_client, f"{path}/do/begin/").status_code == 302
    assert press(staff_client, f"{path}/do/nothing/").status_code == 404


def test_a_roll_call_is_spoken_and_typed_counted_and_decided(
    meeting, staff_client, judges, sato, council_entry
):
    for judge in judges:
        declare(council_entry, judge)
    begin(meeting, judges[:5], sato, at=timezone.now())
    item = meeting.items.first()
    path = f"items/{item.pk}"
    press(staff_client, f"{path}/recuse/", party=judges[4].party.pk, reason="donor")
    press(staff_client, f"{path}/do/begin/")
    press(staff_client, f"{path}/do/vote/")
    for judge, choice in zip(judges, ("yes", "yes", "no"), strict=False):
        press(staff_client, f"{path}/aloud/", party=judge.party.pk, choice=choice)
    press(staff_client, f"{path}/aloud/", party=judges[4].party.pk, choice="yes")
    assert "4人のうち3人が投票" in words(staff_client.get(f"{ROOT}/{path}/"))
    for act in ("count", "confirm"):
        press(staff_client, f"{path}/do/{act}/")
    ballot = Ballot.objects.get()
    assert (ballot.yes, ballot.no, ballot.outcome) == (2, 1, "carried")
    press(staff_client, f"{path}/", outcome="full", reasons="計画が確か")
    found = queries.decision_of(council_entry)
    assert (found.outcome, found.yen, found.final) == ("full", 500, False)
    assert "この議題から外す" not in words(staff_client.get(f"{ROOT}/{path}/"))


def test_of_an_open_secret_ballot_the_office_reads_how_many_alone(
    council, judges, sato, staff_client
):
    meeting = call(council, sato)
    item = put(meeting, sato, kind="appointment", title="議長の選任")
    begin(meeting, judges[:4], sato, at=timezone.now())
    ballot = ballots.open(items.open_item(item, by=sato, **when()), by=sato, **when())
    ballots.cast(ballot, "yes", by=judges[1], **when())

    page = words(staff_client.get(f"{ROOT}/items/{item.pk}/"))
    assert "4人のうち1人が投票" in page
    assert "投票ずみ" not in page
    assert "井上" not in page.split("4人のうち1人が投票")[1]
    count = f"{ROOT}/items/{item.pk}/do/count/"
    assert "まだ投票していない委員が3人います" in words(staff_client.post(count, follow=True))
    for judge in (judges[0], *judges[2:4]):
        meetings.attend(meeting, judge.party, here=False, by=sato, **when())
    assert "採決を無効にしました" in words(staff_client.post(count, follow=True))
    assert Ballot.objects.get().state == "annulled"
    assert press(staff_client, f"items/{item.pk}/do/confirm/").status_code == 404


def test_minutes_are_written_signed_published_and_read_by_everybody_without_names(
    meeting, staff_client, judges, sato, council_entry, client
):
    for judge in judges[:6]:
        declare(council_entry, judge)
    begin(meeting, judges, sato, at=timezone.now())
    first, report = meeting.items.all()
    vote(first, [(judge, "yes") for judge in judges[:6]], sato, at=timezone.now())
    items.decide(first, outcome="full", reasons="計画が確か", by=sato, **when())
    root = f"meetings/{meeting.pk}"
    press(staff_client, f"items/{report.pk}/do/begin/")
    press(staff_client, f"items/{report.pk}/do/heard/")
    press(staff_client, f"{root}/do/close/")
    assert "議事録はまだありません" in words(staff_client.get(f"{ROOT}/{root}/minutes/"))
    told = {
        "seen": "0",
        "opening": "議長が開会した。",
        "public_1": "on",
        "discussion_1": "予算を確かめた。",
    }
    press(staff_client, f"{root}/minutes/edit/", **told, dissent_2="内輪の話")
    stale = press(staff_client, f"{root}/minutes/edit/", **told)
    assert stale.status_code == 422
    assert "画面を開いたあとに、内容が変わりました。" in words(stale)
    bad = press(staff_client, f"{root}/minutes/signers/", signers=[judges[1].party.pk])
    assert bad.status_code == 422
    chosen = [judge.party.pk for judge in judges[:2]]
    press(staff_client, f"{root}/minutes/signers/", signers=chosen)
    version = queries.newest_minutes(meeting)
    for judge in judges[:2]:
        acts.sign(version, version.digest, by=judge, **when())
    page = words(staff_client.get(f"{ROOT}/{root}/minutes/"))
    assert "青木 学" in page
    assert client.get("/fund/decisions/1/").status_code == 404
    assert "まだ公表した決定はありません" in words(client.get("/fund/decisions/"))
    press(staff_client, f"{root}/minutes/publish/")

    for path in ("/fund/decisions/", "/fund/decisions/1/"):
        page = bare(client.get(path))
        assert council_entry.code in page
        assert "流山製作所" in page
        assert "内輪の話" not in page
        assert not any(name in page for name in ("青木", "井上", "北原"))
    assert "予算を確かめた" in page
    assert "議長・産（企業・商工）" in page
    for path in (f"{ROOT}/{root}/minutes/public.pdf", f"{ROOT}/{root}/minutes/minutes.pdf"):
        assert staff_client.get(path).content[:5] == b"%PDF-"
    assert client.get("/fund/decisions/1/minutes.pdf").content[:5] == b"%PDF-"


def test_who_of_the_office_is_too_near_leaves_the_item_to_somebody_else(
    meeting, staff_client, sato, council_entry
):
    item = meeting.items.first()
    page = words(staff_client.get(f"{ROOT}/meetings/{meeting.pk}/"))
    assert "流山製作所" in page
    Finding.objects.create(
        member=sato.party, entry=council_entry, kind="family", why="test", found_on=TODAY
    )

    page = words(staff_client.get(f"{ROOT}/meetings/{meeting.pk}/"))
    assert "流山製作所" not in page
    assert "ほかの事務局員が進めます" in page
    assert staff_client.get(f"{ROOT}/items/{item.pk}/").status_code == 404
    for act in ("do/begin/", "drop/", "recuse/", "aloud/"):
        assert press(staff_client, f"items/{item.pk}/{act}", party=1).status_code == 404
    item.refresh_from_db()
    assert item.state == "waiting"


def test_five_meetings_ask_as_often_as_one(council, sato, staff_client):
    asked = []
    staff_client.get(f"{ROOT}/")
    for _number in range(3):
        call(council, sato)
        with CaptureQueriesContext(connection) as found:
            staff_client.get(f"{ROOT}/")
        asked.append(len(found))
    assert asked[0] == asked[2]
