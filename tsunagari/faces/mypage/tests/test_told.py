"""つけた文 — what staff write to somebody is read in the own language, or honestly in another."""

import pytest

from tests.cast import NOW, TODAY
from tests.cast_texts import translate
from tests.pages import bare as words
from tsunagari.base.languages import language_in, state_in, written_in
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.talent.documents import actions as documents
from tsunagari.programmes.talent.safety import actions as safety
from tsunagari.programmes.talent.safety import forgetting

WHEN = {"on": TODAY, "at": NOW}
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"
pytestmark = pytest.mark.usefixtures("kept_files")


@pytest.fixture
def call(linh_case, linh_viewer):
    return safety.report(
        linh_case, kind="passport", part="company", words="会社の金庫です", by=linh_viewer, **WHEN
    )


def tell(call, told, by):
    call.refresh_from_db()
    facts = {"words": "電話した", "told": told, "seen": call.version, "by": by}
    safety.advance(call, **facts, **WHEN)
    return call.steps.last()


def duty() -> str:
    return Duty.objects.get(rule="texts.translate").state


def test_what_a_call_is_told_waits_for_its_translation_and_is_read_when_it_is_checked(
    call, linh, worker_client, sato, ito
):
    tell(call, "会社に電話しました。", sato)
    client = worker_client(linh)

    before = words(client.get("/vi/me/case/help/"))
    assert "会社に電話しました。" in before
    assert "Chưa có bản dịch tiếng của bạn. Đang hiện bằng" in before
    assert duty() == "open"

    text = Text.objects.get()
    assert text.name == "助けの知らせへの返事"
    translate(text, "vi", ["Chúng tôi đã gọi cho công ty."], sato, ito)

    after = words(client.get("/vi/me/case/help/"))
    assert "Chúng tôi đã gọi cho công ty." in after
    assert "会社に電話しました。" not in after
    assert duty() == "done"


def test_what_is_written_in_the_persons_language_needs_nobody(call, sato):
    tell(call, "Chúng tôi đã gọi.", sato)

    assert not Text.objects.exists()
    assert not Duty.objects.filter(rule="texts.translate").exists()


def test_the_reason_beside_a_refused_paper_is_translated_and_goes_with_the_refusal(
    linh_case, linh, linh_viewer, worker_client, sato, ito
):
    sent = documents.submit(linh_case, "cv", PDF, name="cv.pdf", by=linh_viewer, on=TODAY)
    refused = documents.refuse(sent, reasons=["unsigned"], said="2ページ目です。", by=sato, **WHEN)
    client = worker_client(linh)
    for path in ("/me/case/", "/me/case/papers/", "/me/case/bring/cv/"):
        page = words(client.get(f"/vi{path}"))
        assert "2ページ目です。" in page
        assert "Chưa có bản dịch tiếng của bạn. Đang hiện bằng" in page

    translate(Text.objects.get(), "vi", ["Đó là trang 2."], sato, ito)
    assert "Đó là trang 2." in words(client.get("/vi/me/case/papers/"))

    documents.undo(refused, by=sato, on=TODAY)
    assert not Text.objects.exists()
    assert duty() == "done"


def test_a_body_abroad_reads_why_a_paper_came_back_in_its_language(
    linh_case, tran, tran_login, client, sato, ito
):
    Party.objects.filter(pk=linh_case.sending_id).update(language="vi")
    sent = documents.submit(linh_case, "cv", PDF, name="cv.pdf", by=tran, on=TODAY)
    documents.refuse(sent, reasons=["unsigned"], said="2ページ目です。", by=sato, **WHEN)
    client.force_login(tran_login)
    path = f"/vi/partner/cases/{linh_case.pk}/documents/"
    for page in (path, f"{path}cv/"):
        assert "Chưa có bản dịch tiếng của bạn. Đang hiện bằng" in words(client.get(page))

    translate(Text.objects.get(), "vi", ["Đó là trang 2."], sato, ito)

    for page in (path, f"{path}cv/"):
        assert "Đó là trang 2." in words(client.get(page))
        assert "2ページ目です。" not in words(client.get(page))


def test_a_company_in_japan_reads_the_japanese_and_nobody_has_to_translate(linh_case, mori, sato):
    sent = documents.submit(linh_case, "contract", PDF, name="c.pdf", by=mori, on=TODAY)
    documents.refuse(sent, reasons=["unsigned"], said="2ページ目です。", by=sato, **WHEN)

    assert not Text.objects.exists()


def test_what_was_told_is_forgotten_with_the_person(call, linh, sato, ito):
    for by in (sato, ito):
        tell(call, "会社に電話しました。", by)
    assert Text.objects.count() == 2

    forgetting.forget(linh.party, on=TODAY)

    assert not Text.objects.exists()
    states = Duty.objects.filter(rule="texts.translate").values_list("state", flat=True)
    assert set(states) == {"void"}


def test_a_task_whose_japanese_alone_changes_has_old_translations_until_somebody_looked():
    first = written_in({}, {"ja": "見つけよう", "en": "Find", "fil": ""}, by="a")
    assert [state_in(first, code) for code in ("en", "fil")] == ["current", "missing"]

    changed = written_in(first, {"ja": "話そう", "en": "Find", "fil": ""}, by="b")
    assert state_in(changed, "en") == "outdated"
    assert (changed["en"]["by"], changed["ja"]["by"]) == ("a", "b")
    assert state_in(written_in(changed, {"ja": "話そう", "en": "Talk"}, by="b"), "en") == "current"
    assert state_in(written_in({}, {"ja": "話そう", "en": "Find"}, by="b"), "en") == "current"
    assert [language_in(first, code) for code in ("en", "fil", "ja-easy", "vi")] == [
        "en", "en", "ja", "en",
    ]  # fmt: skip
    assert language_in({}, "vi") == ""
