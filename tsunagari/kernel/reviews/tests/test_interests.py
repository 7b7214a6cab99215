from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY, viewer
from tests.cast_calls import declare, give, make_review
from tests.cast_talent import make_body
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.reviews import actions, queries
from tsunagari.kernel.reviews.models import Finding, Interest
from tsunagari.kernel.roles import actions as roles
from tsunagari.kernel.roles import interests
from tsunagari.kernel.roles.models import Role


def opened(judge) -> set[str]:
    return set(queries.of(judge).values_list("called", flat=True))


def test_nothing_opens_before_the_list_or_before_the_declaration(assessors, judges, sato):
    call = actions.open_call(
        "まだ", body=assessors, criteria=[actions.Measure("力", 1)], by=sato, on=TODAY
    )
    assert not queries.calls_of(judges[0]).exists()

    _call, [one, other] = make_review(assessors, judges, [None, None])
    assert opened(judges[1]) == set()
    assert queries.listed(judges[1]).count() == 2
    declare(one, judges[1])

    assert opened(judges[1]) == {one.called}
    assert opened(judges[2]) == set()
    with pytest.raises(Refused):
        give(other, judges[1], 3, 3)
    assert not call.entries.exists()


@pytest.mark.parametrize("kind", ["officer", "family", "paid", "donor", "other"])
def test_any_interest_keeps_the_member_out_and_is_not_taken_back(assessors, judges, sato, kind):
    _call, [entry] = make_review(assessors, judges, [None])
    declare(entry, judges[1])
    give(entry, judges[1], 3, 3, lock=True)

    declare(entry, judges[1], kind, "いとこ")

    assert opened(judges[1]) == set()
    assert queries.recused(entry) == {judges[1].party.pk}
    assert queries.reasons_of(entry) == {judges[1].party.pk: {kind}}
    assert not queries.may_open(judges[1].party, entry)
    assert queries.sheets([entry], on=TODAY)[entry.pk].locked == set()
    with pytest.raises(Refused):
        declare(entry, judges[1], "none")
    assert Interest.objects.filter(entry=entry).count() == 2


def test_the_office_lets_declare_again_but_nobody_for_themselves(assessors, judges, sato):
    _call, [entry] = make_review(assessors, judges, [None])
    row = declare(entry, judges[1], "family")

    for who, why in ((judges[1], "まちがい"), (sato, " ")):
        with pytest.raises(Refused):
            actions.ask_again(row, why, by=who, on=TODAY)
    actions.ask_again(row, "押しまちがい", by=sato, on=TODAY)

    assert opened(judges[1]) == set()
    declare(entry, judges[1], "none")
    assert opened(judges[1]) == {entry.called}
    dids = Record.objects.filter(did__startswith="interest.").order_by("pk")
    said = ["interest.declared", "interest.asked_again", "interest.declared"]
    assert [one.did for one in dids] == said


def test_what_the_books_show_keeps_out_whoever_declared_none_until_it_is_cleared(
    assessors, judges, sato
):
    body = make_body("申請する会", "other")
    roles.give(judges[1].party, body, "adviser", by=sato, on=TODAY)
    _call, [entry] = make_review(assessors, judges, [body])
    declare(entry, judges[1])
    declare(entry, judges[2])

    assert opened(judges[1]) == set()
    assert opened(judges[2]) == {entry.called}
    [finding] = Finding.objects.all()
    assert (finding.kind, finding.why) == ("officer", "role")
    with pytest.raises(Refused):
        actions.clear(finding, "関係ない", by=judges[1], on=TODAY)
    actions.clear(finding, "名前だけの登録だった", by=sato, on=TODAY)
    assert opened(judges[1]) == {entry.called}
    actions.look(entry.call, on=TODAY)
    assert opened(judges[1]) == {entry.called}
    actions.stand(finding, by=sato, on=TODAY)
    assert opened(judges[1]) == set()


def test_a_nearness_of_today_stops_a_score_before_the_nightly_run_has_stored_it(
    assessors, judges, sato
):
    body = make_body("申請する会", "other")
    call, [entry] = make_review(assessors, judges, [body])
    declare(entry, judges[1])
    assert queries.may_open(judges[1].party, entry)

    roles.give(judges[1].party, body, "adviser", by=sato, on=TODAY)

    assert not queries.may_open(judges[1].party, entry)
    with pytest.raises(Refused):
        give(entry, judges[1], 3, 3)
    assert actions.look(call, on=TODAY) == 1
    assert actions.look(call, on=TODAY) == 0
    assert opened(judges[1]) == set()


