from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, _client, viewer
from tests.cast_calls import ASSESSED, WRITTEN, declare, give, make_application
from tests.cast_council import begin, put, vote
from tests.cast_council import call as call_meeting
from tests.pages import bare as words
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import calls, judging, writing
from tsunagari.governance.fund.calls.actions import council as scoring
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.governance.fund.council.actions import items
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Finding, Interest
from tsunagari.kernel.roles import actions as roles

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
AFTER = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)


def day(name, value):
    return {f"{name}_y": value.year, f"{name}_m": value.month, f"{name}_d": value.day}


def typed(fund, assessors, **more):
    days = [day(name, WRITTEN[name]) for name in ("from_day", "until_day", "deadline")]
    plain = {name: value for name, value in WRITTEN.items() if not name.endswith(("day", "line"))}
    rows = {}
    for number, (title, weight) in enumerate(ASSESSED):
        rows |= {f"title_{number}": title, f"weight_{number}": weight}
        rows |= {f"least_{number}": 1, f"most_{number}": 5}
    sent = {"fund": fund.pk, "body": assessors.pk} | plain | rows
    for one in days:
        sent |= one
    return sent | more


def test_a_call_is_written_mended_and_published(
    staff_client, fund, assessors, judge_logins, client
):
    faulty = staff_client.post(
        "/desk/fund/calls/new/", typed(fund, assessors, most_yen=2_000_000, title_1="")
    )
    assert faulty.status_code == 422
    assert "1件の上限は、1円から予算の 1,000,000円までにしてください。" in words(faulty)
    bare = staff_client.post("/desk/fund/calls/new/", typed(fund, assessors, share="80"))
    assert "「80」だけでは分かりません" in words(bare)
    boxes = staff_client.get("/desk/fund/calls/new/").content.decode()
    assert all(f'name="{name}' in boxes for name in typed(fund, assessors))
    staff_client.post("/desk/fund/calls/new/", typed(fund, assessors))
    call = Call.objects.get()
    assert client.get(f"/calls/{call.code}/").status_code == 404
    stale = typed(fund, assessors, title="古い", version=call.version + 1)
    assert staff_client.post(f"/desk/fund/calls/{call.pk}/edit/", stale).status_code == 422
    mended = typed(fund, assessors, title="直した題名", version=call.version)
    staff_client.post(f"/desk/fund/calls/{call.pk}/edit/", mended)
    call.refresh_from_db()
    staff_client.post(f"/desk/fund/calls/{call.pk}/step/publish/", {"seen": call.version})

    page = words(client.get(f"/calls/{call.code}/"))
    assert "直した題名" in page
    assert "2026年11月30日（月）の夜12時（日本時間）" in page
    assert "必要さ" in page
    assert "直した題名" in words(client.get("/calls/"))
    assert staff_client.get(f"/desk/fund/calls/{call.pk}/edit/").status_code == 404
    early = staff_client.post(f"/desk/fund/calls/{call.pk}/step/close/", follow=True)
    assert "それまでは、しめきれません" in words(early)


def judge(client, application, **told):
    return client.post(f"/desk/fund/applications/{application.code}/", told)


def test_an_application_is_returned_mended_and_goes_on(
    staff_client, call, tsukushi, tsuchiya_login, judges, staff_login
):
    by = viewer(tsuchiya_login)
    made = make_application(call, tsukushi, by)
    assert judge(staff_client, made, outcome="returned").status_code == 422
    told = {"outcome": "returned", "mend": "sums", "words": "会場費の内訳を書いてください。"}
    judge(staff_client, made, **told, **day("fix_by", TODAY + timedelta(days=10)))
    made.refresh_from_db()
    assert (made.state, made.fix_by) == ("returned", TODAY + timedelta(days=10))
    fix = Duty.objects.get(rule="fund.application_fix")
    assert (fix.doer_id, fix.state) == (tsukushi.pk, "open")
    writing.send(made, by=by, on=TODAY, at=AFTER)
    assert Duty.objects.get(rule="fund.application_fix").state == "done"

    with time_machine.travel(AFTER, tick=False):
        staff_client = _client(staff_login, staff=True)
        call.refresh_from_db()
        staff_client.post(f"/desk/fund/calls/{call.pk}/step/close/", {"seen": call.version})
        assert "要件をまだ確かめていない申請が 1件あります" in words(
            staff_client.post(
                f"/desk/fund/calls/{call.pk}/list/",
                day("closes_on", TODAY + timedelta(days=20)),
                follow=True,
            )
        )
        judge(staff_client, made, outcome="ok")
        staff_client.post(
            f"/desk/fund/calls/{call.pk}/list/", day("closes_on", TODAY + timedelta(days=20))
        )
    call.review.refresh_from_db()
    assert call.review.entries.get().code == made.code
    assert Duty.objects.filter(rule__in=("fund.declare", "fund.score"), state="open").count() == 14
    assert Notice.objects.filter(kind="review.listed").count() == 7
    assert judge(staff_client, made, outcome="rejected", reasons="scope").status_code == 422


