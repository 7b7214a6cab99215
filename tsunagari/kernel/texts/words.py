"""記録のことば — what was translated, and who checked it."""

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

TERMS = dict(LANGUAGES)
RECORDS = {
    "text.translated": Words(
        _("%(sentences)s文を訳しました（%(language)s）。"), "change", terms=TERMS
    ),
    "text.checked": Words(
        _("%(sentences)s文の訳を確かめました（%(language)s）。"), "change", terms=TERMS
    ),
    "text.sent_back": Words(
        _("%(sentences)s文の訳を返しました（%(language)s）。"), "change", terms=TERMS
    ),
}
