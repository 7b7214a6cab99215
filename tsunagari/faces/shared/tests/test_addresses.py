"""住所の試験 — by their first word addresses are found as they are when each is tried in turn."""

from importlib import import_module

import pytest
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern

from tsunagari.faces.shared.addresses import gathered

FACES = [f"tsunagari.faces.{face}.urls" for face in ("portal", "desk", "partner", "mypage")]

ASKED = [
    "",
    "cases/",
    "cases/7/",
    "duties/7/done/",
    "nothing/of/this/",
    "cases",
    "/",
    "sessions/3/",
    "events/",
    "events/ABCDEFGHJK/",
    "calculators/slots/",
    "no-such-word/",
]


def answer(resolver, path: str):
    try:
        found = resolver.resolve(path)
    except Resolver404:
        return None
    return found.func, found.args, found.kwargs, found.view_name, found.route


@pytest.mark.parametrize("path", ASKED)
@pytest.mark.parametrize("face", FACES)
def test_an_address_is_found_by_its_first_word_as_it_is_in_turn(face, path):
    patterns = import_module(face).urlpatterns
    here = RegexPattern(r"^")

    apart = answer(URLResolver(here, gathered(patterns)), path)

    assert apart == answer(URLResolver(here, patterns), path)
