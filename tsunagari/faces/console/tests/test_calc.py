"""`tsunagari calc`: the answer on standard output, faults on standard error, nothing mixed."""

import io
import json
import subprocess
import sys

import pytest

from tsunagari.__main__ import main
from tsunagari.base import calculators

EFFECT = {"pre": [2, 3, 3, 4], "post": [3, 4, 3, 5]}


def calc(*words, question=b""):
    """As the command answers, in this process: starting one costs more than asking."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(question)))
        for name, stream in streams.items():
            changed.setattr(sys, name, stream)
        code = main(["calc", *words])
    said = {}
    for name, stream in streams.items():
        stream.flush()
        said[name] = stream.buffer.getvalue()
    return subprocess.CompletedProcess(words, code, **said)


def command(*words, question=b""):
    return subprocess.run(
        [sys.executable, "-m", "tsunagari", "calc", *words], input=question, capture_output=True
    )


def test_a_question_is_answered_in_json():
    done = command("effect", question=json.dumps(EFFECT).encode())

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["mean_change"] == 0.75


def test_a_short_question_may_stand_on_the_command_line():
    piped = calc("effect", question=json.dumps(EFFECT).encode())

    assert calc("effect", json.dumps(EFFECT)).stdout == piped.stdout
    assert calc("effect", "{").stderr.startswith(b"(question): not JSON in UTF-8")


def test_a_byte_order_mark_does_no_harm():
    assert calc("effect", question=b"\xef\xbb\xbf" + json.dumps(EFFECT).encode()).returncode == 0


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (b'{"pre": [1], "post": ["x"]}', "post.0: "),
        (b'{"pre": [1, 2], "post": [1]}', "post: post has 1 entries but pre has 2"),
        (b"{", "(question): not JSON in UTF-8"),
        (b"", "(question): not JSON in UTF-8"),
        (b"\xff\xfe", "(question): not JSON in UTF-8"),
        (b"[" * 100_000, "(question): not JSON in UTF-8"),
        (b"3", "(question): "),
    ],
)
def test_a_faulty_question_leaves_with_two_and_prints_no_answer(question, line):
    done = calc("effect", question=question)

    assert (done.returncode, done.stdout) == (2, b"")
    [said] = done.stderr.decode().splitlines()
    assert said.startswith(line)


def test_a_faulty_question_ends_the_command_with_two():
    done = command("effect", question=b"{")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"(question): not JSON in UTF-8")


def test_each_fault_has_its_line():
    done = calc("effect", question=b'{"pre": ["a"], "post": ["b"], "more": 1}')

    assert [line.split(":")[0] for line in done.stderr.decode().splitlines()] == [
        "pre.0",
        "post.0",
        "more",
    ]


def test_the_schema_is_printed_without_a_question():
    done = calc("slots", "--schema")

    assert done.returncode == 0
    assert {"from", "until", "a", "b", "limit"} <= json.loads(done.stdout)["properties"].keys()


@pytest.mark.parametrize("name", calculators.every())
def test_the_example_of_a_schema_runs_as_it_stands(name):
    calculator = calculators.every()[name]
    [example] = calculator.schema()["examples"]

    assert calculators.ask(calculator, json.loads(json.dumps(example)))


def test_all_names_are_listed():
    assert calc("--list").stdout.decode().split()[:3] == ["slots", "groups", "effect"]


def test_help_is_no_fault():
    done = calc("due", "--help")

    assert (done.returncode, done.stderr) == (0, b"")
    assert "usage: tsunagari calc NAME" in done.stdout.decode()


@pytest.mark.parametrize("words", [[], ["nothing"], ["slots", "groups"], ["slots", "-1"]])
def test_an_unknown_name_says_which_there_are(words):
    done = calc(*words)

    assert (done.returncode, done.stdout) == (2, b"")
    assert "slots, groups, effect" in done.stderr.decode()


def test_no_database_is_touched(tmp_path, monkeypatch):
    monkeypatch.setenv("TSUNAGARI_DATA", str(tmp_path / "never"))

    command("effect", question=json.dumps(EFFECT).encode())

    assert not (tmp_path / "never").exists()
