"""W8 名簿 — reading and checking a roster, against openpyxl and the csv module in the same run.

The yardstick for `.xlsx` is openpyxl's read-only mode, for CSV the csv module, both followed by the
same checks row by row in plain Python. A figure counts only after its gate: both name the same
faults, cell by cell, and let the same rows through. Medians of paired, interleaved rounds.
"""

import csv
import io
import math
import random
import statistics
import time
from datetime import date

from tsunagari.base import sheets
from tsunagari.programmes.exchange.schools.rules import roster
from tsunagari.programmes.exchange.schools.rules.roster import Preview, RosterFacts

SIZES = (10_000, 30_000, 100_000)
ROUNDS = 3
TODAY = date(2026, 11, 24)
HEADER = ["学年", "組", "番号", "氏名", "フリガナ", "表示名", "性別", "英語レベル", "入学日"]
GRADE, CLASS, NUMBER, NAME, _KANA, CALLED, GENDER, LEVEL, JOINED = range(len(HEADER))
A_CLASS = 40
FAULTY = 0.01
# How a row goes wrong, and in which column: every kind that a row by itself can have.
SPOILT = {
    CLASS: ["", "Z組", "@SUM(1)"],
    NUMBER: ["", "x", "0", "1000"],
    CALLED: ["090-1234-5678", "a" * 41],
    GENDER: ["宇宙人"],
    LEVEL: ["9", "高い"],
    JOINED: ["2026-13-01", "きのう"],
}
WORDS = ["kaki", "mikan", "kuri", "biwa", "nashi", "matsu", "take", "sugi", "hinoki", "keyaki"]
GENDERS = {"女": "f", "男": "m", "その他": "x", "": ""}


def main() -> None:
    """Print ratios and growth; AssertionError when faults differ or a goal is not reached."""
    print("W8 rosters: rows / ours, yardstick, ratio (goals: xlsx ≥ 5, csv ≥ 20 times openpyxl)")
    for kind, goal in (("xlsx", 5), ("csv", 20)):
        measured = [one_size(size, kind) for size in SIZES]
        growth([(size, seconds) for size, seconds, _faster in measured])
        assert measured[-1][2] >= goal


def one_size(size: int, kind: str) -> tuple[int, float, float]:
    """One size of one kind; answers (rows, our seconds, how many times openpyxl)."""
    rows, facts = invented(size)
    book, text = as_xlsx(rows), as_csv(rows)
    data = book if kind == "xlsx" else text
    ways = {
        "ours": lambda: ours(data, facts),
        "openpyxl": lambda: checked(openpyxl_rows(book), facts),
        "csv module": lambda: checked(csv_rows(text), facts),
    }
    gate({name: told(way()) for name, way in ways.items()})
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(ROUNDS):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - began)
    mine = statistics.median(taken["ours"])
    print(f"  {kind:>4} {size:>8,} rows {mine:7.3f} s", end="")
    for name in ("openpyxl", "csv module"):
        beside = statistics.median(taken[name])
        print(f"   {name} {beside:7.3f} s {ratio(taken[name], taken['ours']):6.2f} ×", end="")
    print()
    return size, mine, ratio(taken["openpyxl"], taken["ours"])


def gate(answers: dict[str, tuple[list, list]]) -> None:
    """Every way names the same faults and lets the same rows through."""
    faults, good = answers["ours"]
    assert len(faults) > len(good) * FAULTY / 2
    for name, (their_faults, their_good) in answers.items():
        assert their_faults == faults, (name, sorted(set(their_faults) ^ set(faults))[:5])
        assert their_good == good, name


# われわれ ------------------------------------------------------------------------------------


def ours(data: bytes, facts: RosterFacts) -> Preview:
    """The preview of a file: good rows, and every fault with its sentence."""
    workbook = sheets.read(data, "roster")
    sheet, mapping = roster.find_sheet(workbook)
    return roster.check(sheet, mapping, facts)


def told(answer: Preview | tuple[list, list]) -> tuple[list, list]:
    """(row, column, rule) of every fault, and every row that comes through, for the gate."""
    if isinstance(answer, tuple):
        return answer
    faults = [(fault.row, fault.column, kind_of(fault.reason.rule)) for fault in answer.faults]
    good = [(row.row, row.class_name, row.number, row.display_name) for row in answer.rows]
    return faults, good


def kind_of(rule: str) -> str:
    """The rule, whatever it is that makes a text no day."""
    return "day" if rule.startswith("day.") else rule


# ものさし ------------------------------------------------------------------------------------


def openpyxl_rows(data: bytes):
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(values_only=True)


def csv_rows(data: bytes):
    return csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))


