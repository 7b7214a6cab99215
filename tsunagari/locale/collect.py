"""翻訳 — finding every sentence of the product, and compiling the message files.

`.po` files are committed, `.mo` files are made by `make setup`; neither needs gettext's programs.
"""

import ast
import re
import tomllib
from pathlib import Path

import polib

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
FOLDERS = {"ja-easy": "ja_Easy", "en": "en", "vi": "vi", "id": "id", "fil": "fil"}
# Numbers whose titles stand on pages.
FIGURES = ("programmes/talent/law/figures.toml", "programmes/talent/settlement/figures.toml")
CALLS = {"_", "gettext", "gettext_noop", "gettext_lazy"}
IN_TEMPLATE = re.compile(r"""\b(?:_|gettext)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def po_file(language: str) -> Path:
    """Where the translations of a language live."""
    return HERE / FOLDERS[language] / "LC_MESSAGES" / "django.po"


def sentences() -> dict[str, list[str]]:
    """{sentence: files it stands in} over all Python files, templates and titles of figures, tests excepted."""
    found: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*")):
        if "tests" in file.parts or file.suffix not in (".py", ".html", ".txt"):
            continue
        source = file.read_text(encoding="utf-8")
        texts = _in_python(source) if file.suffix == ".py" else _in_template(source)
        for text in texts:
            found.setdefault(text, []).append(str(file.relative_to(PACKAGE)))
    for name in FIGURES:
        for figure in tomllib.loads((PACKAGE / name).read_text(encoding="utf-8")).values():
            found.setdefault(figure["title"], []).append(name)
    return found


def _in_python(source: str):
    tree = ast.parse(source)
    calls = CALLS | _called(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in calls and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                yield first.value


def _called(tree: ast.AST) -> set[str]:
    """What a file calls the functions that translate: `gettext_noop as noop`."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [name for node in imports for name in node.names]
    return {name.asname for name in names if name.asname and name.name in CALLS}


def _name(function) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _in_template(source: str):
    from django.utils.translation.template import templatize

    for match in IN_TEMPLATE.finditer(templatize(source)):
        yield ast.literal_eval(match[1])


def update() -> dict[str, int]:
    """Bring every .po file in step with the sources; {language: sentences without translation}."""
    now = sentences()
    missing = {}
    for language in FOLDERS:
        old = {entry.msgid: entry for entry in polib.pofile(str(po_file(language)))} if (
            po_file(language).exists()
        ) else {}
        new = polib.POFile(wrapwidth=99)
        new.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
        }
        for text in sorted(now):
            was = old.get(text)
            entry = polib.POEntry(msgid=text, msgstr=was.msgstr if was else "")
            if "%(" in text:
                entry.flags.append("python-format")
            new.append(entry)
        new.save(str(po_file(language)))
        missing[language] = sum(not entry.msgstr for entry in new)
    return missing


def compile_all() -> None:
    """Make the .mo files that Django reads."""
    for language in FOLDERS:
        if po_file(language).exists():
            file = polib.pofile(str(po_file(language)))
            file.save_as_mofile(str(po_file(language).with_suffix(".mo")))
