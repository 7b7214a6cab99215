"""総合振込ファイル — byte for byte, and every reason why something cannot stand in it."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask, every
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.payments.rules import banks, days, letters, reading, transfer

WEDNESDAY = date(2026, 11, 25)
HEADER = transfer.Header(
    client_code="1234567890",
    client_name="ｼﾔ)ﾂﾅｶﾞﾘ",
    on=WEDNESDAY,
    bank_code="9900",
    bank_name="ｶｸｳ",
    branch_code="101",
    branch_name="ﾅｶﾞﾚﾔﾏ",
    account_type="1",
    account_number="1234567",
)
FIRST = transfer.Payment("9901", "001", "1", "7654321", "ﾄｸﾋ)ｱｼﾞｱ", 300_000, "ｺｳｷﾖｳ", "ﾎﾝﾃﾝ")
SECOND = transfer.Payment("9902", "002", "2", "0000123", "ｻｸﾗ ｹﾝｼﾕｳｼﾞﾖ", 45_600, "ﾁｲｷ", "ﾖｷﾝ")
PAYMENTS, PROFILE = [FIRST, SECOND], transfer.Profile()
VECTOR = "4c2452d4fdbae26ae9bbf66c694a50b049bf465febe9be60412c576d01380e97"


def refusals(header=HEADER, payments=PAYMENTS, profile=PROFILE, **more):
    """(field, rule) of every reason."""
    found = transfer.why_not(header, payments, profile, **more)
    return [(one.field, one.rule) for one in found]


def test_the_file_is_the_published_one_byte_for_byte():
    data = transfer.write(HEADER, PAYMENTS)

    assert hashlib.sha256(data).hexdigest() == VECTOR
    assert {len(line) for line in data.split(b"\r\n")[:-1]} == {120}
    assert len(transfer.write(HEADER, PAYMENTS, transfer.Profile("none"))) == 5 * 120


def test_whatever_cannot_stand_in_the_file_is_named_with_its_place_and_nothing_is_cut():
    wrong = {
        "payee": {
            "ｻｸﾗ ｹﾝｼｭｳｼﾞｮ": "letters.small",
            "サクラ": "letters.sign",
            "ｻｸﾗ😀": "letters.sign",
            "ｻｸﾗ,": "letters.sign",
            "ｻｸﾗｰ": "letters.sign",
            "ｻｸﾗｦ": "letters.sign",
            "sakura": "letters.sign",
            "ｻｸﾗ ": "letters.sign",
            "ｱﾞ": "letters.mark",
            "ﾞｶ": "letters.mark",
            "ｶﾟ": "letters.mark",
            "ｶﾞ" * 15 + "ｱ": "letters.long",
            " ": "file.name",
        },
        "yen": {
            0: "file.yen",
            -1: "file.yen",
            10**10: "file.yen",
            1.5: "file.yen",
            True: "file.yen",
        },
        "bank_code": {"990": "file.digits", "９９０１": "file.digits", "99O1": "file.digits"},
        "branch_code": {"1": "file.digits"},
        "account_number": {"12345678": "file.digits", "": "file.digits"},
        "account_type": {"3": "file.choice"},
        "bank_name": {"ｱ.": "letters.sign", "ｱ" * 16: "letters.long"},
        "new_code": {"3": "file.choice"},
        "edi": {"ｱ" * 21: "letters.long"},
        "customer_1": {"A": "file.digits"},
    }

    for field, values in wrong.items():
        for value, rule in values.items():
            found = refusals(payments=[FIRST, replace(SECOND, **{field: value})])
            assert (f"payments.1.{field}", rule) in found, (field, value, found)
    assert refusals(payments=[]) == [("payments", "file.empty")]
    assert refusals(profile=transfer.Profile("lf", "1")) == [
        ("profile.line_break", "file.choice"),
        ("profile.way", "file.choice"),
    ]
    assert refusals(header=replace(HEADER, client_code="12345678901", account_type="4")) == [
        ("header.client_code", "file.digits"),
        ("header.account_type", "file.choice"),
    ]


def test_a_refused_name_says_how_the_standard_would_write_it():
    [reason] = letters.why_not("ｻｸﾗ ｹﾝｼｭｳｼﾞｮ", field="payee", most=30)

    assert reason.facts == {"signs": "ｭｮ", "instead": "ｻｸﾗ ｹﾝｼﾕｳｼﾞﾖ"}
    assert letters.written("さくら　けんしゅうじょ") == "ｻｸﾗ ｹﾝｼﾕｳｼﾞﾖ"
    assert letters.written("ラーメン・abc") == "ﾗ-ﾒﾝ･ABC"
    assert letters.written("ヲヵヶヮｳﾞ") == "ｵｶｹﾜｳﾞ"
    assert letters.written("ｦ", wo=True) == "ｦ"
    assert letters.why_not("ｦ", field="payee", most=30, wo=True) == []
    [long] = letters.why_not("ｲﾂﾊﾟﾝｼﾔﾀﾞﾝﾎｳｼﾞﾝ" + "ﾅｶﾞﾚﾔﾏ" * 3, field="payee", most=30)
    assert long.facts["over"] == 3
    assert letters.shortened("カブシキガイシャサクラ") == "ｶ)ｻｸﾗ"
    assert letters.shortened("サクラ　カブシキガイシャ") == "ｻｸﾗ(ｶ"


def test_a_mark_is_a_byte_of_its_own():
    fits = replace(FIRST, payee="ｶﾞ" * 15)

    data = transfer.write(HEADER, [fits])

    assert data.split(b"\r\n")[1][50:80] == ("ｶﾞ" * 15).encode("cp932")
    assert refusals(payments=[replace(FIRST, payee="ｶﾞ" * 15 + "ｶ")]) == [
        ("payments.0.payee", "letters.long")
    ]


def test_money_moves_on_days_on_which_banks_settle():
    closed = {
        date(2026, 11, 28): date(2026, 11, 30),  # Saturday
        date(2026, 11, 23): date(2026, 11, 24),  # a holiday
        date(2026, 12, 31): date(2027, 1, 4),
        date(2027, 1, 3): date(2027, 1, 4),
        date(2028, 1, 1): None,  # beyond what is announced
    }
    for day, following in closed.items():
        [reason] = days.why_not(day)
        assert reason.rule == ("day.closed" if following else "day.provisional")
        assert reason.facts.get("next") == following
    for day in (date(2026, 12, 30), date(2027, 1, 4), date(2027, 3, 31), date(2027, 4, 1)):
        assert days.why_not(day) == []
    assert [one.rule for one in days.why_not(WEDNESDAY, on=date(2026, 11, 26))] == ["day.past"]
    assert days.why_not(date(2024, 2, 29)) == []


def test_what_can_be_written_may_still_deserve_a_look():
    found = transfer.warnings(HEADER, [FIRST, FIRST, SECOND], on=date(2026, 10, 1))

    assert [one.rule for one in found] == [
        "day.window",
        "file.twice",
        "file.codes",
        "file.bank",
        "file.bank",
    ]


NAMES = st.lists(
    st.sampled_from([*sorted(letters.KANA), "ｶﾞ", "ﾊﾟ", "A", "9", "(", ")", ".", "-"]),
    min_size=1,
    max_size=15,
).map("".join)
DIGITS = "0123456789"
PAYMENT = st.builds(
    transfer.Payment,
    st.sampled_from(sorted(banks.codes())),
    st.text(DIGITS, min_size=3, max_size=3),
    st.sampled_from(transfer.PAYEE_TYPES),
    st.text(DIGITS, min_size=7, max_size=7),
    NAMES,
    st.integers(1, transfer.MOST_YEN),
    edi=st.sampled_from(["", "ｼｴﾝ 11", "A"]),
)


@given(st.lists(PAYMENT, min_size=1, max_size=5), st.sampled_from(["crlf", "none"]))
def test_what_is_written_is_read_again(payments, line_break):
    data = transfer.write(HEADER, payments, transfer.Profile(line_break))

    read = reading.read(data, near=date(2026, 12, 1))

    assert (read.header, read.payments) == (HEADER, payments)
    assert read.profile.line_break == line_break


def test_a_bank_that_is_not_in_the_list_is_refused_unless_somebody_says_that_it_is_new():
    wrong = [replace(FIRST, bank_code="0002"), SECOND]

    assert (len(banks.codes()), banks.as_of()) == (1_146, date(2026, 5, 25))
    assert refusals(payments=wrong) == [("payments.0.bank_code", "file.bank")]
    assert refusals(replace(HEADER, bank_code="0003")) == [("header.bank_code", "file.bank")]
    assert refusals(payments=wrong, profile=transfer.Profile(unlisted=True)) == []
    looked = transfer.warnings(HEADER, [replace(FIRST, bank_code="0001"), *wrong])
    assert [(one.field, one.rule) for one in looked] == [
        ("payments", "file.codes"),
        ("payments.1.bank_code", "file.bank"),
        ("payments.2.bank_code", "file.bank"),
    ]


def test_a_file_that_does_not_fit_is_not_read():
    data = transfer.write(HEADER, PAYMENTS)
    lines = data.split(b"\r\n")
    broken = [
        b"",
        b"hello",
        data.replace(b"\r\n", b"\n"),
        data[1:],
        b"\r\n".join([lines[0], lines[2], *lines[3:]]),  # the sum is another
        b"\r\n".join([lines[1], lines[0], *lines[2:]]),
        data.replace(b"0000300000", b"000030000X"),
        data.replace(b"\r\n2", b"\r\n3"),
        data.replace("ﾄｸﾋ)".encode("cp932"), b"\x81\x20\x81\x20"),
        data.replace(b"1125", b"1340"),
    ]

    for one in broken:
        with pytest.raises(Refused):
            reading.read(one, near=WEDNESDAY)
    assert reading.read(data + b"\x1a", near=date(2027, 1, 2)).header.on == WEDNESDAY


def question(**more):
    plain = vars(HEADER) | {"on": "2026-11-25"}
    return {"header": plain, "payments": [vars(one) for one in PAYMENTS]} | more


def test_the_calculator_answers_the_file_or_every_refusal():
    calculator = every()["transfer-file"]

    found = ask(calculator, question())

    assert (found["sha256"], found["bytes"], found["yen"]) == (VECTOR, 5 * 122, 345_600)
    payments = [vars(FIRST) | {"payee": "サクラ　ケンシュウジョ"}, vars(SECOND) | {"yen": -5}]
    refused = ask(calculator, question(payments=payments))
    assert [(one["field"], one.get("instead")) for one in refused["refusals"]] == [
        ("payments.0.payee", "ｻｸﾗ ｹﾝｼﾕｳｼﾞﾖ"),
        ("payments.1.yen", None),
    ]
    agreed = ask(calculator, question(payments=payments[:1], confirmed=True))
    assert agreed["changes"] == [
        {
            "field": "payments.0.payee",
            "before": "サクラ　ケンシュウジョ",
            "after": "ｻｸﾗ ｹﾝｼﾕｳｼﾞﾖ",
        }
    ]
    with pytest.raises(BadQuestion) as bad:
        ask(calculator, question(payments=[vars(FIRST) | {"yen": 1.5, "bank_code": 9901}], x=1))
    assert [line.partition(":")[0] for line in bad.value.faults] == [
        "payments.0.bank_code",
        "payments.0.yen",
        "x",
    ]
