"""相談の入力 — what each act of the advice desk takes in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import NotATime, parse_time
from tsunagari.faces.shared.forms import DayField, RowField
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.programmes.talent.advice import queries
from tsunagari.programmes.talent.advice.models import Booking, Consultation
from tsunagari.programmes.talent.advice.rules import languages
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES, REASONS
from tsunagari.programmes.talent.advice.rules.states import ANSWERS, LONGEST
from tsunagari.programmes.talent.safety.rules.kinds import KINDS, PARTS

TOKYO = ZoneInfo("Asia/Tokyo")


def language_choices() -> list[tuple[str, str]]:
    """Every language of the list by its own name."""
    return [*languages.NAMES.items(), (languages.OTHER, _now("そのほか"))]


def words_field(label, rows: int = 4, **more) -> forms.CharField:
    """A box for words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, **more)


class Seen(forms.Form):
    """A form that says which version was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TriageForm(Seen):
    """What it is about, in which language the person is answered, how urgent it is."""

    categories = forms.MultipleChoiceField(
        label=_("分類（いくつでも）"),
        choices=lambda: [(code, _now(words)) for code, words in CATEGORIES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(label=_("本人の言語"), choices=language_choices)
    urgency = forms.ChoiceField(
        label=_("急ぎ"),
        choices=lambda: [(one.value, _now(one.label)) for one in Consultation.Urgency],
        widget=forms.RadioSelect,
    )


class AnswerForm(Seen):
    """Words that the person reads, and how the answer was given."""

    words = words_field(
        _("返事"),
        6,
        help_text=_("本人が読みます。本人の言葉か、やさしい日本語で書いてください。"),
    )
    language = forms.ChoiceField(label=_("返事の言語"), choices=language_choices)
    way = forms.ChoiceField(
        label=_("返事のしかた"),
        choices=lambda: [(way, _now(Consultation.State(way).label)) for way in ANSWERS],
        widget=forms.RadioSelect,
        initial="answered",
    )
    to_whom = forms.CharField(
        label=_("つないだ窓口"),
        required=False,
        max_length=200,
        help_text=_("「ほかの窓口へ」のとき。窓口の名前だけです。相談の中身は渡りません。"),
    )


class ReachForm(forms.Form):
    """What came of speaking with the person."""

    words = words_field(
        _("話したこと（事務局だけが読みます）"), 3, help_text=_("いま安全か、次に何をするか。")
    )


class NoteForm(forms.Form):
    """For the office's eyes alone."""

    words = words_field(_("メモ（事務局だけが読みます）"), 3)


class HandOnForm(forms.Form):
    """A colleague, a deputy, and where things stand."""

    to = RowField(label=_("引きつぐ人"), queryset=Party.objects.none())
    deputy = RowField(label=_("代わりの人"), queryset=Party.objects.none(), required=False)
    words = words_field(_("引きつぎのことば（事務局だけが読みます）"), 3)

    def __init__(self, *args, staff, names, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Party.objects.filter(pk__in=[party.pk for party in staff]).order_by("sort_as", "pk")
        for field in (self.fields["to"], self.fields["deputy"]):
            field.queryset = rows
            field.label_from_instance = lambda party: names.get(party.pk, party.code)


class FollowForm(forms.Form):
    """The day on which the office asks again."""

    day = DayField(label=_("その後を確かめる日"))


class BookForm(forms.Form):
    """Who, in which language, when and where."""

    kind = forms.ChoiceField(
        label=_("だれの予約ですか"),
        choices=lambda: [(one.value, _now(one.label)) for one in Booking.Kind],
        widget=forms.RadioSelect,
        initial=Booking.Kind.INTERPRETER,
    )
    who = forms.CharField(label=_("頼む人"), max_length=200)
    language = forms.ChoiceField(label=_("言語"), choices=language_choices)
    day = DayField(label=_("日"))
    hour = forms.CharField(label=_("時刻"), max_length=12, help_text=_("例：14:30"))
    minutes = forms.IntegerField(label=_("長さ（分）"), min_value=5, max_value=480, initial=60)
    place = forms.CharField(label=_("場所・方法"), max_length=200, required=False)

    def clean_hour(self):
        try:
            return parse_time(self.cleaned_data["hour"])
        except NotATime as refused:
            raise forms.ValidationError([one.words() for one in refused.reasons]) from refused

    def starts_at(self) -> datetime:
        """The moment, by the office's clock."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], TOKYO)


class SettleForm(forms.Form):
    """Which booking, and what became of it."""

    booking = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Booking.State], widget=forms.HiddenInput
    )


class ShareForm(forms.Form):
    """One body outside and the messages that it may read, once the person says yes."""

    to = RowField(
        label=_("窓口"),
        queryset=Organisation.objects.none(),
        help_text=_("登録した団体から選びます。会社・送出機関・学校には渡せません。"),
    )
    messages = forms.MultipleChoiceField(
        label=_("見せることば"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, messages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.outside()
        self.fields["to"].label_from_instance = lambda body: body.title
        self.fields["messages"].choices = messages


class CloseForm(Seen):
    """Why it ends."""

    reason = forms.ChoiceField(
        label=_("終わる理由"),
        choices=lambda: [(code, _now(words)) for code, words in REASONS.items()],
        widget=forms.RadioSelect,
    )


class ReportForm(forms.Form):
    """Which act, by whom; the words of the consultation are not copied."""

    kind = forms.ChoiceField(
        label=_("何がありましたか"),
        choices=lambda: [(code, _now(kind.words)) for code, kind in KINDS.items()],
    )
    part = forms.ChoiceField(
        label=_("だれがしましたか"),
        choices=lambda: [(code, _now(words)) for code, words in PARTS.items()],
        widget=forms.RadioSelect,
    )


class PublicForm(forms.Form):
    """A question and its answer for everybody; who presses has taken out what is somebody's."""

    question = words_field(
        _("問い"), 3, help_text=_("名前・会社・日付など、だれか分かることを消してください。")
    )
    answer = words_field(_("答え"), 5)
    category = forms.ChoiceField(
        label=_("分類"),
        choices=lambda: [(code, _now(words)) for code, words in CATEGORIES.items()],
    )
    language = forms.ChoiceField(label=_("言語"), choices=language_choices, initial="ja")


class TranslateForm(forms.Form):
    """What one message says in another language."""

    message = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("訳の言語"), choices=language_choices, initial="ja")
    words = words_field(_("訳"), 3)


class NewForm(forms.Form):
    """A consultation that came by telephone, at the counter, by mail or outside."""

    channel = forms.ChoiceField(
        label=_("どこから"),
        choices=lambda: [
            (one.value, _now(one.label))
            for one in Consultation.Channel
            if one.value not in ("page", "wall")
        ],
        widget=forms.RadioSelect,
        initial="phone",
    )
    topic = forms.ChoiceField(
        label=_("何の相談ですか"),
        choices=lambda: [(one.value, _now(one.label)) for one in Consultation.Topic],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("本人の言語"), choices=language_choices, initial="ja-easy")
    code = forms.CharField(
        label=_("本人のコード"),
        max_length=12,
        required=False,
        help_text=_("分かるときだけ。空のままなら、名前のない相談になります。"),
    )
    contact = forms.CharField(
        label=_("連絡のしかた"),
        max_length=200,
        required=False,
        help_text=_("名前のない相談で、折り返しがいるときだけ。封をしてしまいます。"),
    )
    town = forms.CharField(label=_("市町村"), max_length=80, required=False)
    words = words_field(_("相談の内容"), 6)
