"""独立した写し — what the auditor's own tool reads adds up to our balances."""

import re
from collections import defaultdict
from datetime import date

from tsunagari.kernel.ledger import actions, beancount

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 1)


def added_up(text):
    """{account: yen} of the postings, and what the file says they must be."""
    sums, said, zero = defaultdict(int), {}, []
    for entry in text.split("\n\n"):
        rows = re.findall(r"^  (\S+)  (-?\d+) JPY$", entry, re.MULTILINE)
        zero.append(sum(int(yen) for _name, yen in rows))
        for name, yen in rows:
            sums[name] += int(yen)
        said |= dict(re.findall(r"^\S+ balance (\S+)  (-?\d+) JPY$", entry, re.MULTILINE))
    return dict(sums), {name: int(yen) for name, yen in said.items()}, set(zero)


def test_every_posting_stands_there_and_our_balances_are_asserted(fund, entry, sato):
    entry(fund, ("1120", 1_000), ("4200", -1_000), on=MAY, words='「花」の"寄附"\\')
    wrong = entry(fund, ("5220", 300), ("1120", -300), on=JUNE, measure="1-4")
    actions.reverse(wrong, on=JUNE, words="取り消し", by=sato)

    text = "".join(beancount.text(fund.book, until_day=JUNE))

    sums, said, zero = added_up(text)
    assert sums == said
    assert zero == {0}
    assert said["Assets:A1120:F-mirai"] == 1_000
    assert "2026-05-31 * \"「花」の'寄附'/\"\n" in text
    assert f'  reverses: "{wrong.pk}"\n' in text
    assert "2026-06-02 balance Assets:A1120:F-mirai  1000 JPY\n" in text


def test_later_days_are_left_out(fund, entry):
    entry(fund, ("1120", 1_000), ("4200", -1_000), on=JUNE)

    assert "balance" not in "".join(beancount.text(fund.book, until_day=MAY))