def test_what_may_be_wrong_is_shown_and_a_person_decides(
    staff_client, call, tsukushi, tsuchiya_login, judges, sato
):
    roles.give(judges[2].party, tsukushi, "adviser", by=sato, on=TODAY)
    made = make_application(call, tsukushi, viewer(tsuchiya_login), founded_on=TODAY)
    path = f"/desk/fund/applications/{made.code}/"

    assert queries.found(made, on=TODAY) == {"young", "interlocking"}
    page = words(staff_client.get(path))
    assert "活動を始めてから1年たっていない" in page
    assert judge(staff_client, made, outcome="ok").status_code == 422
    assert judge(staff_client, made, outcome="ok", words="任意団体で5年活動").status_code == 302
    assert judge(staff_client, made, outcome="rejected", reasons="young").status_code == 302
    assert [one.outcome for one in made.judgements.all()] == ["ok", "rejected"]


@pytest.fixture
def listed(call, tsukushi, tsuchiya_login, judges, sato):
    """The application is on the list; a member has a role in the body that applied."""
    roles.give(judges[2].party, tsukushi, "adviser", by=sato, on=TODAY)
    made = make_application(call, tsukushi, viewer(tsuchiya_login))
    when = {"by": sato, "on": TODAY, "at": AFTER}
    judging.judge(made, "ok", words="確かめた", **when)
    call.refresh_from_db()
    calls.close(call, seen=call.version, **when)
    calls.show_list(call, closes_on=TODAY + timedelta(days=9), **when)
    call.refresh_from_db()
    made.refresh_from_db()
    return call, made


def test_the_office_reads_declarations_and_clears_what_was_found(
    staff_client, listed, judges, sato
):
    call, _made = listed
    entry = reviews.of(sato).get()
    declare(entry, judges[2])
    declare(entry, judges[3], "family", "いとこ")
    page = words(staff_client.get(f"/desk/fund/calls/{call.pk}/interests/"))
    assert "申請した団体に、いま役割がある" in page
    assert "いとこ" in page

    finding, interest = Finding.objects.get(), Interest.objects.get(kind="family")
    path = f"/desk/fund/findings/{finding.pk}/"
    assert staff_client.post(path, {"why": ""}).status_code == 422
    staff_client.post(path, {"why": "名前だけだった"})
    assert reviews.recused(entry) == {judges[3].party.pk}
    staff_client.post(path, {"undo": "1"})
    assert reviews.recused(entry) == {judges[2].party.pk, judges[3].party.pk}
    staff_client.post(f"/desk/fund/interests/{interest.pk}/again/", {"why": "押しまちがい"})
    assert reviews.recused(entry) == {judges[2].party.pk}


def test_the_closing_day_of_the_scores_is_moved_while_it_is_judged(staff_client, listed):
    call, _made = listed
    path, late = f"/desk/fund/calls/{call.pk}/list/", TODAY + timedelta(days=20)
    shown = staff_client.get(f"/desk/fund/calls/{call.pk}/").content.decode()
    assert 'name="move"' in shown

    early = {"move": "1"} | day("closes_on", TODAY - timedelta(days=1))
    told = words(staff_client.post(path, early, follow=True))
    assert "点数のしめきりは、今日か、今日より後の日にしてください。" in told
    told = words(staff_client.post(path, {"move": "1"} | day("closes_on", late), follow=True))
    assert "点数のしめきりを変えました。" in told
    call.review.refresh_from_db()
    assert call.review.closes_on == late
    assert {one.safe_due for one in Duty.objects.filter(rule="fund.score")} == {late}


