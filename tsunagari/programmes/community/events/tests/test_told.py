"""短い文 — single boxes are read in the reader's language; who holds an event with us is told too."""

from datetime import timedelta

from django.utils.translation import override

from tests.cast import NOW, TODAY, viewer
from tsunagari.kernel.notices import wordings
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties.names import Name
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts import queries
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.actions import organising, registering
from tsunagari.programmes.community.events.actions.comers import Comer, Contact
from tsunagari.programmes.community.events.actions.parts import Asked, Kind, Places, Span

FACTS = dict.fromkeys(organising.PLAIN, "") | {
    "measure": "3-4",
    "mode": "first",
    "step_free": False,
    "languages": ["ja"],
    "interpretation": ["vi"],
    "opens_at": NOW,
    "closes_at": NOW + timedelta(days=3),
    "most_people": 6,
    "answer_hours": 24,
    "for_whom": "町の人。だれでも",
    "access": "駅から5分",
}


def planned(sato, federation, **more):
    plan = organising.Plan(
        title="春の集い",
        words="いっしょに歩きます。",
        facts=FACTS | more,
        spans=[Span(NOW + timedelta(days=5), NOW + timedelta(days=5, hours=2))],
        quotas=[Places("会場", 9)],
        tickets=[Kind("大人", ["会場"]), Kind("町の人。だれでも", ["会場"])],
        questions=[Asked("食べられないものはありますか")],
    )
    return organising.plan(federation.party, plan, by=sato, on=TODAY)


def test_a_box_is_read_in_the_readers_language_as_far_as_it_is_translated(
    sato, suzuki_login, federation
):
    text = queries.whole(planned(sato, federation).text_id)
    lines = {line.words: line.key for line in queries.lines(text, "vi")}

    texts.translate(
        text,
        "vi",
        {lines["町の人。"]: "Người trong thị trấn.", lines["大人"]: "Người lớn"},
        seen=queries.version_of(text, "vi"),
        by=sato,
        on=TODAY,
        at=NOW,
        send=True,
    )
    texts.check(
        text,
        "vi",
        seen=queries.version_of(queries.whole(text.pk), "vi"),
        by=viewer(suzuki_login),
        on=TODAY,
        at=NOW,
    )
    read = said.reader(queries.whole(text.pk), "vi")

    assert read("町の人。だれでも") == "Người trong thị trấn. だれでも"
    assert (read("大人"), read("駅から5分")) == ("Người lớn", "駅から5分")
    assert said.reader(queries.whole(text.pk), "ja")("大人") == "大人"


def test_why_it_is_called_off_is_said_in_the_readers_language_and_then_as_it_was_typed(
    sato, federation
):
    event = planned(sato, federation)
    organising.publish(event, by=sato, on=TODAY, at=NOW)
    organising.cancel(event, "weather", "またの日に。", by=sato, on=TODAY, at=NOW)
    event.refresh_from_db()

    with override("en"):
        assert said.why(event) == "It is called off because of the weather. またの日に。"


def test_who_holds_an_event_with_us_hears_once_that_it_is_held_otherwise_or_called_off(
    sato, federation, midori, yamada, maria
):
    event = planned(sato, federation)
    event.cohosts.add(midori.organisation.party)
    organising.publish(event, by=sato, on=TODAY, at=NOW)
    assert not Notice.objects.exists()

    event.refresh_from_db()
    plan = organising.Plan(
        title="春の集い",
        words="いっしょに歩きます。",
        facts=FACTS | {"place": "公民館"},
        spans=[Span(event.starts_at, event.ends_at, key=event.sessions.get().pk)],
        quotas=[Places("会場", 9, event.quotas.get().pk)],
        tickets=[Kind("大人", ["会場"])],
        cohosts=[midori.organisation.party],
    )
    organising.change(event, plan, seen=event.version, by=sato, on=TODAY, at=NOW)
    organising.cancel(event, "weather", "またの日に。", by=sato, on=TODAY, at=NOW)

    otherwise, off = Notice.objects.order_by("pk")
    assert {otherwise.to, off.to} == {yamada.party}
    assert otherwise.kind == "event.held_otherwise"
    assert off.facts["path"] == f"/partner/events/{event.code}/"
    _subject, body = wordings.rendered(otherwise, "ja")
    assert body.startswith("いっしょに開く「春の集い」は、")
    assert body.endswith(" 公民館 になりました。")
    with override("en"):
        subject, body = wordings.rendered(off, "en")
    assert subject == "The event is cancelled"
    assert body.endswith("It is called off because of the weather. またの日に。")


def test_who_registered_people_for_an_event_hears_that_it_is_called_off(
    sato, federation, midori, yamada, maria
):
    event = planned(sato, federation)
    organising.publish(event, by=sato, on=TODAY, at=NOW)
    event.refresh_from_db()
    ticket = event.tickets.first()
    proxy, at = midori.organisation.party, {"by": yamada, "on": TODAY, "at": NOW}
    for salt in ("kept", "given up"):
        made = registering.register(
            event,
            [Comer(ticket, Name("見本 花"))],
            Contact(Name("見本 花"), proxy=proxy),
            salt=salt,
            **at,
        )
    registering.cancel(made, **at)

    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    [off] = Notice.objects.all()
    assert (off.to, off.kind) == (yamada.party, "event.called_off")


def test_who_took_back_all_that_was_registered_hears_nothing(sato, federation, midori, yamada):
    event = planned(sato, federation)
    organising.publish(event, by=sato, on=TODAY, at=NOW)
    event.refresh_from_db()
    proxy, at = midori.organisation.party, {"by": yamada, "on": TODAY, "at": NOW}
    comers = [Comer(event.tickets.first(), Name("見本 花"))]
    registering.cancel(
        registering.register(
            event, comers, Contact(Name("見本 花"), proxy=proxy), salt="one", **at
        ),
        **at,
    )

    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    assert not Notice.objects.exists()
