"""鍵 — a secret is made once, whole, and for the owner only."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tsunagari.base.keys import kept_once


def test_the_first_caller_makes_it_and_everybody_reads_the_same(tmp_path):
    file = tmp_path / "data" / "secret.key"

    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda i: kept_once(file, lambda: f"key-{i}"), range(8)))

    assert len(set(read)) == 1
    assert [f.name for f in file.parent.iterdir()] == ["secret.key"]


def test_nobody_else_may_read_it(tmp_path):
    kept_once(tmp_path / "code", lambda: "12345678")

    assert (tmp_path / "code").stat().st_mode & 0o077 == 0


def test_a_failure_while_making_leaves_nothing_behind(tmp_path):
    def broken():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept_once(tmp_path / "code", broken)

    assert list(tmp_path.iterdir()) == []
