"""制度を広げる提案 — the gate's reasons as obstacles of the law, for a proposal that is tracked."""

from datetime import date

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.housekeeping.rules.gate import DERIVED, NO, Answer
from tsunagari.programmes.talent.law.rules.sources import SOURCES
from tsunagari.programmes.talent.proposals import actions as proposals
from tsunagari.programmes.talent.proposals.models import Proposal

TITLE = _("家事支援（国家戦略特区）を広げる提案")
WORDS = _(
    "いまの制度では、できないことがあります。法律の壁を下に示します。制度が変わるまでは、はじめません。"
)
TOPIC = "work"


def obstacles(answer: Answer) -> list[tuple[str, str, str, str]]:
    """(words, article, source, confidence) of every no; what was derived is not more than unsure."""
    return [
        (
            point.reason.words(),
            gettext(point.article),
            "、".join(SOURCES[key][0] for key in point.source),
            "unsure" if point.confidence == DERIVED else point.confidence,
        )
        for point in answer.points
        if point.sign == NO
    ]


def draft(answer: Answer, *, by, on: date) -> Proposal:
    """施策提言の下書きを作る — the wish to widen the scheme, with what of the law stands in the way."""
    return proposals.draft(
        title=gettext(TITLE),
        topic=TOPIC,
        asked_of=Proposal.Asked.STATE,
        words=gettext(WORDS),
        obstacles=obstacles(answer),
        by=by,
        on=on,
    )
