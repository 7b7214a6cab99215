"""配役（人材） — Linh and those around her: a company, a sending organisation, and strangers to both.

Linh (candidate from Viet Nam), 森 (company), Tran (sending organisation), Mai (another candidate),
岡田 (another company), Bui (another sending organisation).
"""

import pytest
import time_machine

from tests.cast import NOW, PASSWORD, TODAY, YEAR_END, _client, viewer


def make_body(name, kind, **more):
    from tsunagari.kernel.parties.actions import add_organisation

    return add_organisation(name, kinds=[kind], **more)


def make_member(body, kind, email, **names):
    from tsunagari.kernel.roles.actions import admit

    return admit(body, kind, email=email, password=PASSWORD, by=None, on=TODAY, **names)


def make_case(person, system="ESD", *, by=None, state="candidate", **parts):
    from tsunagari.programmes.talent.people.actions import cases

    known = {"country": "VN"}
    return cases.open_case(person, system, state=state, by=by, on=TODAY, known=known, **parts)


@pytest.fixture
def cast_day():
    """The pages ask the clock; here it stands on the cast's day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def kept_files(settings, tmp_path):
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def linh(federation):
    """Linh — a candidate from Viet Nam."""
    from tsunagari.kernel.parties.actions import add_person

    return add_person(
        family="Nguyễn",
        given="Linh",
        family_latin="NGUYEN",
        given_latin="Linh",
        nationality="VNM",
        language="vi",
    )


@pytest.fixture
def mai(federation):
    """Mai — another candidate."""
    from tsunagari.kernel.parties.actions import add_person

    return add_person(family="Trần", given="Mai", nationality="VNM", language="vi")


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return make_body("流山製作所", "company", municipality="流山市")


@pytest.fixture
def hanoi(federation):
    """Hanoi HR — a sending organisation."""
    return make_body("Hanoi HR", "sending", country="VNM", zone="Asia/Ho_Chi_Minh", language="vi")


@pytest.fixture
def mori_login(maker):
    """森 — of the company."""
    return make_member(maker, "company_staff", "mori@example.jp", family="森", given="誠")


@pytest.fixture
def tran_login(hanoi):
    """Tran — of the sending organisation."""
    return make_member(hanoi, "sending_staff", "tran@example.vn", family="Trần", given="Minh")


@pytest.fixture
def bui_login(federation):
    """Bui — of another sending organisation."""
    body = make_body("Saigon HR", "sending", country="VNM")
    return make_member(body, "sending_staff", "bui@example.vn", family="Bùi", given="An")


@pytest.fixture
def okada_login(federation):
    """岡田 — of another company."""
    body = make_body("柏食品", "company")
    return make_member(body, "company_staff", "okada@example.jp", family="岡田", given="修")


@pytest.fixture
def kato_login(federation):
    """加藤 — a member of the third-party council."""
    body = make_body("第三者管理協議会", "council")
    return make_member(body, "council_member", "kato@example.jp", family="加藤", given="礼")


@pytest.fixture
def kato_client(kato_login):
    return _client(kato_login, staff=True)


@pytest.fixture
def tran(tran_login):
    return viewer(tran_login, language="vi")


@pytest.fixture
def mori(mori_login):
    return viewer(mori_login)


@pytest.fixture
def linh_case(linh, maker, hanoi, sato):
    """Linh's case under 育成就労."""
    return make_case(linh, by=sato, company=maker, sending=hanoi)


@pytest.fixture
def mai_case(mai, sato):
    """Mai's case, with nobody of Linh's around her."""
    return make_case(mai, by=sato)


@pytest.fixture
def linh_viewer(linh, federation):
    """Linh, as she asks through her card."""
    from tsunagari.kernel.roles.models import Viewer

    body = federation.party.organisation
    return Viewer(party=linh.party, kind="worker", body=body, language="vi", on=TODAY)


@pytest.fixture
def partner_client():
    """partner_client(login): a browser in which somebody of a body is signed in."""
    return _client


@pytest.fixture
def worker_client():
    """worker_client(person): a browser that holds this person's card."""
    from django.test import Client
    from django.utils import timezone

    from tsunagari.kernel.parties import actions, queries

    def hold(person):
        day = timezone.localdate()
        secrets = actions.issue_cards(
            [person], purpose="worker", valid_from=day, valid_until=YEAR_END, at=NOW
        )
        client = Client()
        session = client.session
        session["card"] = queries.card_for(secrets[person.pk], on=day).pk
        session.save()
        return client

    return hold
