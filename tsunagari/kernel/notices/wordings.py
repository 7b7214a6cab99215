"""お知らせのことば — subject and body of each kind; each subject registers its own."""

from dataclasses import dataclass

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _


@dataclass(frozen=True)
class NoticeKind:
    """Untranslated subject and body with %(fact)s places; nothing personal in the subject."""

    code: str
    subject: str
    body: str
    urgent: bool = False


KINDS: dict[str, NoticeKind] = {}
FOOT = _("この知らせについて：%(link)s")


def register(*kinds: NoticeKind) -> None:
    """Add a subject's kinds; ValueError when a code already says something else."""
    for kind in kinds:
        if KINDS.setdefault(kind.code, kind) != kind:
            raise ValueError(f"{kind.code} is registered twice")


def rendered(notice, facts: dict) -> tuple[str, str]:
    """(subject, body) in the language that is active now."""
    kind = KINDS.get(notice.kind) or NoticeKind(notice.kind, notice.kind, notice.kind)
    return gettext(kind.subject), gettext(kind.body) % _Facts(facts)


class _Facts(dict):
    def __missing__(self, key):
        return "…"
