"""やさしい日本語の確認 — asked without the database: `tsunagari calc easy-japanese`."""

from pydantic import BaseModel, ConfigDict, Field

from tsunagari.base import effort, glossary
from tsunagari.base.calculators import Calculator
from tsunagari.base.easy_japanese import LONGEST, check, read
from tsunagari.base.easy_japanese.findings import LEVELS, Finding
from tsunagari.base.languages import gettext_noop as _

STEPS_A_SIGN = 20


class Question(BaseModel):
    """A text in easy Japanese, with readings {漢字|かんじ} or without."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=LONGEST, description="The text; 5,000 signs at most.")
    words: bool = Field(
        True, description="Look up each word with the analyser; false: patterns only."
    )


def answer(question) -> dict:
    """Findings by place, how many of each level, and what is left to people."""
    effort.spend(STEPS_A_SIGN * len(question.text))
    terms = glossary.kept()
    if question.words:
        checked = read(question.text, terms=terms)
    else:
        checked = check(question.text, terms=terms, analyse=None)
    return {
        "analysed": checked.analysed,
        "signs": len(checked.text),
        "sentences": checked.sentences,
        "counts": {level: checked.count(level) for level in LEVELS},
        "findings": [_finding(one) for one in checked.findings],
        "for_people": [
            {"rule": reason.rule, "says": reason.words()} for reason in checked.for_people
        ],
    }


def _finding(one: Finding) -> dict:
    return {
        "rule": one.rule,
        "level": one.level,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "says": one.says.words(),
        "fix": one.fix.words(),
        "source": one.about.source,
        "confidence": one.about.confidence,
    }


CALCULATORS = [
    Calculator(
        name="easy-japanese",
        title=_("やさしい日本語の確認"),
        question=Question,
        answer=answer,
        sources=[
            "出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」2020年8月 [K85][K86]",
            "細かい決まりは二次情報 [K87][K88][K89]",
        ],
    )
]
