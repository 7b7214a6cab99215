"""画面 — what a page says, without its markup."""

import re


def words(response) -> str:
    """The page's text with single spaces, as a person reads it."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()
