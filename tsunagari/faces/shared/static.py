"""静的ファイル — hashed and compressed names, and our stylesheet joined into one file."""

import re

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "tn/tn.css"
IMPORT = re.compile(r"""@import url\('/static/([^']+)'\) layer\((\w+)\);""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def join_css(sheet: str, part_of) -> str:
    """The stylesheet with every @import replaced by that file's text in its layer, made small."""
    joined = IMPORT.sub(lambda m: f"@layer {m[2]} {{{part_of(m[1])}}}", sheet)
    lines = (line.strip() for line in COMMENT.sub("", joined).splitlines())
    return re.sub(r"\s*([{};])\s*", r"\1", "\n".join(line for line in lines if line))


class Storage(CompressedManifestStaticFilesStorage):
    """Production: one joined stylesheet, hashed names. Before collectstatic: plain names."""

    def post_process(self, paths, dry_run=False, **options):
        if SHEET in paths and not dry_run:
            paths = {**paths, SHEET: (self, SHEET)} if self._join(paths) else paths
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, paths) -> bool:
        def read(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        with open(self.path(SHEET), "w", encoding="utf-8") as file:
            file.write(join_css(read(SHEET), read))
        return True

    def stored_name(self, name):
        # Tests and a fresh clone have no manifest: the finders serve files under their own names.
        return super().stored_name(name) if self.hashed_files else name
