"""住所をさがす — of hundreds of addresses only those that begin with the asked word are tried."""

from functools import cached_property

from django.urls import Resolver404, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern


class ByWord(URLResolver):
    """The addresses of a face, apart by their first word; what they are does not change."""

    def resolve(self, path):
        """As ever, without trying every address in turn."""
        found = self.pattern.match(str(path))
        if not found:
            raise Resolver404({"path": path})
        return self._with(found[0].partition("/")[0]).resolve(path)

    def _with(self, word: str) -> URLResolver:
        return self._apart.get(word) or self._apart[None]

    @cached_property
    def _apart(self) -> dict[str | None, URLResolver]:
        """{first word: its addresses, and in their places those that begin with any}."""
        words = [_word(one) for one in self.url_patterns]
        each = list(zip(words, self.url_patterns, strict=True))
        return {
            word: URLResolver(
                self.pattern,
                [one for its, one in each if its in (word, None)],
                self.default_kwargs,
                self.app_name,
                self.namespace,
            )
            for word in {*words, None}
        }


def by_word(faces: URLResolver) -> ByWord:
    """The addresses of a face, found by their first word."""
    return ByWord(
        *(faces.pattern, faces.urlconf_name, faces.default_kwargs),
        *(faces.app_name, faces.namespace),
    )


def _word(one: URLPattern | URLResolver) -> str | None:
    """With which word an address begins; None when it may be any."""
    if not isinstance(one.pattern, RoutePattern):
        return None
    word, slash, _rest = str(one.pattern).partition("/")
    whole = slash or isinstance(one, URLPattern)
    return word if whole and "<" not in word else None
