"""申込みの状態 — after any row of presses everything stands as a plain model says."""

from datetime import timedelta
from secrets import token_hex

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tsunagari.base.refusals import Refused
from tsunagari.programmes.community.events.actions import line, registering
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Quota

CONFIRMED, WAITING, OFFERED, CANCELLED = "confirmed", "waiting", "offered", "cancelled"
HOLDS, MOST, DAY = (CONFIRMED, OFFERED), 6, timedelta(hours=24)


class Model:
    """Bookings as dictionaries, in the order of their registration; nothing is stored or locked."""

    def __init__(self, events):
        self.events, self.now, self.made = events, NOW, []

    def taken(self, event) -> int:
        here = [one for one in self.made if one["event"] == event]
        return sum(one["people"] for one in here if one["state"] in HOLDS)

    def free(self, event) -> int:
        return event.places - self.taken(event)

    def line(self, event) -> list[dict]:
        here = [one for one in self.made if one["event"] == event and one["state"] == WAITING]
        return sorted(here, key=lambda one: one["from"])

    def open(self, event, people) -> bool:
        return self.now < event.closes_at and people <= MOST

    def offer(self, event) -> None:
        for one in self.line(event) if self.now < event.starts_at else []:
            if 0 < one["people"] <= self.free(event):
                one |= {"state": OFFERED, "by": min(self.now + DAY, event.starts_at)}

    def register(self, event, people) -> bool:
        if not self.open(event, people):
            return False
        state = CONFIRMED if people <= self.free(event) else WAITING
        self.made.append({"event": event, "people": people, "state": state, "from": self.now})
        return True

    def cancel(self, one) -> bool:
        held, one["state"] = one["state"] in HOLDS, CANCELLED
        if held:
            self.offer(one["event"])
        return True

    def accept(self, one) -> bool:
        if one["state"] == OFFERED and self.now < one["by"]:
            one["state"] = CONFIRMED
        return one["state"] == CONFIRMED

    def add(self, one) -> bool:
        event = one["event"]
        if one["state"] == CANCELLED or not self.open(event, one["people"] + 1):
            return False
        if one["state"] in HOLDS and (self.line(event) or not self.free(event)):
            return False
        one["people"] += 1
        return True

    def move(self, one, to) -> bool:
        here, held = one["event"], one["state"] in HOLDS
        if here == to:
            return True
        room = not self.line(to) and one["people"] <= self.free(to)
        if one["state"] == CANCELLED or not room or not self.open(to, one["people"]):
            return False
        one |= {"event": to, "state": CONFIRMED}
        if held:
            self.offer(here)
        return True

    def sweep(self) -> bool:
        late = [one for one in self.made if one["state"] == OFFERED and one["by"] <= self.now]
        for one in sorted(late, key=lambda one: one["by"]):
            one |= {"state": WAITING, "from": self.now}
            self.offer(one["event"])
        for event in self.events:
            self.offer(event)
        return True


class Real:
    """The same verbs, pressed."""

    def __init__(self, events, model):
        self.events, self.model, self.keys = events, model, []

    def moment(self) -> dict:
        return {"by": None, "on": TODAY, "at": self.model.now}

    def register(self, event, people) -> None:
        comers = [Comer(event.tickets.get())] * people
        made = registering.register(
            event, comers, Contact("花"), salt=token_hex(8), **self.moment()
        )
        self.keys.append(made.pk)

    def booking(self, at) -> Booking:
        return Booking.objects.get(pk=self.keys[at])

    def cancel(self, at) -> None:
        registering.cancel(self.booking(at), **self.moment())

    def accept(self, at) -> None:
        registering.accept(self.booking(at), **self.moment())

    def add(self, at) -> None:
        booking = self.booking(at)
        registering.add(booking, Comer(booking.event.tickets.get()), **self.moment())

    def move(self, at, to) -> None:
        registering.move(self.booking(at), to, **self.moment())

    def sweep(self) -> None:
        line.sweep(on=TODAY, at=self.model.now)


def _press(verb, *facts) -> bool:
    try:
        verb(*facts)
    except Refused:
        return False
    return True


def _one(model, real, act, n, day) -> None:
    """One act on both; they answer the same."""
    event = model.events[day]
    if act == "later":
        model.now += timedelta(hours=6 * n)
    elif act == "register":
        assert model.register(event, n) == _press(real.register, event, n)
    elif act == "sweep" or not model.made:
        assert model.sweep() == _press(real.sweep)
    else:
        at = n * (day + 1) % len(model.made)
        more = [event] if act == "move" else []
        pressed = _press(getattr(real, act), at, *more)
        assert getattr(model, act)(model.made[at], *more) == pressed, act


def _same(model, real) -> None:
    rows = {one.pk: one for one in Booking.objects.filter(pk__in=real.keys)}
    stored = [(rows[key].event_id, rows[key].state) for key in real.keys]
    assert stored == [(one["event"].pk, one["state"]) for one in model.made]
    taken = dict(Quota.objects.values_list("event", "taken"))
    assert [taken[event.pk] for event in model.events] == [*map(model.taken, model.events)]


ACTS = ("register", "register", "cancel", "move", "accept", "later", "sweep", "add")
ROWS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 7), st.integers(0, 1)), max_size=30)


@given(st.tuples(st.integers(0, 5), st.integers(0, 5)), ROWS)
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_row_of_presses_ends_as_a_plain_model_says(federation, places, acts):
    events = []
    for many in places:
        events.append(made_event(federation, places=many, series="毎月の会"))
        events[-1].places = many
    model = Model(events)
    real = Real(events, model)

    for act, n, day in acts:
        _one(model, real, act, n, day)
        _same(model, real)
