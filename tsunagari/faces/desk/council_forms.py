"""基金評議会の入力 — members, articles, calling a meeting, its items, decisions and minutes."""

from datetime import datetime

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import DayField, KanaField, RowField, TidyField, YenField
from tsunagari.governance.fund.council import said
from tsunagari.governance.fund.council.interests import REASONS, UNDECLARED
from tsunagari.governance.fund.council.models import Decision, Item, Term
from tsunagari.governance.fund.council.rules import quorum
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.reviews.models import Entry


def _words(choices) -> list[tuple[str, str]]:
    return [(code, _now(words)) for code, words in choices]


def _area(label, rows=4, **more) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class FoundForm(forms.Form):
    """Which body of kind council is the fund council."""

    body = RowField(label=_("基金評議会にする団体"), queryset=Organisation.objects.none())

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies


class MemberForm(forms.Form):
    """Who sits, from which circle, appointed by whom, from when until when."""

    family = TidyField(label=_("姓"), max_length=80)
    given = TidyField(label=_("名"), max_length=80)
    family_kana = KanaField(label=_("姓（かな）"), max_length=80, required=False)
    given_kana = KanaField(label=_("名（かな）"), max_length=80, required=False)
    email = forms.EmailField(label=_("メールアドレス"), max_length=254)
    seat = forms.ChoiceField(label=_("立場"), widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("どの分野の人か（産官学金労言士）"))
    appointer = TidyField(
        label=_("だれが選任したか"), max_length=120, help_text=_("例：理事会（2026年11月10日）")
    )
    from_day = DayField(label=_("任期のはじまり"))
    until_day = DayField(label=_("任期のおわり"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = _words(Term.Seat.choices)
        self.fields["category"].choices = _words(Term.Category.choices)


class EndTermForm(forms.Form):
    """The last day of a seat."""

    until = DayField(label=_("任期の最後の日"))


class ArticlesForm(forms.Form):
    """How the council decides, from a day on."""

    from_day = DayField(label=_("この規程がはじまる日"))
    source = TidyField(
        label=_("どこに書いてあるか"),
        max_length=300,
        help_text=_("例：基金評議会規程 第8条〜第12条"),
    )
    quorum_ratio = forms.CharField(
        label=_("定足数（決められる委員のうち）"),
        max_length=12,
        initial="1/2",
        help_text=_("例：1/2、2/3"),
    )
    fewest = forms.IntegerField(
        label=_("いちばん少ない人数"),
        min_value=1,
        max_value=50,
        initial=3,
        help_text=_("これより少ない人数では決めません。"),
    )
    threshold = forms.CharField(
        label=_("ふつうの議決（賛成がこえる割合）"), max_length=12, initial="1/2"
    )
    special_threshold = forms.CharField(label=_("特別の議決"), max_length=12, initial="2/3")
    count_recused = forms.BooleanField(
        label=_("利益相反で外れた委員も、定足数の分母に入れる"), required=False
    )
    casting_vote = forms.BooleanField(label=_("可否同数のときは議長が決める"), required=False)
    written = forms.BooleanField(label=_("書面での決議を認める"), required=False)
    board_decides = forms.BooleanField(
        label=_("評議会がすすめ、理事会が決める"), required=False, initial=True
    )
    secret_kinds = forms.MultipleChoiceField(
        label=_("無記名で採決する議題"), widget=forms.CheckboxSelectMultiple, required=False
    )
    signers = forms.IntegerField(
        label=_("議事録に署名する人数"), min_value=1, max_value=20, initial=2
    )
    notice_days = forms.IntegerField(
        label=_("会議の何日前までに知らせるか"), min_value=0, max_value=60, initial=7
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [one for one in Item.Kind.choices if one[0] != Item.Kind.REPORT]
        self.fields["secret_kinds"].choices = _words(kinds)


class CallForm(forms.Form):
    """When, where, by which means."""

    day = DayField(label=_("日"))
    starts = forms.TimeField(label=_("始まり"), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(label=_("終わり"), widget=forms.TimeInput({"type": "time"}))
    place = TidyField(label=_("場所"), max_length=200, required=False)
    link = forms.URLField(
        label=_("ビデオ会議のリンク"), max_length=300, required=False, assume_scheme="https"
    )
    written = forms.BooleanField(label=_("書面で決議する（規程が認めるときだけ）"), required=False)

    # Which field a reason about the moment belongs to.
    MOMENTS = {"starts_at": "starts", "ends_at": "ends"}

    def told(self) -> dict:
        """What the action is told: moments instead of a day and two clocks."""
        given = self.cleaned_data
        return {
            "starts_at": make_aware(datetime.combine(given["day"], given["starts"])),
            "ends_at": make_aware(datetime.combine(given["day"], given["ends"])),
            **{name: given[name] for name in ("place", "link", "written")},
        }


class CancelForm(forms.Form):
    """Why a meeting is not held."""

    why = forms.CharField(label=_("中止の理由"), max_length=300, help_text=_("委員が読みます。"))


class _Entries(RowField):
    def label_from_instance(self, obj):
        return f"{obj.called}（{obj.code}・{obj.call.title}）"


class ItemForm(forms.Form):
    """What is talked about, and what a yes means."""

    kind = forms.ChoiceField(label=_("種類"), widget=forms.RadioSelect)
    title = TidyField(label=_("議題の名前"), max_length=200)
    words = _area(_("説明"), required=False)
    entry = _Entries(
        label=_("申請"),
        queryset=Entry.objects.none(),
        required=False,
        help_text=_("「助成の申請」のときに選びます。"),
    )
    motion = forms.ChoiceField(label=_("採決する案"))
    yen = YenField(
        label=_("助成する金額（円）"),
        min_value=1,
        max_value=10**12,
        required=False,
        help_text=_("申請どおりのときは、空なら申請の金額が入ります。"),
    )
    special = forms.BooleanField(label=_("特別の議決にする"), required=False)

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _words(Item.Kind.choices)
        self.fields["motion"].choices = _words(Item.Motion.choices)
        self.fields["entry"].queryset = entries


class RecuseForm(forms.Form):
    """Who leaves an item, and of which kind the interest is."""

    party = forms.ChoiceField(label=_("委員"))
    reason = forms.ChoiceField(label=_("利益相反の種類"))

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = [(code, words) for code, words in REASONS.items() if code != UNDECLARED]
        self.fields["party"].choices = members
        self.fields["reason"].choices = _words(reasons)


class DecideForm(forms.Form):
    """What was decided and why; the reasons stand in the minutes and are published."""

    outcome = forms.ChoiceField(label=_("決定"), widget=forms.RadioSelect)
    reasons = _area(
        _("理由"),
        help_text=_("議事録と公表に使います。個人のことは書かないでください。"),
    )

    def __init__(self, *args, item: Item, carried: bool, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(_words(Decision.Outcome.choices))
        allowed = (item.motion,) if carried else ("no", "defer", "refer")
        if item.ballot is None or item.ballot.outcome == quorum.WAITING:
            allowed = ("refer", "defer")
        self.fields["outcome"].choices = [
            (code, said.motion(item) if carried else labels[code]) for code in allowed
        ]
        if len(allowed) == 1:
            self.fields["outcome"].initial = allowed[0]


class BoardForm(forms.Form):
    """What the board decided, on which day, and why."""

    outcome = forms.ChoiceField(label=_("理事会の決定"), widget=forms.RadioSelect)
    yen = YenField(label=_("助成する金額（円）"), min_value=1, max_value=10**12, required=False)
    decided_on = DayField(label=_("理事会の日"))
    reasons = _area(_("理由"))

    def __init__(self, *args, decision: Decision, **kwargs):
        super().__init__(*args, **kwargs)
        money = decision.entry_id is not None
        allowed = ("full", "reduced", "no", "defer") if money else ("yes", "no", "defer")
        labels = dict(_words(Decision.Outcome.choices))
        self.fields["outcome"].choices = [(code, labels[code]) for code in allowed]


class MinutesForm(forms.Form):
    """The words of the minutes: of the whole, and of each item; the facts come from the data."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    opening = _area(_("開会のようす"), rows=3, required=False)
    closing = _area(_("閉会のようす"), rows=2, required=False)

    def __init__(self, *args, facts: dict, words: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = [(item["number"], item["title"]) for item in facts["items"]]
        self.fields["opening"].initial = words["opening"]
        for number, title in self.items:
            kept = words["items"].get(str(number), {})
            self._item(number, title, kept)
        self.fields["closing"].initial = words["closing"]
        self.order_fields([*(one for one in self.fields if one != "closing"), "closing"])

    def _item(self, number: int, title: str, kept: dict) -> None:
        about = {"n": number, "title": title}
        discussion = _area(
            _now("議題%(n)s　%(title)s：審議のようす") % about,
            required=False,
            initial=kept.get("discussion", ""),
        )
        dissent = _area(
            _now("議題%(n)s：少数意見") % about,
            rows=2,
            required=False,
            initial=kept.get("dissent", ""),
        )
        public = forms.BooleanField(
            label=_now("議題%(n)s：審議・理由・少数意見を公表する") % about,
            required=False,
            initial=kept.get("public", False),
        )
        self.fields |= {
            f"discussion_{number}": discussion,
            f"dissent_{number}": dissent,
            f"public_{number}": public,
        }

    def words(self) -> dict:
        """What was written, as a version keeps it."""
        given = self.cleaned_data
        return {
            "opening": given["opening"].strip(),
            "closing": given["closing"].strip(),
            "items": {
                str(number): {
                    "discussion": given[f"discussion_{number}"].strip(),
                    "dissent": given[f"dissent_{number}"].strip(),
                    "public": given[f"public_{number}"],
                }
                for number, _title in self.items
            },
        }


class SignersForm(forms.Form):
    """Who signs: among those who were there."""

    signers = forms.MultipleChoiceField(
        label=_("署名人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("出席した委員から選びます。出席した議長は必ず入れます。"),
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signers"].choices = members
