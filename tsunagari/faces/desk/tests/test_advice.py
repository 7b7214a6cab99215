import re

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, viewer
from tests.cast_talent import make_body, make_member
from tsunagari.faces.desk import advice_forms
from tsunagari.faces.desk.advice_acts import VERBS
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.talent.advice import actions, queries, sealed
from tsunagari.programmes.talent.advice.models import Consultation, Message, Reading
from tsunagari.programmes.talent.guide import actions as guide
from tsunagari.programmes.talent.guide.actions import Written
from tsunagari.programmes.talent.guide.models import Answer

pytestmark = pytest.mark.usefixtures("cast_day")
WHEN = {"on": TODAY, "at": NOW}
SECRET = "Lương tháng này thiếu 20.000 yên"


@pytest.fixture
def asked(linh_case, linh, linh_viewer):
    return actions.ask(
        topic="work",
        words=SECRET,
        language="vi",
        channel="page",
        by=linh_viewer,
        person=linh,
        **WHEN,
    )


@pytest.fixture
def lawyers(federation):
    return make_body("法律相談センター", "association")


@pytest.fixture
def tanaka(federation):
    body = federation.party.organisation
    return make_member(body, "staff", "tanaka@example.jp", family="田中", given="実")


def do(client, row, verb, **data):
    row.refresh_from_db()
    return client.post(f"/desk/advice/{row.pk}/{verb}/", {"seen": row.version} | data)


def triaged(client, row):
    do(client, row, "triage", categories=["work"], language="vi", urgency="normal")
    return row


def test_a_consultation_is_read_sorted_and_answered(asked, staff_client, sato):
    page = staff_client.get(f"/desk/advice/{asked.pk}/").content.decode()
    assert SECRET in page
    assert "Linh" in page
    assert Reading.objects.get().by == sato.party

    answer = {"words": "Chúng tôi sẽ hỏi", "language": "vi", "way": "answered"}
    assert do(staff_client, asked, "answer", **answer).status_code == 422
    triaged(staff_client, asked)
    assert do(staff_client, asked, "answer", **answer).status_code == 302

    asked.refresh_from_db()
    assert (asked.state, asked.assignee) == ("answered", sato.party)
    assert Duty.objects.get(rule="2-3.answer").state == "done"


def test_whoever_was_slower_keeps_the_words_and_sees_the_others(asked, staff_client, sato):
    triaged(staff_client, asked)
    actions.answer(asked, words="Đã hỏi", language="vi", seen=2, by=sato, **WHEN)

    late = {"seen": 2, "words": "わたしの返事", "language": "vi", "way": "answered"}
    answer = staff_client.post(f"/desk/advice/{asked.pk}/answer/", late)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "画面を開いたあとに、内容が変わりました。" in page
    assert "わたしの返事" in page
    assert "Đã hỏi" in page
    assert Message.objects.filter(side="office").count() == 1


def test_every_act_of_the_desk_leads_back_to_the_page(asked, staff_client, lawyers):
    triaged(staff_client, asked)
    message = asked.messages.first()
    for verb, data in (
        ("note", {"words": "給与明細を見る"}),
        ("translate", {"message": message.pk, "language": "ja", "words": "今月の給料が足りない"}),
        (
            "book",
            {
                "kind": "interpreter",
                "who": "グエンさん",
                "language": "vi",
                "day_y": "2026",
                "day_m": "12",
                "day_d": "1",
                "hour": "14:30",
                "minutes": "60",
            },
        ),
        ("share", {"to": lawyers.pk, "messages": [message.pk]}),
        ("answer", {"words": "Vâng", "language": "vi", "way": "referred", "to_whom": "労基署"}),
        ("follow-up", {"day_y": "2026", "day_m": "12", "day_d": "8"}),
        ("report", {"kind": "pay", "part": "company"}),
    ):
        answer = do(staff_client, asked, verb, **data)
        assert answer.status_code == 302, (verb, answer.content.decode()[-3000:])
    booking = asked.bookings.get()
    assert do(staff_client, asked, "close", reason="solved").status_code == 422
    do(staff_client, asked, "settle", booking=booking.pk, state="held")
    assert do(staff_client, asked, "close", reason="solved").status_code == 302
    assert do(staff_client, asked, "reopen").status_code == 302

    page = staff_client.get(f"/desk/advice/{asked.pk}/").content.decode()
    for words in ("今月の給料が足りない", "グエンさん", "法律相談センター", "知らせを見る"):
        assert words in page
    file = staff_client.get(f"/desk/advice/{asked.pk}/bookings/{booking.pk}.ics")
    assert b"DTSTART:20261201T053000Z" in file.content
    assert "グエン" not in file.content.decode()
    assert sealed.who_and_where(booking)[0] == "グエンさん"


