"""お手伝いの入力（事務局） — one shift; the hours of everybody who was to come; an offer made aloud."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.faces.shared import shifts as words
from tsunagari.faces.shared.forms import DayField, TidyField
from tsunagari.faces.shared.shift_forms import SPOKEN, OfferForm
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts.actions.planning import Told
from tsunagari.programmes.community.shifts.models import Shift
from tsunagari.programmes.community.shifts.rules.fit import hours
from tsunagari.programmes.community.shifts.rules.helping import MOST_MINUTES, MOST_NEEDED
from tsunagari.programmes.community.shifts.words import KINDS, SKILLS

ZONE = ZoneInfo("Asia/Tokyo")


def _clock(label):
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}))


def _many(label, choices, **more):
    boxes = {"required": False, "widget": forms.CheckboxSelectMultiple}
    return forms.MultipleChoiceField(label=label, choices=choices, **boxes, **more)


class ShiftForm(forms.Form):
    """What is to do, when, where, how many people, what they can do and speak."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("係"), choices=lambda: [(code, _now(said)) for code, said in KINDS.items()]
    )
    title = TidyField(
        label=_("係のつけたし"),
        max_length=80,
        required=False,
        help_text=_("例：東の入口。「そのほか」のときは、係の名前を書きます。"),
    )
    place = TidyField(label=_("場所"), max_length=80, required=False)
    day = DayField(label=_("日"))
    begins = _clock(_("はじまり"))
    until = _clock(_("終わり"))
    needs = forms.IntegerField(label=_("要る人数"), min_value=1, max_value=MOST_NEEDED)
    skills = _many(
        _("みんなができること"), lambda: [(code, _now(said)) for code, said in SKILLS.items()]
    )
    languages = _many(_("1人以上が話す言葉"), SPOKEN)
    from_age = forms.IntegerField(label=_("何歳から"), min_value=0, max_value=130, required=False)

    def __init__(self, *args, event: Event, shift: Shift | None = None, **more):
        first = timezone.localtime(event.starts_at, ZONE)
        told = {"kind": "reception", "day": first.date(), "begins": first.time(), "needs": 1}
        if shift:
            starts = timezone.localtime(shift.starts_at, ZONE)
            ends = timezone.localtime(shift.ends_at, ZONE)
            told = {name: getattr(shift, name) for name in self.base_fields if hasattr(shift, name)}
            told |= {"day": starts.date(), "begins": starts.time(), "until": ends.time()}
        super().__init__(*args, initial=told, **more)

    def told(self) -> Told:
        """What was written; a shift that ends before it begins ends on the next day."""
        said = self.cleaned_data
        starts = datetime.combine(said["day"], said["begins"], ZONE)
        ends = datetime.combine(said["day"], said["until"], ZONE)
        ends += timedelta(days=ends < starts)
        names = ("kind", "title", "place", "needs", "skills", "languages", "from_age")
        return Told(starts_at=starts, ends_at=ends, **{name: said[name] for name in names})


class HoursForm(forms.Form):
    """One number for everybody who was to come: hours, 0 for absent, nothing for not known yet."""

    def __init__(self, *args, rows, named, **more):
        super().__init__(*args, **more)
        self.rows = rows
        for row in rows:
            planned = int((row.shift.ends_at - row.shift.starts_at).total_seconds()) // 60
            first = planned if row.state == "planned" else row.minutes or 0
            told = words.row(row.shift)
            self.fields[f"row_{row.pk}"] = forms.DecimalField(
                label=f"{told['when']} {told['name']} ・ {named[row.volunteer_id]['name']}",
                initial=hours(first),
                min_value=0,
                max_value=MOST_MINUTES // 60,
                decimal_places=2,
                required=False,
                widget=forms.NumberInput({"inputmode": "decimal", "step": "0.25"}),
            )

    def said(self) -> list[tuple]:
        """(assignment, minutes) of every box with a number."""
        found = ((row, self.cleaned_data.get(f"row_{row.pk}")) for row in self.rows)
        return [(row, round(many * 60)) for row, many in found if many is not None]


class AloudForm(OfferForm):
    """代わりに申し込む — the same for somebody without a phone, who said yes aloud or on paper."""

    language = forms.ChoiceField(label=_("この人の言葉"), choices=LANGUAGES, initial="ja")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = _("本人が、名前と連絡先を催しのために使うことに同意しました")

    def head(self) -> list:
        """Who it is, and in which language they are written to."""
        return [*super().head(), self["language"]]
