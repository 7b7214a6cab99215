"""催しのあとの入力（事務局） — which questions, which photographs with whom, which budget."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.asking import PICTURES, Photos, PhotosField
from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.kernel.ledger.models import Account
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions.asking import Own
from tsunagari.programmes.community.afterwards.models import Plan, Survey
from tsunagari.programmes.community.afterwards.rules import asking
from tsunagari.programmes.community.events.models import Guest

OWN, BUDGET = 2, 8


class AskForm(forms.Form):
    """One to six questions: ready ones, and two in own words."""

    ready = forms.MultipleChoiceField(
        label=_("用意してある問い（全部の言葉に訳してあります）"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("催しの終わりから何日、答えを待つか"), min_value=1)

    def __init__(self, *args, survey: Survey | None, **kwargs):
        kwargs["initial"] = _stored(survey) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["ready"].choices = [
            (code, _now("%(words)s（%(kind)s）") % {"words": _now(one.words), "kind": _kind(one)})
            for code, one in asking.READY.items()
        ]
        for at in range(OWN):
            self.fields |= _own_fields(at)

    def ready_codes(self) -> list[str]:
        """In the order in which they stand on the page."""
        return [code for code in asking.READY if code in self.cleaned_data["ready"]]

    def own(self) -> list[Own]:
        """What was asked in own words."""
        told = self.cleaned_data
        found = []
        for at in range(OWN):
            if words := told[f"words_{at}"]:
                kind = told[f"kind_{at}"]
                typed = [one.strip() for one in told[f"choices_{at}"].splitlines() if one.strip()]
                choices = list(dict.fromkeys(typed)) if kind == asking.CHOICE else []
                found.append(Own(words, kind, choices))
        return found


def _kind(one: asking.Ready) -> str:
    return _now(asking.KINDS[one.kind])


def _own_fields(at: int) -> dict[str, forms.Field]:
    said = {"number": at + 1}
    return {
        f"words_{at}": TidyField(
            label=_now("自分の言葉の問い%(number)s") % said, max_length=200, required=False
        ),
        f"kind_{at}": forms.ChoiceField(
            label=_now("答え方"),
            choices=[(code, _now(words)) for code, words in asking.KINDS.items()],
            required=False,
        ),
        f"choices_{at}": forms.CharField(
            label=_now("選ぶ言葉（1行に1つ）"),
            max_length=1000,
            required=False,
            widget=forms.Textarea({"rows": 3}),
        ),
    }


def _stored(survey: Survey | None) -> dict:
    if survey is None:
        return {"ready": list(asking.FIRST), "days": 14}
    rows = queries.items(survey)
    told = {"ready": [one.code for one in rows if one.code], "days": survey.days}
    for at, one in enumerate([row for row in rows if not row.code]):
        title, *rest = [piece.words for piece in texts.pieces(one.text)]
        told |= {f"words_{at}": title, f"kind_{at}": one.kind, f"choices_{at}": "\n".join(rest)}
    return told


class UploadForm(forms.Form):
    """アンケートの表 — one file."""

    file = forms.FileField(label=_("打ちこんだ表のファイル"), allow_empty_file=True)


class PhotosForm(forms.Form):
    """写真 — several at once."""

    file = PhotosField(
        label=_("写真"),
        allow_empty_file=True,
        help_text=_("JPEG・PNG、1枚 10MB まで。とった場所や機械の情報は消えます。"),
        widget=Photos({"accept": PICTURES, "multiple": True, "data-shrink": "1"}),
    )


class PersonForm(forms.Form):
    """写っている人 — somebody who came, or words; with the day of the yes on paper."""

    guest = RowField(label=_("来た人から選ぶ"), queryset=Guest.objects.none(), required=False)
    words = TidyField(
        label=_("名前がないとき：だれのことか"),
        max_length=80,
        required=False,
        help_text=_("例：左の青い服の人、見本 一郎さんの子ども"),
    )
    day = DayField(label=_("紙で「はい」と聞いた日（まだなら空ける）"), required=False)

    def __init__(self, *args, guests, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["guest"]
        field.queryset = guests
        field.empty_label = ""
        field.label_from_instance = lambda one: (
            _now("%(name)s（申込番号 %(number)s）")
            % {
                "name": names.get(one.pk) or "—",
                "number": one.booking.number,
            }
        )


class HeardForm(forms.Form):
    """紙で聞いた日."""

    day = DayField(label=_("紙で「はい」と聞いた日"))


class PlanForm(forms.Form):
    """予算 — a few rows: in or out, what for, the account where it is known, yen."""

    def __init__(self, *args, rows: list[Plan], **kwargs):
        super().__init__(*args, **kwargs)
        self.count = max(BUDGET, len(rows) + 2)
        sides = [(code, _now(words)) for code, words in Plan.Side.choices]
        kinds = [chart.INCOME, chart.COST]
        known = Account.objects.filter(kind__in=kinds, closed_on=None).order_by("code")
        names = {one.code: _now(one.name) for one in known}
        accounts = [("", _now("（決まっていない）"))]
        accounts += [(code, f"{code} {name}") for code, name in names.items()]
        for at in range(self.count):
            self._row(at, sides, accounts, rows[at] if at < len(rows) else None)

    def _row(self, at: int, sides, accounts, row: Plan | None) -> None:
        said = {"n": at + 1}
        side = row.side if row else Plan.Side.OUT
        fields = {
            "side": forms.ChoiceField(
                label=_now("%(n)s行目の区分") % said, choices=sides, initial=side, required=False
            ),
            "words": TidyField(
                label=_now("%(n)s行目の内容") % said,
                max_length=80,
                required=False,
                initial=row.words if row else "",
            ),
            "account": forms.ChoiceField(
                label=_now("%(n)s行目の勘定科目") % said,
                choices=accounts,
                required=False,
                initial=row.account if row else "",
            ),
            "yen": YenField(
                label=_now("%(n)s行目の金額（円）") % said,
                required=False,
                min_value=0,
                max_value=10**9,
                initial=row.yen if row else None,
            ),
        }
        self.fields |= {f"{name}_{at}": field for name, field in fields.items()}

    def rows(self):
        """The bound boxes of every row, for the table."""
        names = ("side", "words", "account", "yen")
        return [[self[f"{name}_{at}"] for name in names] for at in range(self.count)]

    def clean(self):
        data = super().clean()
        for at in range(self.count):
            words, yen = data.get(f"words_{at}"), data.get(f"yen_{at}")
            if words and yen is None and f"yen_{at}" not in self.errors:
                self.add_error(f"yen_{at}", _now("金額を入力してください。"))
            elif yen and not words and f"words_{at}" not in self.errors:
                self.add_error(f"words_{at}", _now("何のお金かを書いてください。"))
        return data

    def told(self) -> list[tuple[str, str, str, int]]:
        """(side, account, words, yen) of each row that says something."""
        data = self.cleaned_data
        return [
            (data[f"side_{at}"], data[f"account_{at}"], data[f"words_{at}"], data[f"yen_{at}"])
            for at in range(self.count)
            if data[f"words_{at}"]
        ]
