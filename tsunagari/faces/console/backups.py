"""控え — one file with the database, the papers and the keys; restored whole or not at all."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused

SQLITE, POSTGRES = "tsunagari.sqlite3", "tsunagari.dump"
BESIDE = ["papers", "secret.key", "numbers.key"]


def back_up(target: Path) -> None:
    """Write everything to one file, complete or not at all; the site may keep running."""
    if target.exists():
        raise Refused(
            [Reason(_("%(file)s はもうあります。別の名前にしてください。"), {"file": str(target)})]
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        base = Path(folder)
        _dump(base)
        with tarfile.open(base / "all.tar.gz", "w:gz", compresslevel=3) as archive:
            for file in base.glob("tsunagari.*"):
                archive.add(file, file.name)
            for name in BESIDE:
                if (settings.DATA / name).exists():
                    archive.add(settings.DATA / name, name)
        with open(base / "all.tar.gz", "rb") as done:
            os.fsync(done.fileno())
        os.chmod(base / "all.tar.gz", 0o600)
        os.replace(base / "all.tar.gz", target)


def _dump(folder: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / SQLITE)])
        check(folder / SQLITE)
    else:
        _postgres("pg_dump", "--format=custom", f"--file={folder / POSTGRES}")


def check(file: Path) -> None:
    """Refuse a database file that SQLite itself finds damaged."""
    with sqlite3.connect(file) as copy:
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise Refused([Reason(_("データベースがこわれています。別の控えを使ってください。"))])


def restore(source: Path) -> None:
    """Put a backup into an empty data folder; an existing federation is never overwritten."""
    if not source.exists():
        raise Refused([Reason(_("%(file)s がありません。"), {"file": str(source)})])
    if (settings.DATA / SQLITE).exists() and connection.vendor == "sqlite":
        raise Refused(
            [
                Reason(
                    _(
                        "%(folder)s には、もうデータがあります。TSUNAGARI_DATA で空の置き場を指定してください。"
                    ),
                    {"folder": str(settings.DATA)},
                )
            ]
        )
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        base = Path(folder)
        try:
            with tarfile.open(source) as archive:
                archive.extractall(base, filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            raise Refused(
                [Reason(_("この控えを読めません。ファイルがこわれているようです。"))]
            ) from error
        _put_back(base)


def _put_back(base: Path) -> None:
    if connection.vendor == "sqlite":
        if not (base / SQLITE).exists():
            raise Refused(
                [Reason(_("この控えは PostgreSQL のものです。DATABASE_URL を指定してください。"))]
            )
        check(base / SQLITE)
    else:
        _postgres(
            "pg_restore", "--clean", "--if-exists", "--single-transaction", str(base / POSTGRES)
        )
    for name in BESIDE:
        if (base / name).is_dir():
            shutil.copytree(base / name, settings.DATA / name, dirs_exist_ok=True)
        elif (base / name).exists():
            shutil.copy2(base / name, settings.DATA / name)
    if (base / SQLITE).exists() and connection.vendor == "sqlite":
        connection.close()
        os.replace(base / SQLITE, settings.DATA / SQLITE)


def _postgres(program: str, *arguments: str) -> None:
    database = connection.settings_dict
    place = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    named = [f"--dbname={database['NAME']}"] if program == "pg_restore" else []
    environment = os.environ | {key: value for key, value in place.items() if value}
    subprocess.run([program, *named, *arguments], check=True, env=environment)
