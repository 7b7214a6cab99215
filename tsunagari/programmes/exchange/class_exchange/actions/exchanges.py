"""交流 — starting an exchange of two schools and pairing their classes."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import actions as roles
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing
from tsunagari.programmes.exchange.schools.rules.setup import why_not_days


@transaction.atomic
def start(name: str, a, b, *, from_day: date, until_day: date, by, on: date, **more) -> Exchange:
    """交流を始める — two different schools, from a day until a day."""
    refuse_if(
        why_not_days(from_day, until_day)
        + ([Reason(_("ちがう2つの学校を選んでください。"), field="b")] if a == b else [])
    )
    exchange = Exchange.objects.create(
        name=name,
        a=a,
        b=b,
        from_day=from_day,
        until_day=until_day,
        coordinator=getattr(by, "party", by),
        **more,
    )
    records.add(
        by=by,
        did="exchange.started",
        about=exchange,
        concerns=queries.parties_of(exchange),
        on=on,
        from_day=from_day,
        until_day=until_day,
    )
    return exchange


@transaction.atomic
def pair(exchange: Exchange, pairs, *, by, on: date) -> list[Pairing]:
    """学級の組をつくる — `pairs` of one class of each school; known pairs stay as they are."""
    pairs = list(pairs)
    refuse_if(
        [
            Reason(
                _("「%(name)s」は、この交流の学校の学級ではありません。"),
                {"name": school_class.name},
            )
            for pair in pairs
            for school_class, school in zip(pair, (exchange.a_id, exchange.b_id), strict=True)
            if school_class.school_id != school
        ]
    )
    made = [
        Pairing.objects.get_or_create(
            exchange=exchange, a_class=a, b_class=b, defaults={"sessions": exchange.sessions}
        )
        for a, b in pairs
    ]
    new = sum(created for _pairing, created in made)
    if new:
        records.add(
            by=by,
            did="exchange.paired",
            about=exchange,
            concerns=queries.parties_of(exchange),
            on=on,
            pairings=new,
        )
    return [pairing for pairing, _created in made]


@transaction.atomic
def set_pairs(exchange: Exchange, pairs, *, by, on: date) -> list[Pairing]:
    """学級の組を決める — exactly these pairs: new ones are made, left-out ones end; all or nothing."""
    made = pair(exchange, pairs, by=by, on=on)
    others = exchange.pairings.exclude(pk__in=[pairing.pk for pairing in made])
    ending = list(others.select_related("a_class", "b_class", "exchange"))
    refuse_if([reason for pairing in ending for reason in _why_not_unpair(pairing)])
    for pairing in ending:
        unpair(pairing, by=by, on=on)
    return made


def _why_not_unpair(pairing: Pairing) -> list[Reason]:
    if not pairing.sessions_of.exists():
        return []
    return [
        Reason(
            _("%(pair)s には授業があります。先に授業を中止にしてから、組をやめてください。"),
            {"pair": str(pairing)},
        )
    ]


@transaction.atomic
def unpair(pairing: Pairing, *, by, on: date) -> None:
    """学級の組をやめる — only while it has no sessions."""
    refuse_if(_why_not_unpair(pairing))
    records.add(by=by, did="exchange.unpaired", about=pairing.exchange, on=on)
    pairing.delete()


@transaction.atomic
def sign(exchange: Exchange, title: str, *, by, on: date, **days):
    """覚書を結ぶ — both schools' memorandum; the newest one counts."""
    agreement = roles.sign(
        title,
        [exchange.a.organisation.party, exchange.b.organisation.party],
        by=by,
        on=on,
        **days,
    )
    exchange.agreement = agreement
    exchange.save(update_fields=["agreement"])
    return agreement
