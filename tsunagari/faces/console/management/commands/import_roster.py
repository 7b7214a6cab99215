"""名簿を読みこむ — the same as the page: good rows go in, every other row is named.

The exit status is 0 when every row is in, 1 when some rows have to be corrected, 2 when nothing
could be read. The same file again changes nothing.
"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import override

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.languages import gettext as _
from tsunagari.base.refusals import Refused
from tsunagari.kernel.imports import actions
from tsunagari.programmes.exchange.schools import queries
from tsunagari.programmes.exchange.schools.importer import KIND

DONE, FAULTY, REFUSED = 0, 1, 2


class Command(BaseCommand):
    help = "名簿を読みこむ / import a roster"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="名簿（.xlsx か CSV） / the roster")
        parser.add_argument(
            "--school", required=True, metavar="CODE", help="学校のコードか名前 / its code or name"
        )
        parser.add_argument(
            "--create-classes", action="store_true", help="ない学級を作る / make unknown classes"
        )
        parser.add_argument(
            "--end-missing",
            action="store_true",
            help="名簿にない生徒を今日で転出にする / end pupils whom the roster does not name",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="確かめるだけ / look, and write nothing"
        )
        parser.add_argument(
            "--language", choices=[code for code, _name in LANGUAGES], default="ja", help="言語"
        )

    def handle(self, **options):
        with override(options["language"]):
            status = self.read_in(**options)
        sys.exit(status)

    def read_in(self, *, file, school, create_classes, end_missing, dry_run, **_more) -> int:
        found = self._school(school)
        if found is None:
            return REFUSED
        facts = {
            "name": file.name,
            "at": timezone.now(),
            "options": {"create_classes": create_classes, "end_missing": end_missing},
        }
        on = localdate()
        try:
            data = file.read_bytes()
            preview = actions.try_out(KIND, found.organisation, data, on=on, **facts)
            self._show(preview)
            if not dry_run and self._changes(preview, end_missing):
                batch = actions.upload(KIND, found.organisation, data, by=None, **facts)
                actions.accept(batch, by=None, on=on, at=facts["at"])
                self._say(_("%(count)s人を読みこみました。"), count=preview.counts["good"])
        except OSError as error:
            self._say(_("ファイルを開けません：%(why)s"), why=error.strerror or str(error))
            return REFUSED
        except Refused as refused:
            for reason in refused.reasons:
                self.stderr.write(reason.words())
            return REFUSED
        if dry_run:
            self._say(_("確かめただけです。何も変えていません。"))
        if not preview.rows:
            return REFUSED
        return FAULTY if preview.faults else DONE

    def _school(self, asked: str):
        """The school of a code or a name; otherwise all of them are named."""
        schools = list(queries.everything())
        for school in schools:
            party = school.organisation.party
            if asked in (party.code, party.name.reveal()):
                return school
        self.stderr.write(_("「%(asked)s」という学校はありません。") % {"asked": asked})
        for school in schools:
            self.stderr.write(f"  {school.organisation.party.code}  {school}")
        return None

    def _show(self, preview) -> None:
        for fault in preview.faults:
            place = f"{fault.place}：" if fault.place else ""
            words = _("%(row)s行目 %(place)s%(words)s")
            self.stderr.write(words % {"row": fault.row, "place": place, "words": fault.words()})
        for note in preview.notes:
            self.stdout.write(note.words())
        self._say(
            _(
                "読みこめる行 %(good)s（新しい %(new)s・変更 %(changed)s・同じ %(same)s）、直す行 %(faulty)s"
            ),
            **preview.counts,
        )
        if preview.left:
            self._say(_("名簿にない生徒 %(left)s人"), **preview.counts)

    def _changes(self, preview, end_missing: bool) -> bool:
        counts = preview.counts
        if counts["new"] or counts["changed"] or (end_missing and preview.left):
            return True
        if preview.rows:
            self._say(_("変わるところはありません。"))
        else:
            self.stderr.write(
                _("読みこめる行がありません。ファイルを直して、もう一度選んでください。")
            )
        return False

    def _say(self, words: str, **facts) -> None:
        self.stdout.write(words % facts)
