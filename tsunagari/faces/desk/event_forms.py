"""催しの入力 — an event with its sessions, places, kinds of tickets and questions on one page."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.measures import MEASURES
from tsunagari.faces.shared.forms import (
    NARROW,
    DayField,
    RowField,
    RowsField,
    TidyField,
    YenField,
)
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import bodies
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.rules.split import prose
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.actions.organising import PLAIN, Plan
from tsunagari.programmes.community.events.actions.parts import Asked, Kind, Places, Span
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.events.words import WHY

SESSIONS, QUOTAS, TICKETS, QUESTIONS = 4, 3, 4, 4
ZONE = ZoneInfo("Asia/Tokyo")
HOSTS = 300
SPOKEN = [one for one in LANGUAGES if one[0] != "ja-easy"]
OLDEST, MOST_YEN = 130, 1_000_000


def _list(value) -> list:
    """What stands in a box, as parts."""
    return value if isinstance(value, list) else [value]


def clock(label, **more):
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}), **more)


def many(label, **more):
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **more
    )


class EventForm(forms.Form):
    """Everything that somebody who wants to come has to know, and what can be taken."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = TidyField(label=_("名前"), max_length=200)
    words = forms.CharField(
        label=_("どんな催しか"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("1行に1文ずつ書くと、訳しやすくなります。"),
    )
    measure = forms.ChoiceField(label=_("施策"))
    host = RowField(label=_("開く団体"), queryset=Party.objects.none())
    cohosts = RowsField(
        label=_("いっしょに開く団体"),
        queryset=Party.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 4}),
    )
    series = TidyField(
        label=_("続きの名前"),
        max_length=100,
        required=False,
        help_text=_("同じ名前の催しのあいだで、申し込んだ人が日を移せます。例：毎月の料理の会"),
    )
    place = TidyField(label=_("場所"), max_length=200, required=False)
    town = TidyField(label=_("町"), max_length=80, required=False, help_text=_("例：流山市"))
    address = TidyField(label=_("住所"), max_length=200, required=False)
    access = TidyField(label=_("行き方"), max_length=300, required=False)
    step_free = forms.BooleanField(label=_("段差なしで入れる"), required=False)
    for_whom = TidyField(label=_("だれのための催しか"), max_length=200, required=False)
    invite = TidyField(
        label=_("招待のことば"),
        max_length=40,
        required=False,
        help_text=_(
            "入れると、このことばを知っている人だけが申し込めます。公開のページには出ません。"
        ),
    )
    point = forms.CharField(
        label=_("緯度と経度"),
        max_length=40,
        required=False,
        help_text=_("例：35.856300, 139.902700。地図やオープンデータに出ます。"),
    )
    contact = TidyField(
        label=_("聞く先"),
        max_length=200,
        required=False,
        help_text=_("公開のページに出ます。団体の電話やメールを書いてください。"),
    )
    languages = many(_("話す言葉"), choices=SPOKEN, initial=["ja"])
    interpretation = many(_("通訳がつく言葉"), choices=SPOKEN)
    mode = forms.ChoiceField(label=_("決め方"), widget=forms.RadioSelect)
    opens = DayField(label=_("申込みのはじまりの日"))
    opens_time = clock(_("申込みのはじまりの時刻"))
    closes = DayField(label=_("しめきりの日"))
    closes_time = clock(_("しめきりの時刻"), help_text=_("この時刻になると、もう申し込めません。"))
    most_people = forms.IntegerField(label=_("1回に申し込める人数"), min_value=1, max_value=50)
    answer_hours = forms.IntegerField(
        label=_("空いた席の返事を待つ時間"), min_value=1, max_value=240
    )

    def __init__(self, *args, viewer, event: Event | None = None, **kwargs):
        first = {"measure": "3-4", "mode": "first", "most_people": 6, "answer_hours": 24}
        first |= {"host": viewer.body.pk, "opens": viewer.on, "opens_time": time(9)}
        first |= {"closes_time": time(17)} | (facts_of(event) if event else {})
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        measures = [(code, f"{code} {_now(one.title)}") for code, one in MEASURES.items()]
        self.fields["measure"].choices = measures
        self.fields["mode"].choices = [(code, _now(words)) for code, words in Event.Mode.choices]
        known = bodies().select_related("organisation").order_by("sort_as", "pk")
        for name in ("host", "cohosts"):
            self.fields[name].queryset = known
            self.fields[name].label_from_instance = lambda party: party.organisation.title
        self.keys = keys_of(event) if event else {}
        self._add_rows(parts_of(event) if event else {})

    def _add_rows(self, given: dict) -> None:
        for _label, count, boxes in ROWS:
            for n in range(count):
                for part, field in boxes(n).items():
                    # The first row says that it has to be there; the plan itself refuses without it.
                    field.required = n == 0 and part in MUST
                    key = f"{part}_{n}"
                    field.initial = given.get(key, field.initial)
                    self.fields[key] = field

    def first(self) -> list:
        """What it is."""
        return [self["title"], self["words"]]

    def head(self) -> list:
        """The other boxes of the event itself."""
        boxes = [box for box in self.visible_fields() if not box.name[-1].isdigit()]
        return [box for box in boxes if box.name not in ("title", "words")]

    def groups(self) -> list[dict]:
        """The rows of sessions, places, tickets and questions; more than one are folded."""
        return [self._group(_now(label), count, boxes) for label, count, boxes in ROWS]

    def _group(self, title: str, count: int, boxes) -> dict:
        rows = [[self[f"{part}_{n}"] for part in boxes(n)] for n in range(count)]
        more = [row[0] for row in rows[1:]]
        wide = any(box.errors or any(_list(box.value())) for box in more)
        return {"title": title, "row": rows[0], "more": rows[1:], "open": wide}

    def clean(self):
        data = super().clean()
        for n in range(SESSIONS):
            parts = [data.get(f"{name}_{n}") for name in ("day", "from", "until")]
            if any(parts) and not all(parts) and not self.errors:
                words = _now("日、はじまり、終わりを全部入れてください。")
                self.add_error(f"day_{n}", words)
        for n in range(QUOTAS):
            if data.get(f"quota_{n}") and not data.get(f"places_{n}") and not self.errors:
                self.add_error(f"places_{n}", _now("人数を入れてください。"))
        there = {str(n) for n in range(SESSIONS) if data.get(f"day_{n}")}
        for n in range(TICKETS):
            if not {*data.get(f"lets_{n}", ())} <= there and not self.errors:
                self.add_error(f"lets_{n}", _now("日と時刻を入れた回から選んでください。"))
        return data

    def clean_point(self):
        """Two numbers of degrees, or nothing."""
        typed = self.cleaned_data["point"].translate(NARROW).replace("、", ",").strip()
        try:
            found = [round(Decimal(part.strip()), 6) for part in typed.split(",")] if typed else []
        except ArithmeticError:
            found = [None]
        if not found:
            return (None, None)
        if len(found) != 2 or not all(
            one is not None and abs(one) <= most for one, most in zip(found, (90, 180), strict=True)
        ):
            raise forms.ValidationError(_now("緯度と経度を、コンマで分けて入れてください。"))
        return tuple(found)

    def key(self, part: str, n: int) -> int | None:
        """Which stored row stands in a row of boxes; the version says that it still does."""
        keys = self.keys.get(part, [])
        return keys[n] if n < len(keys) else None

    def plan(self) -> Plan:
        """What was written down."""
        data = self.cleaned_data
        facts = {name: data[name] for name in PLAIN if name in data}
        facts["latitude"], facts["longitude"] = data["point"]
        facts["opens_at"] = datetime.combine(data["opens"], data["opens_time"], ZONE)
        facts["closes_at"] = datetime.combine(data["closes"], data["closes_time"], ZONE)
        names = {str(n): data[f"quota_{n}"] for n in range(QUOTAS)}
        told = [str(n) for n in range(SESSIONS) if data[f"day_{n}"]]
        order = {name: at for at, name in enumerate(told)}
        return Plan(
            title=data["title"],
            words=data["words"],
            facts=facts,
            cohosts=list(data["cohosts"]),
            spans=[
                Span(
                    datetime.combine(data[f"day_{n}"], data[f"from_{n}"], ZONE),
                    datetime.combine(data[f"day_{n}"], data[f"until_{n}"], ZONE),
                    data[f"room_{n}"],
                    self.key("day", n),
                )
                for n in range(SESSIONS)
                if data[f"day_{n}"]
            ],
            quotas=[
                Places(data[f"quota_{n}"], data[f"places_{n}"], self.key("quota", n))
                for n in range(QUOTAS)
                if data[f"quota_{n}"]
            ],
            tickets=[
                Kind(
                    data[f"ticket_{n}"],
                    [names[one] for one in data[f"draws_{n}"] if names[one]],
                    data[f"yen_{n}"] or 0,
                    data[f"least_{n}"],
                    data[f"oldest_{n}"],
                    data[f"escort_{n}"],
                    [order[one] for one in data[f"lets_{n}"]],
                    self.key("ticket", n),
                )
                for n in range(TICKETS)
                if data[f"ticket_{n}"]
            ],
            questions=[
                Asked(data[f"question_{n}"], data[f"must_{n}"], self.key("question", n))
                for n in range(QUESTIONS)
                if data[f"question_{n}"]
            ],
        )


