"""困ったこと — the four topics of asking for help, as the own page and the wall show them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.bilingual import Both, both

RESIDENCE, WORK, LIFE, DANGER = "residence", "work", "life", "danger"
TOPICS = {
    RESIDENCE: ("id", _("在留カード・ビザ")),
    WORK: ("building", _("仕事・給料")),
    LIFE: ("home", _("家・生活・病気")),
    DANGER: ("alert", _("あぶない・こわい")),
}


@dataclass(frozen=True)
class Topic:
    """One topic as a tile."""

    code: str
    icon: str
    words: Both
    href: str

    @property
    def danger(self) -> bool:
        return self.code == DANGER


def tiles(address: str, **more: str) -> list[Topic]:
    """The four topics, each leading to a page that begins with it."""
    place, kept = reverse(address), {name: value for name, value in more.items() if value}
    return [
        Topic(code, icon, both(words), f"{place}?{urlencode({'topic': code} | kept)}")
        for code, (icon, words) in TOPICS.items()
    ]
