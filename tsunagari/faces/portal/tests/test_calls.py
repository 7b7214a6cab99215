import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.cast import NOW, TODAY
from tests.cast_calls import FILLED, make_application
from tests.cast_texts import translate
from tests.pages import bare as words
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import judging, writing
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import queries as known
from tsunagari.kernel.reviews.models import Call as Review
from tsunagari.kernel.texts import queries as texts

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")


def test_a_new_body_asks_for_a_link_writes_and_sends_without_an_account(
    call, client, django_capture_on_commit_callbacks
):
    assert "申請のリンクをもらう" in words(client.get(f"/calls/{call.code}/apply/"))
    assert client.post(f"/calls/{call.code}/apply/", {"email": "x"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/calls/{call.code}/apply/", {"email": "new@example.jp"})
    made = Application.objects.get()
    path = f"/calls/application/{queries.secret_of(made)}/"
    assert path in mail.outbox[0].body

    page = client.get(path)
    assert "足りないものが" in words(page)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    sent = {"name": "新しい会", "legal_form": "person", "town": "柏市", "email": "new@example.jp"}
    client.post(f"{path}who/", sent | {"version": made.version, "next": "1"})
    made.refresh_from_db()
    assert (made.name, made.applicant_id) == ("新しい会", None)
    fields = FILLED | {"name": "新しい会", "legal_form": "person"}
    made = writing.keep(made, fields, lines=[("fees", "謝金", 400_000)], at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{path}send/", {"seen": made.version})
    made.refresh_from_db()
    assert made.state == "sent"
    assert path in mail.outbox[1].body
    client.post(f"{path}withdraw/")
    client.post(f"{path}restore/")
    made.refresh_from_db()
    assert made.state == "sent"


def test_a_wrong_link_opens_nothing_and_too_many_close_the_line(call, client):
    made = writing.begin_by_mail(call, "new@example.jp", on=TODAY, at=NOW)
    wrong = f"/calls/application/{made.code}{'x' * 22}/"

    assert client.get(wrong).status_code == 404
    assert client.post(f"{wrong}send/").status_code == 404
    assert {client.get(wrong).status_code for _ in range(40)} == {404, 429}
    assert client.get(f"/calls/application/{queries.secret_of(made)}/").status_code == 200


def test_a_newer_link_ends_the_one_before_once_it_is_opened(call, client):
    def link():
        made = writing.begin_by_mail(call, "new@example.jp", on=TODAY, at=NOW)
        return f"/calls/application/{queries.secret_of(made)}/"

    paths = [link(), link(), link()]

    # Somebody else may have asked: until its owner opens the new one, the first goes on.
    assert [client.get(path).status_code for path in (*paths, paths[0])] == [200, 404, 200, 404]
    assert Application.objects.count() == 1


def test_one_mail_address_gets_three_links_an_hour_and_no_more(call, client):
    def ask(email):
        return client.post(f"/calls/{call.code}/apply/", {"email": email}).status_code

    assert [ask("new@example.jp") for _ in range(2)] == [302, 302]
    assert [ask(" New@Example.jp") for _ in range(2)] == [302, 422]
    assert ask("other@example.jp") == 302


def test_drafts_and_archived_calls_are_not_public_and_an_empty_list_says_so(call, client):
    for state in ("draft", "archived"):
        type(call).objects.update(state=state)
        assert client.get(f"/calls/{call.code}/").status_code == 404
        assert "まだ公募はありません" in words(client.get("/calls/"))


@pytest.fixture
def holder(linh, linh_case):
    """Linh's own phone."""
    until = TODAY + timedelta(days=90)
    issued = parties.issue_cards(
        [linh], purpose="worker", valid_from=TODAY, valid_until=until, at=NOW
    )
    client = Client()
    session = client.session
    session["card"] = known.card_for(issued[linh.pk], on=TODAY).pk
    session.save()
    return client


def test_a_person_applies_on_the_own_page_and_finds_nobody_elses(
    call, holder, linh, tsukushi, kept_files
):
    other = make_application(call, tsukushi, None)
    assert call.title in words(holder.get("/me/calls/"))
    begun = holder.post(f"/me/calls/{call.code}/begin/")
    made = Application.objects.get(channel="own")

    assert begun["Location"] == f"/me/applications/{made.code}/who/"
    assert (made.applicant_id, made.legal_form) == (linh.pk, "person")
    assert holder.get(f"/me/applications/{made.code}/").status_code == 200
    for path in ("", "who/", "files/"):
        assert holder.get(f"/me/applications/{other.code}/{path}").status_code == 404
    assert holder.post(f"/me/applications/{other.code}/send/").status_code == 404


def test_what_the_office_answers_a_person_is_read_in_their_language_or_waits_for_it(
    call, holder, linh, sato, ito, kept_files
):
    holder.post(f"/me/calls/{call.code}/begin/")
    fields = FILLED | {"legal_form": "person"}
    made = writing.keep(
        Application.objects.get(), fields, lines=[("fees", "謝金", 400_000)], at=NOW
    )
    holder.post(f"/me/applications/{made.code}/send/", {"seen": made.version})
    made.refresh_from_db()
    answer = {"reasons": ["papers"], "words": "日付を直してください。", "fix_by": TODAY}
    judged = judging.judge(made, "returned", by=sato, on=TODAY, at=NOW, **answer)
    path = f"/{linh.party.language}/me/applications/{made.code}/"
    text = texts.attached_to([judged], "words")[judged.pk]

    assert text.languages == [linh.party.language]
    assert "日付を直してください。 Chưa có bản dịch" in words(holder.get(path))
    translate(text, linh.party.language, ["Hãy sửa ngày."], sato, ito)
    page = words(holder.get(path))
    assert "Hãy sửa ngày." in page
    assert "日付を" not in page


def test_more_calls_than_a_page_holds_follow_on_the_next(call, client):
    review = {"title": "x", "body_id": call.review.body_id}
    reviews = Review.objects.bulk_create(Review(**review) for _ in range(50))
    plain = {
        field.attname: getattr(call, field.attname)
        for field in Call._meta.concrete_fields
        if field.attname not in ("id", "code", "review_id")
    }
    Call.objects.bulk_create(Call(**plain | {"review": one}) for one in reviews)

    first = client.get("/calls/").content.decode()
    assert first.count("tn-row-title") == 50
    [after] = re.findall(r'href="(\?after=[^"]+)"', first)
    assert client.get(f"/calls/{after}").content.decode().count("tn-row-title") == 1
