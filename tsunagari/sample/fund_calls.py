"""見本の公募 — one that takes applications, one that is being judged, one that was judged; all invented."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from PIL import Image, ImageDraw

from tsunagari.governance.fund.calls.actions import calls, judging, writing
from tsunagari.governance.fund.calls.actions import council as scoring
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.governance.fund.council.models import Council
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.parties.models import AccessCard, Organisation
from tsunagari.kernel.reviews.actions import Measure
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.roles.models import Viewer
from tsunagari.sample import people

MARK = "見本："
CRITERIA = (
    Measure("必要さ", 3, 1, 5, "1＝あまり要らない　5＝いますぐ要る"),
    Measure("実行する力", 2, 1, 5, "1＝むずかしい　5＝かならずできる"),
    Measure("お金の使い方", 1, 1, 5, "1＝むだがある　5＝よく考えられている"),
)
TEXTS = {
    "purpose": "言葉や文化のちがう人どうしが、地域で助けあう活動を支えます。（見本の文です。）",
    "eligibility": "東葛の市で1年以上活動する団体。個人も申請できます。",
    "procedure": "事務局が要件を確かめ、評議員が1人ずつ点数をつけ、評議会で決めます。",
    "cost_rules": "謝金・会場費・印刷費など、事業に直接かかる費用です。領収書で精算します。",
}
WORDS = {
    "summary": "言葉のちがう人が、となりの人と話せる場をつくります。（見本の文です。）",
    "need": "仕事と家の行き来だけの人が多く、町の人と話すきっかけがありません。",
    "plan": "月に2回、2時間の集まりを開きます。通訳を1人たのみます。",
    "effect": "半年で、のべ120人が参加し、20組の新しいつながりができます。",
    "other_yen": 0,
    "lawful": True,
    "aims": True,
    "others": "none",
}
# (body, title, asked, own, others)
OPEN = (
    ("seisakusho", "夜の日本語カフェ", 240_000, 60_000),
    ("soudan", "外国人の法律相談の日", 300_000, 100_000),
)
JUDGED = (
    ("kaigo", "介護の言葉のノート", 180_000, 60_000),
    ("shokuhin", "お国料理の夕べ", 120_000, 40_000),
    ("soudan", "引っこし手続きの同行", 260_000, 80_000),
)
# The member who is near the third application, and how.
NEAR, SCORED = 3, ((4, 4, 3), (5, 4, 4), (3, 3, 4), (4, 5, 4), (4, 3, 3), (2, 3, 3))


def load(*, by, on: date) -> None:
    """Calls on their way; the chair has one application left to declare on."""
    fund = Fund.objects.get(code="machi")
    council = Council.objects.select_related("body").order_by("pk").first()
    _open(fund, council, by, on)
    _drafted(fund, council, by, on)
    _judging(fund, council, by, on)
    _judged(fund, council, by, on)


def _at(on: date, hour: int = 10) -> datetime:
    return datetime.combine(on, time(hour), UTC) - timedelta(hours=9)


def _call(
    fund, council: Council, title: str, *, deadline: date, by, on: date, publish=True
) -> Call:
    made = calls.set_up(
        fund,
        body=council.body,
        criteria=CRITERIA,
        by=replace(by, on=on),
        on=on,
        title=MARK + title,
        measure="3-2",
        most_yen=300_000,
        share=Fraction(4, 5),
        budget_yen=600_000,
        from_day=deadline + timedelta(days=30),
        until_day=deadline + timedelta(days=210),
        deadline=deadline,
        **TEXTS,
    )
    if not publish:
        return made
    return calls.publish(made, seen=made.version, by=replace(by, on=on), on=on)


def _body(key: str) -> Organisation:
    return Organisation.objects.select_related("party").get(party__name=people.BODIES[key]["name"])


def _apply(
    call: Call, row, *, on: date, send: bool = True, officers: str = "見本 代表\n見本 会計"
) -> Application:
    """A body's application, with everything that is asked for."""
    key, title, asked, own = row
    body, at = _body(key), _at(on)
    made = writing.begin(
        call, applicant=body.party, channel=Application.Channel.PARTNER, by=None, on=on, at=at
    )
    fields = WORDS | {
        "name": body.title,
        "legal_form": "company" if "company" in body.kinds else "group",
        "founded_on": date(on.year - 6, 4, 1),
        "representative": "見本 代表",
        "officers": officers,
        "town": body.municipality,
        "email": "mihon@example.jp",
        "title": MARK + title,
        "from_day": call.from_day,
        "until_day": call.until_day,
        "asked_yen": asked,
        "own_yen": own,
        "agrees": send,
    }
    lines = [("fees", "通訳の謝金", asked), ("rooms", "会場", own)]
    writing.keep(made, fields, lines=lines, at=at)
    for kind in ("rules", "accounts"):
        name = f"mihon-{kind}.jpg"
        writing.attach(made, kind, _scan(), name=name, by=None, on=on, at=at)
    if send:
        writing.send(made, by=None, on=on, at=at)
    made.refresh_from_db()
    return made


