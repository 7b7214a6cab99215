from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TODAY, _client, viewer
from tests.cast_calls import FILLED, PDF, declare, give, make_call
from tests.cast_council import begin, put
from tests.cast_council import call as call_meeting
from tests.cast_talent import make_body
from tests.pages import words
from tsunagari.base.refusals import Refused
from tsunagari.faces.council.urls import urlpatterns
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import council as actions
from tsunagari.governance.fund.calls.models import Application, Attachment, Sent
from tsunagari.governance.fund.council.actions import ballots, items
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.reviews import actions as reviewing
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Finding, Interest, Review, Score
from tsunagari.kernel.roles import actions as roles

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
WHEN = {"on": TODAY, "at": NOW}
APPLICATIONS = 20
# What nobody with an interest may ever read.
MARK = "ないしょ"


def conflicts(member: int) -> dict[str, int]:
    """Of each member three applications: one declared, one known from a role, one from a name."""
    return {
        "declared": member,
        "role": member + 7,
        "named": (member + 14) % APPLICATIONS,
    }


def content(number: int, officers: str, file: int) -> dict:
    facts = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in FILLED.items()
    }
    said = {"title": f"{MARK}の事業{number:02d}", "plan": f"{MARK}の計画{number:02d}"}
    return (
        facts
        | said
        | {
            "name": f"申請者{number:02d}",
            "officers": officers,
            "lines": [["fees", f"{MARK}の謝金", 400_000]],
            "files": [{"file": file, "kind": "rules", "name": f"{MARK}.pdf", "sha256": "x"}],
        }
    )


@pytest.fixture
def twenty(fund, assessors, judges, sato):
    """A call with twenty applications; each of seven members is near three of them."""
    call = make_call(fund, assessors, sato)
    bodies = [make_body(f"申請者{number:02d}", "other") for number in range(APPLICATIONS)]
    for member, judge in enumerate(judges):
        roles.give(judge.party, bodies[conflicts(member)["role"]], "adviser", by=sato, on=TODAY)
    officers = {
        conflicts(member)["named"]: queries.names_of([judge.party.pk], on=TODAY)[judge.party.pk]
        for member, judge in enumerate(judges)
    }
    paper = papers.keep(PDF, name="x.pdf", kind="application", on=TODAY)
    made = Application.objects.bulk_create(
        Application(
            call=call,
            channel="partner",
            applicant=body.party,
            state="eligible",
            started_on=TODAY,
            saved_at=NOW,
            name=f"申請者{number:02d}",
        )
        for number, body in enumerate(bodies)
    )
    files = Attachment.objects.bulk_create(
        Attachment(application=one, paper=paper, kind="rules") for one in made
    )
    Sent.objects.bulk_create(
        Sent(
            application=one,
            number=1,
            content=content(number, officers.get(number, "土屋 春"), files[number].pk),
            digest=str(number),
            asked_yen=300_000,
            at=NOW,
        )
        for number, one in enumerate(made)
    )
    rows = [{"code": one.code, "called": one.name, "applicant": one.applicant} for one in made]
    reviewing.show_list(
        call.review,
        rows,
        members=[judge.party.pk for judge in judges],
        closes_on=TODAY + timedelta(days=3),
        by=sato,
        on=TODAY,
    )
    call.review.refresh_from_db()
    entries = list(call.review.entries.select_related("call").order_by("pk"))
    Interest.objects.bulk_create(
        Interest(
            member=judge.party,
            entry=entry,
            kind="family" if conflicts(member)["declared"] == number else "none",
            on=TODAY,
            at=NOW,
        )
        for member, judge in enumerate(judges)
        for number, entry in enumerate(entries)
    )
    return call, entries, made


def lock_all(entries, judges):
    """Every member locked every entry, those who are near too: as if they had known it before."""
    for entry in entries:
        keys = list(entry.call.criteria.values_list("pk", flat=True))
        made = Review.objects.bulk_create(
            Review(rater=judge.party, entry=entry, locked_at=NOW) for judge in judges
        )
        Score.objects.bulk_create(
            Score(review=review, criterion_id=key, value=3, first=3)
            for review in made
            for key in keys
        )


