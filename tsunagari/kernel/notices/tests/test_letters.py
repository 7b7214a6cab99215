"""手紙 — gathered, made into one file by one worker, printed, posted; nothing half, nothing twice."""

from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices import actions, choices, forgetting, letter_paper, letters, queries
from tsunagari.kernel.notices.models import Choice, Delivery, LetterBatch, Notice
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.records.models import Record

HOME = {
    "letter": True,
    "email": False,
    "postcode": "270-0163",
    "address": "流山市南流山1-2-3\n青葉荘 5",
}
pytestmark = pytest.mark.usefixtures("kept_files")


@pytest.fixture
def linh_writes(linh, sato):
    """Linh is told by letter."""
    ways = replace(choices.ways_of(linh.party), **HOME)
    choices.choose(linh.party, ways, by=sato, on=TODAY, at=NOW)
    return linh


def tell(person, key="a", kind="session.accepted", **facts):
    return actions.tell(to=person.party, kind=kind, key=key, facts=facts, at=NOW)


def step(batch, act, by, on=TODAY):
    return letters.step(batch, act, by=by, on=on, at=NOW)


def text_of(blob) -> str:
    pages = pypdfium2.PdfDocument(papers.read(blob))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


@pytest.fixture
def made(linh_writes, sato):
    """A batch with one letter to Linh, ready to be printed."""
    tell(linh_writes)
    batch = step(LetterBatch.objects.get(), "make", sato)
    assert letters.make_waiting(NOW) == 1
    batch.refresh_from_db()
    return batch


def test_letters_gather_in_one_batch_and_are_a_duty_until_posted(linh_writes, sato):
    tell(linh_writes, "a")
    tell(linh_writes, "b")

    batch = LetterBatch.objects.get()
    duty = Duty.objects.get(rule="notices.post_letters")
    assert batch.letters.count() == 2
    assert (duty.state, duty.safe_due) == ("open", TODAY + timedelta(days=3))

    step(batch, "make", sato)
    letters.make_waiting(NOW)
    step(batch, "printed", sato)
    step(batch, "posted", sato)
    duty.refresh_from_db()
    assert duty.state == "done"
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Record.objects.filter(did="letters.posted", facts__letters=2).count() == 1


def test_an_urgent_letter_is_due_today_and_somebody_calls(linh_writes):
    tell(linh_writes, kind="incident.opened")

    assert Duty.objects.get(rule="notices.post_letters").safe_due == TODAY
    assert [row.said for row in queries.doubtful()] == ["call"]


def test_a_letter_says_it_in_the_own_language_and_in_japanese_with_a_window(made, linh):
    said = text_of(made.blob)

    assert (made.state, len(pypdfium2.PdfDocument(papers.read(made.blob)))) == ("ready", 1)
    for words in ("〒270-0163", "流山市南流山1-2-3", "青葉荘 5", "Nguyễn Linh 様"):
        assert words in said, words
    notice = Notice.objects.get()
    assert (notice.language, len(notice.sent_hash)) == ("vi", 64)


def test_the_code_in_a_letter_says_nothing_about_anybody(linh_writes, sato, monkeypatch, settings):
    settings.ORIGIN = "https://tsunagari.example"
    tell(linh_writes, path="/me/case/papers/77/")
    seen = []
    monkeypatch.setattr(letter_paper.pdf, "qr_svg", lambda text: seen.append(text) or "")

    step(LetterBatch.objects.get(), "make", sato)
    letters.make_waiting(NOW)

    assert seen == ["https://tsunagari.example/vi/me/case/notices/"]


def test_nothing_to_print_and_what_others_did_first_are_refused(made, sato):
    for act in ("make", "posted", "unprinted", "unposted"):
        with pytest.raises(Refused):
            step(made, act, sato)
    step(made, "printed", sato)
    with pytest.raises(Refused):
        step(made, "printed", sato)
    assert Record.objects.filter(did="letters.printed").count() == 1


