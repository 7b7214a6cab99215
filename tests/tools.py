"""道具 — what the tests need from the system: a browser with a Japanese font, and PostgreSQL.

Run before the tests: installs what is missing through the system's package manager where that is
possible, and otherwise says in one line what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell has no windows of its own to draw: the same pages at half the work.
SHELL, WHOLE = "chromium-headless-shell", "chromium"
BROWSERS = [SHELL, WHOLE, "chromium-browser", "google-chrome"]
JAPANESE = ["fonts-noto-cjk"]


def browser() -> str | None:
    """The browser for tests: $TSUNAGARI_BROWSER or the first one on the PATH."""
    named = os.environ.get("TSUNAGARI_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def postgres_bin() -> Path | None:
    """The folder of PostgreSQL's server programs."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def has_japanese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing() -> list[str]:
    """The system packages (Debian's names) that are not there."""
    packages = []
    if not browser():
        packages.append(SHELL)
    if not has_japanese_font():
        packages += ["fontconfig", *JAPANESE]
    if not postgres_bin():
        packages.append("postgresql")
    return packages


def install(packages: list[str]) -> bool:
    """True when the packages could be installed."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        **quiet,
    )
    return done.returncode == 0


def main() -> int:
    packages = missing()
    if not packages or install(packages):
        return 0
    packages = [WHOLE if one == SHELL else one for one in packages]  # older systems have no shell
    if install(packages):
        return 0
    print(
        f"! Some tests need: {' '.join(packages)}. Install them: apt-get install {' '.join(packages)}"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
