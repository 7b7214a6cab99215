"""The log says what broke, and nothing about whom."""

import logging

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client

from tests.house.test_doors import addresses, path_of
from tsunagari.faces.shared.logs import Discreet


@pytest.fixture
def written(caplog):
    caplog.handler.setFormatter(Discreet("{levelname} {name} {message}", style="{"))
    return lambda: caplog.text


def test_neither_a_cards_number_nor_a_password_key_is_written(written):
    log = logging.getLogger("django.request")

    log.error("Internal Server Error: /en/me/card/ABCDEFGHJKMN/")
    log.error("Internal Server Error: /accounts/password/reset/key/1-abc-def/")

    assert "ABCDEFGH" not in written()
    assert "1-abc" not in written()
    assert "/en/me/card/…/" in written()


def test_no_address_that_opens_something_by_itself_is_written(written):
    secret = "abcdefghjkmn"
    paths = [
        path_of(name, pattern, secret=secret)
        for name, pattern in addresses()
        if "secret" in pattern.pattern.converters
    ]

    for path in paths:
        logging.getLogger("django.request").error("Internal Server Error: /vi%s", path)

    assert len(paths) > 3
    assert written().count("…") == len(paths)
    assert secret not in written()


def test_the_row_that_a_database_refused_is_not_written(written):
    try:
        raise IntegrityError(
            'duplicate key value violates "one"\nDETAIL:  Key (family)=(鑫原) already exists.\n'
        )
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error: /desk/")

    assert "鑫原" not in written()
    assert 'duplicate key value violates "one"' in written()
    assert "test_logs.py" in written()


def test_strangers_do_not_fill_the_log(federation, caplog):
    levels = settings.LOGGING["loggers"]

    assert levels["django.request"]["level"] == "ERROR"
    assert levels["django.security.DisallowedHost"]["level"] == "CRITICAL"
    Client().get("/", headers={"host": "evil.example"})
    Client().get("/me/card/ABCDEFGHJKMN/")

    assert caplog.text == ""
