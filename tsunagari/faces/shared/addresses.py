"""住所の束 — a face's addresses by their first word, so that finding one does not try hundreds."""

from importlib import import_module

from django.urls import URLPattern, include, path


def face(module: str):
    """What `include` gives for the addresses of a face, gathered."""
    found = import_module(module)
    return include((gathered(found.urlpatterns), found.app_name))


def gathered(patterns: list) -> list:
    """The same addresses; those that begin with one word stand together, in their order.

    What begins with something else than a word stays where it is.
    """
    words: dict[str, list] = {}
    out: list = []
    for pattern in patterns:
        word, slash, rest = _route(pattern).partition("/")
        if not slash or "<" in word:
            out.append(pattern)
            continue
        if word not in words:
            words[word] = []
            out.append(path(f"{word}/", include(words[word])))
        words[word].append(path(rest, pattern.callback, pattern.default_args, pattern.name))
    return out


def _route(pattern) -> str:
    return str(pattern.pattern) if isinstance(pattern, URLPattern) else ""