def test_who_left_is_near_for_six_months_to_the_day(assessors, judges, sato):
    body = make_body("申請する会", "other")
    left = date(2026, 8, 31)
    Role.objects.create(
        party=judges[1].party, body=body, kind="adviser", from_day=left, until_day=left
    )

    def near(on):
        return [one.why for one in interests.of([judges[1].party], body.party, on=on)]

    assert near(date(2027, 2, 28)) == ["left"]
    assert near(date(2027, 3, 1)) == []
    assert near(left) == ["left"]
    assert near(left - timedelta(days=1)) == []
    assert [one.why for one in interests.of([judges[1].party], judges[1].party, on=left)][
        -1
    ] == "self"


def test_a_duplicate_of_the_member_is_the_member(assessors, judges, sato):
    from tsunagari.kernel.parties.actions import add_person

    body = make_body("申請する会", "other")
    twin = add_person(family="井上", given="学")
    twin.party.same_as = judges[1].party
    twin.party.save()
    roles.give(twin.party, body, "adviser", by=sato, on=TODAY)

    [near] = interests.of([judge.party.pk for judge in judges], body.party.pk, on=TODAY)

    assert (near.member, near.kind) == (judges[1].party.pk, "officer")


def test_who_works_at_the_office_finds_no_entry_that_they_are_too_near_to(
    assessors, judges, sato, staff_login
):
    body = make_body("申請する会", "other")
    roles.give(sato.party, body, "adviser", by=sato, on=TODAY)
    _call, [near, far] = make_review(assessors, [*judges, sato], [body, None])

    assert opened(sato) == {far.called}
    assert near.called not in opened(sato)


def test_a_seat_ends_with_the_role_and_other_readers_find_nothing(
    assessors, judges, judge_logins, kato_login
):
    _call, [entry] = make_review(assessors, judges, [None])
    for judge in judges[1:3]:
        declare(entry, judge)
    Role.objects.filter(party=judges[1].party).update(until_day=TODAY)

    assert opened(judges[1]) == {entry.called}
    later = viewer(judge_logins[1], on=TODAY + timedelta(days=1))
    assert opened(later) == set()
    assert later.party.pk not in queries.members(entry.call, on=later.on)
    assert opened(viewer(kato_login)) == set()


def test_a_declaration_is_never_overwritten(assessors, judges):
    _call, [entry] = make_review(assessors, judges, [None])
    row = declare(entry, judges[1], "family")

    with pytest.raises(DatabaseError), transaction.atomic():
        Interest.objects.filter(pk=row.pk).update(kind="none")


def test_a_list_needs_members_criteria_and_a_day_that_comes(assessors, judges, sato):
    call = actions.open_call("空", body=assessors, criteria=[], by=sato, on=TODAY)
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(Refused) as refused:
        actions.show_list(call, [], members=[], closes_on=yesterday, by=sato, on=TODAY)

    assert [one.rule for one in refused.value.reasons] == ["members", "criteria", "closes"]
    with pytest.raises(Refused):
        actions.declare(
            make_review(assessors, judges, [None])[1][0], "none", by=sato, on=TODAY, at=NOW
        )


def test_the_books_are_looked_through_for_the_office_too(assessors, judges, sato, staff_login):
    body = make_body("申請する会", "other")
    roles.give(sato.party, body, "adviser", by=sato, on=TODAY)
    _call, [near, far] = make_review(assessors, judges, [body, None])

    assert opened(sato) == {far.called}
    [row] = Finding.objects.filter(entry=near)
    assert (row.member_id, row.why) == (sato.party.pk, "role")
    assert sato.party.pk not in queries.expected(near, on=TODAY)


def test_a_nearness_of_today_opens_nothing(assessors, judges, sato, staff_login):
    bodies = [make_body(f"会{n}", "other") for n in range(3)]
    _call, entries = make_review(assessors, judges, [*bodies, None])
    for entry in entries:
        declare(entry, judges[1])

    roles.give(judges[1].party, bodies[1], "adviser", by=sato, on=TODAY)
    roles.give(sato.party, bodies[1], "adviser", by=sato, on=TODAY)

    kept = {one.called for one in entries if one != entries[1]}
    assert (opened(judges[1]), opened(sato)) == (kept, kept)
