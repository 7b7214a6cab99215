"""混ぜる — nothing in the database's own files leads from a mark to an answer."""

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tests.cast_afterwards import AFTER, book_past, keys
from tsunagari.programmes.community.afterwards import mixing, queries
from tsunagari.programmes.community.afterwards.actions import asking
from tsunagari.programmes.community.afterwards.models import Sheet

MANY = 30


def laid() -> list[tuple]:
    """(number of the transaction, answers) of each sheet as it lies in the file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, answers FROM afterwards_sheet ORDER BY ctid")
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cast_day")
def test_answers_lie_in_no_order_and_carry_one_number(survey):
    question = keys(survey)[2]
    for at in range(MANY):
        booking, _secret = book_past(survey.event)
        asking.say(survey, {question: f"{at:02}"}, on=TODAY, at=AFTER, booking=booking)
    before = sorted(map(str, queries.sheets(survey)))

    mixed = mixing.mix_all(now=NOW)

    assert sorted(map(str, queries.sheets(survey))) == before
    if connection.vendor != "postgresql":
        # There a row lies where its random key says.
        assert mixed == 0
        return
    assert mixed == 1
    rows = laid()
    assert len({number for number, _said in rows}) == 1
    said = [str(answers) for _number, answers in rows]
    assert said != sorted(said)
    assert mixing.mix_all(now=NOW) == 0
    asking.say(survey, {question: "one more"}, on=TODAY, at=AFTER)
    assert mixing.mix_all(now=NOW) == 1
    assert Sheet.objects.count() == MANY + 1
