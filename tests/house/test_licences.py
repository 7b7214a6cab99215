"""利用許諾 — nothing under GPL or AGPL comes with the product."""

import re
from importlib.metadata import PackageNotFoundError, distribution

from tests.house.places import ROOT

# LGPL libraries are used unmodified; the others' words below are their own classifiers.
FORBIDDEN = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)


def _names():
    text = (ROOT / "requirements/run.txt").read_text()
    return re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", text, re.MULTILINE)


def _licence(name: str) -> str:
    about = distribution(name).metadata
    said = [about.get("License-Expression") or "", about.get("License") or ""]
    said += [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    return " / ".join(line.split("\n")[0] for line in said if line)


def test_no_distribution_of_the_install_is_under_gpl_or_agpl():
    found = {}
    for name in _names():
        try:
            found[name] = _licence(name)
        except PackageNotFoundError:
            continue  # for another platform

    assert len(found) > 40
    assert {n: said for n, said in found.items() if FORBIDDEN.search(said)} == {}


def test_scripts_of_others_carry_their_licence_and_it_is_a_free_one():
    folder = ROOT / "tsunagari/faces/shared/static/tn/js"
    others = [one.name for one in folder.glob("*.js") if one.read_text("utf-8").startswith("/*!")]

    assert others == ["qr.js"]
    assert "Permission is hereby granted, free of charge" in (folder / "qr.js").read_text("utf-8")
