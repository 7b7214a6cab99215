"""記録のことば — what each record of a case says on a timeline, and who may see it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

RECORDS = {
    "case.opened": Words(_("案件をはじめました（%(system)s）。"), "change", EVERYBODY),
    "case.changed": Words(_("案件の内容を変えました（%(fields)s）。"), "change", BODIES),
    "case.moved": Words(_("案件が進みました（%(was)s → %(state)s）。"), "change", EVERYBODY),
    "case.closed": Words(_("案件をおえました。"), "change", EVERYBODY),
    "company.changed": Words(_("会社の内容を変えました（%(fields)s）。"), "change", BODIES),
    "supervisor.changed": Words(_("団体の内容を変えました（%(fields)s）。"), "change", BODIES),
    "standing.noted": Words(
        _("資格・許可を登録しました（%(kind)s、%(until_day)sまで）。"), "paper", EVERYBODY
    ),
}