def test_a_member_with_an_interest_opens_scores_and_counts_nowhere(
    twenty, judges, judge_logins, sato, council
):
    call, entries, _made = twenty
    lock_all(entries, judges)
    meeting = call_meeting(council, sato)
    rows = [
        put(
            meeting,
            sato,
            kind="application",
            title=f"{MARK}の議題",
            entry=entry,
            motion="full",
            yen=1,
        )
        for entry in (entries[number] for member in (0, 1) for number in conflicts(member).values())
    ]
    meeting = begin(meeting, judges, sato)
    ballot = ballots.open(items.open_item(rows[0], by=sato, **WHEN), by=sato, **WHEN)
    keys = list(call.review.criteria.values_list("pk", flat=True))
    sheets = reviews.sheets(entries, on=TODAY)
    away = reviews.recused_all(entries)

    assert Finding.objects.count() == 14
    asked = 0
    for member, (judge, login) in enumerate(zip(judges, judge_logins, strict=True)):
        near = [entries[number] for number in conflicts(member).values()]
        mine = {entry.pk for entry in near}
        # — by every question —
        assert {pk for pk, members in away.items() if judge.party.pk in members} == mine
        assert set(reviews.of(judge).values_list("pk", flat=True)).isdisjoint(mine)
        assert queries.of(judge).filter(code__in=[entry.code for entry in near]).count() == 0
        assert reviews.of(judge).count() == APPLICATIONS - 3
        for entry in near:
            sheet = sheets[entry.pk]
            assert judge.party.pk not in {*sheet.expected, *sheet.locked, *sheet.totals}
            assert not reviews.may_open(judge.party, entry)
            assert queries.opened(judge, entry.code) is None
            values = dict.fromkeys(keys, 3)
            for act, given in (
                (actions.score, (entry, values)),
                (actions.lock, (entry, values)),
                (actions.change, (entry, values, "x")),
            ):
                with pytest.raises(Refused):
                    act(*given, by=judge, **WHEN)
        # — by every address —
        client = _client(login, staff=True)
        for path in addresses(call, near, meeting, ballot, keys, every=member < 2):
            answers = [client.get(path)]
            if any(entry.code in path for entry in near):
                sent = {f"score_{key}": 5 for key in keys}
                answers.append(client.post(path, sent | {"lock": "1", "value": 5, "reason": "x"}))
                if not path.endswith("/declare/"):
                    assert {answer.status_code for answer in answers} <= {403, 404, 405}, path
            for answer in answers:
                said = answer.content.decode(errors="ignore")
                for entry in near:
                    number = f"{entries.index(entry):02d}"
                    assert f"{MARK}の事業{number}" not in said, path
                    assert f"{MARK}の計画{number}" not in said, path
                    if "scores" in path:
                        assert entry.code not in said, path
                asked += 1
    assert asked > 250
    assert not Score.objects.exclude(value=3).exists()


def addresses(call, near, meeting, ballot, keys, *, every):
    """Every address of the fund council's room; with `every` number that any of it could have."""
    codes = [entry.code for entry in near]
    numbers = {call.pk, meeting.pk, ballot.pk, call.review_id, *keys, near[0].pk}
    numbers |= {Attachment.objects.get(application__code=code).pk for code in codes}
    numbers = numbers if every else {call.pk, keys[0]}
    for pattern in urlpatterns:
        wanted = set(pattern.pattern.converters)
        if not (pattern.name or "").startswith("fund"):
            continue
        for code in codes if "code" in wanted else [None]:
            for number in sorted(numbers) if "pk" in wanted else [None]:
                known = {"code": code, "pk": number}
                yield reverse(
                    f"council:{pattern.name}", kwargs={name: known[name] for name in wanted}
                )


def test_a_member_declares_reads_scores_and_locks(twenty, judges, judge_logins):
    call, entries, made = twenty
    Interest.objects.filter(entry=entries[10]).delete()
    client, entry = _client(judge_logins[1], staff=True), entries[10]
    path = f"/council/fund/entries/{entry.code}/"

    assert client.get(path).status_code == 404
    listed = words(client.get(f"/council/fund/calls/{call.pk}/"))
    assert "申請者10" in listed
    assert MARK not in listed
    assert client.post(f"{path}declare/", {"kind": ""}).status_code == 422
    assert client.post(f"{path}declare/", {"kind": "other"}).status_code == 422
    client.post(f"{path}declare/", {"kind": "none"})
    page = words(client.get(path))
    assert f"{MARK}の計画10" in page
    assert FILLED["phone"] not in page
    assert "役員の名前" not in page
    file = made[10].files.get()
    assert client.get(f"{path}files/{file.pk}/").content == PDF
    assert client.get(f"{path}files/{made[11].files.get().pk}/").status_code == 404
    keys = list(call.review.criteria.values_list("pk", flat=True))
    lacking = client.post(path, {f"score_{keys[0]}": 4, "words": "よい", "lock": "1"})
    assert lacking.status_code == 422
    assert "「実行する力」の点数を入れてください。" in words(lacking)
    client.post(path, {f"score_{keys[0]}": 4, f"score_{keys[1]}": 2, "words": "よい", "lock": "1"})

    assert Review.objects.get(entry=entry).locked_at is not None
    page = words(client.get(path))
    assert "58.3" in page
    assert "まだ見えません" in page
    assert client.post(f"{path}change/{keys[0]}/", {"value": 1, "reason": "x"}).status_code == 422


