"""訪問 — planned, filled in, closed; the law's next day, findings and reports follow."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PIL import Image

from tests.cast import TODAY
from tsunagari.base.draws import draw
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty, Evidence
from tsunagari.kernel.meetings.queries import present_at
from tsunagari.kernel.papers.actions import read
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.people import stops
from tsunagari.programmes.talent.people.actions import moves
from tsunagari.programmes.talent.people.actions.cases import change_company
from tsunagari.programmes.talent.people.models import Company
from tsunagari.programmes.talent.safety import actions as safety
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.visits import forgetting, papers, queries
from tsunagari.programmes.talent.visits.actions import close, findings, plan
from tsunagari.programmes.talent.visits.actions.fill import Clash, Filled, fill
from tsunagari.programmes.talent.visits.actions.pictures import Photo
from tsunagari.programmes.talent.visits.models import Answer, Finding, Visit
from tsunagari.programmes.talent.visits.rules.visits import Typed
from tsunagari.programmes.talent.visits.tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    return out.getvalue()


def ended(visit, sato, held_on=TODAY, due=None):
    return close.close(visit, held_on=held_on, due=due or {}, by=sato, on=TODAY, at=AT)


def sentences(refused):
    return [reason.words() for reason in refused.value.reasons]


# — planning —


@pytest.mark.parametrize(("people", "asked"), [(1, 1), (3, 2), (4, 2), (5, 2), (8, 2), (9, 3)])
def test_so_many_are_drawn_as_the_law_asks(hire, planned, people, asked):
    hire(people)

    visit = planned("audit")

    assert visit.interviews.filter(drawn=True).count() == visit.draw["needed"] == asked


def test_the_draw_is_kept_as_it_was_and_can_be_done_again(hire, planned, maker):
    hire(9)
    visit = planned("audit")

    assert visit.draw["seed"] == f"audit {maker.party.code} 2026-Q4 1"
    assert draw(visit.draw["seed"], visit.draw["times"], 3) == visit.draw["order"][:3]
    drawn = {one.case.person.party.code for one in visit.interviews.filter(drawn=True)}
    assert drawn == set(visit.draw["order"][:3])


def test_a_visit_planned_anew_on_the_same_day_draws_the_same_people(hire, planned, sato):
    hire(9)
    first = planned("audit")
    plan.cancel(first, words="会社の都合", by=sato, on=TODAY, at=AT)

    assert planned("audit").draw == first.draw


def test_another_day_of_the_quarter_draws_no_others(hire, planned, sato):
    hire(9)
    first = planned("audit")
    plan.cancel(first, words="会社の都合", by=sato, on=TODAY, at=AT)

    assert planned("audit", day=date(2026, 12, 31)).draw == first.draw


def test_of_several_that_are_planned_nobody_can_choose_the_people(hire, planned):
    hire(9)
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)]

    first, second, next_quarter = [planned("audit", day=day).draw for day in days]

    assert second == first
    assert next_quarter["seed"].endswith(" 2027-Q1 1")


def test_after_an_audit_the_next_of_the_quarter_has_a_draw_of_its_own(hire, planned, filled, sato):
    hire(9)
    visit = planned("audit")
    filled(visit)
    close.close(visit, held_on=TODAY, due={}, by=sato, on=TODAY, at=AT)

    second = planned("audit", day=date(2026, 12, 31))

    assert second.draw["seed"].endswith(" 2026-Q4 2")
    asked = set(visit.interviews.filter(drawn=True).values_list("case", flat=True))
    assert not asked & set(second.interviews.filter(drawn=True).values_list("case", flat=True))


def test_of_one_kind_a_company_has_one_visit_on_a_day(hire, planned, sato):
    hire(9)
    first, guidance = planned("audit"), planned("guidance")
    later = planned("audit", TODAY + timedelta(days=1))

    with pytest.raises(Refused) as again:
        planned("audit")
    with pytest.raises(Refused) as moved:
        plan.move(later, day=TODAY, at=AT.time(), seen=1, by=sato, on=TODAY)

    for refused in (again, moved):
        assert [(one.rule, one.field) for one in refused.value.reasons] == [("visit.twice", "day")]
    assert list(Visit.objects.order_by("pk")) == [first, guidance, later]


def test_audits_of_a_year_meet_everybody_before_anybody_twice(hire, planned, filled, sato):
    people = hire(6)
    met = []
    for day in (date(2026, 6, 1), date(2026, 8, 20), TODAY):
        visit = planned("audit", day)
        filled(visit)
        ended(visit, sato, held_on=visit.day)
        met += [one.case_id for one in visit.interviews.filter(drawn=True)]

    assert sorted(met) == sorted(case.pk for case in people)


def test_interviews_of_skilled_workers_ask_everybody_and_the_boss(hire, planned):
    hire(3, "SSW1")
    hire(1)

    visit = planned("interview")

    asked = list(visit.interviews.order_by("pk"))
    assert [one.case_id is None for one in asked] == [False, False, False, True]
    assert visit.sheet == "interview-2019-04-01"


def test_a_company_without_trainees_is_not_audited(planned, maker):
    with pytest.raises(Refused) as refused:
        planned("audit")

    assert sentences(refused) == ["この会社には、その日にはたらく実習生・育成就労の人がいません。"]
    assert not Visit.objects.exists()


def test_somebody_beside_the_drawn_can_be_asked_once(hire, planned, sato):
    people = hire(9)
    visit = planned("audit")
    other = next(p for p in people if not visit.interviews.filter(case=p).exists())

    plan.add_person(visit, other, by=sato, on=TODAY)

    with pytest.raises(Refused):
        plan.add_person(visit, other, by=sato, on=TODAY)
    assert visit.interviews.get(case=other).drawn is False


# — filling in —


def test_an_answer_counts_on_the_day_of_the_device(hire, planned, sato):
    hire(1)
    visit = planned()
    yesterday = AT - timedelta(days=1)

    sent = Filled(answers={"log": Typed("yes")}, was={})
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=yesterday)

    row = Answer.objects.get()
    assert (row.pressed_at, row.received_at, row.clock_off) == (yesterday, AT, False)


@pytest.mark.parametrize("off", [timedelta(hours=2), -timedelta(days=400)])
def test_a_clock_that_cannot_be_right_is_not_believed(hire, planned, sato, off):
    hire(1)

    sent = Filled(answers={"log": Typed("yes")}, was={})
    fill(planned(), sent, by=sato, on=TODAY, received=AT, pressed=AT + off)

    row = Answer.objects.get()
    assert (row.pressed_at, row.clock_off) == (AT, True)


def test_two_people_on_two_phones_keep_both_their_answers(hire, planned, sato):
    hire(1)
    visit = planned()
    for key in ("log", "paid"):
        sent = Filled(answers={"log": Typed(), "paid": Typed()} | {key: Typed("yes")}, was={})
        fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    typed = queries.typed(visit)
    assert (typed["log"].said, typed["paid"].said) == ("yes", "yes")


def test_a_quarrel_shows_both_and_changes_nothing(hire, planned, sato):
    hire(1)
    visit = planned()
    first = Filled(answers={"log": Typed("yes"), "paid": Typed("yes")}, was={})
    fill(visit, first, by=sato, on=TODAY, received=AT, pressed=AT)
    mine = Typed("no", "9月の分がない")

    sent = Filled(answers={"log": mine, "hours": Typed("yes")}, was={})
    with pytest.raises(Clash) as refused:
        fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    assert refused.value.clash == {"log": (mine, Typed("yes"))}
    assert "1個の項目を先に変えました" in sentences(refused)[0]
    assert Answer.objects.count() == 2


def test_an_unknown_question_is_not_written(hire, planned, sato):
    hire(1)
    visit = planned()

    sent = Filled(answers={"colour": Typed("yes"), "99999-w_paid": Typed("yes")}, was={})
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    assert not Answer.objects.exists()


def test_a_photograph_is_redrawn_and_kept_about_the_visit(hire, planned, sato):
    hire(1)
    visit = planned()
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "35.8561, 139.9027"
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)

    sent = Filled(answers={}, was={}, photos=(Photo(out.getvalue()),), photo_words="寮の台所")
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    picture = visit.pictures.get()
    assert b"139.9027" not in read(picture.paper.blob)
    assert (picture.words, picture.paper.about_key) == ("寮の台所", str(visit.pk))


def test_a_photograph_stays_with_its_question_and_its_hour(hire, planned, sato, jpeg):
    hire(1)
    visit = planned()
    one = visit.interviews.get()
    taken = AT - timedelta(hours=3)
    seen = (Photo(jpeg, "lodging", taken, "a"), Photo(jpeg, f"{one.pk}-w_paid", taken, "b"))

    sent = Filled(answers={}, was={}, photos=(*seen, Photo(jpeg, taken=taken)), photo_words="外")
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    rows = visit.pictures.order_by("pk")
    assert [queries.key_of(row) for row in rows] == ["lodging", f"{one.pk}-w_paid", ""]
    assert {(row.taken_at, row.received_at, row.clock_off) for row in rows} == {(taken, AT, False)}
    assert [row.words for row in rows] == ["", "", "外"]
    [record] = Record.objects.filter(did="visit.filled")
    hour = "2026-11-23T22:00:00+00:00"
    assert record.facts["taken"] == f"lodging@{hour} {one.pk}-w_paid@{hour} @{hour}"


@pytest.mark.parametrize("key", ["colour", "99999-w_paid", "-lodging", "lodging-", "x-w_paid"])
def test_a_photograph_of_no_question_of_the_visit_shows_the_whole_visit(
    hire, planned, sato, jpeg, key
):
    hire(1)
    visit = planned()

    sent = Filled(answers={}, was={}, photos=(Photo(jpeg, key),), photo_words="外")
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    picture = visit.pictures.get()
    assert (picture.interview_id, picture.item, picture.words) == (None, "", "外")
    assert picture.taken_at is None


def test_being_away_is_no_question_that_could_be_photographed(hire, planned, sato, jpeg):
    hire(1)
    visit = planned()
    key = f"{visit.interviews.get().pk}-away"

    sent = Filled(answers={}, was={}, photos=(Photo(jpeg, key),))
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    assert visit.pictures.get().item == ""


@pytest.mark.parametrize("off", [timedelta(hours=2), -timedelta(days=400)])
def test_of_a_clock_that_cannot_be_right_a_photograph_has_no_hour(hire, planned, sato, jpeg, off):
    hire(1)
    visit = planned()

    sent = Filled(answers={}, was={}, photos=(Photo(jpeg, "lodging", AT + off),))
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    picture = visit.pictures.get()
    assert (picture.taken_at, picture.received_at, picture.clock_off) == (None, AT, True)


def test_a_photograph_that_came_already_is_not_kept_twice(hire, planned, sato, jpeg):
    hire(1)
    visit = planned()
    sent = Filled(answers={}, was={}, photos=(Photo(jpeg, "lodging", AT, "a"),) * 2)

    for _time in range(2):
        fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    assert visit.pictures.count() == 1


def test_what_was_taken_where_a_worker_was_asked_is_not_on_the_companys_paper(
    hire, planned, filled, sato, jpeg
):
    hire(1)
    visit = planned()
    one = visit.interviews.get()
    seen = (Photo(jpeg, "lodging", AT), Photo(jpeg, f"{one.pk}-w_paid", AT), Photo(jpeg))
    sent = Filled(answers={}, was={}, photos=seen, photo_words="外")
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)
    filled(visit)
    ended(visit, sato)

    sheet = papers.report(visit, names={})

    assert [(photo.about[:5], photo.words) for photo in sheet.photos] == [
        ("寝る部屋・", ""),
        ("", "外"),
    ]
    assert [photo.at and f"{photo.at:%m-%d %H:%M}" for photo in sheet.photos] == [
        "11-24 10:00",
        None,
    ]
    [table] = next(part.tables for part in sheet.sections if part.title.startswith("4"))
    assert [row[2] for row in table.rows if row[0].startswith("寝る部屋")] == [
        [parts.Word(papers.SEE, {"n": 1})]
    ]


def test_what_a_worker_was_photographed_with_is_forgotten_after_the_years(
    hire, planned, sato, jpeg
):
    hire(1)
    visit = planned()
    one = visit.interviews.get()
    sent = Filled(answers={}, was={}, photos=(Photo(jpeg, f"{one.pk}-w_paid"), Photo(jpeg)))
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    forgetting.forget(one.case.person.party, on=TODAY)
    assert visit.pictures.count() == 2
    forgetting.forget(one.case.person.party, on=date(2040, 1, 1))

    assert visit.pictures.get().item == ""


def test_what_is_no_picture_is_refused_and_nothing_is_written(hire, planned, sato):
    hire(1)
    sent = Filled(answers={"log": Typed("yes")}, was={}, signature="data:image/png;base64,?")

    with pytest.raises(Refused):
        fill(planned(), sent, by=sato, on=TODAY, received=AT, pressed=AT)

    assert not Answer.objects.exists()


# — closing —


def test_closing_moves_the_next_audit(hire, planned, filled, maker, sato):
    hire(4)
    visit = planned()
    filled(visit)

    ended(visit, sato)

    facts = Company.objects.get(pk=maker.pk).facts
    assert facts["audits"] == [{"on": "2026-11-24", "id": f"visit-{visit.pk}", "kind": "periodic"}]
    following = Duty.objects.filter(rule="law.titp_so_periodic_audit", state="waiting")
    assert following.get().statutory_due == date(2027, 2, 24)
    report = Duty.objects.get(rule="law.titp_so_audit_report")
    assert report.statutory_due == date(2027, 1, 24)


def test_closing_counts_who_was_there(hire, planned, filled, sato):
    people = hire(4)
    visit = planned()
    filled(visit)

    ended(visit, sato)

    held = {one.case.person_id for one in visit.interviews.filter(drawn=True)}
    assert present_at(visit.meeting) == held < {case.person_id for case in people}
    assert Record.objects.get(did="visit.closed").facts["held"] == 2


def test_an_audit_duty_that_was_due_closes_with_the_record(hire, planned, filled, maker, sato):
    hire(4)
    change_company(maker, seen=1, by=sato, on=TODAY, staff=40)
    late = Duty.objects.filter(rule="law.titp_so_periodic_audit", state="open")
    waiting = late.earliest("statutory_due")
    visit = planned()
    filled(visit)

    ended(visit, sato)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.done_on) == ("done", TODAY)
    assert Evidence.objects.get(duty=waiting).record.did == "visit.closed"


def test_interviews_join_the_facts_of_those_who_were_met(hire, planned, sato):
    met, away = hire(2, "SSW1")
    visit = planned("interview")
    gone = visit.interviews.get(case=away)
    answers = {
        key: Typed("yes")
        for key in queries.asked(visit, queries.interviews_of(visit))
        if not key.startswith(f"{gone.pk}-")
    }
    answers[f"{gone.pk}-away"] = Typed("away", "一時帰国中")
    sent = Filled(answers=answers, was={}, words="来月あらためて聞く", signed_name="山本")
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    ended(visit, sato)

    met.refresh_from_db()
    away.refresh_from_db()
    assert met.facts["interviews"] == [{"on": "2026-11-24", "id": f"visit-{visit.pk}"}]
    assert "interviews" not in away.facts


def test_an_unfinished_visit_says_everything_that_is_missing(hire, planned, sato):
    hire(4)
    visit = planned()

    with pytest.raises(Refused) as refused:
        ended(visit, sato)

    items = len(queries.asked(visit, queries.interviews_of(visit)))
    assert sentences(refused) == [
        f"答えがまだない項目が {items}個あります。見ていないときは「見ていない」を選んでください。",
        "面談は 2人以上いりますが、0人です。"
        "次の人に聞くか、聞けなかった理由を「全体のようす」に書いてください。",
        "会社の人の署名か名前がありません。確認票で署名をもらってください。",
    ]
    visit.refresh_from_db()
    assert visit.state == "planned"
    assert not Record.objects.filter(did="visit.closed").exists()


def test_a_visit_is_closed_once_and_then_stays_as_it_was(hire, planned, filled, sato):
    hire(1)
    visit = planned()
    filled(visit)
    ended(visit, sato)

    with pytest.raises(Refused):
        ended(visit, sato)
    with pytest.raises(Refused):
        filled(visit)
    assert Record.objects.filter(did="visit.closed").count() == 1


@pytest.mark.parametrize("held_on", [TODAY + timedelta(days=1), TODAY - timedelta(days=366), None])
def test_the_day_of_a_visit_is_a_day_that_was(hire, planned, filled, sato, held_on):
    hire(1)
    visit = planned()
    filled(visit)

    with pytest.raises(Refused):
        ended(visit, sato, held_on=held_on)


# — findings and reports —


@pytest.fixture
def found(hire, planned, filled, sato):
    """An audit that found the log wanting."""
    hire(4)
    visit = planned()
    filled(visit, log=Typed("no", "9月の分がない"))
    ended(visit, sato, due={"log": date(2026, 12, 20)})
    return Finding.objects.get()


def test_a_finding_becomes_a_duty_with_its_day(found, maker, federation):
    duty = Duty.objects.get(rule="2-1.finding")

    assert (duty.safe_due, duty.state) == (date(2026, 12, 20), "open")
    assert (duty.holder_id, duty.doer_id) == (maker.pk, federation.party_id)


def test_a_finding_closes_by_what_shows_it(found, sato):
    findings.mend(found, words="9月の日誌を見た", seen=1, by=sato, on=TODAY)

    duty = Duty.objects.get(rule="2-1.finding")
    assert (duty.state, duty.done_on) == ("done", TODAY)
    assert Evidence.objects.get(duty=duty).record.did == "finding.mended"


def test_a_finding_without_evidence_stays_open(found, sato):
    with pytest.raises(Refused) as refused:
        findings.mend(found, words=" ", seen=1, by=sato, on=TODAY)

    assert sentences(refused) == ["直ったことを、何で確かめたかを書いてください。"]
    assert Duty.objects.get(rule="2-1.finding").state == "open"


def test_a_finding_can_be_taken_back(found, sato):
    findings.mend(found, words="見た", seen=1, by=sato, on=TODAY)

    findings.reopen(found, by=sato, on=TODAY)

    assert Duty.objects.get(rule="2-1.finding").state == "open"


def test_a_finding_without_its_day_is_asked_for(hire, planned, filled, sato, ito):
    hire(1)
    visit = planned()
    filled(visit, log=Typed("no", "ない"))

    with pytest.raises(Refused) as refused:
        ended(visit, sato)

    assert sentences(refused) == ["指摘1の期限を入力してください。"]


@pytest.fixture
def kept_passport(hire, planned, filled, sato):
    """An audit in which a worker said that the company keeps the passport."""
    hire(4)
    visit = planned()
    one = visit.interviews.filter(drawn=True).first()
    key = f"{one.pk}-w_passport"
    filled(visit, **{key: Typed("no", "会社の金庫")})
    ended(visit, sato, due={key: date(2026, 11, 27)})
    return one.case


def rules_against(case):
    return [reason.rule for reason in stops.against(case)]


def settle(sato, ito, **more):
    """Both steps of the one report that there is."""
    for seen, by in ((1, sato), (2, ito)):
        report = safety.advance(
            Incident.objects.get(),
            words="本人に返した",
            told="",
            seen=seen,
            by=by,
            on=TODAY,
            at=AT,
            **(more if seen == 2 else {}),
        )
    return report


def test_a_kept_passport_stops_the_case_until_it_is_settled(kept_passport, maker, sato, ito):
    report = Incident.objects.get()
    assert (report.case, report.body, report.finding.item) == (kept_passport, maker, "w_passport")
    assert rules_against(kept_passport) == ["ban_passport_custody"]
    assert Duty.objects.get(rule="2-1.keep_safe").risk == 0

    settle(sato, ito)

    assert rules_against(kept_passport) == []


@pytest.mark.parametrize("item", ["w_passport", "w_bankbook", "w_free"])
def test_what_is_kept_from_somebody_is_reported_once_however_the_visit_ends(
    hire, planned, filled, sato, item
):
    hire(1)
    when = {"by": sato, "on": TODAY, "at": AT}
    visit = planned()
    one = visit.interviews.get()
    key = f"{one.pk}-{item}"
    filled(visit, **{key: Typed("no", "会社の金庫")})

    report = close.report_now(visit, key, **when)
    assert close.report_now(visit, key, **when) == report
    ban = queries.sheet_of(visit).item(item).ban
    assert rules_against(one.case) == [ban]
    ended(visit, sato, due={key: date(2026, 11, 27)})
    assert Finding.objects.get().incident == report

    other = planned(day=TODAY + timedelta(days=1))
    key = f"{other.interviews.get().pk}-{item}"
    filled(other, **{key: Typed("no", "まだ金庫")})
    plan.cancel(other, words="社長が留守", **when)
    assert list(Incident.objects.values_list("ban", flat=True)) == [ban, ban]


def test_what_the_company_itself_shows_stops_everybody_there(hire, planned, filled, sato):
    people = hire(4)
    visit = planned()
    filled(visit, passport=Typed("no", "金庫に4冊"))
    ended(visit, sato, due={"passport": date(2026, 11, 27)})

    assert Incident.objects.get().case is None
    assert all(rules_against(case) for case in people)


def test_a_worker_is_forgotten_but_the_interview_still_counts(kept_passport, sato, ito):
    person = kept_passport.person
    settle(sato, ito)

    forgetting.forget(person.party, on=TODAY)

    assert not Answer.objects.filter(interview__case=kept_passport).exists()
    assert Finding.objects.get().words == ""
    assert kept_passport.visit_interviews.get().state == "held"


def test_the_visitor_is_forgotten_too(hire, planned, sato, staff_login):
    hire(1)
    visit = planned()
    Visit.objects.update(visitor=staff_login.person_id)

    forgetting.forget(staff_login.person.party, on=TODAY)

    visit.refresh_from_db()
    assert visit.visitor_id is None


def test_the_stopped_case_moves_nowhere_but_away(kept_passport, sato):
    kept_passport.state = "stage1_working"
    kept_passport.save(update_fields=["state"])
    seen = kept_passport.version

    with pytest.raises(Refused) as refused:
        moves.move(kept_passport, "stage1_exam", by=sato, on=TODAY, seen=seen)
    assert "旅券・在留カードをあずかる" in sentences(refused)[0]
    barred = {move.to: reasons for move, reasons in moves.ways_on(kept_passport, on=TODAY)}
    assert barred["stage1_exam"]
    assert moves.move(kept_passport, "difficulty", by=sato, on=TODAY, seen=seen).state == (
        "difficulty"
    )


def test_after_it_is_settled_the_case_moves_on(kept_passport, sato, ito):
    kept_passport.state = "stage1_working"
    kept_passport.save(update_fields=["state"])
    settle(sato, ito)

    moved = moves.move(kept_passport, "stage1_exam", by=sato, on=TODAY, seen=kept_passport.version)

    assert moved.state == "stage1_exam"


def test_a_finding_that_is_a_breach_of_law_has_to_be_told(found, maker, sato):
    findings.judge(found, seen=1, by=sato, on=TODAY)

    [event] = Company.objects.get(pk=maker.pk).facts["events"]
    assert event == {"kind": "labour_breach_found", "on": "2026-11-24", "id": f"finding-{found.pk}"}
    assert Duty.objects.filter(rule="law.titp_so_labour_law_instruction", state="open").exists()
    with pytest.raises(Refused):
        findings.judge(found, seen=2, by=sato, on=TODAY)


def test_what_a_skilled_worker_said_is_told_for_that_person(hire, planned, sato):
    [case] = hire(1, "SSW1")
    visit = planned("interview")
    key = f"{visit.interviews.get(case=case).pk}-i_paid"
    answers = {
        k: Typed("no", "残業代がない") if k == key else Typed("yes")
        for k in queries.asked(visit, queries.interviews_of(visit))
    }
    sent = Filled(answers=answers, was={}, signed_name="山本")
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)
    ended(visit, sato, due={key: date(2026, 12, 1)})

    findings.judge(Finding.objects.get(), seen=1, by=sato, on=TODAY)

    duty = Duty.objects.get(rule="law.sup11b_report_violation")
    assert (duty.about_key, duty.state, duty.risk) == (str(case.pk), "open", 0)


def test_a_suspicion_brings_an_audit_at_once(kept_passport, sato, ito):
    settle(sato, ito, suspected=True)

    assert Duty.objects.filter(rule="law.titp_so_extraordinary_audit", state="open").exists()


def test_an_extraordinary_audit_answers_the_suspicion(
    kept_passport, planned, filled, maker, sato, ito
):
    settle(sato, ito, suspected=True)
    at_once = Duty.objects.get(rule="law.titp_so_extraordinary_audit")
    visit = plan.plan(maker, "extra", day=TODAY, at=AT.time(), by=sato, on=TODAY)
    filled(visit)

    ended(visit, sato)

    at_once.refresh_from_db()
    assert (at_once.state, at_once.done_on) == ("done", TODAY)
    assert at_once.evidence.filter(record__did="visit.closed").count() == 1


def test_an_extraordinary_audit_leaves_the_day_of_the_regular_one(hire, planned, filled, sato):
    hire(4)

    def regular():
        rows = Duty.objects.filter(rule="law.titp_so_periodic_audit").order_by("statutory_due")
        return list(rows.values_list("statutory_due", "state", "done_on"))

    before = regular()
    for kind, moved in (("extra", False), ("audit", True)):
        visit = planned(kind)
        filled(visit)
        ended(visit, sato)
        assert (regular() != before) is moved


# — moved, kept, online —


def test_a_planned_visit_goes_to_another_day_with_those_who_were_drawn(hire, planned, sato):
    hire(9)
    visit = planned()
    drawn = list(visit.interviews.values_list("case", "drawn"))

    moved = plan.move(visit, day=date(2026, 12, 3), at=time(13), seen=1, by=sato, on=TODAY)

    assert (moved.day, moved.draw) == (date(2026, 12, 3), visit.draw)
    assert list(moved.interviews.values_list("case", "drawn")) == drawn
    assert moved.meeting.starts_at == datetime(2026, 12, 3, 4, tzinfo=UTC)
    assert Record.objects.get(did="visit.moved").facts == {"was": "2026-11-24", "day": "2026-12-03"}


def test_with_other_people_the_draw_is_made_anew_from_the_first_seed(hire, planned, sato):
    hire(4)
    visit = planned()
    hire(5)

    moved = plan.move(visit, day=date(2026, 12, 3), at=time(13), seen=1, by=sato, on=TODAY)

    assert moved.draw["seed"] == visit.draw["seed"]
    assert moved.draw["order"][:3] == draw(visit.draw["seed"], moved.draw["times"], 3)
    assert moved.interviews.filter(drawn=True).count() == moved.draw["needed"] == 3


def test_what_was_begun_or_seen_elsewhere_is_not_moved(hire, planned, filled, sato):
    hire(1)
    visit = planned()
    for seen, day in ((0, date(2026, 12, 3)), (1, TODAY)):
        with pytest.raises(Refused):
            plan.move(visit, day=day, at=time(10), seen=seen, by=sato, on=TODAY)
    filled(visit)
    with pytest.raises(Refused) as refused:
        plan.move(visit, day=date(2026, 12, 3), at=time(10), seen=2, by=sato, on=TODAY)
    assert "もう記入がはじまっている" in sentences(refused)[0]


def test_pictures_are_kept_a_year_after_the_last_plan_has_ended(hire, planned, sato):
    hire(1)
    visit = planned()
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")

    sent = Filled(answers={}, was={}, photos=(Photo(out.getvalue()),))
    fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    assert visit.pictures.get().paper.keep_until == date(2028, 3, 31)


def test_an_interview_is_held_online_under_its_own_conditions(hire, maker, sato):
    people = hire(2, "SSW1")
    known = {"day": TODAY, "at": time(10), "by": sato, "on": TODAY, "online": True}

    visit = plan.plan(maker, "interview", **known)

    assert visit.sheet == "interview-online-2025-04-01"
    assert {"o_worker", "o_boss", "o_recording"} <= set(queries.asked(visit, []))
    assert queries.unmet(maker, people, TODAY) == people
    for kind in ("audit", "guidance"):
        hire(1)
        with pytest.raises(Refused) as refused:
            plan.plan(maker, kind, **known)
        assert "オンラインでできるのは、特定技能の定期面談だけです。" in sentences(refused)[0]
