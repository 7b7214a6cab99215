"""端末 — the commands as an operator types them: own processes, own folders, real files."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

PASSWORD = "korekara-tsunagaru"
OWN = ["--name", "試験連合会", "--email", "sato@example.jp", "--family", "佐藤", "--given", "恵"]


@pytest.fixture(scope="module")
def static(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def tsunagari(tmp_path, static):
    """Runs `tsunagari …` with a data folder; answers the finished process."""

    def run(*arguments, folder: Path = tmp_path / "data", **more):
        return subprocess.run(
            [sys.executable, "-m", "tsunagari", *arguments],
            env=_environment(folder, static),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **more,
        )

    return run


@pytest.fixture(scope="module")
def begun(tmp_path_factory, static):
    """A data folder in which an own federation was started."""
    folder = tmp_path_factory.mktemp("begun") / "data"
    subprocess.run(
        [sys.executable, "-m", "tsunagari", "init", *OWN],
        env=_environment(folder, static),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder


@pytest.fixture
def federation(begun, tmp_path):
    """A copy of it in this test's own folder."""
    shutil.copytree(begun, tmp_path / "data")


def _environment(folder, static, **more):
    ours = {
        "TSUNAGARI_DATA": str(folder),
        "TSUNAGARI_STATIC": str(static),
        "TSUNAGARI_PASSWORD": PASSWORD,
    }
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PORT")}
    return kept | ours | {"DJANGO_SETTINGS_MODULE": "tsunagari.settings"} | more


def test_init_starts_an_own_federation_once(tsunagari, federation):
    second = tsunagari("init", *OWN)

    assert second.returncode == 1
    assert "もう連合会が始まっています" in second.stderr


def test_the_sample_never_enters_a_real_federations_folder(tsunagari, federation):
    refused = tsunagari("demo")

    assert refused.returncode == 1
    assert "本番の連合会があります" in refused.stderr


def test_a_short_password_is_refused_before_anything_is_written(tmp_path, static):
    short = subprocess.run(
        [sys.executable, "-m", "tsunagari", "init", *OWN],
        env=_environment(tmp_path / "data", static, TSUNAGARI_PASSWORD="short"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert short.returncode == 1
    assert "12文字以上" in short.stderr
    with sqlite3.connect(tmp_path / "data/tsunagari.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM parties_party").fetchone() == (0,)


def test_a_backup_restores_into_an_empty_folder_and_nowhere_else(tsunagari, federation, tmp_path):
    file = tmp_path / "backups" / "today.tar.gz"

    made = tsunagari("backup", str(file))
    again = tsunagari("backup", str(file))
    occupied = tsunagari("restore", str(file))
    restored = tsunagari("restore", str(file), folder=tmp_path / "new")

    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o077 == 0
    assert (again.returncode, occupied.returncode, restored.returncode) == (1, 1, 0)
    with sqlite3.connect(tmp_path / "new/tsunagari.sqlite3") as copy:
        assert copy.execute("SELECT name FROM parties_federation").fetchone() == ("試験連合会",)
    assert (tmp_path / "new/secret.key").read_text() == (tmp_path / "data/secret.key").read_text()
    assert tsunagari("verify", folder=tmp_path / "new").returncode == 0


def test_a_broken_backup_leaves_the_folder_empty(tsunagari, tmp_path):
    file = tmp_path / "broken.tar.gz"
    file.write_bytes(b"\x1f\x8b\x08not a backup")

    refused = tsunagari("restore", str(file), folder=tmp_path / "new")

    assert refused.returncode == 1
    assert "こわれている" in refused.stderr
    assert not (tmp_path / "new/tsunagari.sqlite3").exists()


def test_verify_names_the_first_record_that_was_changed(tsunagari, federation, tmp_path):
    tsunagari("verify")
    with sqlite3.connect(tmp_path / "data/tsunagari.sqlite3") as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE records_record SET did = 'role.ended' WHERE id = 1")

    told = tsunagari("verify")

    assert told.returncode == 1
    assert re.search("記録1", told.stderr), told.stderr


def test_the_clock_may_tick_twice(tsunagari, federation):
    assert [tsunagari("tick").returncode for _ in range(2)] == [0, 0]


def test_help_is_said_without_a_database(tsunagari, tmp_path):
    said = tsunagari("help")

    assert said.returncode == 0
    assert "import-roster" in said.stdout
    assert not (tmp_path / "data").exists()


def test_calc_needs_neither_database_nor_folder(tsunagari, tmp_path):
    question = {"pre": [2, 3, 3, 4, 2, 5, 3, 4, 3, 2, 4, 3], "post": [3, 4, 3, 5, 3, 5] + [4] * 3}
    question["post"] += [3, 4, 4]

    answer = tsunagari("calc", "effect", input=json.dumps(question))
    wrong = tsunagari("calc", "effect", input="{}")

    assert json.loads(answer.stdout)["n"] == 12
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert not (tmp_path / "data").exists()


def test_serve_on_an_empty_folder_leads_to_the_first_run_page(tmp_path, static):
    port = _free_port()
    environment = _environment(tmp_path / "data", static, PORT=str(port))
    process = subprocess.Popen(
        [sys.executable, "-m", "tsunagari", "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        code = re.search(r"/start/ .*?(\d{8})", process.stdout.readline())
        page = _get(port, "/start/")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)

    assert code
    assert "連合会を始める" in page
    assert code[1] not in page


def test_serve_says_when_the_port_is_taken_or_the_folder_cannot_be_written(
    tsunagari, tmp_path, static
):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        taken = subprocess.run(
            [sys.executable, "-m", "tsunagari", "serve"],
            env=_environment(tmp_path / "data", static, PORT=str(port)),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    (tmp_path / "a-file").write_text("")
    elsewhere = tsunagari("serve", folder=tmp_path / "a-file" / "data")

    assert taken.returncode == 1
    assert f"{port}番は使えません" in taken.stderr
    assert f"PORT={port + 1}" in taken.stderr
    assert elsewhere.returncode == 1
    assert "書ける場所を指定してください。" in elsewhere.stderr
    assert "Traceback" not in taken.stderr + elsewhere.stderr


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _get(port: int, path: str) -> str:
    for _try in range(150):
        try:
            asked = HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", path)
            return asked.getresponse().read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nobody answers on {port}")
