import pytest

from tests.cast import NOW, TODAY
from tests.cast_talent import make_body, make_member
from tsunagari.programmes.talent.advice import actions
from tsunagari.programmes.talent.advice.models import Message, Reading

pytestmark = pytest.mark.usefixtures("cast_day")
WHEN = {"on": TODAY, "at": NOW}
SECRET, KEPT = "Lương tháng này thiếu 20.000 yên", "Tôi không muốn ai biết"


@pytest.fixture
def lawyers(federation):
    return make_body("法律相談センター", "association")


@pytest.fixture
def hayashi(lawyers, partner_client):
    login = make_member(lawyers, "adviser", "hayashi@example.jp", family="林", given="恵")
    return partner_client(login)


@pytest.fixture
def shown(linh_case, linh, linh_viewer, lawyers, sato):
    """Linh shows the lawyers' office the first of her two messages."""
    who = {"language": "vi", "by": linh_viewer}
    row = actions.ask(topic="work", words=SECRET, channel="page", person=linh, **who, **WHEN)
    actions.say(row, words=KEPT, **who, **WHEN)
    first = row.messages.first()
    asked = actions.ask_to_share(row, to=lawyers, messages=[first.pk], by=sato, **WHEN)
    return actions.agree(asked, yes=True, by=linh_viewer, **WHEN)


def test_another_office_reads_what_is_shown_answers_and_stands_among_the_readers(
    shown, hayashi, lawyers
):
    address = f"/partner/advice/{shown.consultation_id}/"
    home = hayashi.get("/partner/").content.decode()
    page = hayashi.get(address).content.decode()

    assert "/partner/advice/" in home
    assert shown.consultation.code in hayashi.get("/partner/advice/").content.decode()
    assert SECRET in page
    assert KEPT not in page
    assert "Linh" not in page
    assert Reading.objects.get().body == lawyers
    assert hayashi.post(address, {"words": "", "language": "ja"}).status_code == 422
    assert hayashi.post(address, {"words": "送ります", "language": "ja"}).status_code == 302
    assert Message.objects.filter(side="body").count() == 1


def test_after_the_no_the_page_is_not_there_any_more(shown, hayashi, linh_viewer):
    actions.stop_sharing(shown, by=linh_viewer, **WHEN)

    assert hayashi.get(f"/partner/advice/{shown.consultation_id}/").status_code == 404
    assert "見せてもらった相談はありません" in hayashi.get("/partner/advice/").content.decode()


def test_no_company_sender_teacher_or_other_office_finds_it(
    shown, mori_login, tran_login, yamada_login, partner_client, staff_client, maker
):
    other = make_member(
        make_body("ほかの窓口", "association"), "adviser", "x@example.jp", family="他", given="一"
    )
    clients = [partner_client(one) for one in (mori_login, tran_login, yamada_login, other)]
    session = staff_client.session
    session["acting_for"] = maker.pk
    session.save()
    for client in [*clients, staff_client]:
        assert client.get(f"/partner/advice/{shown.consultation_id}/").status_code == 404
        page = client.get("/partner/advice/").content.decode()
        assert shown.consultation.code not in page
        assert SECRET not in page