def _scan() -> bytes:
    """A page that says that it is a sample."""
    page = Image.new("RGB", (420, 594), "white")
    drawn = ImageDraw.Draw(page)
    drawn.rectangle((24, 24, 396, 570), outline="gray")
    drawn.text((150, 280), "SAMPLE / MIHON", fill="black")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=60)
    return out.getvalue()


def _drafted(fund, council: Council, by, on: date) -> None:
    """Written, and not begun yet."""
    _call(
        fund,
        council,
        "となりの国の読み聞かせ",
        deadline=on + timedelta(days=40),
        by=by,
        on=on,
        publish=False,
    )


def _own(call: Call, on: date) -> None:
    """A person's own draft: nothing lacks, it can be sent."""
    card = AccessCard.objects.filter(purpose=AccessCard.Purpose.WORKER).order_by("pk").first()
    if card is None:
        return
    person = card.person
    body = Application.Form.PERSON
    made = writing.begin(
        call, applicant=person.party, channel="own", by=None, on=on, at=_at(on), legal_form=body
    )
    fields = WORDS | {
        "name": MARK + "個人の申請者",
        "town": "流山市",
        "email": "mihon@example.jp",
        "title": MARK + "ベトナム語の本だな",
        "from_day": call.from_day,
        "until_day": call.until_day,
        "asked_yen": 40_000,
        "own_yen": 10_000,
        "agrees": True,
    }
    lines = [("things", "本", 40_000), ("mail", "送料", 10_000)]
    writing.keep(made, fields, lines=lines, at=_at(on))
    writing.attach(made, "quote", _scan(), name="mihon.jpg", by=None, on=on, at=_at(on))


def _open(fund, council: Council, by, on: date) -> None:
    """Two weeks left: a draft that lacks a promise, and one that was sent."""
    call = _call(
        fund, council, "ことばの居場所づくり", deadline=on + timedelta(days=14), by=by, on=on
    )
    _apply(call, OPEN[0], on=on, send=False)
    _apply(call, OPEN[1], on=on)
    _own(call, on)


def _listed(fund, council: Council, title: str, rows, *, ago: int, closes: int, by, on: date):
    """A call whose list stands: (call, entries, members) of the day on which it was shown."""
    opened, deadline = on - timedelta(days=ago + 30), on - timedelta(days=ago + 5)
    call = _call(fund, council, title, deadline=deadline, by=by, on=opened)
    # Among the officers of the last one stands the name of a member of the council.
    near = people.FUND_MEMBERS[NEAR]
    made = [_apply(call, row, on=opened + timedelta(days=3)) for row in rows[:-1]]
    named = f"見本 代表\n{near[2]} {near[3]}"
    made.append(_apply(call, rows[-1], on=opened + timedelta(days=3), officers=named))
    day = on - timedelta(days=ago)
    office = {"by": replace(by, on=day), "on": day}
    calls.close(call, seen=call.version, at=_at(day), **office)
    for one in made:
        judging.judge(one, "ok", words="見本：要件に合っています。", at=_at(day), **office)
    entries = calls.show_list(call, closes_on=on + timedelta(days=closes), at=_at(day), **office)
    call.refresh_from_db()
    return call, entries, _members(council, day)


def _members(council: Council, on: date) -> list[Viewer]:
    rows = council.terms.select_related("party").order_by("pk")
    return [
        Viewer(party=one.party, kind=one.seat, body=council.body, language="ja", on=on)
        for one in rows
    ]


def _declare(entries: list[Entry], members: list[Viewer], left: int = 0) -> None:
    """All declare on all; one is near the last; the first leaves `left` of them open."""
    for number, member in enumerate(members):
        when = {"by": member, "on": member.on, "at": _at(member.on)}
        for place, entry in enumerate(entries):
            if number == 0 and place >= len(entries) - left:
                continue
            near = number == NEAR and place == len(entries) - 1
            scoring.declare(entry, "officer" if near else "none", **when)


def _score(entries: list[Entry], members: list[Viewer], skip: int = 0) -> None:
    keys = [one.pk for one in entries[0].call.criteria.all()]
    for number, member in enumerate(members[skip:], skip):
        when = {"by": member, "on": member.on, "at": _at(member.on, 15)}
        for place, entry in enumerate(entries):
            if number == NEAR and place == len(entries) - 1:
                continue
            values = dict(zip(keys, SCORED[(number + place) % len(SCORED)], strict=True))
            scoring.lock(entry, values, words="見本：よく考えられています。", **when)


def _judging(fund, council: Council, by, on: date) -> None:
    """The chair and a second member still have to score; nobody sees a value yet."""
    _, entries, members = _listed(
        fund, council, "くらしの言葉", JUDGED, ago=3, closes=6, by=by, on=on
    )
    _declare(entries, members, left=1)
    _score(entries, members, skip=2)


def _judged(fund, council: Council, by, on: date) -> None:
    """All locked; the scores, their spread and the ranking can be read."""
    call, entries, members = _listed(
        fund, council, "まちの台所", JUDGED[:2], ago=40, closes=-30, by=by, on=on
    )
    _declare(entries, members)
    _score(entries, members)
    day = on - timedelta(days=29)
    calls.finish(call, seen=call.version, by=replace(by, on=day), on=day)