def _session(n: int) -> dict:
    said = {"number": n + 1}
    return {
        "day": DayField(label=_now("%(number)s回目の日") % said),
        "from": clock(_now("はじまり")),
        "until": clock(_now("終わり")),
        "room": TidyField(label=_now("部屋"), max_length=100),
    }


def _quota(n: int) -> dict:
    first = _now("会場") if n == 0 else None
    return {
        "quota": TidyField(
            label=_now("定員%(number)sの名前") % {"number": n + 1}, max_length=100, initial=first
        ),
        "places": forms.IntegerField(label=_now("人数"), min_value=1, max_value=5000),
    }


def _ticket(n: int) -> dict:
    first = _now("参加") if n == 0 else None
    numbers = [(str(one), _now("定員%(number)s") % {"number": one + 1}) for one in range(QUOTAS)]
    turns = [(str(one), _now("%(number)s回目") % {"number": one + 1}) for one in range(SESSIONS)]
    return {
        "ticket": TidyField(
            label=_now("種類%(number)s") % {"number": n + 1}, max_length=100, initial=first
        ),
        "yen": YenField(label=_now("参加費（税こみ、円）"), min_value=0, max_value=MOST_YEN),
        "least": forms.IntegerField(label=_now("何歳から"), min_value=0, max_value=OLDEST),
        "oldest": forms.IntegerField(label=_now("何歳まで"), min_value=0, max_value=OLDEST),
        "escort": forms.BooleanField(label=_now("大人といっしょのときだけ")),
        "draws": many(_now("使う定員"), choices=numbers, initial=["0"]),
        "lets": many(
            _now("入れる回"), choices=turns, help_text=_now("選ばないと、全部の回に入れます。")
        ),
    }