def test_each_step_is_taken_back_and_a_posted_one_on_its_day_only(made, sato):
    for act in ("printed", "posted", "unposted", "unprinted", "printed", "posted"):
        step(made, act, sato)

    assert Delivery.objects.get().state == "sent"
    with pytest.raises(Refused):
        step(made, "unposted", sato, on=TODAY + timedelta(days=1))


def test_the_file_is_made_again_and_one_spoilt_letter_goes_into_the_next_batch(made, sato):
    old = made.blob_id
    step(made, "printed", sato)
    step(made, "again", sato)
    assert not Blob.objects.filter(pk=old).exists()
    letters.make_waiting(NOW)
    step(made, "printed", sato)

    letter = letters.once_more(Delivery.objects.get(), by=sato, on=TODAY, at=NOW)

    assert (letter.batch.state, letter.batch_id != made.pk) == ("collecting", True)
    with pytest.raises(Refused):
        letters.once_more(letter, by=sato, on=TODAY, at=NOW)


def test_a_letter_that_went_elsewhere_is_not_printed_twice(made, linh, sato):
    first, file = Delivery.objects.get(), made.blob_id
    second = Notice.objects.create(to=linh.party, kind="session.accepted", key="b", made_at=NOW)
    Delivery.objects.create(notice=second, channel="letter", next_at=NOW, batch=made)
    step(made, "printed", sato)

    letters.once_more(first, by=sato, on=TODAY, at=NOW)

    assert not Blob.objects.filter(pk=file).exists()
    step(made, "unprinted", sato)
    letters.make_waiting(NOW)
    made.refresh_from_db()
    assert (made.state, len(pypdfium2.PdfDocument(papers.read(made.blob)))) == ("ready", 1)


def test_who_switches_letters_off_gets_none_of_those_that_gather(linh_writes, sato):
    tell(linh_writes, "page")
    tell(linh_writes, "call", kind="incident.opened")
    ways = replace(choices.ways_of(linh_writes.party), letter=False)

    choices.choose(linh_writes.party, ways, by=sato, on=TODAY, at=NOW)

    rows = Delivery.objects.values_list("notice__key", "channel", "state")
    assert set(rows) == {("page", "page", "sent"), ("call", "call", "given_up")}
    assert not LetterBatch.objects.exists()
    assert Duty.objects.get(rule="notices.post_letters").state == "void"


def test_what_is_made_into_paper_is_looked_at_again(linh_writes, sato):
    tell(linh_writes)
    batch = step(LetterBatch.objects.get(), "make", sato)
    Choice.objects.update(letter=False, email=True)

    letters.make_waiting(NOW)

    assert [(row.channel, row.state) for row in Delivery.objects.all()] == [("email", "queued")]
    assert not LetterBatch.objects.filter(pk=batch.pk).exists()


def test_words_of_a_consultation_never_lie_in_a_shared_mailbox(linh_writes):
    tell(linh_writes, "answer", kind="advice.answered")
    tell(linh_writes, "danger", kind="advice.danger")

    rows = Delivery.objects.values_list("notice__key", "channel", "state")
    assert set(rows) == {("answer", "page", "sent"), ("danger", "call", "given_up")}


def test_what_is_urgent_and_reaches_no_mailbox_asks_for_a_call(linh, sato):
    Choice.objects.create(party=linh.party, letter=True, address=HOME["address"])
    for kind in ("advice.danger", "hk.alarm"):
        tell(linh, kind, kind=kind)

    actions.send_due(NOW)

    assert [(row.channel, row.said) for row in queries.doubtful()] == [("email", "call")] * 2


def test_a_letter_that_came_back_asks_for_a_call(made, sato):
    step(made, "printed", sato)
    step(made, "posted", sato)

    letters.returned(Delivery.objects.get(), by=sato, on=TODAY)

    assert [row.said for row in queries.doubtful()] == ["returned"]


