"""聞く — what is asked is noted with its answer, and not asked twice in the same moment."""

from tsunagari.faces.shared.hearing import Look, Question, hearing
from tsunagari.kernel.parties.models import Party


def bodies() -> list[tuple]:
    """What a page might ask."""
    return list(
        Party.objects.filter(kind="organisation").values_list("kind", "zone").order_by("pk")
    )


def asked() -> list[Question]:
    with hearing() as heard:
        bodies()
    return list(heard.questions.values())


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

    assert list(heard.questions.values()) == questions
