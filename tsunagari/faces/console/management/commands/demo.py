"""見本 — prepares the sample federation once, says how to sign in, and serves when asked."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from tsunagari.base.languages import gettext as _
from tsunagari.faces.console import prepare
from tsunagari.faces.console.management.commands.serve import refuse_if_taken, serve
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
        parser.add_argument("--load", action="store_true", help="用意だけする / only prepare")
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")

    def handle(self, **options):
        if options["serve"]:
            refuse_if_taken(options["host"])
        prepare.everything()
        federation = parties.federation()
        if federation is None:
            if not options["load"]:
                self.stdout.write(_("見本の連合会を用意しています（はじめだけ）…"))
            self.stdout.flush()
            self._load(apart=options["serve"])
        elif not federation.sample:
            raise CommandError(
                _(
                    "この置き場には本番の連合会があります。TSUNAGARI_DATA で別の置き場を指定してください。"
                )
            )
        if options["load"]:
            return
        self._say()
        if options["serve"]:
            serve(options["host"], int(os.environ.get("WORKERS") or 1))

    def _load(self, *, apart: bool):
        """Apart where it serves next: what prints papers must not be loaded before the web forks."""
        if apart:
            loaded = subprocess.run(
                [sys.executable, "-m", "tsunagari", "demo", "--load"], check=False
            )
            if loaded.returncode:
                sys.exit(loaded.returncode)  # it has said why
        else:
            load(localdate())

    def _say(self):
        where = {"address": settings.ORIGIN, "password": people.PASSWORD}
        lines = [
            "つながり（見本） / Tsunagari (sample)：%(address)s",
            "押すだけで入る / sign in with one press：%(address)s/demo/",
            "メールで入る / by e-mail：%(address)s/accounts/login/",
            "  パスワード / password：%(password)s",
        ]
        self._write(line % where for line in lines)
        self._write(f"  {row['email']:<26} {row['name']}" for row in people.logins())
        lines = [
            "  事務局の2つめの番号 / staff's second code：%(address)s/demo/",
            "カードで入る / with a card：%(address)s/me/enter/",
        ]
        self._write(line % where for line in lines)
        self._write(f"  {row['secret']}  {row['name']}  {row['who']}" for row in people.cards())
        self.stdout.write("止めるには Ctrl+C / stop with Ctrl+C")
        self.stdout.flush()

    def _write(self, lines):
        self.stdout.write("\n".join(lines))
