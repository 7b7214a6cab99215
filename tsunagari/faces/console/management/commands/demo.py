"""見本 — prepares the sample federation once, says how to sign in, and serves when asked."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from tsunagari.base.languages import gettext as _
from tsunagari.faces.console import prepare
from tsunagari.faces.console.management.commands.serve import serve
from tsunagari.kernel.parties import queries as parties
from tsunagari.sample import people
from tsunagari.sample.load import load


class Command(BaseCommand):
    help = "見本の連合会を用意する / prepare the sample federation"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--serve", action="store_true", help="そのままウェブを始める / and serve"
        )
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")

    def handle(self, **options):
        prepare.everything()
        federation = parties.federation()
        if federation is None:
            self.stdout.write(_("見本の連合会を用意しています（はじめだけ）…"))
            self.stdout.flush()
            load(localdate())
        elif not federation.sample:
            raise CommandError(
                _(
                    "この置き場には本番の連合会があります。TSUNAGARI_DATA で別の置き場を指定してください。"
                )
            )
        self._say()
        if options["serve"]:
            serve(options["host"], int(os.environ.get("WORKERS") or 1))

    def _say(self):
        lines = [
            _("つながり（見本）：%(address)s") % {"address": settings.ORIGIN},
            _("押すだけで入る：%(address)s/demo/") % {"address": settings.ORIGIN},
            _("または %(address)s/accounts/login/ で、下のメールとパスワード %(password)s")
            % {"address": settings.ORIGIN, "password": people.PASSWORD},
        ]
        lines += [
            f"  {row['email']:<28} {row['name']}  {_(row['role'])}" for row in people.logins()
        ]
        lines += [
            _("事務局の2つめの番号は、/demo/ の画面に出ています。"),
            _("カードの番号は %(address)s/me/enter/ に入れます：") % {"address": settings.ORIGIN},
        ]
        lines += [f"  {row['secret']}  {row['name']}  {_(row['role'])}" for row in people.cards()]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