def test_a_mail_without_an_address_becomes_a_letter_only_for_who_chose_letters(linh, sato):
    choice = Choice.objects.create(party=linh.party, address=HOME["address"])
    tell(linh, "before")
    actions.send_due(NOW)
    assert [(row.channel, row.state) for row in Delivery.objects.all()] == [("email", "given_up")]
    Delivery.objects.all().delete()
    choice.letter = True
    choice.save()
    tell(linh)

    actions.send_due(NOW)

    states = dict(Delivery.objects.values_list("channel", "state"))
    assert states == {"email": "instead", "letter": "queued"}
    assert queries.doubtful() == []


def test_a_letter_whose_address_went_asks_for_a_person_and_an_empty_batch_goes(linh_writes, sato):
    tell(linh_writes)
    batch = step(LetterBatch.objects.get(), "make", sato)
    Choice.objects.update(address="")

    letters.make_waiting(NOW)

    assert not LetterBatch.objects.filter(pk=batch.pk).exists()
    assert Duty.objects.get(rule="notices.post_letters").state == "void"
    assert [row.said for row in queries.doubtful()] == ["no address"]


def test_a_worker_that_is_killed_leaves_nothing_half(linh_writes, sato, monkeypatch):
    tell(linh_writes)
    batch = step(LetterBatch.objects.get(), "make", sato)

    def killed(*args, **kwargs):
        raise SystemExit(137)

    with monkeypatch.context() as broken:
        broken.setattr(letters, "_keep", killed)
        with pytest.raises(SystemExit):
            letters.make_waiting(NOW)
    batch.refresh_from_db()
    assert (batch.state, batch.blob, Notice.objects.get().sent_hash) == ("making", None, "")
    assert letters.make_waiting(NOW + timedelta(minutes=4)) == 0
    assert letters.make_waiting(NOW + timedelta(minutes=6)) == 1
    batch.refresh_from_db()
    assert batch.state == "ready"


def test_a_batch_that_kills_three_workers_stops_in_words(linh_writes, sato, monkeypatch):
    tell(linh_writes)
    batch = step(LetterBatch.objects.get(), "make", sato)
    monkeypatch.setattr(letter_paper, "TEMPLATE", letter_paper.TEMPLATE.with_name("none.typ"))

    for minutes in (0, 6, 12, 18):
        letters.make_waiting(NOW + timedelta(minutes=minutes))

    batch.refresh_from_db()
    assert batch.state == "stopped"
    monkeypatch.undo()
    step(batch, "make", sato)
    assert letters.make_waiting(NOW) == 1


def test_a_person_who_is_forgotten_stands_in_no_file(made, linh, sato):
    blob = made.blob

    forgetting.forget(linh.party, on=TODAY)

    assert not LetterBatch.objects.exists()
    assert not Blob.objects.filter(pk=blob.pk).exists()
    assert not Choice.objects.exists()


def test_a_mail_that_came_back_becomes_a_letter_or_a_call(linh, yamada, sato):
    linh.email = "linh@example.vn"
    linh.save()
    Choice.objects.create(party=linh.party, letter=True, address=HOME["address"])
    tell(linh)
    actions.tell(to=yamada.party, kind="session.accepted", key="b", facts={}, at=NOW)
    actions.send_due(NOW)
    who = {"by": sato, "on": TODAY, "at": NOW}

    assert actions.came_back(" LINH@example.vn", **who) == 1
    assert actions.came_back("yamada@example.jp", **who) == 1

    states = set(Delivery.objects.values_list("notice__key", "channel", "state"))
    assert states == {
        ("a", "email", "instead"),
        ("a", "letter", "queued"),
        ("b", "email", "given_up"),
    }
    for nobody in ("yamada@example.jp", "who@example.jp"):
        with pytest.raises(Refused):
            actions.came_back(nobody, **who)
