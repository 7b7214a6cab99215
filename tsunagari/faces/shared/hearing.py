"""聞く — the questions that a look at a page asks of the database, each with its answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection


class Question(NamedTuple):
    """One statement, and the rows that it was answered with."""

    sql: str
    values: Any
    rows: list


# Each once, by its statement and what goes into it; in their order.
Questions = dict[tuple[str, str], Question]


class _Read:
    """A cursor whose rows were fetched already."""

    def __init__(self, cursor, rows: list):
        self.cursor, self.answer, self.rows = cursor, rows, iter(rows)

    def __getattr__(self, name: str):
        return getattr(self.cursor, name)

    def __iter__(self) -> Iterator:
        return self.rows

    def fetchone(self):
        return next(self.rows, None)

    def fetchmany(self, size: int = 1) -> list:
        return [row for _place, row in zip(range(size), self.rows, strict=False)]

    def fetchall(self) -> list:
        return list(self.rows)


class Look:
    """One look at a page: what was answered a moment ago is not asked for twice.

    Whoever writes meanwhile is asked anew.
    """

    def __init__(self):
        self.answers: dict[tuple[str, str], list] = {}
        self.hearing: list[Heard] = []
        self.asking = False

    def same(self, questions: Questions) -> bool:
        """True when every question is answered as it was."""
        # Those who hear are told together at the end.
        self.asking = True
        try:
            with connection.cursor() as cursor:
                for key, one in questions.items():
                    if key not in self.answers:
                        cursor.execute(one.sql, one.values)
                        self.answers[key] = cursor.fetchall()
                    if self.answers[key] != one.rows:
                        return False
        finally:
            self.asking = False
        for heard in self.hearing:
            for key, one in questions.items():
                heard.note(key, one)
        return True


class Heard:
    """The questions that were asked meanwhile; `wrote` when one of the statements was none, or when
    somebody else wrote between two of them.
    """

    def __init__(self, look: Look):
        self.look = look
        self.questions: Questions = {}
        self.wrote = False

    def __call__(self, execute, sql, params, many, context):
        if self.look.asking:
            return execute(sql, params, many, context)
        around, key = context["cursor"], (sql, repr(params))
        cursor = around.cursor.cursor if isinstance(around.cursor, _Read) else around.cursor
        # Whoever hears a part of the page hears it too, and has it first.
        known = self.look.hearing[-1] is self and not many
        rows = self.look.answers.get(key) if known else None
        if rows is None:
            answer = execute(sql, params, many, context)
            if isinstance(answer, _Read):
                rows = answer.answer
            elif many or cursor.description is None:
                self.wrote = True
                self.look.answers.clear()
                return answer
            else:
                rows = cursor.fetchall()
        self.note(key, Question(sql, params, rows))
        around.cursor = _Read(cursor, rows)
        return around.cursor

    def note(self, key: tuple[str, str], one: Question) -> None:
        """Answered otherwise than before: somebody wrote meanwhile, and the page says both."""
        if self.questions.setdefault(key, one).rows != one.rows:
            self.wrote = True


@contextmanager
def hearing(look: Look | None = None) -> Iterator[Heard]:
    """Notes what is asked of the database."""
    heard = Heard(look or Look())
    heard.look.hearing.append(heard)
    try:
        with connection.execute_wrapper(heard):
            yield heard
    finally:
        heard.look.hearing.remove(heard)
