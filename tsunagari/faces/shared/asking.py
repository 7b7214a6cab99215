"""相談の入力 — what asking for help takes in, on the own page and from the wall: words, photos, a topic."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.topics import TOPICS
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.kernel.papers.models import Blob
from tsunagari.programmes.talent.safety.rules.kinds import KINDS, PARTS

PICTURES = "image/jpeg,image/png"
LONGEST = 4000


class Photos(forms.FileInput):
    """Several photos in one box."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos; none is none."""

    def clean(self, data, initial=None):
        """Each one as a single photo would be."""
        sent = data if isinstance(data, list | tuple) else [data]
        return [found for one in sent if (found := super(PhotosField, self).clean(one, initial))]


class WordsForm(forms.Form):
    """Words in any language, and photos."""

    words = forms.CharField(
        label=_("困っていること"),
        required=False,
        max_length=LONGEST,
        help_text=_("どの言葉でもいいです。短くてもいいです。"),
        widget=forms.Textarea({"rows": 5}),
    )
    photos = PhotosField(
        label=_("写真"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG・PNG の写真を 3枚まで、1枚 10MB まで。とった場所の情報は消えます。"),
        widget=Photos({"accept": PICTURES, "multiple": True, "data-shrink": "1"}),
    )

    def stored(self) -> list[Blob] | None:
        """The photos as they are kept; None when one cannot be, and the form says why."""
        self.kept = []
        try:
            for one in self.cleaned_data["photos"]:
                self.kept.append(papers.store_picture(uploads.content(one)))
        except Refused as refused:
            self._refused(refused)
            self._drop()
            return None
        return self.kept

    def _drop(self) -> None:
        """What nobody took: no photo stays that belongs to nothing."""
        for blob in {blob.pk: blob for blob in getattr(self, "kept", [])}.values():
            drop(blob)

    def _refused(self, refused: Refused) -> None:
        for reason in refused.reasons:
            self.add_error("photos", reason.words())

    def put_on(self, refused: Refused) -> None:
        """Why the office's side said no, beside the field it is about; the photos go again."""
        self._drop()
        put_on(self, refused)


class AskForm(WordsForm):
    """One of the four topics, then words and photos."""

    topic = forms.ChoiceField(
        label=_("何のことですか"),
        choices=lambda: [(code, _now(words)) for code, (_icon, words) in TOPICS.items()],
        widget=forms.RadioSelect,
    )
    field_order = ["topic", "words", "photos"]


class HelpForm(AskForm):
    """On the own page also: an act that the law forbids, and who did it."""

    kind = forms.ChoiceField(
        label=_("何がありましたか"),
        choices=lambda: [
            ("", _now("えらばない")),
            *((code, _now(kind.words)) for code, kind in KINDS.items()),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    part = forms.ChoiceField(
        label=_("だれがしましたか"),
        choices=lambda: [(code, _now(words)) for code, words in PARTS.items()],
        required=False,
        widget=forms.RadioSelect,
        initial="else",
    )

    def said(self) -> str:
        """What the person wrote; without words, the kind of trouble that they chose."""
        kind = KINDS.get(self.cleaned_data["kind"])
        return self.cleaned_data["words"].strip() or (_now(kind.words) if kind else "")
