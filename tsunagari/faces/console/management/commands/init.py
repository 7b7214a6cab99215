"""自分の連合会を始める — the same as the first-run page, without a browser."""

import getpass
import os

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from tsunagari.base.languages import gettext as _
from tsunagari.base.refusals import Refused
from tsunagari.faces.console import prepare
from tsunagari.faces.shared import first_run


class Command(BaseCommand):
    help = "自分の連合会を始める / start an own federation"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--name", help="連合会の名前 / name of the federation")
        parser.add_argument(
            "--email", help="はじめの事務局員のメール / first staff member's e-mail"
        )
        parser.add_argument("--family", help="氏 / family name")
        parser.add_argument("--given", help="名 / given name")

    def handle(self, **options):
        prepare.everything()
        answers = {
            "name": options["name"] or input(_("連合会の名前：")),
            "email": options["email"] or input(_("あなたのメールアドレス：")),
            "family": options["family"] or input(_("氏：")),
            "given": options["given"] or input(_("名：")),
            # From the environment for scripts; never as an argument that others could list.
            "password": os.environ.get("TSUNAGARI_PASSWORD")
            or getpass.getpass(_("パスワード（12文字以上）：")),
        }
        if len(answers["password"]) < 12:
            raise CommandError(_("パスワードは12文字以上にしてください。"))
        try:
            first_run.start(on=localdate(), **answers)
        except Refused as refused:
            raise CommandError("\n".join(r.words() for r in refused.reasons)) from refused
        self.stdout.write(_("連合会を始めました。tsunagari serve でウェブを始められます。"))
