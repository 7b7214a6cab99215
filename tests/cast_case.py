"""配役（案件の書類） — Thu, whose papers are brought: a company, a sending organisation, strangers to both.

Thu (candidate from Viet Nam), 久保 (company), Phạm (sending organisation), Nga (another candidate),
太田 (another company), Võ (another sending organisation).
"""

import pytest
import time_machine

from tests.cast import NOW, PASSWORD, TODAY, _client, viewer


def body_of(name, kind, **more):
    from tsunagari.kernel.parties.actions import add_organisation

    return add_organisation(name, kinds=[kind], **more)


def member_of(body, kind, email, **names):
    from tsunagari.kernel.roles.actions import admit

    return admit(body, kind, email=email, password=PASSWORD, by=None, on=TODAY, **names)


def case_of(person, system="ESD", *, by=None, state="candidate", **parts):
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
def thu(federation):
    """Thu — a candidate from Viet Nam."""
    from tsunagari.kernel.parties.actions import add_person

    return add_person(
        family="Nguyễn",
        given="Thu",
        family_latin="NGUYEN",
        given_latin="Thu",
        nationality="VNM",
        language="vi",
    )


@pytest.fixture
def nga(federation):
    """Nga — another candidate."""
    from tsunagari.kernel.parties.actions import add_person

    return add_person(family="Trần", given="Nga", nationality="VNM", language="vi")


@pytest.fixture
def mill(federation):
    """流山製作所 — a company."""
    return body_of("流山製作所", "company", municipality="流山市")


@pytest.fixture
def agency(federation):
    """Hanoi HR — a sending organisation."""
    return body_of("Hanoi HR", "sending", country="VNM", zone="Asia/Ho_Chi_Minh", language="vi")


@pytest.fixture
def kubo_login(mill):
    """久保 — of the company."""
    return member_of(mill, "company_staff", "kubo@example.jp", family="久保", given="誠")


@pytest.fixture
def pham_login(agency):
    """Phạm — of the sending organisation."""
    return member_of(agency, "sending_staff", "pham@example.vn", family="Phạm", given="Minh")


@pytest.fixture
def vo_login(federation):
    """Võ — of another sending organisation."""
    body = body_of("Saigon HR", "sending", country="VNM")
    return member_of(body, "sending_staff", "vo@example.vn", family="Võ", given="An")


@pytest.fixture
def ota_login(federation):
    """太田 — of another company."""
    body = body_of("柏食品", "company")
    return member_of(body, "company_staff", "ota@example.jp", family="太田", given="修")


@pytest.fixture
def pham(pham_login):
    return viewer(pham_login, language="vi")


@pytest.fixture
def thu_case(thu, mill, agency, sato):
    """Thu's case under 育成就労."""
    return case_of(thu, by=sato, company=mill, sending=agency)


@pytest.fixture
def nga_case(nga, sato):
    """Nga's case, with nobody of Thu's around her."""
    return case_of(nga, by=sato)


@pytest.fixture
def signed_in():
    """signed_in(login): a browser in which somebody of a body is signed in."""
    return _client
