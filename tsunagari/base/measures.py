"""施策 — the three programmes and their twelve measures: codes, colours, words."""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _


@dataclass(frozen=True)
class Programme:
    code: str
    title: str
    icon: str


@dataclass(frozen=True)
class Measure:
    code: str
    title: str

    @property
    def programme(self) -> str:
        return self.code[0]


PROGRAMMES = {
    "1": Programme("1", _("国際交流"), "video"),
    "2": Programme("2", _("外国人材・生活支援"), "users"),
    "3": Programme("3", _("地域活性化"), "landmark"),
    "f": Programme("f", _("基金"), "japanese-yen"),
    "k": Programme("k", _("連合会"), "network"),
}

MEASURES = {
    code: Measure(code, title)
    for code, title in [
        ("1-1", _("ICTを活用した国際交流授業")),
        ("1-2", _("交換短期留学")),
        ("1-3", _("マンツーマン英会話")),
        ("1-4", _("長期留学支援")),
        ("2-1", _("技能実習・育成就労")),
        ("2-2", _("特定技能・高度人材")),
        ("2-3", _("生活支援")),
        ("2-4", _("家事支援人材")),
        ("3-1", _("多文化・多世代交流")),
        ("3-2", _("ふるさとづくり")),
        ("3-3", _("地域連携ツーリズム")),
        ("3-4", _("地域活性化イベント")),
    ]
}