def _question(n: int) -> dict:
    return {
        "question": TidyField(label=_now("聞くこと%(number)s") % {"number": n + 1}, max_length=200),
        "must": forms.BooleanField(label=_now("かならず答えてもらう")),
    }


# (what the rows are about, how many, the boxes of one)
ROWS = (
    (_("いつ"), SESSIONS, _session),
    (_("定員"), QUOTAS, _quota),
    (_("参加の種類"), TICKETS, _ticket),
    (_("申し込む人に聞くこと"), QUESTIONS, _question),
)


# What the first row of its rows has to say.
MUST = ("day", "from", "until", "quota", "places", "ticket")


def facts_of(event: Event) -> dict:
    """What stands in the boxes of a stored event."""
    opens, closes = event.opens_at.astimezone(ZONE), event.closes_at.astimezone(ZONE)
    told = {name: getattr(event, name) for name in PLAIN if not name.endswith("_at")}
    return told | {
        "version": event.version,
        "point": "" if event.latitude is None else f"{event.latitude}, {event.longitude}",
        "title": queries.title(event, "ja"),
        "words": prose(one for one in texts.pieces(event.text) if not one.part),
        "host": event.host_id,
        "cohosts": list(event.cohosts.values_list("pk", flat=True)),
        "opens": opens.date(),
        "opens_time": opens.time(),
        "closes": closes.date(),
        "closes_time": closes.time(),
    }


def parts_of(event: Event) -> dict:
    """The rows of a stored event, by box."""
    given: dict = {}
    turns = {}
    for n, row in enumerate(queries.sessions(event)):
        turns[row.pk] = str(n)
        starts, ends = row.meeting.starts_at.astimezone(ZONE), row.meeting.ends_at.astimezone(ZONE)
        given |= {f"day_{n}": starts.date(), f"from_{n}": starts.time(), f"until_{n}": ends.time()}
        given[f"room_{n}"] = row.room
    quotas = list(event.quotas.order_by("pk"))
    for n, row in enumerate(quotas):
        given |= {f"quota_{n}": row.name, f"places_{n}": row.places}
    order = {row.pk: str(n) for n, row in enumerate(quotas)}
    into = queries.let_into(event)
    for n, row in enumerate(event.tickets.prefetch_related("quotas").order_by("pk")):
        given |= {f"ticket_{n}": row.name, f"yen_{n}": row.yen}
        given |= {f"least_{n}": row.from_age, f"oldest_{n}": row.until_age}
        given[f"escort_{n}"] = row.with_adult
        given[f"draws_{n}"] = [order[one.pk] for one in row.quotas.all()]
        given[f"lets_{n}"] = sorted(turns[key] for key in into.get(row.pk, ()))
    for n, row in enumerate(event.questions.all()):
        given |= {f"question_{n}": row.words, f"must_{n}": row.required}
    return given


def keys_of(event: Event) -> dict[str, list[int]]:
    """The keys of the rows, in the order of their boxes."""
    return {
        "day": [row.pk for row in queries.sessions(event)],
        "quota": [row.pk for row in event.quotas.order_by("pk")],
        "ticket": [row.pk for row in event.tickets.order_by("pk")],
        "question": [row.pk for row in event.questions.all()],
    }


def next_year(event: Event) -> dict:
    """The boxes of a copy: the same weekday a year later, as everything else of it."""
    shift = timedelta(days=364)
    told, parts = facts_of(event), parts_of(event)
    for given in (told, parts):
        for name, value in given.items():
            if name in ("opens", "closes") or name.startswith("day_"):
                given[name] = value + shift
    return told | parts | {"version": None}


class CancelForm(forms.Form):
    """Why, as everybody who registered reads it."""

    why = forms.ChoiceField(
        label=_("中止の理由"),
        choices=lambda: [
            (code, _now(words) if words else _now("その他")) for code, words in WHY.items()
        ],
        widget=forms.RadioSelect,
        help_text=_("申し込んだ人に、その人の言葉で伝えます。"),
    )
    words = TidyField(
        label=_("つけたすこと"),
        max_length=300,
        required=False,
        help_text=_("書いた言葉のまま、メールと公開のページに出ます。"),
    )
