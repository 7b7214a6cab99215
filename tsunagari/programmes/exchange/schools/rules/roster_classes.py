"""名簿の学級 — which class a cell of a roster means, or the nearest one that it may mean."""

from difflib import get_close_matches

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Refused
from tsunagari.programmes.exchange.schools.rules import cells

MOST_GUESSES = 200  # comparing with every class takes long when a whole column is wrong


class Classes:
    """Finds the class that a cell means; each distinct pair of grade and cell once."""

    def __init__(self, known: dict[str, int], *, country: str, before: int, create: bool):
        self.known, self.country, self.before, self.create = known, country, before, create
        self.new: dict[str, int] = {}
        self.spelt: dict[str, str] = {}
        self.guesses = MOST_GUESSES
        self.by_section: dict[str, list[str]] = {}
        self.by_name = {fold(name): name for name in known}
        for name in known:
            _grade, section = cells.class_parts(name, before)
            self.by_section.setdefault(fold(section), []).append(name)

    def read(self, cell: tuple[int | None, str]) -> tuple[str, int]:
        """(class name, grade) of a grade and the text of the class column."""
        grade, text = cell[0], cells.plain(cell[1])
        if not text:
            words = _("組がありません。組を入力してください（例：B組、Rizal）。")
            raise cells.wrong(words, rule="class.empty")
        _refuse_dates(text)
        if (exact := self.by_name.get(fold(text))) and grade in (None, self.known[exact]):
            return exact, self.known[exact]
        own, section = cells.class_parts(text, self.before)
        if own and grade and own != grade:
            words = _("組「%(given)s」と学年の列が合いません。どちらかを直してください。")
            raise cells.wrong(words, text, "class.grade")
        return self._among_known(text, own or grade, section)

    def known_by(self, grade: int | None, text: str) -> str:
        """The name of a class of this file or of the school; Refused when there is none."""
        own, section = cells.class_parts(cells.plain(text), self.before)
        if (year := own or grade) and (name := self._named(year, section)) in self.new:
            return name
        create, self.create = self.create, False
        try:
            return self.read((grade, text))[0]
        finally:
            self.create = create

    def _among_known(self, text: str, grade: int | None, section: str) -> tuple[str, int]:
        grades = self.known
        known = [
            name for name in self.by_section.get(fold(section), []) if grade in (None, grades[name])
        ]
        if len(known) == 1:
            return known[0], grades[known[0]]
        if known:
            words = _("「%(given)s」は%(count)sつの学級にあてはまります。学年も入力してください。")
            raise cells.wrong(words, text, "class.which", count=len(known))
        if self.create:
            return self._made(text, grade, section)
        raise self._unknown(text, grade, section)

    def _made(self, text: str, grade: int | None, section: str) -> tuple[str, int]:
        if grade is None:
            words = _(
                "「%(given)s」の学年が分かりません。学年の列を作るか、2年B組 のように入力してください。"
            )
            raise cells.wrong(words, text, "class.no_grade")
        if len(section) > 30:
            words = _("組の名前は30文字までです。短くしてください。")
            raise cells.wrong(words, rule="class.long")
        name = self._named(grade, section)
        self.new[name] = grade
        return name, grade

    def _named(self, grade: int, section: str) -> str:
        """2年B組 in Japan, Grade 8 – Rizal elsewhere; one spelling for each new class."""
        if self.country == "JP":
            own = grade - self.before if grade > self.before else grade
            name = f"{own}年{section}組"
        else:
            name = f"Grade {grade} – {section}"
        return self.spelt.setdefault(fold(name), name)

    def _unknown(self, text: str, grade: int | None, section: str) -> Refused:
        wanted = fold(self._named(grade, section) if grade else text)
        among = [key for key, name in self.by_name.items() if self.known[name] == grade]
        near = self.guesses > 0 and get_close_matches(wanted, among or self.by_name, 1, 0.5)
        self.guesses -= 1
        if near:
            words = _(
                "「%(given)s」という学級はありません。「%(near)s」のまちがいなら、そう直してください。"
                "新しい学級なら、先に登録するか「学級も作る」を選んでください。"
            )
            return cells.wrong(words, text, "class.unknown", near=self.by_name[near[0]])
        words = _(
            "「%(given)s」という学級はありません。学級の名前を直すか、先に学級を登録するか、"
            "「学級も作る」を選んでください。（登録ずみ：%(known)s）"
        )
        return cells.wrong(
            words, text, "class.unknown", known="、".join(list(self.known)[:5]) or "—"
        )


def _refuse_dates(text: str) -> None:
    """Excel takes 2-1 for the first of February."""
    if len(text) >= 10 and text[:4].isdigit() and text[4] == text[7] == "-":
        words = _(
            "Excel が組を日付に変えています（%(given)s）。セルの書式を「文字列」にしてから、"
            "2年1組 のように入力しなおしてください。"
        )
        raise cells.wrong(words, text, "class.date")
