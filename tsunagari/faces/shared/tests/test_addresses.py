"""住所の試験 — by their first word addresses are found as they are when each is tried in turn."""

import pytest
from django.urls import Resolver404, URLResolver, get_resolver

from tsunagari.faces.shared.addresses import ByWord

ASKED = [
    "",
    "desk/",
    "desk",
    "desk/cases/",
    "desk/cases/7/",
    "desk/duties/7/done/",
    "desk/nothing/of/this/",
    "desk/cases",
    "desk//",
    "partner/sessions/3/",
    "events/",
    "events/ABCDEFGHJK/",
    "calculators/slots/",
    "no-such-word/",
    "en/desk/",
]


def in_turn(faces: ByWord) -> URLResolver:
    """The same addresses, each tried in turn."""
    return URLResolver(
        *(faces.pattern, faces.urlconf_name, faces.default_kwargs),
        *(faces.app_name, faces.namespace),
    )


def answer(resolver, path: str):
    try:
        found = resolver.resolve(path)
    except Resolver404:
        return None
    return found.func, found.args, found.kwargs, found.view_name, found.route


@pytest.mark.parametrize("path", ASKED)
def test_an_address_is_found_by_its_first_word_as_it_is_in_turn(path):
    [faces] = [one for one in get_resolver().url_patterns if one.pattern.regex.pattern == ""]

    apart = [one for one in faces.url_patterns if isinstance(one, ByWord)]

    assert len(apart) == 3
    for one in apart:
        assert answer(one, path) == answer(in_turn(one), path)