def test_an_answer_becomes_the_draft_of_a_public_one_without_what_was_struck_out(
    asked, staff_client, sato
):
    triaged(staff_client, asked)
    actions.answer(asked, words="Chúng tôi sẽ hỏi công ty", language="vi", seen=2, by=sato, **WHEN)
    page = staff_client.get(f"/desk/advice/{asked.pk}/").content.decode()
    assert "Chúng tôi sẽ hỏi công ty</textarea>" in page

    words = {"question": "給料が足りないとき", "answer": "会社に聞きます。", "category": "work"}
    answer = do(staff_client, asked, "public", language="ja", **words)

    [draft] = Answer.objects.all()
    assert answer["Location"] == f"/desk/guide/{draft.pk}/"
    assert SECRET not in staff_client.get(answer["Location"]).content.decode()


def test_a_checked_answer_is_put_into_the_reply_for_reading(asked, staff_client, sato, tanaka):
    written = Written(
        question="給料が足りないとき",
        words="会社に聞きます。",
        category="work",
        source="連合会",
        as_of=TODAY,
    )
    draft = guide.draft(written, by=sato, on=TODAY)
    [revision] = draft.revisions.all()
    guide.clean(revision, declared=[], confirmed=True, seen=1, by=sato, on=TODAY)
    revision.refresh_from_db()
    guide.publish(revision, seen=revision.version, by=viewer(tanaka), on=TODAY)
    triaged(staff_client, asked)

    page = staff_client.get(f"/desk/advice/{asked.pk}/").content.decode()
    chosen = staff_client.get(f"/desk/advice/{asked.pk}/?saved={draft.pk}").content.decode()
    assert f"?saved={draft.pk}" in page
    assert "会社に聞きます。</textarea>" in chosen


def test_it_is_handed_on_to_a_colleague_with_words(asked, staff_client, tanaka):
    triaged(staff_client, asked)
    words = {"to": tanaka.person_id, "words": "会社の担当と話すところまで"}

    assert do(staff_client, asked, "hand-on", **words).status_code == 302
    asked.refresh_from_db()
    assert asked.assignee_id == tanaka.person_id
    assert Duty.objects.get(rule="2-3.answer").assignee_id == tanaka.person_id
    assert do(staff_client, asked, "hand-on", **words).status_code == 422


def test_the_list_costs_the_same_however_long_and_narrows(
    asked, staff_client, linh, linh_viewer, django_assert_num_queries
):
    def ask(topic, language):
        return actions.ask(
            topic=topic,
            words="?",
            language=language,
            channel="page",
            by=linh_viewer,
            person=linh,
            **WHEN,
        )

    staff_client.get("/desk/advice/")
    with CaptureQueriesContext(connection) as one:
        staff_client.get("/desk/advice/")
    ask("life", "id")
    ask("danger", "fil")
    with django_assert_num_queries(len(one)):
        page = staff_client.get("/desk/advice/").content.decode()
    assert page.count("Linh さん") == 3
    for query, count in (
        ("language=id", 1),
        ("urgency=danger", 1),
        ("whose=nobody", 3),
        ("whose=mine", 0),
        ("stands=closed", 0),
        ("stands=all&q=Linh", 3),
        ("q=Mai", 0),
        ("category=work", 0),
    ):
        found = staff_client.get(f"/desk/advice/?{query}").content.decode()
        assert found.count("Linh さん") == count, query
        assert SECRET not in found


