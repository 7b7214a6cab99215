"""見本の企業版ふるさと納税 — gifts of invented companies to an invented town, and one that cannot be.

Of the real town nothing is claimed: whether it may receive is shown as not confirmed.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from tsunagari.governance.fund.hometown import papers
from tsunagari.governance.fund.hometown.actions import money, way
from tsunagari.governance.fund.hometown.calculators import hometown_tax
from tsunagari.governance.fund.hometown.models import Donation, Project
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.papers.parts import Printed
from tsunagari.sample import people

MARK = "見本："
TOWN, REAL = "見本 あおば市", "流山市"
KNOWN = {"blue_return": "yes", "no_return": "yes", "linked": "no", "name_shown": True}
TAXES = {
    "corporation_tax_yen": 23_200_000,
    "prefecture_corporate_levy_yen": 232_000,
    "municipal_corporate_levy_yen": 1_392_000,
    "enterprise_tax_yen": 6_800_000,
}


def scan(words: str) -> bytes:
    """A picture that stands for a paper of the sample."""
    image = Image.new("RGB", (620, 360), "white")
    ImageDraw.Draw(image).multiline_text((40, 40), f"SAMPLE\n\n{words}", fill="black")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def load(*, by: Viewer, on: date) -> None:
    """One gift is in use, one waits for the town's answer, one cannot go where it was meant to."""
    town = parties.add_organisation(TOWN, kinds=["municipality"], municipality=TOWN)
    real = parties.add_organisation(REAL, kinds=["municipality"], municipality=REAL)
    project = _project(town, "あおば市", "見本 多文化の町づくり", by, on)
    way.confirm_project(
        project,
        certified="yes",
        excluded="no",
        until_day=None,
        source=MARK + "あおば市 企画の課に電話",
        by=by,
        on=on,
    )
    open_one = _project(real, REAL, "見本 寄附を使う事業（確かめる前）", by, on)
    maker, care = (_company(key) for key in ("seisakusho", "kaigo"))
    _used(maker, project, by, on)
    _waiting(care, project, by, on)
    _published(care, project, by, on)
    lead = way.open_case(maker, open_one, yen=500_000, by=by, on=on)
    told = {"head_office": "千葉県流山市見本1丁目", **KNOWN}
    way.tell(lead, seen=lead.version, by=by, on=on, **told)


def _project(town: Organisation, area: str, title: str, by, on: date) -> Project:
    plan = "見本 地域再生計画"
    return way.note_project(town, area=area, title=title, plan=plan, by=by, on=on)


def _company(key: str) -> Organisation:
    return Organisation.objects.get(party__name=people.BODIES[key]["name"])


def _printed(by: Viewer, day: date) -> Printed:
    return Printed(at=datetime.combine(day, time(1), UTC), body=by.body.title, sample=True)


def _offered(company, project, by, day: date, *, yen: int, kind: str = "money") -> Donation:
    """Told, estimated, checked, and the offer handed in, all on one day."""
    then = replace(by, on=day)
    one = way.open_case(company, project, yen=yen, kind=kind, by=then, on=day)
    told = {"head_office": "千葉県流山市見本1丁目", **KNOWN}
    one = way.tell(one, seen=one.version, by=then, on=day, **told)
    question = hometown_tax.Question(donation_yen=yen, on=day, **TAXES)
    answer = hometown_tax.answer(question)
    asked = question.model_dump(mode="json")
    one = way.keep_estimate(one, question=asked, answer=answer, by=then, on=day)
    if kind == "dispatch":
        way.dispatch(
            one,
            host=by.body,
            work="見本 日本語教室の運営",
            from_day=day,
            until_day=day + timedelta(days=180),
            cost_yen=yen,
            by=then,
            on=day,
        )
        one.refresh_from_db()
    one = way.check(one, seen=one.version, by=then, on=day)
    letter = papers.offer(one, on=day, at=_printed(by, day))
    return way.offer(one, offered_on=day, letter=letter, seen=one.version, by=then)


def _received(company, project, by, on: date, *, yen: int, subsidy: int) -> Donation:
    """Accepted, paid to the town, its receipt is there, the town has paid its subsidy."""
    book = Book.objects.get(owner=by.body)
    day = max(on - timedelta(days=50), book.opened_on)
    one = _offered(company, project, by, day, yen=yen)
    now = replace(by, on=on)
    one = way.accept(one, answered_on=day, seen=one.version, by=now)
    one = way.note_payment(one, payee=project.town, paid_on=day, seen=one.version, by=now)
    receipt = {"file": scan("Receipt of the town"), "name": "juryosho.png"}
    one = way.note_receipt(one, receipt_on=day, seen=one.version, by=now, **receipt)
    money.subsidise(
        one,
        fund=book.funds.get(code="general"),
        kind="subsidy",
        yen=subsidy,
        received_on=max(on - timedelta(days=20), day),
        measure="3-1",
        seen=one.version,
        by=now,
    )
    one.refresh_from_db()
    return one


def _spent(one: Donation, words: str, yen: int, by, on: date) -> None:
    file = scan(f"Receipt {yen:,} yen")
    told = {"used_on": on, "words": words, "yen": yen, "by": replace(by, on=on)}
    money.use(one, file=file, name="ryoshusho.png", **told)


def _used(company, project, by, on: date) -> None:
    """The town's subsidy is not used up yet."""
    one = _received(company, project, by, on, yen=1_000_000, subsidy=800_000)
    _spent(one, "見本 日本語教室の教材", 320_000, by, on)


def _published(company, project, by, on: date) -> None:
    """A small gift whose use everybody may read."""
    one = _received(company, project, by, on, yen=200_000, subsidy=200_000)
    _spent(one, "見本 交流会の会場", 200_000, by, on)
    one.refresh_from_db()
    money.publish(one, seen=one.version, by=replace(by, on=on), on=on)


def _waiting(company, project, by, on: date) -> None:
    """A dispatch of a specialist; the town has not answered for five weeks."""
    _offered(company, project, by, on - timedelta(days=35), yen=5_000_000, kind="dispatch")
