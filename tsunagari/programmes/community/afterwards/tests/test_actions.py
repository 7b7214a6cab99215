"""催しのあとにすること — answers without names, photographs with consent, accounts that stay."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection
from PIL import Image

from tests.cast import NOW, TODAY
from tests.cast_afterwards import AFTER, DURING, book_past, keys, made_past, picture, say
from tsunagari.base.days import fiscal_year
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.ledger import books
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.afterwards import numbers, queries
from tsunagari.programmes.community.afterwards.actions import accounts, asking, photos
from tsunagari.programmes.community.afterwards.actions.asking import Own
from tsunagari.programmes.community.afterwards.models import Answered, Photo, Sheet
from tsunagari.programmes.community.doors.models import Arrival
from tsunagari.programmes.community.events import accounts as money_of
from tsunagari.programmes.community.events.actions import mailing, money
from tsunagari.programmes.community.events.models import Event, Guest, Mail

# — アンケート —


def test_a_booking_answers_once_and_nothing_leads_from_the_answer_to_it(survey):
    booking, _secret = book_past(survey.event)
    answers = {keys(survey)[0]: "5"}
    told = {"on": TODAY, "at": AFTER, "booking": booking}

    assert asking.say(survey, answers, **told) is True
    assert asking.say(survey, answers, **told) is False
    sheet = Sheet.objects.get()
    assert (sheet.answers, sheet.on, sheet.by) == (answers, TODAY, "own")
    kept = f"{sheet.pk} {sheet.answers} {Answered.objects.get().mark}"
    assert booking.secret_hash not in kept
    assert booking.number not in kept
    assert set(Record.objects.values_list("did", flat=True)) >= {"say.asked", "event.registered"}
    assert not Record.objects.exclude(did="say.asked").filter(did__startswith="say.").exists()
    assert asking.has_answered(survey, booking)


def test_the_keys_of_the_sheets_say_nothing_of_who_answered_first(survey):
    again = keys(survey)[1]
    for _one in range(12):
        asking.say(survey, {again: "yes"}, on=TODAY, at=AFTER)

    made = [one.pk for one in Sheet.objects.order_by("pk")]
    assert len(made) == 12
    # Twelve random keys of 52 bits are nowhere near each other, as numbers that are counted would be.
    assert min(b - a for a, b in pairwise(made)) > 2**20


def test_what_cannot_be_answered_is_refused_with_its_number(survey):
    step, again, better = keys(survey)
    told = {"on": TODAY, "at": AFTER}
    for answers, words in (
        ({}, "1つ以上"),
        ({step: "6"}, "選べる言葉に"),
        ({better: "あ" * 1001}, "字までで"),
    ):
        with pytest.raises(Refused, match=words):
            asking.say(survey, answers, **told)
    with pytest.raises(Refused, match="いまは答えられません"):
        asking.say(survey, {again: "yes"}, on=TODAY, at=DURING)

    asking.say(survey, {again: "yes", "999999": "外から"}, **told)
    assert Sheet.objects.get().answers == {again: "yes"}


def test_own_words_are_asked_in_the_readers_language_and_stay_once_answered(past, sato):
    own = Own("どの料理がよかったですか。", "choice", ["カレー", "フォー"])
    told = {"days": 14, "by": sato, "on": TODAY}
    survey = asking.ask(past, ready=["enjoyed"], own=[own], **told)
    asking.ask(past, ready=["enjoyed"], own=[own], **(told | {"days": 20}))
    [_ready, item] = queries.items(survey)
    sentence = item.text.sentences.order_by("place").first()

    assert queries.asked([item], "vi")[0].choices == {"1": "カレー", "2": "フォー"}
    assert sentence.words == own.words
    survey.refresh_from_db()
    say(survey, ("4", "2"))
    assert survey.days == 20
    with pytest.raises(Refused, match="問いは変えられません"):
        asking.ask(past, ready=["enjoyed", "again"], own=[own], **told)
    assert asking.ask(past, ready=["enjoyed"], own=[own], **told).days == 14


def test_a_file_of_sheets_is_looked_at_read_in_without_names_and_taken_back(survey, sato):
    rows = "名前,1 楽しかった。,また来たいですか。,3\n花,5,はい,よ\0か\u202eった\n次郎,とてもそう思う,2,\n三郎,7,yes,\n,,,\n"
    told = {"by": sato, "at": AFTER}
    options = {"survey": survey.pk, "event": survey.event.code}
    batch = imports.upload("say", sato.body, rows.encode(), name="紙.csv", options=options, **told)
    preview = imports.look(batch, on=TODAY)
    step, again, better = keys(survey)

    assert preview.rows == [
        {step: "5", again: "yes", better: "よかった"},
        {step: "5", again: "no"},
    ]
    [fault] = preview.faults
    assert (fault.row, fault.column, fault.reason.words()) == (
        4,
        "B",
        "「7」は、問い1の答えとして読めません。",
    )
    assert "花" not in str(imports.workbook_of(batch))
    batch = imports.accept(batch, on=TODAY, **told)
    assert Sheet.objects.filter(by="file").count() == 2
    say(survey, ("3",))
    imports.undo(batch, on=TODAY, **told)
    assert list(Sheet.objects.values_list("by", flat=True)) == ["link"]
    with pytest.raises(Refused, match="問いの列が見つかりません"):
        imports.upload(
            "say", sato.body, "名前,町\n花,流山\n".encode(), name="x", options=options, **told
        )


def test_the_same_paper_is_read_in_once_unless_somebody_says_that_it_is_other_paper(survey, sato):
    told = {"by": sato, "at": AFTER}
    options = {"survey": survey.pk, "event": survey.event.code}

    def uploaded(rows):
        data = f"1,2,3\n{rows}".encode()
        return imports.upload("say", sato.body, data, name="紙.csv", options=options, **told)

    first, twice = uploaded("5,1,\n9,1,\n4,2,\n"), uploaded("5,1,\n9,1,\n4,2,\n")
    imports.accept(first, on=TODAY, **told)
    mended, others = uploaded("5,1,\n3,1,\n4,2,\n"), uploaded("4,2,\n5,1,\n")

    for batch in (twice, mended):
        with pytest.raises(Refused, match="の答えが、全部このファイルにもあります"):
            imports.accept(batch, on=TODAY, **told)
    assert Sheet.objects.count() == 2
    imports.accept(others, on=TODAY, **told)
    assert Sheet.objects.count() == 4
    imports.undo(others, on=TODAY, **told)
    imports.accept(twice, on=TODAY, options={"other": str(first.pk)}, **told)
    assert Sheet.objects.count() == 4
    for batch in (first, twice):
        imports.undo(batch, on=TODAY, **told)
    imports.accept(mended, on=TODAY, **told)
    assert Sheet.objects.count() == 3


def test_whoever_came_is_asked_by_mail_once_and_who_answered_is_not(survey, sato):
    bookings = [book_past(survey.event, email=f"a{at}@example.jp")[0] for at in range(3)]
    book_past(survey.event)
    session = _session(survey.event)
    for one in bookings[:2]:
        Arrival.objects.create(session=session, guest=one.guests.get(), at=DURING)
    told = {"on": TODAY, "at": AFTER}
    asking.say(survey, {keys(survey)[0]: "5"}, booking=bookings[0], **told)
    with pytest.raises(Refused, match="いまは答えられません"):
        asking.invite(survey, by=sato, on=TODAY, at=DURING)

    assert asking.invite(survey, by=sato, **told) == 1

    mail = Mail.objects.get(kind="say")
    assert mail.booking == bookings[1]
    assert "「春の集い」に来てくれて" in mailing.written(mail).body
    with pytest.raises(Refused, match="1回だけ"):
        asking.invite(survey, by=sato, **told)


# — 写真 —


def test_a_photograph_is_drawn_anew_upright_without_its_notes_in_two_sizes(photo):
    for blob, side in ((photo.blob, 900), (photo.small, 480)):
        data = papers.read(blob)
        image = Image.open(io.BytesIO(data))
        assert dict(image.getexif()) == {}
        assert b"MIHON" not in data
        assert (image.width, image.height) == (side // 2, side)
    assert (photo.width, photo.height, photo.published_on) == (450, 900, None)


def test_what_is_no_photograph_is_refused_with_words(past, sato, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = {"by": sato, "on": TODAY, "at": AFTER}
    for data, words in (
        (b"", "空です"),
        (b"GIF89a" + b"\0" * 99, "JPEG・PNG"),
        (b"%PDF-1.7", "JPEG・PNG"),
        (picture()[:400], "読めませんでした"),
        (b"\xff\xd8\xff" + b"\0" * 11_000_000, "10MB"),
    ):
        with pytest.raises(Refused, match=words):
            photos.add(past, data, **told)
    with pytest.raises(Refused, match="始まってから"):
        photos.add(past, picture(), **(told | {"at": NOW - timedelta(hours=4)}))
    assert not Photo.objects.exists()


def test_nobody_sees_it_before_everybody_on_it_said_yes(photo, sato):
    told = {"by": sato, "on": TODAY}
    booking, _secret = book_past(photo.event)
    with pytest.raises(Refused, match="だれが写っているか"):
        photos.publish(photo, **told)
    with pytest.raises(Refused, match="までの日"):
        photos.add_person(
            photo, guest=None, words="左の人", yes_on=TODAY - timedelta(days=1), **told
        )
    photos.add_person(photo, guest=None, words="左の人", yes_on=TODAY, **told)
    own = photos.add_person(photo, guest=booking.guests.get(), words="", yes_on=None, **told)
    with pytest.raises(Refused, match="と言っていない人"):
        photos.publish(photo, **told)
    with pytest.raises(Refused, match="言えません"):
        photos.nobody(photo, **told)

    photos.agree(own, by=None, on=TODAY)
    photos.publish(photo, **told)

    assert queries.public_photo(photo.code, photo.event) == photo
    photos.add_person(photo, guest=None, words="もう1人", yes_on=None, **told)
    assert queries.public_photo(photo.code, photo.event) is None


def test_stopping_takes_it_off_at_once_voids_every_yes_and_tells_the_office(photo, sato):
    told = {"by": sato, "on": TODAY}
    photos.add_person(photo, guest=None, words="左の人", yes_on=TODAY, **told)
    photos.publish(photo, **told)

    for _press in range(2):
        photos.stop(photo, how=Photo.Stopped.PAGE, by=None, on=TODAY, at=AFTER)

    assert queries.public_photo(photo.code, photo.event) is None
    assert Record.objects.filter(did="photo.stopped").count() == 1
    duty = Duty.objects.get(rule="photo.look")
    assert (duty.state, duty.facts["title"]) == ("open", "春の集い")
    assert duty.doer_id == sato.body.pk
    with pytest.raises(Refused, match="と言っていない人"):
        photos.publish(photo, **told)
    photos.look(photo, **told)
    duty.refresh_from_db()
    assert duty.state == "done"
    photos.hear(photo.people.get(), TODAY, **told)
    photos.publish(photo, **told)
    assert queries.public_photo(photo.code, photo.event) == photo


def test_a_photograph_of_nobody_that_somebody_stopped_comes_back_only_with_people(photo, sato):
    told = {"by": sato, "on": TODAY}
    photos.nobody(photo, **told)
    photos.publish(photo, **told)
    photos.stop(photo, how=Photo.Stopped.PAGE, by=None, on=TODAY, at=AFTER)

    with pytest.raises(Refused, match="言えません"):
        photos.nobody(photo, **told)
    with pytest.raises(Refused, match="やめてほしいと言われた"):
        photos.publish(photo, **told)


@pytest.mark.django_db(transaction=True)
def test_pressed_by_many_at_once_one_answer_counts_and_what_is_stopped_stays_stopped(
    survey, photo, sato
):
    booking, _secret = book_past(survey.event)
    answers = {keys(survey)[0]: "5"}
    photos.nobody(photo, by=sato, on=TODAY)
    ready = Barrier(6)

    def press(at):
        try:
            ready.wait()
            if at < 3:
                asking.say(survey, answers, on=TODAY, at=AFTER, booking=booking)
            elif at == 3:
                photos.stop(photo, how="page", by=None, on=TODAY, at=AFTER)
            else:
                photos.publish(photo, by=sato, on=TODAY)
        except Refused:
            return at
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        refused = list(pool.map(press, range(6)))

    assert refused[:4] == [None] * 4
    assert Sheet.objects.count() == 1
    photo.refresh_from_db()
    assert (photo.published_on, photo.stopped_by) == (None, "page")


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_is_gone_and_its_story_stays(photo, sato):
    paths = [papers.path_of(blob.sha256) for blob in (photo.blob, photo.small)]
    assert [one.exists() for one in paths] == [True, True]

    photos.discard(photo, by=sato, on=TODAY, at=AFTER)

    assert [one.exists() for one in paths] == [False, False]
    photo.refresh_from_db()
    assert (photo.blob, photo.small, photo.stopped_by) == (None, None, "office")
    assert {"photo.added", "photo.stopped", "photo.discarded"} <= set(
        Record.objects.values_list("did", flat=True)
    )


def test_forgetting_a_person_takes_their_photographs_with_the_files(photo, sato, yamada_login):
    from tsunagari.programmes.community.afterwards import forgetting

    party = yamada_login.person.party
    booking, _secret = book_past(photo.event)
    Guest.objects.filter(booking=booking).update(party=party)
    photos.add_person(photo, guest=booking.guests.get(), words="", yes_on=TODAY, by=sato, on=TODAY)
    photos.publish(photo, by=sato, on=TODAY)

    assert forgetting.forget(party, on=TODAY) == 1
    photo.refresh_from_db()
    assert (photo.blob, photo.published_on) == (None, None)
    assert forgetting.forget(sato.party, on=TODAY) == 0


def test_a_year_later_nobody_is_meant_by_words_any_more(survey, photo, sato):
    from tsunagari.programmes.community.afterwards import forgetting

    photos.add_person(photo, guest=None, words="左の花", yes_on=None, by=sato, on=TODAY)
    say(survey, ("5", "yes", "花がやさしかった"))
    last = TODAY + timedelta(days=365)

    assert forgetting.forget_old(on=last) == 0
    assert forgetting.forget_old(on=last + timedelta(days=1)) == 2
    assert forgetting.forget_old(on=last + timedelta(days=1)) == 0
    step, again, _better = keys(survey)
    assert Sheet.objects.get().answers == {step: "5", again: "yes"}
    assert not photo.people.get().words


# — 会計 —


def test_the_accounts_are_closed_with_a_print_and_later_differences_are_seen(
    past, fund, entry, sato
):
    told = {"by": sato, "on": TODAY}
    accounts.plan(past, [("out", "5270", "会場", 8_000)], **told)
    entry(fund, ("5270", 7_700), ("1120", -7_700), project=past.code)
    entry(fund, ("5270", 999), ("1120", -999), project="OTHER")
    with pytest.raises(Refused, match="終わってから"):
        accounts.close(past, at=DURING, **told)

    first = accounts.close(past, at=AFTER, **told)

    assert first.snapshot["rows"] == [["out", "5270", "会場", 8_000, 7_700]]
    with pytest.raises(Refused, match="何も変わっていません"):
        accounts.close(past, at=AFTER, **told)
    with pytest.raises(Refused, match="変えられません"):
        accounts.plan(past, [], **told)
    late = entry(fund, ("5270", 500), ("1120", -500), project=past.code)
    assert len(queries.journals(past)["5270"]) == 2
    assert late in queries.journals(past)["5270"]
    second = accounts.close(past, at=AFTER, **told)
    assert (second.number, second.digest != first.digest) == (2, True)


def test_what_was_kept_of_a_budget_is_free_when_the_accounts_are_closed(
    past, book, fund, entry, sato
):
    told = {"by": sato, "on": TODAY}
    year = fiscal_year(money_of.day_of(past))
    books.set_budget(book, year=year, fund=fund, measure=past.measure, yen=9_000, **told)
    budget = money_of.budgets(past).get()
    money.keep(past, budget, 8_000, at=DURING, **told)
    entry(fund, ("5270", 7_700), ("1120", -7_700), project=past.code)

    accounts.close(past, at=AFTER, **told)

    budget.refresh_from_db()
    assert (budget.reserved_yen, money_of.due(past)) == (0, None)
    with pytest.raises(Refused, match="終わった催し"):
        money.keep(past, budget, 1, at=AFTER, **told)
    assert Record.objects.filter(did="event.budget_freed").count() == 1


# — 前の年 —


def test_the_event_before_is_the_copied_one_else_the_last_of_the_series(federation, sato):
    series = {"series": "毎月の会"}
    older = made_past(
        federation, starts_at=NOW - timedelta(days=60), ends_at=NOW - timedelta(days=59), **series
    )
    last = made_past(
        federation, starts_at=NOW - timedelta(days=30), ends_at=NOW - timedelta(days=29), **series
    )
    now = made_past(federation, **series)

    assert queries.before(now) == last
    now.copied_from = older
    assert queries.before(now) == older
    older.state = Event.State.CANCELLED
    older.save(update_fields=["state"])
    assert queries.before(now) == last
    assert queries.before(older) is None


def test_the_numbers_say_who_registered_who_came_and_what_was_answered(survey, sato):
    event = survey.event
    for _one in range(6):
        book_past(event)
    session = _session(event)
    Arrival.objects.bulk_create(
        Arrival(session=session, guest=guest, at=NOW) for guest in Guest.objects.all()[:4]
    )
    say(survey, *[("5", "yes")] * 3)

    found = {one.key: one.value for one in numbers.of(event)}

    assert (found["registered"], found["came"], found["waiting"]) == (6, 4, 0)
    assert (found["ticket:大人"], found["answers"], found["rate"]) == (6, 3, 0.75)
    assert found["mean:enjoyed"] is None
    assert numbers.said(-3_860, "yen") == "−3,860円"


def _session(event):
    from tsunagari.kernel.meetings.models import Meeting
    from tsunagari.programmes.community.events.models import Session

    meeting = Meeting.objects.create(
        measure=event.measure,
        kind="event",
        host=event.host,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
    )
    return Session.objects.create(event=event, meeting=meeting)
