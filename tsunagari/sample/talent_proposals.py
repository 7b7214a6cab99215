"""見本の施策提言 — invented counts of three months, tables of them, and proposals on their way."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from tsunagari.programmes.talent.documents.papers.parts import Printed
from tsunagari.programmes.talent.proposals import actions, letter, queries
from tsunagari.programmes.talent.proposals.models import Month, Proposal, Table
from tsunagari.programmes.talent.proposals.rules import asking
from tsunagari.programmes.talent.proposals.rules.counts import Asked

MARK = "見本："
# Of each month: (topic, language, town, how many), all invented.
COUNTS = (
    (
        ("work", "vi", "流山市", 9),
        ("work", "id", "柏市", 6),
        ("life", "vi", "流山市", 7),
        ("residence", "fil", "流山市", 5),
        ("life", "en", "柏市", 5),
    ),
    (
        ("work", "vi", "流山市", 11),
        ("work", "id", "柏市", 5),
        ("life", "vi", "松戸市", 6),
        ("residence", "vi", "流山市", 6),
    ),
    (
        ("work", "vi", "流山市", 8),
        ("life", "vi", "流山市", 9),
        ("life", "id", "柏市", 8),
        ("residence", "vi", "流山市", 5),
        ("danger", "fil", "流山市", 1),
    ),
)
AGO = 75


def load(*, by, second, on: date) -> None:
    """Three months were counted, three tables published; one proposal came through, two are on their way."""
    day = on - timedelta(days=AGO)
    closed = asking.closed_months(
        day - timedelta(days=200), day, queries.figure("days_to_count", day)
    )[-3:]
    for month, places in zip(closed, COUNTS, strict=True):
        rows = sorted([list(place) for place in places])
        Month.objects.create(month=month, counted_on=day, places=rows)
    span = {"first": closed[0], "last": closed[-1]}
    before = {"by": replace(by, on=day), "on": day}
    topic, months, towns = (
        actions.publish_table(Asked(rows=rows, **span), **before)
        for rows in ("topic", "month", "town")
    )
    _published([topic, months], by, second, day)
    _waiting([topic, towns], by, second, on)
    _draft([towns], second, on)
    _checked([topic], by, second, on)


def _written(title: str, words: str, tables: list[Table], by, on: date, **more) -> Proposal:
    return actions.draft(
        title=MARK + title,
        words=words,
        tables=tables,
        by=replace(by, on=on),
        on=on,
        **{"topic": "work", "asked_of": "city"} | more,
    )


def _sent(proposal: Proposal, by, second, on: date) -> Proposal:
    checker, sender = replace(second, on=on), replace(by, on=on)
    checked = actions.check(proposal, seen=proposal.version, by=checker, on=on)
    printed = Printed(
        at=datetime.combine(on, time(1), UTC), body=by.body.title, record="", sample=True
    )
    to = MARK + "市役所 企画の課"
    return actions.send(
        checked,
        to=to,
        how="mail",
        sent_on=on,
        letter=letter.made(checked, to=to, on=on, at=printed),
        seen=checked.version,
        by=sender,
        on=on,
    )


def _published(tables, by, second, day: date) -> None:
    """Asked, answered and published."""
    words = "仕事の相談は、仕事が終わる夜に多く来ます。\n市の相談窓口を、月に2回、夜の8時まで開けてください。"
    voices = "「昼は休めないので窓口に行けない」という声を、何人もの人から聞きました。"
    proposal = _written(
        "夜に開く相談窓口", words, tables, by, day + timedelta(days=1), voices=voices
    )
    sent = _sent(proposal, by, second, day + timedelta(days=2))
    answered_on = day + timedelta(days=30)
    answered = actions.answer(
        sent,
        outcome="partly",
        words="来年度に、月に1回、夜の窓口を試します。（見本の返事です。）",
        answered_on=answered_on,
        seen=sent.version,
        by=replace(by, on=answered_on),
        on=answered_on,
    )
    shown_on = day + timedelta(days=35)
    actions.publish(answered, seen=answered.version, by=replace(second, on=shown_on), on=shown_on)


def _waiting(tables, by, second, on: date) -> None:
    """Sent five weeks ago; nobody has answered."""
    day = on - timedelta(days=35)
    words = (
        "柏市の工場で働く人のために、バスの時刻の案内をベトナム語とインドネシア語で出してください。"
    )
    proposal = _written("バスの案内をいろいろな言葉で", words, tables, by, day, topic="life")
    _sent(proposal, by, second, day)


def _draft(tables, second, on: date) -> None:
    """Written yesterday by a colleague: somebody else has to check it."""
    words = "県の日本語教室を、働く人が多い町に増やしてください。"
    _written(
        "日本語教室を増やす", words, tables, second, on - timedelta(days=1), asked_of="prefecture"
    )


def _checked(tables, by, second, on: date) -> None:
    """Checked by a second person, to be sent next."""
    words = "働く人の集まる町で、相談のカードをいろいろな言葉で配ってください。"
    day = on - timedelta(days=3)
    proposal = _written("相談のカードを配る", words, tables, by, day)
    actions.check(proposal, seen=proposal.version, by=replace(second, on=on), on=on)
