"""文 — a text cut into sentences, each with its place; spaces between phrases are looked through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_END = re.compile(r"(?<=[。！？!?])(?![。！？!?」）)])|\n")
_SPACE = re.compile(r"[ \u3000]")


@dataclass(frozen=True)
class Sentence:
    """One sentence as it stands, from `start` of the bare text."""

    start: int
    text: str

    @cached_property
    def tight(self) -> str:
        """Without the spaces between phrases."""
        return _SPACE.sub("", self.text)

    @cached_property
    def _places(self) -> list[int]:
        kept = [i for i, sign in enumerate(self.text) if sign not in " \u3000"]
        return [*kept, len(self.text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the bare text of what stands at these places of the tight one."""
        places = self._places
        last = places[end - 1] + 1 if end > start else places[start]
        return self.start + places[start], self.start + last

    @property
    def whole(self) -> tuple[int, int]:
        return self.start, self.start + len(self.text)

    @property
    def ends(self) -> bool:
        """Whether it is a sentence, not a heading or a line of a list."""
        return self.text.rstrip("」）) ").endswith(("。", "！", "？", "!", "?"))


def cut(text: str) -> Iterator[Sentence]:
    """The sentences of a bare text; empty lines are none."""
    start = 0
    for place in [*(end for end in _END.finditer(text)), None]:
        stop = place.start() if place else len(text)
        part = text[start:stop]
        tidy = part.strip()
        if tidy:
            yield Sentence(start + part.index(tidy[0]), tidy)
        start = place.end() if place else stop
