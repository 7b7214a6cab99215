from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, TODAY, _client, viewer
from tests.pages import words
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.kernel.roles.actions import give
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.actions import answers, lines, opinions
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Cost, Opinion
from tsunagari.programmes.talent.safety import actions as safety

WHEN = {"on": TODAY, "at": NOW}


def disputed(case, tran, person, yen=420_000) -> Cost:
    """A fee of which the person says that it was another amount."""
    fee = lines.ask(
        case,
        Money(yen),
        whom="sending",
        category="fee",
        asked_by=case.sending,
        asked_on=TODAY,
        by=tran,
        **WHEN,
    )
    said = {"words": "Tôi đã trả 500.000", "claimed": 500_000}
    return answers.answer(fee, right=False, seen=1, by=person, **said, **WHEN)


@pytest.fixture
def dispute(linh_case, tran, linh_viewer):
    return disputed(linh_case, tran, linh_viewer)


def paths(dispute):
    return ["/council/", "/council/costs/", "/council/reports/", f"/council/costs/{dispute.pk}/"]


def test_only_members_with_a_second_factor_come_in(
    dispute, kato_login, staff_client, partner_client, tran_login, worker_client, linh
):
    bare = _client(kato_login)

    for path in paths(dispute):
        assert bare.get(path)["Location"] == reverse("mfa_index")
        for stranger in (staff_client, partner_client(tran_login)):
            assert stranger.get(path).status_code == 403
        for stranger in (Client(), worker_client(linh)):
            assert stranger.get(path)["Location"].startswith("/accounts/login/")


def test_who_works_at_the_office_is_no_second_pair_of_eyes(kato_client, kato_login, federation):
    give(kato_login.person.party, federation.party.organisation, "staff", by=None, on=TODAY)

    assert kato_client.get("/council/").status_code == 403


def test_a_member_opens_no_other_door_and_stops_with_the_role(kato_client, kato_login, dispute):
    assert kato_client.get("/welcome/")["Location"] == "/council/"
    for path in ("/desk/", f"/desk/cases/{dispute.case_id}/costs/", "/partner/"):
        assert kato_client.get(path).status_code == 403

    Role.objects.filter(party=kato_login.person_id).update(
        from_day=timezone.localdate() - timedelta(days=9),
        until_day=timezone.localdate() - timedelta(days=1),
    )

    assert kato_client.get("/council/").status_code == 403


def test_the_council_reads_both_sides_and_no_name(kato_client, dispute, linh):
    for path in ("/council/", "/council/costs/", f"/council/costs/{dispute.pk}/"):
        page = words(kato_client.get(path))
        assert "Hanoi HR" in page
        assert "420,000円" in page
        assert linh.party.code in page
        assert "領収書なし" in page
        assert "日目" in page
        assert "Nguyễn" not in page
        assert "Trần" not in page
    assert "Tôi đã trả 500.000" in page


def test_an_opinion_is_read_by_the_office_and_by_both_sides(
    kato_client, dispute, kato_login, linh, worker_client, staff_client, partner_client, tran_login
):
    sent = kato_client.post(
        f"/council/costs/{dispute.pk}/", {"words": " 領収書を出してください。 "}
    )

    assert sent["Location"] == f"/council/costs/{dispute.pk}/"
    assert Opinion.objects.get().words == "領収書を出してください。"
    record = Record.objects.get(did="cost.opinion")
    assert record.by_id == kato_login.person_id
    concerned = RecordParty.objects.filter(record=record).values_list("party_id", flat=True)
    assert set(concerned) == {linh.pk, dispute.asked_by_id}
    case = dispute.case_id
    for reader, path in (
        (staff_client, f"/desk/cases/{case}/costs/"),
        (staff_client, "/desk/costs/"),
        (partner_client(tran_login), f"/partner/cases/{case}/costs/"),
        (worker_client(linh), "/me/case/costs/"),
    ):
        assert "協議会の意見" in words(reader.get(path))


def test_the_office_and_who_asked_are_told_of_an_opinion(
    dispute, kato_login, sato, tran, bui_login, mori_login
):
    opinions.say(dispute, "領収書を出してください。", by=viewer(kato_login), **WHEN)

    told = Notice.objects.filter(kind="cost.opinion").values_list("to", "facts__path")
    place = f"/cases/{dispute.case_id}/costs/"
    assert set(told) == {(sato.party.pk, f"/desk{place}"), (tran.party.pk, f"/partner{place}")}


def test_an_opinion_that_cannot_be_taken_says_why_and_keeps_the_words(kato_client, dispute, sato):
    path = f"/council/costs/{dispute.pk}/"

    for sent in ("  ", "あ" * 2001):
        assert kato_client.post(path, {"words": sent}).status_code == 422
    lines.annul(dispute, reason="重なっていた", by=sato, **WHEN)
    answer = kato_client.post(path, {"words": "おそい"})

    assert answer.status_code == 422
    assert "もうおわっています" in words(answer)
    assert not Opinion.objects.exists()
    assert "420,000円" in words(kato_client.get("/council/costs/?view=settled"))


def test_a_line_that_was_never_disputed_is_not_found(kato_client, linh_case, tran):
    line = lines.ask(
        linh_case,
        Money(1_000),
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        by=tran,
        **WHEN,
    )

    assert kato_client.get(f"/council/costs/{line.pk}/").status_code == 404


def test_days_count_from_when_the_side_began_to_disagree(
    kato_client, linh_case, tran, linh_viewer, kato_login
):
    line, day = disputed(linh_case, tran, linh_viewer), timedelta(days=1)
    for right, after in ((True, 2), (False, 3), (False, 5)):
        seen = Cost.objects.get().version
        line = answers.answer(
            line,
            right=right,
            seen=seen,
            by=linh_viewer,
            on=TODAY + after * day,
            at=NOW + after * day,
        )

    assert queries.open_since(line) == TODAY + 3 * day


def test_prohibited_acts_are_listed_without_words_and_other_troubles_are_not(
    kato_client, linh_case, linh, linh_viewer
):
    for kind in ("passport", "health"):
        safety.report(
            linh_case, kind=kind, part="company", words="秘密の言葉", by=linh_viewer, **WHEN
        )

    for path in ("/council/", "/council/reports/"):
        page = words(kato_client.get(path))
        assert page.count(linh.party.code) == 1
        assert "流山製作所" in page
        assert "受付" in page
        assert "秘密の言葉" not in page


def test_empty_pages_say_so(kato_client):
    assert "食い違いはありません" in words(kato_client.get("/council/costs/"))
    assert "ここに知らせはありません" in words(kato_client.get("/council/reports/"))


def test_fifty_disputes_ask_as_often_as_one(kato_client, linh_case, tran, linh_viewer, kato_login):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert kato_client.get("/council/costs/").status_code == 200
        return len(found)

    first = disputed(linh_case, tran, linh_viewer)
    opinions.say(first, "見ました。", by=viewer(kato_login), **WHEN)
    asked()
    once = asked()
    for yen in (1_000, 2_000):
        opinions.say(
            disputed(linh_case, tran, linh_viewer, yen), "見ました。", by=viewer(kato_login), **WHEN
        )

    assert asked() == once
