"""確認票の形 — a list of questions as it was in force from a day, each with article and source."""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _

OFFICIAL, SECONDARY, OWN, UNSURE = "official", "secondary", "own", "unsure"
# What is looked at, in the order of the day.
GROUPS = {
    "work": _("実習・仕事のようす（現場で見る）"),
    "report": _("責任者・指導員の話を聞く"),
    "books": _("帳簿・書類を見る"),
    "wages": _("賃金と時間"),
    "lodging": _("住まいと生活"),
    "rights": _("してはいけないこと"),
    "guidance": _("指導したこと"),
    "online": _("オンラインの条件"),
    "worker": _("本人に聞く"),
    "boss": _("上司に聞く"),
}


@dataclass(frozen=True)
class Item:
    """One question, worded so that はい is how it should be. `ban`: what いいえ may be."""

    code: str
    group: str
    text: str
    article: str
    source: tuple[str, ...]
    confidence: str = OFFICIAL
    ban: str = ""


@dataclass(frozen=True)
class Sheet:
    """One version of a list; `form` is the official form that the report prepares."""

    code: str
    title: str
    kinds: tuple[str, ...]
    systems: tuple[str, ...]
    since: date
    form: str
    article: str
    source: tuple[str, ...]
    confidence: str
    items: tuple[Item, ...] = ()
    worker: tuple[Item, ...] = ()
    boss: tuple[Item, ...] = ()
    online: bool = False

    def of(self, who: str) -> tuple[Item, ...]:
        """The questions at the company (""), of a worker or of the boss."""
        return {"": self.items, "worker": self.worker, "boss": self.boss}[who]

    def item(self, code: str) -> Item:
        """A question by its code; KeyError for none of this list."""
        return {item.code: item for item in (*self.items, *self.worker, *self.boss)}[code]