def test_what_was_told_by_telephone_is_taken_in(staff_client, linh_case, linh):
    known = {"channel": "phone", "topic": "life", "language": "vi", "words": "ごみ", "town": ""}

    assert staff_client.post("/desk/advice/new/", known | {"code": "NOBODY"}).status_code == 422
    answer = staff_client.post("/desk/advice/new/", known | {"code": linh.party.code})

    row = Consultation.objects.get()
    assert answer["Location"] == f"/desk/advice/{row.pk}/"
    assert (row.person, row.channel, row.reply_hash) == (linh, "phone", None)


def test_small_numbers_do_not_leave_the_house(asked, staff_client, federation):
    for _number in range(6):
        actions.ask(topic="life", words="?", language="id", channel="wall", town="柏市", **WHEN)
    page = staff_client.get("/desk/advice/counts/").content.decode()
    csv = staff_client.get("/desk/advice/counts.csv").content.decode("utf-8-sig")

    assert "少ないため出しません" in page
    assert csv.startswith("公表するときは、")
    assert "インドネシア" not in csv
    assert SECRET not in csv
    assert "ベトナム" not in csv
    assert staff_client.get("/desk/advice/counts.xlsx").status_code == 200
    assert queries.figure("smallest_count", TODAY) == 5


def test_nobody_else_opens_a_page_of_the_advice_desk(
    asked, mori_login, tran_login, kato_client, partner_client, worker_client, linh, suzuki_client
):
    clients = [partner_client(mori_login), partner_client(tran_login), kato_client, suzuki_client]
    for client in [*clients, worker_client(linh)]:
        for path in ("", f"{asked.pk}/", "counts/", "counts.csv", f"{asked.pk}/answer/"):
            answer = client.get(f"/desk/advice/{path}")
            assert answer.status_code in (302, 403)
            assert SECRET not in answer.content.decode()


def test_whatever_is_sent_to_an_act_it_answers(asked, staff_client):
    triaged(staff_client, asked)
    made = [one for one in vars(advice_forms).values() if isinstance(one, type(forms.Form))]
    names = {name for one in made for name in one.base_fields}
    for bad in ("", "²", "9" * 30, "9" * 4_301, "=a\0<b>" + "長😀" * 3_000):
        for verb in VERBS:
            sent = dict.fromkeys([*names, "day_y", "day_m", "day_d"], bad)
            answer = staff_client.post(f"/desk/advice/{asked.pk}/{verb}/", sent)
            assert answer.status_code in (302, 400, 404, 422), (verb, bad[:9])
    for path in (
        "?saved=²",
        "?saved=" + "9" * 30,
        "?after=x",
        "photos/1/",
        "bookings/1.ics",
        "no/",
    ):
        answer = staff_client.get(f"/desk/advice/{asked.pk}/{path}")
        assert answer.status_code in (200, 302, 404)


def test_a_second_press_answers_the_same_and_writes_once(asked, staff_client):
    triaged(staff_client, asked)
    page = staff_client.get(f"/desk/advice/{asked.pk}/").content.decode()
    form = page[page.index(f"/desk/advice/{asked.pk}/answer/") :]
    key = re.search(r'name="press_key" value="(\w+)"', form)[1]
    words = {"words": "Vâng", "language": "vi", "way": "answered", "seen": 2, "press_key": key}

    first, second = (
        staff_client.post(f"/desk/advice/{asked.pk}/answer/", words) for _press in range(2)
    )

    assert first["Location"] == second["Location"]
    assert Message.objects.filter(side="office").count() == 1
