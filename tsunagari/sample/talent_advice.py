"""見本の相談 — eight invented consultations: answered, waiting, urgent, without a name, handed over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from django.utils import timezone
from PIL import Image, ImageDraw

from tsunagari.base.offices import last_open, next_open
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties.actions import hash_of
from tsunagari.kernel.parties.models import Login, Organisation, Person
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.talent.advice import actions
from tsunagari.programmes.talent.advice.models import Consultation, Message
from tsunagari.programmes.talent.people.models import Case
from tsunagari.sample import people

TOKYO = ZoneInfo("Asia/Tokyo")
MARK = "見本："


@dataclass
class Desk:
    """Who works at the desk, and the day of the sample."""

    by: Viewer
    second: Viewer
    on: date

    def when(self, days: int = 0) -> dict:
        """An open day some days ago at ten; today, now."""
        if not days:
            return {"on": self.on, "at": timezone.now()}
        day = last_open(self.on - timedelta(days=days))
        return {"on": day, "at": datetime.combine(day, time(10), TOKYO)}


def load(*, by, second, on: date) -> None:
    """Eight consultations of the last two months."""
    desk = Desk(by, second, on)
    candidate = Case.objects.filter(system="ESD", state="plan_applied").order_by("pk").first()
    trainee = Case.objects.filter(system="TITP", state="stage1_working").order_by("pk").first()
    _tax(desk)
    _card(desk, candidate.person)
    _rights(desk, trainee.person)
    _pension(desk)
    _rubbish(desk)
    _clinic(desk, trainee.person)
    _passport(desk)
    _pay(desk, trainee.person)


def _pay(desk: Desk, person: Person) -> None:
    """Asked today, waits for its first answer."""
    words = "MẪU: Phiếu lương tháng này thiếu tiền làm thêm. Tôi nên hỏi ai?"
    _ask(desk, "work", words, "vi", person=person)


def _card(desk: Desk, person: Person) -> None:
    """Answered with a translation, the person said that it is solved."""
    when, own = desk.when(21), _own(person, desk.on)
    words = "MẪU: Tôi chuyển nhà. Tôi phải làm gì với thẻ cư trú?"
    row = _ask(desk, "residence", words, "vi", days=21, person=person)
    _sort(desk, row, ["residence", "municipal_procedure"], when)
    first = row.messages.get(side=Message.Side.PERSON)
    said = MARK + "引っこしをします。在留カードはどうすればいいですか。"
    actions.translate(first, words=said, language="ja", by=desk.by, **when)
    answer = _answer(desk, row, "MẪU: Trong 14 ngày, mang thẻ đến tòa thị chính mới.", "vi", when)
    said = MARK + "14日のうちに、新しい市役所にカードを持って行きます。"
    actions.translate(answer, words=said, language="ja", by=desk.by, **when)
    actions.judge(row, solved=True, by=own, **desk.when(18))
    _close(desk, row, "solved", desk.when(18))


def _rubbish(desk: Desk) -> None:
    """From the paper on the wall, without a name; its answer is read by the sample's key."""
    when = desk.when(3)
    words = "CONTOH: Hari apa sampah plastik diambil di Nagareyama?"
    row = _ask(desk, "life", words, "id", days=3, channel="wall", town="流山市")
    Consultation.objects.filter(pk=row.pk).update(reply_hash=hash_of(people.REPLY_KEY))
    _sort(desk, row, ["daily_life"], when)
    words = "CONTOH: Lihat kalender sampah kota. Kami bisa kirim gambarnya."
    _answer(desk, row, words, "id", when)


def _passport(desk: Desk) -> None:
    """Urgent words without a name; somebody spoke with the person at once."""
    when = desk.when(1)
    words = "HALIMBAWA: Kinuha ang passport ko. Hindi ako makaalis."
    row = _ask(
        desk,
        "danger",
        words,
        "fil",
        days=1,
        channel="wall",
        town="柏市",
        contact="見本 090-0000-0000",
    )
    actions.reach(
        row, words=MARK + "電話で話した。けがはない。明日、窓口で会う。", by=desk.by, **when
    )
    _sort(desk, row, ["safety", "human_rights_harassment"], when, urgency="danger")
    words = "HALIMBAWA: Bawal kunin ang passport mo. Magkita tayo bukas."
    _answer(desk, row, words, "fil", when)


