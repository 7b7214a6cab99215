"""見本の訳 — a fund in every language, one whose Japanese changed since; a call and a decision in English."""

from datetime import date, timedelta

from django.utils import timezone

from tsunagari.governance.fund.calls.models import Call
from tsunagari.governance.fund.council.models import Meeting
from tsunagari.kernel.ledger import books
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.texts import queries
from tsunagari.kernel.texts.models import Text
from tsunagari.sample.ledger import fund
from tsunagari.sample.translating import translate

DAYS = 5
SAID = {
    "mirai": {
        "ja-easy": (
            "{見本|みほん} みらい{奨学|しょうがく}{基金|ききん}",
            "{見本|みほん}：{外国|がいこく}で {学|まな}ぶ {高校生|こうこうせい}・{大学生|だいがくせい}の お{金|かね}に {使|つか}います。",
        ),
        "en": (
            "Sample Mirai Scholarship Fund",
            "Sample: it pays scholarships for high-school and university students who study abroad.",
        ),
        "vi": (
            "Quỹ học bổng Mirai (mẫu)",
            "Mẫu: dùng làm học bổng cho học sinh trung học phổ thông và sinh viên học ở nước ngoài.",
        ),
        "id": (
            "Dana Beasiswa Mirai (contoh)",
            "Contoh: untuk beasiswa siswa SMA dan mahasiswa yang belajar di luar negeri.",
        ),
        "fil": (
            "Mirai Scholarship Fund (halimbawa)",
            "Halimbawa: para sa iskolarsip ng mga mag-aaral sa high school at kolehiyo na nag-aaral sa ibang bansa.",
        ),
    },
    "machi": {
        "en": (
            "Sample Hometown Fund",
            "Sample: it pays for passing on the history and nature of our towns.",
        ),
        "vi": (
            "Quỹ Quê hương (mẫu)",
            "Mẫu: dùng cho hoạt động truyền lại lịch sử và thiên nhiên của thành phố.",
        ),
    },
    "hiroba": {
        "en": (
            "Sample Multicultural Plaza Fund",
            "Sample: it pays for Japanese classes and gatherings.",
        ),
    },
}
DECIDED = (
    "Sample: the chair opened the meeting and confirmed the quorum.",
    "Sample: the number of consultations, the costs and the overlap with other grants were checked.",
    "Sample: consultations are growing, so the need is high.",
    "The cost of interpreting was reduced, because another grant covers part of it.",
    "Sample: one member wanted the full amount.",
    "Sample: choosing who stands in for the chair",
    "Sample: there is one candidate, who has experience.",
    "Sample: report on donations",
)
CALL = (
    "Sample: places for languages",
    "We support people of different languages and cultures who help each other in their area.",
    "(These sentences are a sample.)",
    "Bodies that have been active in the towns of Tokatsu for a year or more.",
    "Persons can apply too.",
    "The office checks the conditions, each council member gives points, and the council decides.",
    "Costs of the project itself, such as fees, rooms and printing.",
    "They are settled with receipts.",
    "Need",
    "1 = hardly needed, 5 = needed at once",
    "Ability to carry it out",
    "1 = difficult, 5 = certain",
    "Use of the money",
    "1 = wasteful, 5 = well thought out",
)
ANEW = "見本：まちの歴史と自然を、子どもたちに伝える活動に使います。"


def load(*, by: Viewer, second: Viewer, on: date) -> None:
    """Translated and checked some days ago; yesterday one sentence was made more exact."""
    when = {"on": on - timedelta(DAYS), "at": timezone.now() - timedelta(DAYS)}
    makers = {"by": by, "second": second, "when": when}
    for code, languages in SAID.items():
        for language, said in languages.items():
            translate(_page(fund(code)), language, said, **makers)
    decided, call = Meeting.objects.get(number=1), Call.objects.get(state=Call.State.PUBLISHED)
    translate(_page(decided), "en", DECIDED, **makers)
    translate(_page(call), "en", CALL, **makers)
    one = fund("machi")
    facts = {"name": one.name, "purpose": ANEW, "public": one.public, "seen": one.version}
    books.change_fund(one, **facts, by=by, on=on - timedelta(1))


def _page(row) -> Text:
    return queries.attached_to([row])[row.pk]
