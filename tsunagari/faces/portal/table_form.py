"""席のための質問 — what a booking may tell of those who come; everything may be left out."""

from itertools import combinations

from django import forms
from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import table_words
from tsunagari.programmes.community.events.models import Guest
from tsunagari.programmes.community.gatherings.actions.telling import PARTS
from tsunagari.programmes.community.gatherings.rules.telling import sits_together

SIT = {
    "together": _("いつも同じテーブル"),
    "apart": _("別のテーブル"),
    "any": _("どちらでもよい"),
}
MOST_PAIRED = 6  # people whose pairs are asked for one by one


class TellForm(forms.Form):
    """Boxes for each guest, then who sits with whom."""

    def __init__(self, *args, guests: list[Guest], said: dict, size: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.guests = guests
        for guest in guests:
            self._ask(guest, said.get("guests", {}).get(str(guest.pk), {}))
        self.pairs = [*combinations([guest.pk for guest in guests], 2)]
        self._ask_seats(said, size)

    def _ask(self, guest: Guest, facts: dict) -> None:
        lists = {
            "generation": (_now("年れい"), table_words.generations()),
            "nationality": (_now("国籍"), table_words.countries()),
            "town": (_now("住んでいる町"), table_words.towns()),
        }
        for part, (label, choices) in lists.items():
            self.fields[f"{part}_{guest.pk}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=facts.get(part, "")
            )
        self.fields[f"languages_{guest.pk}"] = forms.MultipleChoiceField(
            label=_now("話す言葉"),
            choices=table_words.tongues(),
            required=False,
            initial=facts.get("languages", []),
            widget=forms.CheckboxSelectMultiple,
        )

    def _ask_seats(self, said: dict, size: int) -> None:
        if not self.pairs:
            return
        beside, parted = sits_together([guest.pk for guest in self.guests], said, size)
        now = dict.fromkeys(beside, "together") | dict.fromkeys(parted, "apart")
        wishes = [now.get(pair, "any") for pair in self.pairs]
        alike = len(set(wishes)) == 1
        self.fields["sit"] = forms.ChoiceField(
            label=_now("いっしょに来る人と、どう座りますか"),
            choices=[(code, _now(words)) for code, words in SIT.items()],
            initial=wishes[0] if alike else "any",
            widget=forms.RadioSelect,
            required=False,
        )
        if not 2 < len(self.guests) <= MOST_PAIRED:
            return
        numbers = {guest.pk: n for n, guest in enumerate(self.guests, 1)}
        for (a, b), wish in zip(self.pairs, wishes, strict=True):
            same = [("", _now("上と同じ"))]
            self.fields[f"pair_{a}_{b}"] = forms.ChoiceField(
                label=_now("%(a)s人目と%(b)s人目") % {"a": numbers[a], "b": numbers[b]},
                choices=same + [(code, _now(words)) for code, words in SIT.items()],
                required=False,
                initial="" if alike else wish,
            )

    def people(self) -> list[dict]:
        """The boxes of each guest, with what the booking knows: a number and a kind of ticket."""
        return [
            {
                "number": n,
                "ticket": guest.ticket.name,
                "boxes": [self[f"{part}_{guest.pk}"] for part in PARTS],
            }
            for n, guest in enumerate(self.guests, 1)
        ]

    def sit(self):
        """The question how they sit, or None for one guest alone."""
        return self["sit"] if "sit" in self.fields else None

    def pair_boxes(self) -> list:
        """The same for two by two."""
        return [self[name] for name in self.fields if name.startswith("pair_")]

    def told(self) -> dict:
        """What `actions.telling.tell` takes."""
        data = self.cleaned_data
        facts = {
            guest.pk: {part: data[f"{part}_{guest.pk}"] for part in PARTS} for guest in self.guests
        }
        wishes = {
            (a, b): data.get(f"pair_{a}_{b}") or data.get("sit") or "any" for a, b in self.pairs
        }
        return {
            "guests": facts,
            "together": [pair for pair, wish in wishes.items() if wish == "together"],
            "apart": [pair for pair, wish in wishes.items() if wish == "apart"],
        }
