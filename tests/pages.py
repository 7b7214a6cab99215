"""画面 — what a page says, without its markup."""

import re


def words(response) -> str:
    """The page's text with single spaces, as a person reads it."""
    return _words(response.content.decode())


def bare(response) -> str:
    """The same without the readings above it."""
    return _words(re.sub(r"</?ruby>|<r[tp]>.*?</r[tp]>", "", response.content.decode()))


def _words(page: str) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()
