"""記録のことば — what each record of a case says on a timeline, and who may see it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.book import SYSTEM_WORDS
from tsunagari.programmes.talent.people import labels
from tsunagari.programmes.talent.people.rules import states

# What the office may switch, by its title.
UNSURE = {rule.id: rule.title for rule in book.rows() if rule.confidence == book.UNSURE}
RECORDS = {
    "case.opened": Words(
        _("案件をはじめました（%(system)s）。"), "change", EVERYBODY, SYSTEM_WORDS
    ),
    "case.changed": Words(
        _("案件の内容を変えました（%(fields)s）。"), "change", BODIES, labels.LABELS
    ),
    "case.moved": Words(
        _("案件が進みました（%(was)s → %(state)s）。"), "change", EVERYBODY, states.WORDS
    ),
    "case.move_undone": Words(
        _("案件の段階をもどしました（%(was)s → %(state)s）。"), "change", EVERYBODY, states.WORDS
    ),
    "case.changed_system": Words(
        _("在留の制度が変わりました（%(was)s → %(system)s）。"), "change", EVERYBODY, SYSTEM_WORDS
    ),
    "case.change_undone": Words(
        _("在留の制度の変更を元に戻しました（%(was)s → %(system)s）。"),
        "change",
        EVERYBODY,
        SYSTEM_WORDS,
    ),
    # Told on the own page alone: timelines of the office and of bodies say what was done.
    "case.looked": Words(_("案件のページを開きました。"), "contact", frozenset()),
    "case.reopened": Words(_("おえた案件を、もう一度ひらきました。"), "change", EVERYBODY),
    "case.closed": Words(_("案件をおえました。"), "change", EVERYBODY),
    "company.changed": Words(
        _("会社の内容を変えました（%(fields)s）。"), "change", BODIES, labels.LABELS
    ),
    "supervisor.changed": Words(
        _("団体の内容を変えました（%(fields)s）。"), "change", BODIES, labels.LABELS
    ),
    "standing.noted": Words(
        _("資格・許可を登録しました（%(kind)s、%(until_day)sまで）。"),
        "paper",
        EVERYBODY,
        labels.STANDINGS,
    ),
    "standing.taken_back": Words(
        _("まちがった資格・許可の登録を消しました（%(kind)s、%(from_day)sから）。"),
        "paper",
        EVERYBODY,
        labels.STANDINGS,
    ),
    "rule.switched": Words(_("規則「%(rule)s」を使うことにしました。"), terms=UNSURE),
    "rule.unswitched": Words(_("規則「%(rule)s」を使うのをやめました。"), terms=UNSURE),
    "what_if.taken_out": Words(
        _("「もしも」の表を取り出しました（%(before)s と %(after)s の法律）。"), "paper"
    ),
    "figure.set": Words(_("数値「%(figure)s」を %(value)s にしました。")),
    "figure.unset": Words(_("数値「%(figure)s」を、もとの値にもどしました。")),
}
