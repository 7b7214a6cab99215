"""聞く — what is asked is noted with its answer, and not asked twice in the same moment."""

from django.db import connection

from tsunagari.faces.shared.hearing import Look, Questions, hearing
from tsunagari.kernel.parties.models import Party


def bodies() -> list[tuple]:
    """What a page might ask."""
    return list(
        Party.objects.filter(kind="organisation").values_list("kind", "zone").order_by("pk")
    )


def asked() -> Questions:
    with hearing() as heard:
        bodies()
    return heard.questions


def test_each_question_is_noted_once_with_its_answer(federation):
    with hearing() as heard:
        found = bodies()
        bodies()

    [question] = heard.questions.values()
    assert question.rows == found
    assert not heard.wrote


def test_whoever_hears_a_part_and_whoever_hears_the_whole_hear_it(federation):
    look = Look()

    with hearing(look) as whole:
        with hearing(look) as part:
            bodies()
        Party.objects.exists()

    assert (len(part.questions), len(whole.questions)) == (1, 2)
    assert look.hearing == []


def test_an_answer_of_a_moment_ago_serves_until_something_is_written(federation):
    questions, before, look = asked(), bodies(), Look()
    assert look.same(questions)
    Party.objects.create(kind="organisation", zone="Asia/Manila")

    with hearing(look) as heard:
        known = bodies()
        Party.objects.filter(zone="Asia/Manila").update(zone="Asia/Seoul")
        anew = bodies()

    assert known == before
    assert anew == [*before, ("organisation", "Asia/Seoul")]
    assert heard.wrote


def test_what_is_answered_otherwise_is_not_the_same(federation):
    questions = asked()
    Party.objects.create(kind="organisation", zone="Asia/Manila")

    assert not Look().same(questions)


def test_a_part_that_stays_is_heard_by_the_whole(federation):
    questions, look = asked(), Look()

    with hearing(look) as heard:
        assert look.same(questions)
        assert look.same(questions)

    assert heard.questions == questions


def test_a_question_with_two_answers_in_one_look_is_noticed(federation):
    with hearing() as heard:
        bodies()
        with connection.cursor() as cursor:
            write_unheard(cursor)
        bodies()

    assert heard.wrote


def write_unheard(cursor) -> None:
    """As another connection would."""
    others = connection.execute_wrappers[:]
    connection.execute_wrappers.clear()
    cursor.execute("UPDATE parties_party SET zone = 'Asia/Seoul'")
    connection.execute_wrappers.extend(others)
