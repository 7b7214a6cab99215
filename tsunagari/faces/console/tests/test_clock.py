"""時計 — what time alone moves goes on, whatever one step meets."""

import pytest

from tsunagari.faces.console import clock


def test_a_step_that_fails_keeps_no_other_waiting(monkeypatch):
    done = []
    monkeypatch.setattr(clock, "_steps", lambda: [lambda: 1 / 0, lambda: done.append("the next")])

    with pytest.raises(ExceptionGroup) as failed:
        clock.tick()

    assert done == ["the next"]
    assert [type(one) for one in failed.value.exceptions] == [ZeroDivisionError]
