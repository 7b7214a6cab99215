from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY, viewer
from tests.cast_awards import decided
from tests.cast_calls import DEADLINE, FILLED, LINES, PDF, make_application
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.awards import nearness as award_nearness
from tsunagari.governance.fund.awards.models import Award
from tsunagari.governance.fund.calls import forgetting, nearness, queries
from tsunagari.governance.fund.calls.actions import calls, writing
from tsunagari.governance.fund.calls.models import Application, Sent
from tsunagari.governance.fund.calls.rules import answers
from tsunagari.governance.fund.council.models import Decision
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.actions import add_person

# The last second of 30 November in Tokyo, and the first of 1 December.
LAST = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
OVER = datetime(2026, 11, 30, 15, 0, 0, tzinfo=UTC)


@pytest.fixture
def tsuchiya(tsuchiya_login):
    return viewer(tsuchiya_login)


@pytest.fixture
def sent(call, tsukushi, tsuchiya, kept_files):
    return make_application(call, tsukushi, tsuchiya)


def test_what_is_missing_is_said_all_at_once_and_by_step(call, tsukushi, tsuchiya):
    draft = writing.begin(
        call, applicant=tsukushi.party, channel="partner", by=tsuchiya, on=TODAY, at=NOW
    )

    with pytest.raises(Refused) as refused:
        writing.send(draft, by=tsuchiya, on=TODAY, at=NOW)

    steps = [one.rule for one in refused.value.reasons]
    assert steps == sorted(steps, key=list(answers.STEPS).index)
    assert set(steps) == set(answers.STEPS)
    assert not Sent.objects.exists()
    again = writing.begin(
        call, applicant=tsukushi.party, channel="partner", by=tsuchiya, on=TODAY, at=NOW
    )
    assert again.pk == draft.pk


def test_sums_are_checked_to_the_yen(call):
    terms = queries.terms_of(call)

    def faults(lines, **money):
        facts = FILLED | money
        return [
            one.words()
            for one in answers.missing(facts, lines, {"rules", "accounts"}, terms)
            if one.rule == "money"
        ]

    assert faults([400_000]) == []
    assert faults([400_001]) == [
        "収入の合計は 400,000円、支出の合計は 400,001円で、1円ちがいます。同じにしてください。"
    ]
    assert faults([400_000], asked_yen=320_001, own_yen=79_999) == [
        "申請できるのは、支出の合計の 80%（320,000円）までです。"
    ]
    assert faults([400_000], asked_yen=320_000, own_yen=80_000) == []
    call.share_part, call.share_of = 2, 3
    terms = queries.terms_of(call)
    assert faults([400_000], asked_yen=266_667, own_yen=133_333) == [
        "申請できるのは、支出の合計の 2/3（266,666円）までです。"
    ]
    assert faults([400_000], asked_yen=266_666, own_yen=133_334) == []
    terms = queries.terms_of(type(call).objects.get(pk=call.pk))
    assert faults([900_000], asked_yen=500_001, own_yen=399_999) == [
        "申請する金額は、1円から 500,000円までにしてください。"
    ]
    assert faults([]) == ["予算の行を1つ以上入れてください。"]


def test_a_person_needs_no_officers_and_no_accounts(call):
    facts = FILLED | {"legal_form": "person", "officers": "", "founded_on": None}
    facts |= {"representative": ""}

    assert answers.missing(facts, [400_000], [], queries.terms_of(call)) == []


