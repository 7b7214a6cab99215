"""見本の費用 — what two invented people were asked to pay, what they say of it, and their cards.

One candidate paid more than two months of base pay, and disagrees with the sending organisation; one
trainee has a residence card whose number was read once, and asked for help once.
"""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties.models import AccessCard, Login
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import identifiers
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.kernel.roles.rules import READ_REASONS, read_reason
from tsunagari.programmes.talent.costs.actions import answers, lines, opinions
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.documents import actions as documents
from tsunagari.programmes.talent.people.actions import numbers
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.worker_card import VALID_DAYS
from tsunagari.programmes.talent.safety import actions as safety
from tsunagari.sample import people

DONG, BANK, BASE_PAY = Decimal("0.0059"), "見本 Ngân hàng", 190_000
# Written as Vietnamese people write; the sample says nothing else in it.
LESS = "Tôi đã trả 60.000 yên, không phải 40.000 yên."
OTHER = "Tôi đã trả 3.000 yên."
READ = read_reason(READ_REASONS[1], "見本")
OPINION = "見本：領収書がない。送出機関は、40,000円の領収書を事務局に出してください。"
TOLD = "Chúng tôi đã nói chuyện với công ty. Tháng sau bạn sẽ nhận được phần còn thiếu."


def load(*, by, on: date) -> None:
    """The ledgers of a candidate and of a trainee, and a card for each."""
    candidate = Case.objects.filter(system="ESD", state="plan_applied").order_by("pk").first()
    trainee = Case.objects.filter(system="TITP", state="stage1_working").order_by("pk").first()
    for case, (_who, secret) in zip((candidate, trainee), people.WORKER_CARDS, strict=True):
        _card(case, secret, on)
    _candidate(candidate, by, on)
    _trainee(trainee, by, on)


def _card(case: Case, secret: str, on: date) -> None:
    party = case.person.party
    party.language = "vi"
    party.save(update_fields=["language"])
    card = AccessCard.objects.create(
        person=case.person,
        purpose="worker",
        secret_hash=parties.hash_of(secret),
        made_at=timezone.now(),
        valid_from=on,
        valid_until=on + timedelta(days=VALID_DAYS),
    )
    pins.choose(card, people.PIN, people.PIN)


def _candidate(case: Case, by, on: date) -> None:
    """Over the cap: ¥300,000 and ¥60,000 confirmed, a broker, and a line on which they disagree."""
    own, tran = _self(case, on), _member("tran", on)
    lines.set_base_pay(case, BASE_PAY, seen=0, by=by, on=on, contract_on=on - timedelta(days=40))
    shown = _receipt(case, on)
    fee = _line(case, tran, 50_847_458, "fee", 60, on, words="見本：手続の手数料", receipt=shown)
    class_ = _line(
        case,
        _member("hoang", on),
        10_169_492,
        "training",
        50,
        on,
        whom="school",
        asked_by=case.school,
        words="見本：日本語の勉強",
    )
    for cost in (fee, class_):
        _answer(cost, own, on)
    _line(
        case,
        own,
        16_949_153,
        "fee",
        45,
        on,
        whom="broker",
        asked_by=None,
        whom_words="見本 紹介した人",
    )
    _line(
        case,
        tran,
        847_458,
        "papers",
        30,
        on,
        whom="public",
        asked_by=None,
        whom_words="見本 役所",
        words="見本：パスポートの手数料",
    )
    stamp = _line(
        case,
        tran,
        677_966,
        "papers",
        25,
        on,
        whom="public",
        asked_by=None,
        whom_words="見本 役所",
        words="見本：書類の手数料",
    )
    _answer(stamp, own, on, right=False, words=OTHER, claimed=508_475)
    again = _line(case, tran, 6_779_661, "fee", 5, on, words="見本：出発の前の手数料")
    _answer(again, own, on, right=False, words=LESS, claimed=10_169_492)
    council = _member("kato", on)
    opinions.say(again, OPINION, by=council, on=on, at=timezone.now())


def _trainee(case: Case, by, on: date) -> None:
    """A rent that waits for an answer, a number that was read once, a call for help that is over."""
    own = _self(case, on)
    company = _member("okada", on)
    now = timezone.now()
    lines.ask(
        case,
        Money(25_000),
        whom="company",
        category="living",
        asked_by=case.company,
        asked_on=on - timedelta(days=5),
        words="見本：寮の家賃（1か月分）",
        by=company,
        on=on,
        at=now,
    )
    card = numbers.enter(case.person.party, "residence_card", "MH12345678NX", by=by, on=on)
    identifiers.reveal(card, reason=READ, by=by, on=on)
    documents.submit(case, "residence_card", _picture(), name="card.jpg", by=own, on=on)
    then, at = on - timedelta(days=20), now - timedelta(days=20)
    call = safety.report(case, kind="pay", part="company", words="", by=own, on=then, at=at)
    for seen, told in ((1, ""), (2, TOLD)):
        call = safety.advance(
            call, words="見本：会社と本人に聞いた", told=told, seen=seen, by=by, on=then, at=at
        )


def _receipt(case: Case, on: date) -> Paper:
    """A receipt that everybody who reads the line may open."""
    facts = {"kind": "receipt", "on": on, "of": case.person.party, "about": case}
    return papers.keep(_picture(), name="receipt.jpg", **facts)


def _picture() -> bytes:
    """An empty sheet that says what it is."""
    image, made = Image.new("RGB", (600, 400), "white"), BytesIO()
    ImageDraw.Draw(image).text((40, 40), "MIHON / SAMPLE", fill="black")
    image.save(made, "JPEG")
    return made.getvalue()


def _line(case: Case, by, minor: int, category: str, days: int, on: date, **more) -> Cost:
    """A line in dong, asked and paid so many days ago."""
    day = on - timedelta(days=days)
    facts = {"whom": "sending", "asked_by": case.sending, "asked_on": day, "paid_on": day} | more
    money = Money(minor, "VND", DONG, day, BANK)
    return lines.ask(case, money, category=category, by=by, on=on, at=timezone.now(), **facts)


def _answer(cost: Cost, by, on: date, *, right: bool = True, **more) -> None:
    answers.answer(cost, right=right, seen=cost.version, by=by, on=on, at=timezone.now(), **more)


def _self(case: Case, on: date) -> Viewer:
    """The person of a case, as they ask through their card."""
    body = federation().party.organisation
    return Viewer(party=case.person.party, kind="worker", body=body, language="vi", on=on)


def _member(key: str, on: date) -> Viewer:
    """One of the people who sign in for a body."""
    login = Login.objects.get(email=people.email(key))
    role = Role.objects.select_related("body__party", "party").get(party=login.person_id)
    return Viewer(
        party=role.party,
        kind=role.kind,
        body=role.body,
        language=role.party.language,
        on=on,
        zone=role.body.party.zone,
    )