def _clinic(desk: Desk, person: Person) -> None:
    """Handed on to a colleague with words; an interpreter is booked for next week."""
    when = desk.when(2)
    words = "MẪU: Tôi muốn đi khám răng nhưng không biết nói tiếng Nhật."
    row = _ask(desk, "life", words, "vi", days=2, person=person)
    _sort(desk, row, ["medical", "interpretation_translation"], when)
    words = "MẪU: Chúng tôi sẽ đặt phiên dịch cho bạn."
    _answer(desk, row, words, "vi", when)
    day = next_open(desk.on + timedelta(days=7))
    booking = actions.book(
        row,
        kind="interpreter",
        who="見本 通訳 グエンさん",
        language="vi",
        starts_at=datetime.combine(day, time(14, 30), TOKYO),
        place="見本 歯科医院",
        by=desk.by,
        **when,
    )
    actions.settle_booking(booking, state="confirmed", by=desk.by, **when)
    words = MARK + "通訳は決まりました。当日いっしょに行ってください。"
    actions.hand_on(
        row, to=desk.second.party, deputy=desk.by.party, words=words, by=desk.by, **desk.when()
    )


def _tax(desk: Desk) -> None:
    """By telephone in English, closed; a question that many ask."""
    when = desk.when(45)
    words = "SAMPLE: A letter about resident tax came. Is it a mistake?"
    row = _ask(desk, "life", words, "en", days=45, channel="phone", town="野田市")
    _sort(desk, row, ["tax"], when)
    words = (
        "SAMPLE: It is for last year's income. Pay at a convenience store, or ask to pay in parts."
    )
    _answer(desk, row, words, "en", when)
    _close(desk, row, "informed", when)


def _rights(desk: Desk, person: Person) -> None:
    """Shown to an office outside, with the person's yes, and answered there."""
    when, own = desk.when(9), _own(person, desk.on)
    words = "MẪU: Hợp đồng nói tôi phải trả tiền nếu nghỉ việc. Có đúng luật không?"
    photo = papers.store_picture(_picture())
    row = _ask(desk, "work", words, "vi", days=9, person=person, photos=[photo])
    _sort(desk, row, ["work"], when)
    words = "MẪU: Chúng tôi hỏi văn phòng luật, nếu bạn đồng ý."
    _answer(desk, row, words, "vi", when, way="referred", to_whom=people.BODIES["soudan"]["name"])
    office = Organisation.objects.get(party__name=people.BODIES["soudan"]["name"])
    first = row.messages.get(side=Message.Side.PERSON)
    asked = actions.ask_to_share(row, to=office, messages=[first.pk], by=desk.by, **when)
    actions.agree(asked, yes=True, by=own, **desk.when(8))
    adviser = _adviser(desk.on)
    actions.read(row, by=adviser, **desk.when(7))
    words = (
        MARK
        + "「やめたらお金を払う」という約束は、法律で禁止されています。契約書を持ってきてください。"
    )
    actions.body_says(row, words=words, language="ja", by=adviser, **desk.when(7))


def _pension(desk: Desk) -> None:
    """At the counter in Chinese; the office asks again in some days."""
    when = desk.when(6)
    words = "样本：回国的时候，养老金能退吗？"
    row = _ask(desk, "residence", words, "zh", days=6, channel="visit", town="流山市")
    _sort(desk, row, ["pension_welfare"], when)
    _answer(desk, row, "样本：离开日本两年内可以申请。", "zh", when)
    day = next_open(desk.on + timedelta(days=8))
    actions.plan_follow_up(row, day=day, by=desk.by, **when)


# — steps —


def _picture() -> bytes:
    """An empty sheet that says what it is."""
    image, made = Image.new("RGB", (600, 400), "white"), BytesIO()
    ImageDraw.Draw(image).text((40, 40), "MIHON / SAMPLE", fill="black")
    image.save(made, "JPEG")
    return made.getvalue()


def _ask(desk: Desk, topic, words, language, *, days=0, person=None, channel="page", **more):
    by = _own(person, desk.on) if person else None if channel == "wall" else desk.by
    facts = {"topic": topic, "words": words, "language": language, "channel": channel}
    return actions.ask(**facts, person=person, by=by, **more, **desk.when(days))


def _sort(desk: Desk, row, categories, when, urgency="normal") -> None:
    actions.read(row, by=desk.by, **when)
    actions.triage(
        row,
        categories=categories,
        language=row.language,
        urgency=urgency,
        seen=_version(row),
        by=desk.by,
        **when,
    )


def _answer(desk: Desk, row, words, language, when, **more) -> Message:
    return actions.answer(
        row, words=words, language=language, seen=_version(row), by=desk.by, **more, **when
    )


def _close(desk: Desk, row, reason, when) -> None:
    actions.close(row, reason=reason, seen=_version(row), by=desk.by, **when)


def _version(row) -> int:
    row.refresh_from_db()
    return row.version


def _own(person: Person, on: date) -> Viewer:
    body = federation().party.organisation
    return Viewer(party=person.party, kind="worker", body=body, language="vi", on=on)


def _adviser(on: date) -> Viewer:
    login = Login.objects.get(email=people.email("hayashi"))
    role = Role.objects.select_related("body__party", "party").get(party=login.person_id)
    return Viewer(party=role.party, kind=role.kind, body=role.body, language="ja", on=on)