def test_the_office_sees_no_score_before_they_are_open_then_the_decision_is_copied(
    staff_client, listed, judges, sato, council, tsuchiya_login
):
    call, made = listed
    entry = queries.entry_of(made)
    raters = [one for one in judges if one is not judges[2]]
    for rater in raters:
        declare(entry, rater)
        give(entry, rater, 5, 4)
    path = f"/desk/fund/calls/{call.pk}/scores/"
    assert "まだ見えません" in words(staff_client.get(path))
    assert "91.7" not in staff_client.get(f"{path[:-1]}.csv").content.decode()
    for rater in raters:
        keys = call.review.criteria.values_list("pk", flat=True)
        scoring.lock(entry, dict(zip(keys, (5, 4), strict=True)), by=rater, on=TODAY, at=AFTER)
    page = words(staff_client.get(path))
    assert "91.7" in page
    assert "6 / 6" in page
    call.refresh_from_db()
    staff_client.post(f"/desk/fund/calls/{call.pk}/step/finish/", {"seen": call.version})
    assert f"/applications/{made.code}/decide/" not in page
    assert staff_client.post(f"/desk/fund/applications/{made.code}/decide/").status_code == 404
    meeting = call_meeting(council, sato)
    item = put(
        meeting, sato, kind="application", title="助成", entry=entry, motion="full", yen=300_000
    )
    begin(meeting, judges, sato)
    vote(item, [(one, "yes") for one in raters], sato)
    told = {"reasons": "必要さが高い", "by": sato, "on": TODAY}
    decision = items.decide(item, outcome="full", at=NOW, **told)
    items.board_decides(decision, outcome="reduced", yen=250_000, decided_on=TODAY, **told)
    staff_client.post(f"/desk/fund/applications/{made.code}/decide/")

    assert Application.objects.get().state == "awarded"
    told = words(_client(tsuchiya_login).get(f"/partner/applications/{made.code}/"))
    assert "決まった金額：250,000円" in told
    assert "必要さが高い" in told
    assert Notice.objects.filter(kind="application.awarded").count() == 2
    call.refresh_from_db()
    for act, state in (("settle", "awarded"), ("archive", "archived")):
        staff_client.post(f"/desk/fund/calls/{call.pk}/step/{act}/", {"seen": call.version})
        call.refresh_from_db()
        assert call.state == state


def test_an_office_member_near_the_applicant_finds_neither_application_nor_scores(
    staff_client, listed, sato
):
    call, made = listed
    Finding.objects.create(
        member=sato.party, entry=queries.entry_of(made), kind="other", why="self", found_on=TODAY
    )

    assert staff_client.get(f"/desk/fund/applications/{made.code}/").status_code == 404
    for path in ("", "interests/", "scores/", "scores.csv"):
        page = staff_client.get(f"/desk/fund/calls/{call.pk}/{path}").content.decode()
        assert made.code not in page


def test_lists_ask_as_often_for_three_as_for_one(
    staff_client, call, tsukushi, tsuchiya_login, maker, hanoi
):
    by = viewer(tsuchiya_login)
    make_application(call, tsukushi, by)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert staff_client.get(f"/desk/fund/calls/{call.pk}/").status_code == 200
        return len(found)

    asked()
    once = asked()
    for body in (maker, hanoi):
        make_application(call, body, by)
    assert asked() == once


def test_empty_pages_say_so(staff_client, call):
    assert "ここに公募はありません" in words(staff_client.get("/desk/fund/calls/?view=done"))
    assert "まだ申請はありません" in words(staff_client.get(f"/desk/fund/calls/{call.pk}/"))
    page = words(staff_client.get(f"/desk/fund/calls/{call.pk}/interests/"))
    assert "一覧はまだ出ていません" in page
    assert "見られる点数はありません" in words(
        staff_client.get(f"/desk/fund/calls/{call.pk}/scores/")
    )
