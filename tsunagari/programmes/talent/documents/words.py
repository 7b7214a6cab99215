"""記録のことば — what the records about papers of a case say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words
from tsunagari.programmes.talent.people.rules import ways

# "TITP.contract" is the document of one system's way.
DOCUMENTS = {f"{way.system}.{one.code}": one.words for way in ways.every() for one in way.documents}


def records(issued: dict[str, str]) -> dict[str, Words]:
    """The words of each act; `issued` are the titles of the papers that we prepare."""
    return {
        "document.received": Words(
            _("「%(paper)s」を受け取りました。"), "paper", EVERYBODY, DOCUMENTS
        ),
        "document.accepted": Words(
            _("「%(paper)s」を確かめました。"), "paper", EVERYBODY, DOCUMENTS
        ),
        "document.refused": Words(
            _("「%(paper)s」を出しなおすように頼みました。"), "paper", EVERYBODY, DOCUMENTS
        ),
        "document.undone": Words(
            _("「%(paper)s」の確認を取り消しました。"), "paper", EVERYBODY, DOCUMENTS
        ),
        "document.withdrawn": Words(
            _("「%(paper)s」を出したのを取り消しました。"), "paper", EVERYBODY, DOCUMENTS
        ),
        "document.read": Words(_("「%(paper)s」を見ました。"), "paper", EVERYBODY, DOCUMENTS),
        "paper.written": Words(_("「%(paper)s」の内容を書きたしました。"), "paper", BODIES, issued),
        "paper.issued": Words(_("「%(paper)s」を出しました。"), "paper", BODIES, issued),
        "paper.seen": Words(_("「%(paper)s」を見ました。"), "paper", EVERYBODY, issued),
        "registers.taken_out": Words(_("帳簿をファイルに取り出しました。"), "paper"),
        "paper.taken_back": Words(_("「%(paper)s」を取り下げました。"), "paper", terms=issued),
        "paper.put_back": Words(
            _("「%(paper)s」の取り下げをもどしました。"), "paper", terms=issued
        ),
    }
