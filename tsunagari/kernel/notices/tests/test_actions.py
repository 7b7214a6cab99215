"""Told once, in the reader's language and both clocks; sent once, whatever happens."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail

from tsunagari.base.refusals import Refused
from tsunagari.kernel.notices import actions, queries
from tsunagari.kernel.notices.models import Delivery, Notice
from tsunagari.kernel.records.queries import history

NOW = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)
FACTS = {
    "pairing": "2年B組 × Grade 8 – Rizal",
    "starts_at": "2026-11-27T01:45:00+00:00",
    "zone": "Asia/Tokyo",
    "other_zone": "Asia/Manila",
    "said": "",
    "path": "/partner/sessions/3/",
}


@pytest.fixture
def server(settings):
    """server("Refusing"): from now on the mail server behaves so."""

    def use(name):
        settings.EMAIL_BACKEND = f"tsunagari.kernel.notices.tests.backends.{name}"

    return use


def told(to, key="session.accepted:3:2:9", at=NOW, kind="session.accepted", **facts):
    return actions.tell(to=to, kind=kind, key=key, facts=FACTS | facts, at=at)


def delivery():
    return Delivery.objects.get()


def test_a_notice_is_on_the_page_at_once_and_waits_for_the_mail(yamada):
    notice = told(yamada.party)

    assert queries.unread_count(yamada.party) == 1
    assert (delivery().notice, delivery().state, delivery().next_at) == (notice, "queued", NOW)


def test_the_same_thing_is_told_once(yamada):
    told(yamada.party)

    assert told(yamada.party, at=NOW + timedelta(hours=1)) is None
    assert told(yamada.party) is None
    assert Notice.objects.count() == Delivery.objects.count() == 1


def test_a_mail_of_the_night_waits_for_the_morning_of_its_reader(yamada, maria):
    night = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)

    told(yamada.party, key="a", at=night)
    told(maria.party, key="b", at=night)
    told(yamada.party, key="c", at=night, kind="incident.opened")

    due = dict(Delivery.objects.values_list("notice__key", "next_at"))
    assert due == {"a": datetime(2026, 11, 24, 22, 0, tzinfo=UTC), "b": night, "c": night}
    assert actions.send_due(night, urgent=True) == 1
    assert actions.send_due(night) == 1


def test_a_mail_says_both_clocks_and_a_link_in_the_readers_language(yamada, maria, settings):
    settings.ORIGIN = "https://tsunagari.example"
    told(yamada.party, key="a")
    told(maria.party, key="b", zone="Asia/Manila", other_zone="Asia/Tokyo")

    actions.send_due(NOW)

    ours, theirs = sorted(mail.outbox, key=lambda message: message.to)[::-1]
    assert ours.to == ["yamada@example.jp"]
    assert "2026年11月27日（金） 東京 10:45（現地 9:45 マニラ）" in ours.body
    assert "https://tsunagari.example/partner/sessions/3/" in ours.body
    assert theirs.to == ["maria@example.ph"]
    assert "27 November 2026 (Fri) Manila 9:45 (10:45 in Tokyo)" in theirs.body
    assert "https://tsunagari.example/en/partner/sessions/3/" in theirs.body
    assert theirs.subject != ours.subject


def test_a_mail_on_the_border_of_a_day_names_the_readers_day(yamada):
    told(yamada.party, starts_at="2026-11-26T23:45:00+00:00")

    actions.send_due(NOW)

    assert "2026年11月27日（金） 東京 8:45（現地 7:45 マニラ）" in mail.outbox[0].body


def test_nothing_personal_stands_in_the_subject(yamada):
    told(yamada.party, kind="session.declined", said="花さんが熱を出しました")

    actions.send_due(NOW)

    assert mail.outbox[0].subject == "授業の提案が見送りになりました"
    assert "花さん" in mail.outbox[0].body


def test_what_was_sent_is_kept_as_its_hash_and_is_on_record(yamada):
    notice = told(yamada.party)

    assert actions.send_due(NOW) == 1

    notice.refresh_from_db()
    [record] = history(notice)
    assert delivery().state == "sent"
    assert (len(notice.sent_hash), notice.language) == (64, "ja")
    assert (record.did, record.facts["sent_hash"]) == ("notice.sent", notice.sent_hash)
    assert record.on == TODAY


def test_a_sent_mail_is_never_sent_again(yamada):
    told(yamada.party)
    actions.send_due(NOW)

    assert actions.send_due(NOW + timedelta(days=1)) == 0
    assert len(mail.outbox) == 1


def test_a_refused_mail_is_tried_again_until_it_is_given_up(yamada, server):
    told(yamada.party)
    server("Refusing")
    at, tried = NOW, []

    for _try in range(10):
        assert actions.send_due(at) == 0
        if delivery().state == "given_up":
            break
        tried.append((delivery().next_at - at) // timedelta(minutes=1))
        at = delivery().next_at

    # The last pause ends at 22:06: the mail rests until seven in the morning.
    assert (tried[:5], len(tried)) == ([1, 5, 25, 125, 625], 6)
    assert at.replace(microsecond=0) == datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
    assert (delivery().state, delivery().tries) == ("given_up", 6)
    assert delivery().said == "SMTPDataError: (451, b'try again later')"


def test_before_its_time_nothing_is_tried_again(yamada, server):
    told(yamada.party)
    server("Absent")
    actions.send_due(NOW)
    server("Taking")

    assert actions.send_due(NOW + timedelta(seconds=50)) == 0
    assert actions.send_due(NOW + timedelta(seconds=70)) == 1
    assert len(mail.outbox) == 1


def test_a_line_that_breaks_after_the_mail_leaves_a_doubt_and_no_second_mail(yamada, server):
    told(yamada.party)
    server("Vanishing")

    assert actions.send_due(NOW) == 0

    server("Taking")
    assert actions.send_due(NOW + timedelta(days=2)) == 0
    assert (delivery().state, len(mail.outbox)) == ("unsure", 1)


def test_a_worker_that_is_killed_while_sending_leaves_a_claim_that_ends_in_doubt(yamada, server):
    told(yamada.party)
    server("Killed")
    with pytest.raises(SystemExit):
        actions.send_due(NOW)
    server("Taking")

    assert delivery().state == "sending"
    actions.send_due(NOW + timedelta(minutes=4))
    assert delivery().state == "sending"
    actions.send_due(NOW + timedelta(minutes=6))

    assert (delivery().state, len(mail.outbox)) == ("unsure", 1)


def test_one_mail_that_fails_does_not_hold_up_the_others(yamada, maria):
    maria.party.person.email = ""
    maria.party.person.save()
    maria.party.person.login.is_active = False
    maria.party.person.login.save()
    told(maria.party, key="a")
    told(yamada.party, key="b")

    assert actions.send_due(NOW) == 1

    states = dict(Delivery.objects.values_list("notice__key", "state"))
    assert states == {"a": "given_up", "b": "sent"}
    assert Delivery.objects.get(notice__key="a").said == "no address"


def test_an_organisation_is_told_at_its_own_address(midori):
    midori.organisation.email = "office@midori.example"
    midori.organisation.save()
    told(midori.organisation.party)

    actions.send_due(NOW)

    assert mail.outbox[0].to == ["office@midori.example"]


def test_a_doubt_is_cleared_up_by_a_person(yamada, sato, server):
    notice = told(yamada.party)
    server("Vanishing")
    actions.send_due(NOW)

    actions.clear_up(delivery(), arrived=True, by=sato, on=TODAY, at=NOW)

    assert delivery().state == "sent"
    assert [record.did for record in history(notice)] == ["notice.arrived"]
    assert queries.doubtful() == []


def test_a_person_may_decide_to_send_it_once_more(yamada, sato, server):
    told(yamada.party)
    server("Refusing")
    for hours in range(0, 72, 4):
        actions.send_due(NOW + timedelta(hours=hours))
    server("Taking")
    [found] = queries.doubtful()

    actions.clear_up(found, arrived=False, by=sato, on=TODAY, at=NOW)

    assert actions.send_due(NOW) == 1
    assert len(mail.outbox) == 1


def test_a_second_person_who_clears_it_up_is_told(yamada, sato, server):
    told(yamada.party)
    server("Vanishing")
    actions.send_due(NOW)
    found = delivery()
    actions.clear_up(found, arrived=True, by=sato, on=TODAY, at=NOW)

    with pytest.raises(Refused) as refused:
        actions.clear_up(found, arrived=False, by=sato, on=TODAY, at=NOW)

    assert [r.words() for r in refused.value.reasons] == [
        "このお知らせは、ほかの人がもう確かめました。"
    ]
    assert delivery().state == "sent"


def test_on_a_developers_machine_mails_land_in_a_folder(yamada, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    told(yamada.party)

    assert actions.send_due(NOW) == 1

    [file] = Path(tmp_path).iterdir()
    assert "yamada@example.jp" in file.read_text()


def test_without_a_mail_server_the_default_is_that_folder():
    import os
    import subprocess
    import sys

    asked = "from tsunagari import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_FILE_PATH)"
    env = {name: value for name, value in os.environ.items() if name != "SMTP_URL"}
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=env
    ).stdout.split()

    assert said[0] == "django.core.mail.backends.filebased.EmailBackend"
    assert said[1] == f"{env['TSUNAGARI_DATA']}/mail"


# — the page —


def test_the_page_shows_the_newest_first_and_reading_marks_what_was_shown(yamada):
    for i in range(3):
        told(yamada.party, key=str(i), at=NOW + timedelta(minutes=i))
    first = queries.listed(yamada.party, size=2)

    actions.mark_read(yamada.party, at=NOW, notices=[row.pk for row in first.rows])

    rest = queries.listed(yamada.party, size=2, after=first.older)
    assert [row.at.minute for row in first.rows] == [7, 6]
    assert [row.unread for row in rest.rows] == [True]
    assert rest.older == ""
    assert queries.unread_count(yamada.party) == 1


def test_a_reader_of_english_finds_english_days_and_english_pages(yamada):
    from django.utils.translation import override

    told(yamada.party)

    with override("en"):
        [row] = queries.recent(yamada.party)

    assert row.path == "/en/partner/sessions/3/"
    assert "27 November 2026 (Fri)" in row.body


def test_fifty_notices_cost_as_many_queries_as_three(yamada, django_assert_num_queries):
    for i in range(60):
        told(yamada.party, key=str(i))

    with django_assert_num_queries(1):
        assert len(queries.listed(yamada.party).rows) == 50


def test_nobody_reads_what_others_were_told(yamada, maria):
    told(yamada.party)

    assert queries.recent(maria.party) == []
    assert actions.mark_read(maria.party, at=NOW) == 0
