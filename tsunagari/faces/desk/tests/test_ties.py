import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, make_pupils
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import actions as ties


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def meet(sato, pupils, on=TODAY, concerns=()):
    """One act in which everybody met everybody; pupils of even places come from abroad."""
    record = records.add(
        by=sato, did="meeting.closed", on=on, concerns=concerns, present=len(pupils), groups=1
    )
    pairs = [(a.pk, b.pk) for i, a in enumerate(pupils) for b in pupils[i + 1 :]]
    facts = {
        p.pk: {"country": "JP" if i % 2 else "PH", "tongue": "ja" if i % 2 else "en"}
        for i, p in enumerate(pupils)
    }
    return ties.bind("worked_together", pairs, on=on, measure="1-1", because=record, facts=facts)


@pytest.fixture
def pupils(pairing):
    return make_pupils(pairing.a_class, 4, "kurumi", start=31)


def test_a_childs_ties_show_codes_since_when_across_what_and_the_record(staff_client, sato, pupils):
    bound = meet(sato, pupils)

    page = text(staff_client.get(f"/desk/parties/{pupils[0].person.party.code}/ties/"))

    assert [f"kurumi-3{i}" in page for i in (2, 3, 4)] == [True, True, True]
    assert "いっしょに活動しました" in page
    assert "2026年11月24日（火）" in page
    assert page.count("国をこえて") == 2
    assert f"/desk/records/{bound.because_id}/" in page


def test_pairs_that_met_again_say_how_often(staff_client, sato, pupils):
    meet(sato, pupils)
    meet(sato, pupils)

    page = text(staff_client.get(f"/desk/parties/{pupils[0].person.party.code}/ties/"))

    assert "2026年11月24日（火）から 2回" in page


def test_a_school_shows_the_sums_and_the_acts_behind_them(staff_client, sato, midori, pupils):
    meet(sato, pupils, concerns=[midori.organisation.party])

    page = text(staff_client.get(f"/desk/parties/{midori.organisation.party.code}/ties/"))

    assert shares(page) == [6]
    assert "集いを終えました（出席4人、グループ1つ）。" in page
    assert "kurumi" not in page


@pytest.mark.parametrize("count", ["new", "again", "ties", "country"])
def test_a_schools_figures_add_up_too(staff_client, sato, midori, pupils, count):
    from tsunagari.kernel.ties.queries import headline_of

    party = midori.organisation.party
    for met in (pupils, pupils[1:]):
        meet(sato, met, concerns=[party])
    meet(sato, pupils)

    page = text(staff_client.get(f"/desk/parties/{party.code}/ties/?count={count}"))

    assert sum(shares(page)) == getattr(headline_of(party), count)


def test_nobody_met_yet(staff_client, midori, pupils):
    for party in (midori.organisation.party, pupils[0].person.party):
        assert "まだつながりはありません" in text(
            staff_client.get(f"/desk/parties/{party.code}/ties/")
        )


def test_the_federations_figures_open_to_the_acts_that_make_them_up(
    staff_client, sato, midori, pupils
):
    meet(sato, pupils, concerns=[midori.organisation.party])
    meet(sato, pupils[:3])

    page = text(staff_client.get("/desk/ties/?count=new"))
    again = text(staff_client.get("/desk/ties/?count=again"))

    assert "新しくつながった2人が 6組、また会った2人が 3組です。" in page
    assert shares(page) == [6]
    assert shares(again) == [3]
    assert "みどり台中学校" in page


def shares(page: str) -> list[int]:
    """The share of every act in the list."""
    acts = page[page.index('id="acts"') :]
    return [int(n) for n in re.findall(r'<b class="tn-number tn-nowrap">(\d+)組</b>', acts)]


@pytest.mark.parametrize("count", ["new", "again", "ties", "country", "tongue"])
def test_the_acts_of_a_figure_add_up_to_it(staff_client, sato, pupils, count):
    from tsunagari.kernel.ties.queries import headline

    meet(sato, pupils)
    meet(sato, pupils[1:])
    head = headline(TODAY, TODAY)

    page = text(staff_client.get(f"/desk/ties/?count={count}"))

    assert sum(shares(page)) == getattr(head, count)


def test_a_chart_has_its_table(staff_client, sato, pupils):
    meet(sato, pupils)

    page = text(staff_client.get("/desk/ties/"))

    assert '<svg xmlns="http://www.w3.org/2000/svg" class="ch"' in page
    assert "表で見る" in page
    assert "新しいつながりは、この期間に 6組" in page


@pytest.mark.parametrize("query", ["", "?period=last", "?period=all", "?period=x&count=y"])
def test_an_empty_period_says_what_will_be_here(staff_client, query):
    assert "まだありません" in text(staff_client.get(f"/desk/ties/{query}"))


def test_the_page_asks_the_same_number_of_questions(staff_client, sato, midori, pupils):
    def questions(address):
        staff_client.get(address)
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(address)
        return len(asked)

    addresses = ["/desk/ties/?count=ties", f"/desk/parties/{pupils[0].person.party.code}/ties/"]
    meet(sato, pupils, concerns=[midori.organisation.party])
    few = [questions(address) for address in addresses]
    for _i in range(20):
        meet(sato, pupils, concerns=[midori.organisation.party])

    assert [questions(address) for address in addresses] == few


def test_teachers_do_not_open_the_federations_ties(yamada_client):
    assert yamada_client.get("/desk/ties/").status_code == 403
