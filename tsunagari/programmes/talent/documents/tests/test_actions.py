"""案件の書類 — brought, checked, refused with a reason in the sender's language, brought again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices import choices
from tsunagari.kernel.notices import queries as told
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.papers import forgetting as papers
from tsunagari.kernel.papers.actions import read
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.documents import actions, forgetting, queries
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.people.actions import cases, moves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


def submit(case, code, by, data=PDF, **more) -> Submission:
    return actions.submit(case, code, data, name="scan.pdf", by=by, on=TODAY, **more)


def state(case, code) -> str:
    return queries.board(case, on=TODAY).named(code).state


def test_a_new_case_needs_the_papers_of_its_step_and_says_who_brings_them(linh_case, hanoi):
    board = queries.board(linh_case, on=TODAY)

    [now] = [step for step in board.steps if step.now]
    assert (now.step.code, now.percent) == ("candidate", 0)
    referral = board.named("referral")
    assert (referral.state, referral.brings) == ("missing", hanoi)
    assert board.named("sending_contract").brings is None
    assert board.named("oec") is None


def test_a_body_sees_only_what_it_has_to_bring(linh_case, hanoi, maker):
    def codes(body):
        board = queries.board(linh_case, on=TODAY, body=body)
        return {row.document.code for step in board.steps for row in step.rows if step.now}

    assert codes(hanoi) == {"referral", "cv", "fee_statement"}
    assert codes(maker) == {"job_offer", "interview"}


def test_what_is_brought_waits_for_a_check_and_then_counts(linh_case, tran, sato):
    found = submit(linh_case, "cv", tran)

    assert (state(linh_case, "cv"), found.body) == ("received", tran.own_body)
    actions.accept(found, by=sato, on=TODAY)
    assert state(linh_case, "cv") == "accepted"
    assert queries.accepted(linh_case) == {"cv"}
    assert queries.board(linh_case, on=TODAY).percent == 16
    assert [record.did for record in Record.objects.filter(did__startswith="document.")] == [
        "document.received",
        "document.accepted",
    ]


def test_a_refused_paper_says_why_in_the_language_of_who_sent_it(linh_case, tran, sato):
    found = submit(linh_case, "cv", tran)

    actions.refuse(found, reasons=["unsigned"], said="2ページ目です。", by=sato, on=TODAY, at=NOW)

    [notice] = told.recent(tran.party)
    assert notice.subject == "書類を出しなおしてください"
    assert notice.body == (
        "「履歴書」を受け取れませんでした。"
        "署名がありません。署名したものを送ってください。 2ページ目です。 "
        "直して、もう一度出してください。"
    )
    assert notice.path == f"/partner/cases/{linh_case.pk}/documents/"
    with translation.override("vi"):
        assert told.recent(tran.party, language="vi")[0].path.startswith("/vi/partner/")


def test_a_paper_brought_again_keeps_the_one_before_as_history(linh_case, tran, sato):
    first = submit(linh_case, "cv", tran)
    actions.refuse(first, reasons=["unreadable"], by=sato, on=TODAY, at=NOW)

    second = submit(linh_case, "cv", tran)

    row = queries.board(linh_case, on=TODAY).named("cv")
    assert (row.state, row.current, row.earlier) == ("received", second, [first])
    assert row.earlier[0].reasons == ["unreadable"]


def test_two_people_do_not_decide_twice(linh_case, tran, sato):
    found = submit(linh_case, "cv", tran)
    actions.accept(found, by=sato, on=TODAY)

    with pytest.raises(Refused) as refused:
        actions.refuse(found, reasons=["unsigned"], by=sato, on=TODAY, at=NOW)

    assert "もう確かめました" in refused.value.reasons[0].words()
    assert told.unread_count(tran.party) == 0


def test_a_decision_can_be_taken_back(linh_case, tran, sato):
    found = submit(linh_case, "cv", tran)
    actions.refuse(found, reasons=["pages"], by=sato, on=TODAY, at=NOW)

    actions.undo(found, by=sato, on=TODAY)

    found.refresh_from_db()
    assert (found.state, found.reasons, found.decided_on) == ("received", [], None)
    with pytest.raises(Refused):
        actions.undo(found, by=sato, on=TODAY)


def test_what_was_sent_by_mistake_goes_back_and_the_one_before_counts(linh_case, tran, sato):
    first = submit(linh_case, "cv", tran)
    actions.refuse(first, reasons=["pages"], by=sato, on=TODAY, at=NOW)
    second = submit(linh_case, "cv", tran)

    actions.withdraw(second, by=tran, on=TODAY)

    assert state(linh_case, "cv") == "refused"
    with pytest.raises(Refused):
        actions.withdraw(second, by=tran, on=TODAY)


def test_an_accepted_paper_is_not_replaced_by_a_body(linh_case, tran, sato):
    actions.accept(submit(linh_case, "cv", tran), by=sato, on=TODAY)

    with pytest.raises(Refused) as refused:
        submit(linh_case, "cv", tran)

    assert "確認の取り消しを頼んで" in refused.value.reasons[0].words()


def test_a_paper_that_ran_out_may_be_brought_again(linh_case, tran, sato):
    until = TODAY - timedelta(days=1)
    actions.accept(submit(linh_case, "cv", tran), by=sato, on=TODAY, until=until)

    assert state(linh_case, "cv") == "expired"
    assert submit(linh_case, "cv", tran).current


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ファイルが空です"),
        (b"PK\x03\x04 word", "PDF・JPEG・PNG のファイルを選んでください。"),
        (b"%PDF-1.7 " + b"x" * (10 * 1024 * 1024), "10MB までにしてください"),
        (PDF.replace(b"1 0 obj", b"/Encrypt 1 0 obj"), "保護を外して"),
        (b"%PDF-1.7 cut", "こわれています"),
        (b"\x89PNG\r\n\x1a\n broken", "写真を読めませんでした"),
    ],
)
def test_a_bad_file_gets_its_sentence_and_nothing_is_kept(linh_case, tran, data, said):
    with pytest.raises(Refused) as refused:
        submit(linh_case, "cv", tran, data=data)

    assert any(said in reason.words() for reason in refused.value.reasons)
    assert not Submission.objects.exists()
    assert not Paper.objects.exists()


def test_a_paper_of_another_system_or_country_is_refused(linh_case, tran):
    for code in ("support_plan", "oec", "nothing"):
        with pytest.raises(Refused) as refused:
            submit(linh_case, code, tran)
        assert [reason.rule for reason in refused.value.reasons] == ["document"]


def test_an_accepted_paper_opens_the_way_that_asked_for_it(linh_case, sato, tran, federation):
    cases.change(
        linh_case,
        seen=1,
        by=sato,
        on=TODAY,
        field="care",
        supervisor=federation.party.organisation,
    )
    linh_case.refresh_from_db()
    with pytest.raises(Refused) as refused:
        moves.move(linh_case, "plan_drafting", by=sato, on=TODAY, seen=2)
    assert [reason.rule for reason in refused.value.reasons] == ["sending_contract"]

    actions.accept(submit(linh_case, "sending_contract", sato), by=sato, on=TODAY)

    assert moves.move(linh_case, "plan_drafting", by=sato, on=TODAY, seen=2).state == (
        "plan_drafting"
    )


def test_what_the_office_takes_in_belongs_to_nobody_else(linh_case, sato):
    found = submit(linh_case, "sending_contract", sato)

    assert found.body is None
    assert found.paper.held_by is None


def test_a_certificate_runs_out_three_months_after_it_was_issued(linh_case, sato):
    found = submit(linh_case, "coe", sato, issued_on=date(2026, 11, 1))

    assert found.valid_until == date(2027, 2, 1)


def test_a_prepared_paper_is_kept_as_it_was_given_out(linh_case, sato):
    issued = actions.give_out(
        linh_case, "conditions", PDF, name="a.pdf", by=sato, on=TODAY, language="vi", gaps=3
    )

    assert list(queries.issued(linh_case)) == [issued]
    assert (issued.issued_by, issued.gaps) == (sato.party, 3)
    digest = issued.paper.blob.sha256
    assert Record.objects.get(did="paper.issued").facts == {"paper": "conditions", "sha256": digest}


def test_a_paper_given_out_by_mistake_stays_and_says_so_until_it_is_put_back(linh_case, sato):
    issued = actions.give_out(linh_case, "conditions", PDF, name="a.pdf", by=sato, on=TODAY)

    taken = actions.take_back(issued, by=sato, on=TODAY)
    assert (taken.withdrawn_on, read(taken.paper.blob)) == (TODAY, PDF)
    with pytest.raises(Refused):
        actions.take_back(issued, by=sato, on=TODAY)

    assert actions.put_back(issued, by=sato, on=TODAY).withdrawn_on is None
    assert list(Record.objects.order_by("pk").values_list("did", flat=True))[-2:] == [
        "paper.taken_back",
        "paper.put_back",
    ]


def test_words_for_the_blanks_are_kept_and_an_older_screen_is_not(linh_case, sato):
    actions.write(
        linh_case, "conditions", {"base_pay": " 月20万円 ", "rest": ""}, seen=0, by=sato, on=TODAY
    )

    typed = linh_case.typed.get()
    assert typed.answers == {"base_pay": "月20万円"}
    with pytest.raises(Refused) as refused:
        actions.write(linh_case, "conditions", {"rest": "1時間"}, seen=0, by=sato, on=TODAY)
    assert [reason.rule for reason in refused.value.reasons] == ["version"]
    with pytest.raises(Refused):
        actions.write(linh_case, "conditions", {"secret": "x"}, seen=1, by=sato, on=TODAY)


def test_the_papers_go_with_the_person_when_their_years_are_over(linh_case, linh, tran, sato):
    submit(linh_case, "cv", tran)
    actions.write(linh_case, "conditions", {"rest": "1時間"}, seen=0, by=sato, on=TODAY)
    cases.close(linh_case, by=sato, on=TODAY)

    forgetting.forget(linh.party, on=TODAY)
    papers.forget(linh.party, on=TODAY)
    kept = Submission.objects.get()
    assert kept.paper.keep_until == date(2027, 11, 24)

    forgetting.forget(linh.party, on=date(2027, 11, 25))
    papers.forget(linh.party, on=date(2027, 11, 25))
    kept.refresh_from_db()
    assert kept.paper is None
    assert not Paper.objects.filter(of=linh.party).exists()


def open_duties() -> list[tuple[str, object, date]]:
    rows = Duty.objects.filter(rule__startswith="2-1.", state="open").order_by("pk")
    return [(row.rule, row.holder, row.safe_due) for row in rows]


def test_a_paper_that_came_in_is_on_the_list_until_it_is_decided(linh_case, tran, sato, federation):
    found = submit(linh_case, "cv", tran)
    assert open_duties() == [("2-1.check_paper", federation.party, TODAY + timedelta(days=7))]

    actions.accept(found, by=sato, on=TODAY)
    assert open_duties() == []

    actions.undo(found, by=sato, on=TODAY)
    assert [rule for rule, _holder, _due in open_duties()] == ["2-1.check_paper"]


def test_a_persons_own_refused_paper_is_told_to_the_person_by_every_chosen_way(
    linh_case, linh, linh_viewer, sato
):
    ways = replace(
        choices.ways_of(linh.party), email=False, letter=True, postcode="270-0000", address="見本 1"
    )
    choices.choose(linh.party, ways, by=linh_viewer, on=TODAY, at=NOW)
    own = submit(linh_case, "cv", linh_viewer)
    office = submit(linh_case, "sending_contract", sato)

    for found in (own, office):
        actions.refuse(found, reasons=["cut_off"], by=sato, on=TODAY, at=NOW)

    [notice] = Notice.objects.filter(to=linh.party)
    assert (notice.kind, notice.facts["path"]) == ("document.refused", "/me/case/bring/cv/")
    ways = notice.deliveries.order_by("channel").values_list("channel", flat=True)
    assert list(ways) == ["letter"]
    with translation.override("vi"):
        [said] = told.recent(linh.party)
    assert "Hãy chụp sao cho thấy toàn bộ" in said.body
    assert not Notice.objects.filter(to=sato.party).exists()


def test_a_refused_paper_is_a_duty_of_who_sent_it_until_it_is_brought_again(
    linh_case, tran, sato, hanoi
):
    first = submit(linh_case, "cv", tran)
    actions.refuse(first, reasons=["pages"], by=sato, on=TODAY, at=NOW)
    assert open_duties() == [("2-1.bring_paper_again", hanoi.party, TODAY + timedelta(days=14))]

    second = submit(linh_case, "cv", tran)
    assert [rule for rule, _holder, _due in open_duties()] == ["2-1.check_paper"]

    actions.withdraw(second, by=tran, on=TODAY)
    assert [rule for rule, _holder, _due in open_duties()] == ["2-1.bring_paper_again"]
