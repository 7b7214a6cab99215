"""打たれたもの — what arrives is text that anybody may have typed, not yet a number or a name."""

from django.http import Http404, QueryDict

DIGITS = 18  # the largest number that every database takes has nineteen


def whole(text: str) -> int | None:
    """The number of a row as an address or a form says it; None for whatever else was typed.

    `isdigit` alone lets ² through, and thousands of digits.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if plain else None


def wholes(texts) -> set[int]:
    """The numbers among ticked boxes."""
    return {number for text in texts if (number := whole(text)) is not None}


def without_nul(typed: QueryDict) -> QueryDict:
    """The same without NUL characters: no form means them, and PostgreSQL stores none."""
    cleaned = QueryDict(mutable=True)
    for name, values in typed.lists():
        cleaned.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return cleaned


def refuse_impossible(arguments: dict) -> None:
    """An address with a number or a code that nothing can have is not found."""
    for value in arguments.values():
        if (isinstance(value, int) and value >= 10**DIGITS) or "\0" in str(value):
            raise Http404
