"""言語 — every sentence of the product is there in every language that its readers need."""

import re

import pytest
from django.utils.translation import gettext, override

from tests.house.places import translations
from tsunagari.locale import collect, framework

# What only the office and the council read is complete in English; in the other languages it may
# show the Japanese source.
STAFF_ONLY = (
    "faces/desk/",
    "faces/council/",
    "faces/shared/vouchers.py",
    "faces/console/",
    "sample/",
    "base/easy_japanese/",
    "governance/fund/awards/duties.py",
    "governance/fund/council/",
    "governance/fund/gifts/actions/bank.py",
    "governance/fund/gifts/actions/fees.py",
    "governance/fund/gifts/duties.py",
    "governance/fund/gifts/evidence.py",
    "governance/fund/gifts/rules/fees.py",
    "governance/fund/gifts/rules/matching.py",
    "governance/fund/gifts/rules/statement.py",
    "governance/fund/hometown/duties.py",
    "governance/fund/payments/actions/rolls.py",
    "governance/fund/payments/duties.py",
    "governance/fund/payments/evidence.py",
    "governance/fund/payments/models.py",
    "governance/fund/payments/rules/approving.py",
    "governance/fund/payments/rules/asking.py",
    "governance/fund/payments/rules/days.py",
    "governance/fund/payments/rules/grounds.py",
    "governance/fund/payments/rules/reading.py",
    "governance/fund/payments/rules/results.py",
    "governance/fund/payments/rules/rolls.py",
    "governance/fund/vouchers/",
    "governance/participation/",
    "kernel/approvals/",
    "kernel/duties/followed.py",
    "kernel/ledger/",
    "kernel/notices/duties.py",
    "kernel/reviews/",
    "kernel/texts/duties.py",
    "kernel/texts/rules/",
    "kernel/words/",
    "programmes/community/afterwards/duties.py",
    "programmes/community/afterwards/importer.py",
    "programmes/community/afterwards/rules/accounts.py",
    "programmes/community/afterwards/rules/sheet.py",
    "programmes/community/doors/received.py",
    "programmes/community/events/actions/organising.py",
    "programmes/community/events/actions/parts.py",
    "programmes/community/gatherings/actions/holding.py",
    "programmes/community/gatherings/actions/mending.py",
    "programmes/community/gatherings/rules/allowing.py",
    "programmes/community/shifts/actions/assigning.py",
    "programmes/community/shifts/actions/counting.py",
    "programmes/community/shifts/actions/planning.py",
    "programmes/community/shifts/actions/proposing.py",
    "programmes/community/shifts/rules/proposal.py",
    "programmes/talent/advice/duties.py",
    "programmes/talent/advice/words.py",
    "programmes/talent/guide/duties.py",
    "programmes/talent/guide/words.py",
    "programmes/talent/law/figures.toml",
    "programmes/talent/people/duties.py",
    "programmes/talent/people/what_if_sheet.py",
    "programmes/talent/proposals/duties.py",
    "programmes/talent/proposals/words.py",
)
PLACES = re.compile(r"%\(\w+\)[a-z]|%%")
TAGS = re.compile(r"</?\w[^>]*>")
LANGUAGES = list(collect.FOLDERS)


@pytest.fixture(scope="module")
def sources():
    return collect.sentences()


def shown(texts):
    """A readable list for the message of a failure."""
    return "\n".join(sorted(texts))


def test_a_sentence_is_found_whatever_a_file_calls_the_function(sources):
    """`gettext_noop as noop`: what is not found is never translated, and nobody misses it."""
    assert {"とちゅう", "困ったことは、ありますか"} <= set(sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_files_are_in_step_with_the_sources(language, sources):
    """`python -m tsunagari.locale --collect` brings them in step."""
    known = translations(language)

    assert shown(sources.keys() - known) == ""
    assert shown(known.keys() - sources.keys()) == ""


def test_english_says_everything(sources):
    english = translations("en")

    assert shown(text for text in sources if not english.get(text)) == ""


def _only_in(files, place):
    return all(file.startswith(place) for file in files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pupils_guardians_and_teachers_read_their_language(language, sources):
    known = translations(language)
    for_them = [text for text, files in sources.items() if not _only_in(files, STAFF_ONLY)]

    assert shown(text for text in for_them if not known.get(text)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_and_line_ends_of_its_source(language):
    wrong = [
        f"{source!r} → {said!r}"
        for source, said in translations(language).items()
        if said and _frame(source) != _frame(said)
    ]

    assert shown(wrong) == ""


def _frame(text):
    """Places to fill, tags, and whether it begins or ends with a line break."""
    return (
        set(PLACES.findall(text)),
        sorted(TAGS.findall(text)),
        text.startswith("\n"),
        text.endswith("\n"),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_can_be_filled(language):
    """A stray % would break the page that shows the sentence."""
    broken = []
    for source, said in translations(language).items():
        if said and "%(" in source:
            try:
                said % dict.fromkeys(re.findall(r"%\((\w+)\)", source), "x")
            except (TypeError, ValueError) as fault:
                broken.append(f"{said!r}: {fault}")

    assert shown(broken) == ""


@pytest.mark.parametrize("sentence", framework.SENTENCES)
def test_what_the_framework_says_is_still_said_by_it(sentence):
    with override("ja"):
        assert gettext(sentence) != sentence
