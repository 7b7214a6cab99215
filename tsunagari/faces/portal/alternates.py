"""ほかの言語の同じページ — for search engines (hreflang) and for those who pass a link on (og:locale)."""

from django.utils.translation import get_language

from tsunagari.base.languages import CODES

# ja-easy is Japanese in a simpler register; Filipino is what the web knows as tl in places.
TAGS = {code: code for code in CODES} | {"ja-easy": "ja-x-easy"}
LOCALES = {"ja": "ja_JP", "en": "en_US", "vi": "vi_VN", "id": "id_ID", "fil": "tl_PH"}


def of(request, path: str) -> list[tuple[str, str]]:
    """(tag, address) of the same page in every language."""
    bare = path.removeprefix(f"/{get_language()}") if get_language() != "ja" else path
    found = [
        (TAGS[code], request.build_absolute_uri(bare if code == "ja" else f"/{code}{bare}"))
        for code in CODES
    ]
    return [*found, ("x-default", found[0][1])]


def locales() -> list[str]:
    """The locale of this page first, then those of the others."""
    here = LOCALES.get(get_language() or "ja", LOCALES["ja"])
    return [here, *(one for one in LOCALES.values() if one != here)]
