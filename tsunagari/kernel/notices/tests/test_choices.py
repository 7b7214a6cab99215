"""届け方 — what a party chooses decides which ways a notice goes, and it can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.notices import actions, choices, queries, rules
from tsunagari.kernel.notices.models import Choice, Delivery
from tsunagari.kernel.records.models import Record, RecordDetail

HOME = "流山市中100-1\nハイツ緑 203"
URGENT = "incident.opened"


def choose(who, **changes):
    party = who.party
    party.refresh_from_db()
    ways = replace(choices.ways_of(party), **changes)
    return choices.choose(party, ways, by=who, on=TODAY, at=NOW)


def told(party, key="a", kind="session.accepted", at=NOW):
    party.refresh_from_db()
    actions.tell(to=party, kind=kind, key=key, facts={}, at=at)
    rows = Delivery.objects.filter(notice__key=key).order_by("channel")
    return [(row.channel, row.state) for row in rows]


def test_what_is_chosen_decides_the_ways(yamada):
    assert told(yamada.party, "mail") == [("email", "queued")]

    choose(yamada, letter=True, address=HOME)
    assert told(yamada.party, "both") == [("email", "queued"), ("letter", "queued")]
    choose(yamada, email=False)
    assert told(yamada.party, "letter") == [("letter", "queued")]
    choose(yamada, letter=False)
    assert told(yamada.party, "page") == [("page", "sent")]
    assert told(yamada.party, "urgent", URGENT) == [("call", "given_up")]
    assert queries.unread_count(yamada.party) == 5


def test_the_same_thing_is_told_once_on_the_page_alone_too(yamada):
    choose(yamada, email=False)

    assert told(yamada.party, "a") == told(yamada.party, "a") == [("page", "sent")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letter": True}, "address"),
        ({"quiet_from": 9}, "quiet_until"),
        ({"version": 7}, ""),
    ],
)
def test_a_way_without_its_address_is_refused_and_changes_nothing(yamada, changes, field):
    with pytest.raises(Refused) as refused:
        choose(yamada, **changes)

    assert [reason.field for reason in refused.value.reasons] == [field]
    assert not Choice.objects.exists()


def test_mail_without_any_address_is_refused(linh, sato):
    assert choices.ways_of(linh.party).email is False
    ways = replace(choices.ways_of(linh.party), email=True, mail="")

    with pytest.raises(Refused) as refused:
        choices.choose(linh.party, ways, by=None, on=TODAY, at=NOW)

    assert [reason.field for reason in refused.value.reasons] == ["mail"]


def test_own_quiet_hours_hold_the_mail_and_urgent_ones_pass(yamada):
    choose(yamada, quiet_from=9, quiet_until=17)  # NOW is 9:05 in Tokyo

    told(yamada.party, "a")
    told(yamada.party, "b", URGENT)

    due = dict(Delivery.objects.values_list("notice__key", "next_at"))
    assert due == {"a": datetime(2026, 11, 24, 8, 0, tzinfo=UTC), "b": NOW}
    assert actions.send_due(NOW) == 1


def test_hours_that_change_later_count_for_what_waits(yamada):
    told(yamada.party)
    choose(yamada, quiet_from=9, quiet_until=17)
    assert actions.send_due(NOW) == 0

    choose(yamada, quiet_from=0, quiet_until=0)
    assert actions.send_due(NOW) == 1


def test_a_choice_is_on_record_without_the_address_and_is_taken_back(yamada):
    choose(yamada, letter=True, address=HOME, mail="susumu@example.jp", language="en")
    choices.undo(yamada.party, by=yamada, on=TODAY, at=NOW)

    yamada.party.refresh_from_db()
    ways = choices.ways_of(yamada.party)
    assert (ways.letter, ways.address, ways.mail, ways.language) == (
        False,
        "",
        "yamada@example.jp",
        "ja",
    )
    chosen, undone = Record.objects.filter(did__startswith="notices.").order_by("pk")
    assert (chosen.did, undone.did) == ("notices.chosen", "notices.choice_undone")
    assert chosen.facts == {"email": True, "letter": True}
    assert HOME.splitlines()[0] in RecordDetail.objects.get(record=chosen).body
    with pytest.raises(Refused):
        choices.undo(yamada.party, by=yamada, on=TODAY, at=NOW)


@pytest.mark.parametrize(
    ("quiet", "hour", "rests_until"),
    [((1, 6), 0, None), ((1, 6), 1, 6), ((1, 6), 6, None), ((22, 5), 23, 5), ((9, 9), 9, None)],
)
def test_quiet_hours_may_lie_within_a_day_or_over_midnight(quiet, hour, rests_until):
    at = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)

    first = rules.not_before(at, "UTC", quiet=quiet)

    assert (first.hour if first != at else None) == rests_until
    assert first >= at
