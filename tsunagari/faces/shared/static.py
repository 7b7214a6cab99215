"""静的ファイル — hashed and compressed names; our stylesheet, and the scripts of a page, in one file."""

import re

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "tn/tn.css"
IMPORT = re.compile(r"""@import url\('/static/([^']+)'\) layer\((\w+)\);""")
# Scripts that pages load whole: their parts stand under js/, each by itself.
SCRIPTS = ("tn/own.js", "tn/visit.js", "tn/door.js")
PART = re.compile(r"import '\./([^']+)';\n")
NOTE = re.compile(r"^/\*.*?\*/|^[ \t]*//[^\n]*$", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def join_css(sheet: str, part_of) -> str:
    """The stylesheet with every @import replaced by that file's text in its layer, made small."""
    joined = IMPORT.sub(lambda m: f"@layer {m[2]} {{{part_of(m[1])}}}", sheet)
    lines = (line.strip() for line in COMMENT.sub("", joined).splitlines())
    return re.sub(r"\s*([{};])\s*", r"\1", "\n".join(line for line in lines if line))


def join_js(script: str, part_of) -> str:
    """A script with every import replaced by that part's text, without notes and indents."""
    return without_notes(PART.sub(lambda m: part_of(f"tn/{m[1]}"), script))


def without_notes(script: str) -> str:
    """A script as a phone needs it: without notes and indents."""
    lines = (line.strip() for line in NOTE.sub("", script).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


class Storage(CompressedManifestStaticFilesStorage):
    """Production: one joined stylesheet, hashed names. Before collectstatic: plain names."""

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            joined = [name for name in (SHEET, *SCRIPTS) if name in paths]
            for name in joined:
                self._join(name, paths)
            paths = paths | {name: (self, name) for name in joined}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, whole, paths) -> None:
        def read(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        join = join_css if whole == SHEET else join_js
        text = join(read(whole), read)
        with open(self.path(whole), "w", encoding="utf-8") as file:
            file.write(text)

    def stored_name(self, name):
        # Tests and a fresh clone have no manifest: the finders serve files under their own names.
        return super().stored_name(name) if self.hashed_files else name
