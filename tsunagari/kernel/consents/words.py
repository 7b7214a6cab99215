"""同意のことば — what its records say on a timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import EVERYBODY, Words

RECORDS = {
    "consent.annulled": Words(
        _("紙の同意の打ち間違いを取り消しました（%(answers)s件）。"), "consent", EVERYBODY
    ),
}