def checked(rows, facts: RosterFacts) -> tuple[list, list]:
    """The same checks as most people would write them: row by row, cell by cell."""
    faults: list[tuple[int, int, str]] = []
    kept, pupils, names = [], {}, {}
    for at, cells in enumerate(rows, 1):
        if at == 1:
            continue
        row = ["" if cell is None else str(cell).strip() for cell in cells]
        wrong = {
            CLASS: why_not_class(row[CLASS], facts),
            NUMBER: why_not_number(row[NUMBER]),
            CALLED: why_not_called(row[CALLED]),
            GENDER: "" if row[GENDER] in GENDERS else "gender.form",
            LEVEL: "" if row[LEVEL] in ("", "1", "2", "3", "4", "5") else "level.form",
            JOINED: why_not_day(row[JOINED]),
        }
        if not wrong[CLASS] and not wrong[NUMBER]:
            key = row[CLASS], int(row[NUMBER])
            if pupils.setdefault(key, at) != at:
                wrong[NUMBER] = "pupil.twice"
        if row[CALLED] and row[CALLED].replace(" ", "") == row[NAME].replace(" ", ""):
            wrong[CALLED] = "name.real"
        found = sorted((at, column, rule) for column, rule in wrong.items() if rule)
        if not found and names.setdefault(row[CALLED].casefold(), at) != at:
            found = [(at, CALLED, "name.twice")]
        faults += found
        if not found:
            kept.append((at, row[CLASS], int(row[NUMBER]), row[CALLED]))
    return faults, kept


def why_not_class(text: str, facts: RosterFacts) -> str:
    if not text:
        return "class.empty"
    if text[0] in "=+@":
        return "cell.formula"
    return "" if text in facts.classes else "class.unknown"


def why_not_number(text: str) -> str:
    if not text:
        return "number.empty"
    return "" if text.isdigit() and 1 <= int(text) <= 999 else "number.form"


def why_not_called(text: str) -> str:
    if len(text) > 40:
        return "name.long"
    digits = text.replace("-", "").replace(" ", "")
    return "name.contact" if "@" in text or (len(digits) >= 7 and digits.isdigit()) else ""


def why_not_day(text: str) -> str:
    try:
        if text:
            date.fromisoformat(text)
    except ValueError:
        return "day"
    return ""


# 名簿 ---------------------------------------------------------------------------------------


def invented(size: int) -> tuple[list[list[str]], RosterFacts]:
    """Rows with one fault in a hundred, and a school that knows their classes."""
    rng = random.Random(size)
    classes = {f"{1 + at % 3}年{at}組": 7 + at % 3 for at in range(size // A_CLASS)}
    rows = []
    for at in range(size):
        name = f"{1 + at // A_CLASS % 3}年{at // A_CLASS}組"
        rows.append(
            [
                name[0],
                name,
                str(at % A_CLASS + 1),
                f"見本 花子{at}",
                f"ミホン ハナコ{at}",
                called(at),
                rng.choice(["女", "男", "その他", ""]),
                str(rng.randint(1, 5)),
                f"2026-04-{at % 28 + 1:02}",
            ]
        )
    for at in rng.sample(range(1, size), int(size * FAULTY)):
        spoil(rows, at, rng)
    return rows, RosterFacts(on=TODAY, before=6, classes=classes)


def called(at: int) -> str:
    """A display name of its own; one in ten is a nickname and not like kaki-0701."""
    if at % 10 == 9:
        return f"はな{at}ちゃん"
    word, number = divmod(at, 10_000)
    return f"{WORDS[word]}-{number:04}"


def spoil(rows: list[list[str]], at: int, rng: random.Random) -> None:
    """One cell wrong by itself, or the row the same as another, or a real name shown."""
    kind = rng.randrange(len(SPOILT) + 2)
    if kind == len(SPOILT):
        rows[at][CALLED] = rows[at][NAME]
    elif kind > len(SPOILT):
        rows[at][NUMBER] = str((at - 1) % A_CLASS + 1)
        rows[at][CLASS] = rows[at - 1][CLASS]
        rows[at][GRADE] = rows[at - 1][GRADE]
    else:
        column = list(SPOILT)[kind]
        rows[at][column] = rng.choice(SPOILT[column])


def as_xlsx(rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("名簿")
    sheet.append(HEADER)
    for row in rows:
        # Numbers as a school types them: numbers, so that Excel can sort them.
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode("utf-8-sig")


def ratio(yardstick: list[float], mine: list[float]) -> float:
    """The median of paired rounds."""
    return statistics.median(a / b for a, b in zip(yardstick, mine, strict=True))


def growth(measured: list[tuple[int, float]]) -> None:
    """The exponent of the time over the size, by least squares on logarithms."""
    xs = [math.log(size) for size, _seconds in measured]
    ys = [math.log(seconds) for _size, seconds in measured]
    slope = statistics.linear_regression(xs, ys).slope
    print(f"{'':>22}growth exponent {slope:.2f} over {', '.join(f'{s:,}' for s, _ in measured)}")


if __name__ == "__main__":
    main()