def test_scores_are_seen_with_their_spread_once_all_have_locked(
    twenty, judges, judge_logins, staff_client
):
    call, entries, _made = twenty
    entry = entries[19]
    Interest.objects.filter(entry=entry).delete()
    Finding.objects.filter(entry=entry).delete()
    for judge in judges:
        declare(entry, judge)
    away = reviews.recused(entry)
    raters = [judge for judge in judges if judge.party.pk not in away]
    for judge in raters[:-1]:
        give(entry, judge, 5, 5, lock=True)
    client = _client(judge_logins[judges.index(raters[0])], staff=True)
    path = f"/council/fund/entries/{entry.code}/"

    assert "まだ見えません" in words(client.get(path))
    give(entry, raters[-1], 1, 1, lock=True)
    page = words(client.get(path))
    assert ("離れている" in page) == (len(raters) > 5)
    keys = list(call.review.criteria.values_list("pk", flat=True))
    sent = client.post(f"{path}change/{keys[0]}/", {"value": 4, "reason": "話を聞いた"})
    assert sent.status_code == 302
    assert "（はじめ 5）" in words(client.get(path))
    table = client.get(f"/council/fund/calls/{call.pk}/scores.csv").content.decode()
    assert entry.code in table
    assert "申請者19" in words(client.get(f"/council/fund/calls/{call.pk}/scores/"))


def test_who_has_not_locked_reads_no_ranking_and_gives_no_score_after_the_closing_day(
    twenty, judge_logins, judges, sato
):
    call, entries, _made = twenty
    first, second = entries[10], entries[11]
    for entry in (first, second):
        give(entry, judges[0], 5, 5, lock=True)
    give(first, judges[1], 1, 1, lock=True)
    past = TODAY - timedelta(days=1)
    type(call.review).objects.filter(pk=call.review_id).update(listed_on=past, closes_on=past)
    client = _client(judge_logins[1], staff=True)
    table, path = (
        f"/council/fund/calls/{call.pk}/scores.csv",
        f"/council/fund/entries/{second.code}/",
    )

    seen = client.get(table).content.decode()
    assert (first.code in seen, second.code in seen) == (True, False)
    assert "点数のしめきりを過ぎました" in words(client.get(path))
    keys = list(call.review.criteria.values_list("pk", flat=True))
    sent = dict.fromkeys((f"score_{key}" for key in keys), 5)
    assert client.post(path, sent | {"lock": "1"}).status_code == 422
    reviewing.end(call.review, by=sato, on=TODAY)
    assert second.code in client.get(table).content.decode()


def test_one_press_says_none_for_the_rest(twenty, judges, judge_logins):
    call, entries, _made = twenty
    Interest.objects.filter(member=judges[0].party).exclude(entry=entries[0]).delete()

    client = _client(judge_logins[0], staff=True)
    assert "申告がまだ：19件" in words(client.get("/council/fund/calls/"))
    client.post(f"/council/fund/calls/{call.pk}/rest/")

    said = Interest.objects.filter(member=judges[0].party, current=True)
    assert sorted(said.values_list("kind", flat=True)) == ["family", *["none"] * 19]
    assert reviews.of(judges[0]).count() == APPLICATIONS - 3


def test_who_sits_on_another_council_or_nowhere_finds_no_call(
    twenty, kato_client, staff_client, yamada_client
):
    call, entries, _made = twenty
    path = f"/council/fund/entries/{entries[0].code}/"

    for client in (kato_client, staff_client, yamada_client):
        for one in ("/council/fund/calls/", f"/council/fund/calls/{call.pk}/", path):
            assert client.get(one).status_code == 403


def test_an_empty_room_says_so(judge_logins, council):
    page = words(_client(judge_logins[1], staff=True).get("/council/fund/calls/"))

    assert "いま審査する公募はありません" in page
    assert viewer(judge_logins[1]).kind == "fund_member"
    assert Organisation.objects.exists()
