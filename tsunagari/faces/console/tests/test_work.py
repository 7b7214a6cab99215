"""ワーカーの試験 — what runs beside the main loop is started again when it has ended."""

import threading

from tsunagari.faces.console.management.commands import work


def test_a_thread_that_ended_is_started_again_and_one_that_runs_is_left_alone():
    over, on = threading.Event(), threading.Event()
    over.set()
    running: dict[str, threading.Thread] = {}
    work.keep_running(running, over)
    for thread in running.values():
        thread.join(timeout=10)
    ended = dict(running)

    work.keep_running(running, on)
    again = dict(running)
    work.keep_running(running, on)
    on.set()

    assert set(running) == {one.__name__ for one in work.BESIDE}
    assert running == again
    assert [name for name in ended if ended[name] is again[name]] == []