def test_it_is_sent_until_midnight_in_tokyo_and_not_a_second_later(
    call, tsukushi, tsuchiya, kept_files
):
    made = make_application(call, tsukushi, tsuchiya, send=False)

    writing.send(made, by=tsuchiya, on=DEADLINE, at=LAST)
    for act in (
        lambda: writing.send(made, by=tsuchiya, on=DEADLINE, at=OVER),
        lambda: writing.keep(made, {"title": "おそい"}, at=OVER),
        lambda: writing.attach(made, "other", PDF, name="x.pdf", by=tsuchiya, on=DEADLINE, at=OVER),
        lambda: writing.begin(call, applicant=None, channel="own", by=None, on=DEADLINE, at=OVER),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert [one.rule for one in refused.value.reasons] == ["deadline"]
    with pytest.raises(Refused):
        calls.close(call, seen=call.version, by=None, on=DEADLINE, at=LAST)
    calls.close_due(on=DEADLINE + timedelta(days=1), at=OVER)
    call.refresh_from_db()
    assert call.state == "closed"


def test_a_later_edit_counts_only_once_it_is_sent(sent, tsuchiya):
    writing.keep(sent, {"title": "べつの名前"}, lines=LINES, at=NOW)
    sent.refresh_from_db()
    first = queries.latest(sent)

    assert first.content["title"] == FILLED["title"]
    assert queries.changed_since(sent, first)
    second = writing.send(sent, by=tsuchiya, on=TODAY, at=NOW)
    assert (second.number, second.content["title"]) == (2, "べつの名前")
    assert writing.send(sent, by=tsuchiya, on=TODAY, at=NOW).pk == second.pk
    with pytest.raises(DatabaseError), transaction.atomic():
        Sent.objects.filter(pk=first.pk).update(digest="x")
    with pytest.raises(Refused):
        writing.keep(sent, {"title": "古い画面"}, at=NOW, seen=1)


def test_a_file_that_was_sent_stays_with_what_was_sent(sent, tsuchiya):
    [rules, accounts] = queries.files_of(sent)
    writing.detach(rules, at=NOW)
    writing.restore_file(rules, at=NOW)
    assert len(queries.files_of(sent)) == 2
    writing.detach(accounts, at=NOW)
    extra = writing.attach(sent, "other", PDF, name="x.pdf", by=tsuchiya, on=TODAY, at=NOW)
    writing.detach(extra, at=NOW)

    assert [one["kind"] for one in queries.latest(sent).content["files"]] == ["rules", "accounts"]
    assert Paper.objects.filter(kind="application").count() == 2
    with pytest.raises(Refused):
        writing.send(sent, by=tsuchiya, on=TODAY, at=NOW)


def test_it_is_taken_back_and_that_is_undone_until_the_deadline(sent, tsuchiya):
    writing.withdraw(sent, by=tsuchiya, on=TODAY)
    with pytest.raises(Refused):
        writing.keep(sent, {"title": "x"}, at=NOW)

    back = writing.restore(sent, by=tsuchiya, on=TODAY, at=LAST)
    assert back.state == "sent"
    writing.withdraw(sent, by=tsuchiya, on=TODAY)
    with pytest.raises(Refused):
        writing.restore(sent, by=tsuchiya, on=TODAY, at=OVER)


def test_what_was_taken_back_does_not_come_back_beside_another(call, sent, tsukushi, tsuchiya):
    writing.withdraw(sent, by=tsuchiya, on=TODAY)
    writing.begin(call, applicant=tsukushi.party, channel="partner", by=tsuchiya, on=TODAY, at=NOW)

    with pytest.raises(Refused) as refused:
        writing.restore(sent, by=tsuchiya, on=TODAY, at=NOW)

    assert [one.rule for one in refused.value.reasons] == ["another"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Application.objects.update(state="draft")


def test_files_that_were_sent_and_taken_out_are_counted_too(sent, tsuchiya, monkeypatch):
    monkeypatch.setattr(writing, "MOST_KEPT", 2)
    for file in queries.files_of(sent):
        writing.detach(file, at=NOW)

    with pytest.raises(Refused) as refused:
        writing.attach(sent, "rules", PDF, name="x.pdf", by=tsuchiya, on=TODAY, at=NOW)

    assert [one.rule for one in refused.value.reasons] == ["files"]
    monkeypatch.setattr(writing, "MOST_KEPT", 9)
    monkeypatch.setattr(writing, "MOST_FILES", 1)
    writing.attach(sent, "rules", PDF, name="x.pdf", by=tsuchiya, on=TODAY, at=NOW)
    with pytest.raises(Refused):
        writing.restore_file(sent.files.first(), at=NOW)


def test_a_new_body_gets_a_link_by_mail_and_the_same_draft_again(
    call, django_capture_on_commit_callbacks
):
    def ask(email):
        with django_capture_on_commit_callbacks(execute=True):
            return writing.begin_by_mail(call, email, on=TODAY, at=NOW)

    made = ask("New@Example.jp ")
    first = queries.secret_of(made)
    assert queries.by_secret(first).pk == made.pk
    writing.keep(made, {"email": "other@example.jp"}, at=NOW)
    assert ask("other@example.jp").pk != made.pk
    made = ask("new@example.jp")

    secret = queries.secret_of(made)
    assert writing.open_by(first).pk == made.pk
    assert writing.open_by(secret).pk == made.pk
    to = ["new@example.jp", "other@example.jp", "new@example.jp"]
    assert [one.to for one in mail.outbox] == [[one] for one in to]
    assert (first in mail.outbox[0].body, secret in mail.outbox[2].body) == (True, True)
    assert queries.by_secret(first) is None
    assert queries.by_secret(secret).pk == made.pk
    assert queries.by_secret(secret[:-1] + "!") is None
    assert queries.by_secret(made.code) is None


def test_who_applied_is_told_and_other_bodies_find_nothing(sent, tsuchiya, sato, mori):
    told = Notice.objects.get(kind="application.received")

    assert told.to_id == tsuchiya.party.pk
    assert queries.of(tsuchiya).get().pk == sent.pk
    assert queries.of(sato).get().pk == sent.pk
    assert not queries.of(mori).exists()
    Application.objects.update(state="draft")
    assert not queries.of(sato).exists()


def test_drafts_that_were_never_sent_go_ninety_days_after_the_deadline(
    call, tsukushi, tsuchiya, kept_files
):
    make_application(call, tsukushi, tsuchiya, send=False)

    assert writing.drop_drafts(on=DEADLINE + timedelta(days=90)) == 0
    assert writing.drop_drafts(on=DEADLINE + timedelta(days=91)) == 1
    assert not Application.objects.exists()
    assert not Paper.objects.filter(kind="application").exists()


def test_a_person_who_is_forgotten_leaves_sums_and_prints(call, kept_files):
    person = add_person(family="森田", given="秋")
    made = make_application(call, person, None, legal_form="person", name="森田 秋")

    assert forgetting.forget(person.party, on=date(2027, 4, 1)) == 1

    made.refresh_from_db()
    sent = queries.latest(made)
    assert "森田" not in str(sent.content) + made.name
    assert (sent.content["title"], sent.asked_yen) == ("—", 300_000)
    assert not Paper.objects.filter(kind="application").exists()
    assert not Duty.objects.filter(about_kind="calls.application").exists()


def test_who_has_not_filed_an_earlier_report_is_found(sent, fund, assessors, tsukushi):
    decided(assessors, [tsukushi], 100)
    decision = Decision.objects.get()
    late = {"report_by": TODAY - timedelta(days=1), "awarded_on": TODAY, "declared_on": TODAY}
    award = Award.objects.create(
        entry=decision.entry,
        decision=decision,
        grantee=tsukushi.party,
        fund=fund,
        title="前の助成",
        yen=100,
        from_day=TODAY,
        until_day=TODAY,
        state="agreed",
        **late,
    )

    assert queries.found(sent, on=TODAY) == {"unfiled"}
    Award.objects.filter(pk=award.pk).update(state="reported")
    assert queries.found(sent, on=TODAY) == set()


def test_a_payee_who_stands_among_the_officers_of_the_application_is_named(
    call, tsukushi, tsuchiya
):
    sent = make_application(call, tsukushi, tsuchiya)

    payees = {"土屋春", "沢田 夏", "見本商店", "春"}
    assert nearness.officers(payees, sent.code) == {"土屋春": "named", "沢田 夏": "named"}
    assert nearness.officers(payees, "NOSUCH") == {}
    assert nearness.officers in award_nearness.FINDERS
