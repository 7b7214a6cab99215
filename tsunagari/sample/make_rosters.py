"""見本の名簿 — makes the three invented rosters of the sample: `python -m tsunagari.sample.make_rosters`.

The files are kept in the repository and read in like everybody's. Made again they come out the
same: pupils are drawn from a fixed seed, and the files carry a fixed date.
"""

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

ROSTERS = Path(__file__).parent / "rosters"
TITLE = "見本 — 架空の名簿です。実在の人・学校ではありません。"
JAPANESE = ["学年", "組", "番号", "表示名", "性別", "英語レベル", "離す", "入学・転入日"]
ENGLISH = [
    "Grade",
    "Section",
    "No.",
    "Display name",
    "Gender",
    "English level",
    "Keep apart",
    "Joined on",
]
# file: sheet, header, grade, joined on, pupils a class, {class: word of its display names}
SCHOOLS = {
    "midoridai.xlsx": (
        ("見本 みどり台中", JAPANESE, "2", "R7.4.8", 35),
        {"1組": "kaki", "2組": "mikan", "3組": "hinoki", "4組": "tanpopo"},
    ),
    "otakakita.xlsx": (
        ("見本 おおたか北中", JAPANESE, "2", "令和7年4月8日", 35),
        {"1組": "kuri", "2組": "keyaki", "3組": "himawari", "4組": "tsubame"},
    ),
    "laspinas.xlsx": (
        ("Sample Las Piñas", ENGLISH, "Grade 8", "2025-06-16", 40),
        {
            "Mabini": "narra",
            "Rizal": "sampaguita",
            "Bonifacio": "mangga",
            "Del Pilar": "kawayan",
            "Jacinto": "agila",
            "Luna": "bituin",
            "Silang": "gumamela",
        },
    ),
}
PAIRS = 2  # keep-apart pairs a school
WRITTEN = (2026, 4, 1, 0, 0, 0)


def main() -> None:
    """Write all three files."""
    ROSTERS.mkdir(exist_ok=True)
    for name in SCHOOLS:
        (ROSTERS / name).write_bytes(roster(name))


def roster(name: str) -> bytes:
    """One roster as `.xlsx`, always the same."""
    (title, header, *facts), words = SCHOOLS[name]
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet["A1"] = TITLE
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(header)
    for row in rows(name, words, *facts):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A4"
    for letter, width in zip("ABCDEFGH", (10, 12, 8, 18, 10, 14, 12, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    made = BytesIO()
    book.save(made)
    return _dated(made.getvalue())


def rows(name: str, words: dict[str, str], grade: str, joined: str, size: int) -> list[list]:
    """Every pupil: half girls, half boys, one of few who chose neither; levels from low to high."""
    draw = random.Random(name)
    genders = ["男", "女", "その他"] if grade == "2" else ["M", "F", "Other"]
    made = []
    for section, word in words.items():
        halves = [genders[at % 2] for at in range(size)]
        halves[draw.randrange(size)] = genders[2]
        draw.shuffle(halves)
        for number in range(1, size + 1):
            level = draw.choices([1, 2, 3, 4, 5], [15, 30, 35, 15, 5])[0]
            made.append(
                [
                    grade,
                    section,
                    number,
                    f"{word}-{number:02}",
                    halves[number - 1],
                    level,
                    None,
                    joined,
                ]
            )
    for at in range(PAIRS):
        first, second = sorted(draw.sample(range(at * size, at * size + size), 2))
        made[first][6] = made[second][2]
    return made


def _dated(data: bytes) -> bytes:
    """The same file with one fixed date, so that making it again changes nothing."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-04-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(entry.filename, WRITTEN), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    main()
