"""見本の家事支援 — an invented institution in Chiba City, two workers, homes, visits of yesterday and now."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties.models import AccessCard, Login, Organisation
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.talent.housekeeping.actions import homes, institutions, visits, watch
from tsunagari.programmes.talent.housekeeping.models import Alarm, Contract, Institution
from tsunagari.programmes.talent.law.rules.counting import DAY, span
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.worker_card import VALID_DAYS
from tsunagari.sample import people, talent
from tsunagari.sample.talent_cases import Held, Sample

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
TOKYO = ZoneInfo("Asia/Tokyo")
WORKERS = (
    ("CRUZ", "Jasmine", ("クルス", "ジャスミン"), 200, "N3"),
    ("GARCIA", "Rowena", ("ガルシア", "ロウェナ"), 90, "N4"),
)
# Town, children, elderly, work: nothing of a household is in clear but this.
HOMES = (
    ("千葉市美浜区", True, False, ["cooking", "cleaning", "childcare"]),
    ("千葉市中央区", False, True, ["cleaning", "laundry", "shopping", "accompany"]),
    ("千葉市花見川区", False, False, ["cleaning", "bedding"]),
)


def load(*, by, on: date) -> None:
    """The institution with its confirmation and last audit, its people, and their visits."""
    body = Organisation.objects.get(party__name=people.BODIES["kaji"]["name"])
    cases = [_worker(row, body, by, on) for row in WORKERS]
    institution = _institution(body, by, on)
    for case, row in zip(cases, WORKERS, strict=True):
        _conditions(case, row[4], by, on)
    signed = [_home(institution, row, by, on) for row in HOMES]
    _card(cases[0], on)
    _visits(cases, signed, on)


def _worker(row, body: Organisation, by, on: date) -> Case:
    family, given, kana, days, _level = row
    entry = on - timedelta(days=days)
    known = {
        "country": "PH",
        "born_on": date(1994, 5, 6),
        "entry": entry,
        "address_fixed": entry + DAY,
        "placements": [{"id": "1", "starts": entry + 20 * DAY}],
    }
    held = tuple(Held(kind, entry, span(entry, 12)) for kind in ("status.HK", "card"))
    sample = Sample(family, given, kana, "PHL", "HK", "working", "kaji", known, held, sent=False)
    return talent.open_sample(sample, {"kaji": body}, None, by, on)


def _institution(body: Organisation, by, on: date) -> Institution:
    aoki, inoue = (_login(key).person.party for key in ("aoki", "inoue"))
    row = institutions.keep(
        body,
        seen=1,
        area="chiba_city",
        business_since=on - timedelta(days=2200),
        offices=[{"address": "千葉県千葉市中央区見本1-1", "near": True}],
        criteria={"disqualified": False, "pay_equal": True, "deposit": False},
        desk="見本 043-000-0000（平日9時〜18時、日本語・英語・フィリピノ語）",
        phone="043-000-0001",
        coordinator=aoki,
        deputy=inoue,
        by=by,
        on=on,
    )
    institutions.confirm(row, from_day=on - timedelta(days=500), until_day=None, by=by, on=on)
    held = datetime.combine(on - timedelta(days=170), datetime.min.time(), TOKYO) + 10 * HOUR
    look = institutions.plan_look(row, "audit", starts=held, by=by, on=on)
    words = "見本：協議会の監査。帳簿と住まいを見た。"
    institutions.hold_look(look, outcome="ok", words=words, by=by, on=on, at=held)
    ahead = datetime.combine(on + timedelta(days=12), datetime.min.time(), TOKYO) + 14 * HOUR
    institutions.plan_look(row, "monitor", starts=ahead, by=by, on=on)
    institutions.tell_law(row, "workers_accepted", "first", day=on - DAY, by=by, on=on)
    return row


def _conditions(case: Case, level: str, by, on: date) -> None:
    facts = {
        "japanese": level,
        "trained": True,
        "experience_years": 3,
        "full_time": True,
        "direct": True,
        "pay_equal": True,
        "deposit": False,
        "other_duties": False,
        "housing_inside": True,
    }
    trained = on - timedelta(days=80)
    homes.keep_worker(case, seen=1, facts=facts, housing="千葉市", trained_on=trained, by=by, on=on)


def _home(institution: Institution, row, by, on: date) -> Contract:
    town, children, elderly, work = row
    home = homes.add_household(
        institution,
        name="見本の家庭",
        town=town,
        address=f"千葉県{town}見本1-2-3",
        phone="043-000-0009",
        children=children,
        elderly=elderly,
        agreed=True,
        by=by,
        on=on,
    )
    return homes.sign(
        home,
        work=work,
        from_day=on - timedelta(days=30),
        until_day=on + timedelta(days=335),
        service_contract=True,
        lives_in=False,
        by=by,
        on=on,
    )


def _card(case: Case, on: date) -> None:
    party = case.person.party
    party.language = "fil"
    party.save(update_fields=["language"])
    card = AccessCard.objects.create(
        person=case.person,
        purpose="worker",
        secret_hash=parties.hash_of(people.HOME_CARD[1]),
        made_at=timezone.now(),
        valid_from=on,
        valid_until=on + timedelta(days=VALID_DAYS),
    )
    pins.choose(card, people.PIN, people.PIN)


def _visits(cases: list[Case], signed: list[Contract], on: date) -> None:
    """Yesterday's went well; one person is in a home now, another forgot to press and is called."""
    aoki, now = _viewer("aoki", on), _quarter(timezone.now())

    def plan(contract, case, starts, hours):
        ends = starts + hours * HOUR
        before = {"by": aoki, "on": on, "now": starts - HOUR}
        return visits.plan(contract, case, starts=starts, ends=ends, **before)

    def press(visit, act, at):
        worker = Viewer(visit.case.person.party, "worker", aoki.body, "fil", on)
        watch.press(visit, act, key=f"{act}-{visit.pk}", by=worker, received=at)

    past = plan(signed[0], cases[0], now - timedelta(days=1, hours=4), 3)
    press(past, "in", past.starts_at)
    press(past, "out", past.ends_at)
    past.refresh_from_db()
    visits.say(past, {"on_time": True, "as_agreed": True}, by=aoki, on=on)
    running = plan(signed[0], cases[0], now - HOUR, 5)
    press(running, "in", running.starts_at + timedelta(minutes=2))
    plan(signed[1], cases[0], now + timedelta(days=1), 3)
    silent = plan(signed[2], cases[1], now - 2 * QUARTER, 3)
    watch.raise_due(silent.starts_at + QUARTER)
    alarm = Alarm.objects.get(service=silent)
    watch.take(alarm, by=aoki, on=on, at=silent.starts_at + QUARTER)


def _quarter(now: datetime) -> datetime:
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def _login(key: str) -> Login:
    return Login.objects.get(email=people.email(key))


def _viewer(key: str, on: date) -> Viewer:
    login = _login(key)
    role = Role.objects.select_related("body__party").get(party=login.person_id)
    return Viewer(login.person.party, role.kind, role.body, "ja", on)
