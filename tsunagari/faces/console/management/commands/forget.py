"""忘れる — erases what says who a person is; the code, the ties and the proofs stay."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from tsunagari.base.languages import gettext as _
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import forgetting
from tsunagari.kernel.parties import queries as parties


class Command(BaseCommand):
    help = "個人の情報を消す / erase a person's data; code, ties and proofs stay"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("code", help="人のコード（10文字） / the person's code")
        parser.add_argument("--yes", action="store_true", help="聞かずに消す / do not ask")

    def handle(self, *, code, yes, **options):
        party = parties.by_code(code.strip().upper())
        if party is None:
            raise CommandError(_("このコードの人はいません。画面のコードを確かめてください。"))
        if not yes and not self._agreed(party.code):
            raise CommandError(_("何も消していません。"))
        try:
            counts = forgetting.forget(party, on=localdate())
        except Refused as refused:
            raise CommandError("\n".join(r.words() for r in refused.reasons)) from refused
        self.stdout.write(_("%(code)s の個人の情報を消しました。") % {"code": party.code})
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
        if counts["papers_kept"]:
            self.stdout.write(
                _("法律で残す書類が %(count)s件 あります。期限のあとに、もう一度消してください。")
                % {"count": counts["papers_kept"]}
            )
        self.stdout.write(_("前にとった控えには、控えを消すまで残ります。"))

    def _agreed(self, code: str) -> bool:
        asked = _("%(code)s の個人の情報を消します。元に戻せません。よければコードをもう一度：")
        return input(asked % {"code": code}).strip().upper() == code
