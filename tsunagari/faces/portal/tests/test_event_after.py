"""催しのあと（公開） — answering without a name, and a photograph that is gone with one press."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import NOW, TODAY
from tests.cast_afterwards import book_past, keys
from tests.pages import words
from tsunagari.programmes.community.afterwards.actions import asking, photos
from tsunagari.programmes.community.afterwards.models import Photo, Sheet
from tsunagari.programmes.community.events.models import Event

pytestmark = pytest.mark.usefixtures("cast_day")


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


def test_somebody_answers_by_the_link_once_a_press(client, survey):
    path = f"/events/{survey.event.code}/say/"
    assert "アンケートに答える" in words(client.get(f"/events/{survey.event.code}/"))
    page = client.get(path)
    assert "楽しかった。" in words(page)
    step, again, better = keys(survey)
    empty = client.post(path, {"press_key": "e"})
    assert (empty.status_code, "1つ以上答えてください。" in words(empty)) == (422, True)
    wrong = client.post(path, {step: "9", better: "のこる"})
    assert (wrong.status_code, "のこる" in words(wrong)) == (422, True)

    sent = {"press_key": "k", step: "5", again: "yes", better: "=よかった"}
    for _press in range(2):
        done = client.post(path, sent, follow=True)
    assert client.post(path, sent | {"press_key": "other"})["Location"] == path

    assert "ありがとうございました" in words(done)
    assert Sheet.objects.get().by == "link"
    # The browser keeps that it answered, and nothing else.
    [cookie] = client.cookies.values()
    assert (cookie.key, cookie.value.split(":")[0]) == (f"said-{survey.pk}", "1")
    assert "ありがとうございました" in words(client.get(path))
    # A mark that somebody made up is none, and another browser answers.
    other = Client()
    other.cookies[f"said-{survey.pk}"] = "1:x:y"
    assert "1つのブラウザ" not in words(other.get(path))
    assert other.post(path, sent | {"press_key": "o"}).status_code == 302
    assert Sheet.objects.count() == 2


def test_a_shut_link_takes_no_answer_while_bookings_still_answer_by_their_own(client, survey, sato):
    _booking, secret = book_past(survey.event)
    path, step = f"/events/{survey.event.code}/say/", keys(survey)[0]
    asking.shut_link(survey, shut=True, by=sato, on=TODAY)
    assert "このリンクの受付は終わりました。" in words(client.get(path))
    assert "アンケートに答える" not in words(client.get(f"/events/{survey.event.code}/"))

    assert client.post(path, {step: "4"}).status_code == 422
    assert client.post(f"/booking/{secret}/say/", {step: "4"}).status_code == 302

    assert [one.by for one in Sheet.objects.all()] == ["own"]
    asking.shut_link(survey, shut=False, by=sato, on=TODAY)
    assert client.post(path, {step: "4"}).status_code == 302


def test_on_the_offices_own_device_one_answers_after_the_other_and_they_are_counted_apart(
    client, staff_client, survey
):
    home, step = f"/desk/events/{survey.event.code}/after/survey/", keys(survey)[0]
    assert "会場の端末で開く" in words(staff_client.get(home))
    opened = [staff_client.post(f"{home}device/", {"act": "open"}) for _press in range(2)]
    assert opened[0].status_code == 302
    survey.refresh_from_db()
    path = f"/events/{survey.event.code}/say/{survey.device_key}/"
    page = staff_client.get(home)
    assert path in page.content.decode()
    assert "端末を閉じる" in words(page)
    assert "1人1回だけ答えてください。" in words(client.get(path))

    for at in range(3):
        done = client.post(path, {"press_key": f"k{at}", step: "4"}, follow=True)
        assert "次の人が答える" in words(done)
    client.post(path, {"press_key": "k2", step: "4"})
    client.post(f"/events/{survey.event.code}/say/", {step: "5"})

    assert sorted(Sheet.objects.values_list("by", flat=True)) == ["here", "here", "here", "link"]
    assert "会場の端末 3人" in words(staff_client.get(home))
    # Only the link for everybody leaves its mark.
    assert set(client.cookies) == {f"said-{survey.pk}"}
    staff_client.post(f"{home}device/", {"act": "shut"})
    assert client.get(path).status_code == client.post(path, {step: "4"}).status_code == 404
    assert Sheet.objects.count() == 4


def test_the_device_at_the_exit_takes_answers_from_the_beginning(client, survey, sato):
    key = asking.open_device(survey, by=sato, on=TODAY).device_key
    path, step = f"/events/{survey.event.code}/say/{key}/", keys(survey)[0]
    event = Event.objects.filter(pk=survey.event_id)
    event.update(starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
    assert client.post(path, {step: "4"}).status_code == 302
    event.update(starts_at=NOW + timedelta(minutes=1))

    assert client.post(path, {step: "4"}).status_code == 422
    assert Sheet.objects.count() == 1


def test_nobody_but_the_office_opens_the_device(client, yamada_client, survey):
    path = f"/desk/events/{survey.event.code}/after/survey/device/"
    assert client.post(path, {"act": "open"}).status_code == 302
    assert yamada_client.post(path, {"act": "open"}).status_code == 403

    assert client.get(f"/events/{survey.event.code}/say/x/").status_code == 404


def test_a_booking_answers_once_from_its_own_address(client, survey):
    _booking, secret = book_past(survey.event)
    path = f"/booking/{secret}/say/"
    assert "アンケートに答える" in words(client.get(f"/booking/{secret}/"))
    step = keys(survey)[0]

    for key in ("a", "b"):
        assert client.post(path, {"press_key": key, step: "4"}).status_code == 302

    assert Sheet.objects.count() == 1
    assert "ありがとうございました" in words(client.get(path))
    assert "アンケートに答える" not in words(client.get(f"/booking/{secret}/"))


def test_before_the_end_and_after_its_days_the_page_says_so(client, survey):
    event, path = survey.event, f"/events/{survey.event.code}/say/"
    for days in (-1, 15):
        Event.objects.filter(pk=event.pk).update(
            starts_at=event.starts_at - (event.ends_at - event.starts_at) * 12 * days,
            ends_at=event.ends_at - (event.ends_at - event.starts_at) * 12 * days,
        )
        assert "いまは答えられません" in words(client.get(path))
        refused = client.post(path, {keys(survey)[0]: "4"})
        assert (refused.status_code, Sheet.objects.count()) == (422, 0)
    Event.objects.filter(pk=event.pk).update(state="draft")
    assert client.get(path).status_code == 404


def test_who_holds_no_such_address_finds_nothing(client, past, photo):
    _booking, secret = book_past(past)
    for path in (
        f"/events/{past.code}/say/",
        f"/events/{past.code}/photos/{photo.code}/",
        f"/events/{past.code}/photos/NOSUCHCODE/",
        "/booking/nobody/say/",
        "/booking/nobody/photos/",
        f"/booking/{secret}/photos/{photo.code}/",
        f"/booking/{secret}/say/",
    ):
        assert client.get(path).status_code == 404, path


def test_a_photograph_is_stopped_with_one_press_and_its_address_is_empty(client, photo, sato):
    event = photo.event
    listed, path = f"/events/{event.code}/photos/", f"/events/{event.code}/photos/{photo.code}/"
    assert "いま、のせている写真はありません" in words(client.get(listed))
    photos.nobody(photo, by=sato, on=TODAY)
    photos.publish(photo, by=sato, on=TODAY)
    assert path in client.get(f"/events/{event.code}/").text
    for size in ("", "?size=small"):
        found = client.get(path + size)
        assert (found.status_code, found["Content-Type"]) == (200, "image/jpeg")
        assert found["Cache-Control"] == "no-store"
    assert client.get(f"{path}stop/").status_code == 405

    for key in ("a", "a", "b"):
        stopped = client.post(f"{path}stop/", {"press_key": key}, follow=True)

    assert "もう、だれにも見えません" in words(stopped)
    for address in (path, f"{path}?size=small"):
        assert client.get(address).status_code == 404
    assert path not in client.get(f"/events/{event.code}/").text
    photo.refresh_from_db()
    assert photo.stopped_by == Photo.Stopped.PAGE


def test_the_office_sees_whether_anybody_or_somebody_shown_stopped_a_photograph(
    staff_client, photo, sato
):
    def seen(how):
        Photo.objects.update(stopped_at=NOW, stopped_by=how)
        listed = words(staff_client.get(f"/desk/events/{photo.event.code}/after/photos/"))
        assert str(how.label) in listed
        return words(staff_client.get(f"/desk/events/photos/{photo.pk}/"))

    assert "公開ページを見ただれかが押しました。" in seen(Photo.Stopped.PAGE)
    assert "公開ページを見ただれかが押しました。" not in seen(Photo.Stopped.OWN)


def test_whoever_is_shown_says_yes_and_no_on_the_own_page(client, photo, sato):
    booking, secret = book_past(photo.event)
    _other, strange = book_past(photo.event, "次郎")
    told = {"by": sato, "on": TODAY}
    own = photos.add_person(photo, guest=booking.guests.get(), words="", yes_on=None, **told)
    path = f"/booking/{secret}/photos/"
    assert "あなたが写っている写真" in words(client.get(f"/booking/{secret}/"))
    assert client.get(f"{path}{photo.code}/").status_code == 200
    assert client.get(f"/booking/{strange}/photos/{photo.code}/").status_code == 404
    client.post(f"/booking/{strange}/photos/", {"person": own.pk, "answer": "yes"})
    client.post(path, {"person": "none", "answer": "yes"})
    own.refresh_from_db()
    assert own.yes_on is None

    client.post(path, {"person": own.pk, "answer": "yes", "press_key": "y"})
    photos.publish(photo, **told)
    assert "公開中" in words(client.get(path))
    client.post(path, {"person": own.pk, "answer": "stop", "press_key": "z"})

    photo.refresh_from_db()
    assert (photo.published_on, photo.stopped_by) == (None, "own")
    assert "やめました" in words(client.get(path))
