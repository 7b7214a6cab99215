"""配役（相談） — Linh asks; somebody at the wall asks without a name; a lawyers' office outside."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_talent import make_body, make_member
from tsunagari.programmes.talent.advice import actions

WHEN = {"on": TODAY, "at": NOW}
LATER = {"on": TODAY, "at": NOW + timedelta(minutes=5)}


@pytest.fixture
def asked(linh_case, linh, linh_viewer):
    """Linh asks about her wages."""
    return actions.ask(
        topic="work",
        words="Lương tháng này thiếu 20.000 yên",
        language="vi",
        channel="page",
        by=linh_viewer,
        person=linh,
        **WHEN,
    )


@pytest.fixture
def anonymous(federation, staff_login):
    """Somebody scans the paper on the wall."""
    return actions.ask(topic="life", words="ごみの日", language="ja-easy", channel="wall", **WHEN)


@pytest.fixture
def answered(asked, sato):
    """佐藤 has sorted it and answered."""
    actions.triage(
        asked, categories=["work"], language="vi", urgency="normal", seen=1, by=sato, **WHEN
    )
    actions.answer(asked, words="Chúng tôi sẽ hỏi", language="vi", seen=2, by=sato, **WHEN)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def lawyers(federation):
    """法テラス流山 — a body outside, with somebody who signs in."""
    return make_body("法律相談センター", "association")


@pytest.fixture
def lawyer_login(lawyers):
    return make_member(lawyers, "adviser", "hayashi@example.jp", family="林", given="恵")
