"""承認と覚書 — who allowed the school to take part, and what both schools signed."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.school import form_page, own_school, said
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.forms import DayField, RowField
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.roles import actions as roles
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.class_exchange.actions import duties, exchanges

SCAN = {"accept": "application/pdf,image/jpeg,image/png"}


def scan_field():
    return forms.FileField(
        label=_("書類（PDF・写真）"),
        required=False,
        widget=forms.FileInput(SCAN),
        help_text=_("PDF・JPEG・PNG、10MBまで。"),
    )


class ApprovalForm(forms.Form):
    authority = forms.CharField(
        label=_("承認する人・機関"),
        max_length=200,
        help_text=_("例：流山市教育委員会、SDO Las Piñas"),
    )
    asked_on = DayField(label=_("申請した日"))
    decision = forms.ChoiceField(label=_("結果"), choices=said(Approval.Decision))
    decided_on = DayField(label=_("決まった日"), required=False)
    from_day = DayField(label=_("有効な日（始まり）"), required=False)
    until_day = DayField(label=_("有効な日（終わり）"), required=False)
    file = scan_field()

    def clean(self):
        data = super().clean()
        first, last = data.get("from_day"), data.get("until_day")
        if data.get("decision") == "granted" and not (first and last):
            self.add_error(
                "until_day", _("承認のときは、有効な日の始まりと終わりを入力してください。")
            )
        if first and last and last < first:
            self.add_error("until_day", _("終わりの日は、始まりの日より後にしてください。"))
        return data


def new_approval(request):
    """Note an approval of the board, the school division office or the head."""
    school = own_school(request)

    def note(paper, data):
        roles.note_approval(
            school.organisation,
            kind="board",
            paper=paper,
            by=request.viewer,
            on=request.viewer.on,
            **data,
        )

    form = ApprovalForm(request.POST or None, request.FILES or None)
    title = _("承認を登録する")
    return _noted(request, school, form, "approval", note, (title, _("承認を登録しました。")))


def approval(request, pk):
    """An approval that was asked for is decided, or a day is corrected."""
    school = own_school(request)
    found = get_object_or_404(Approval, pk=pk, body=school.organisation)

    def change(paper, data):
        roles.change_approval(
            found,
            **data | ({"paper": paper} if paper else {}),
            by=request.viewer,
            on=request.viewer.on,
        )

    fields = [name for name in ApprovalForm.base_fields if name != "file"]
    form = ApprovalForm(
        request.POST or None,
        request.FILES or None,
        initial={name: getattr(found, name) for name in fields},
    )
    title = _("承認を変える")
    return _noted(request, school, form, "approval", change, (title, _("承認を保存しました。")))


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("覚書の名前"), max_length=200)
    exchange = RowField(label=_("交流"), queryset=None, empty_label=None)
    signed_on = DayField(label=_("結んだ日"))
    from_day = DayField(label=_("有効な日（始まり）"))
    until_day = DayField(label=_("有効な日（終わり）"))
    renew_by = DayField(label=_("更新を決める日"), help_text=_("この日の前に、お知らせします。"))
    signatories = forms.CharField(
        label=_("署名した人の役職"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = scan_field()

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["exchange"].queryset = choices
        self.fields["exchange"].label_from_instance = lambda exchange: exchange.name


def new_agreement(request):
    """Note the signed memorandum of an exchange, with its renewal date."""
    school = own_school(request)
    own = class_exchange.exchanges_of(request.viewer)
    if not own.exists():
        messages.info(
            request, _("交流がまだありません。事務局が交流を始めたあとで、覚書を登録できます。")
        )
        return redirect("partner:school")

    def sign(paper, data):
        exchanges.sign(
            data.pop("exchange"),
            data.pop("title"),
            paper=paper,
            by=request.viewer,
            on=request.viewer.on,
            **data,
        )

    form = AgreementForm(request.POST or None, request.FILES or None, choices=own)
    title = _("覚書を登録する")
    return _noted(request, school, form, "agreement", sign, (title, _("覚書を登録しました。")))


def _noted(request, school, form, kind, act, words):
    """Show a form, or do what it says with its scan; what is due follows."""
    title, done = words
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        scan = data.pop("file")
        try:
            act(_kept(request, scan, kind, school), data)
        except Refused as refused:
            put_on(form, refused)
        else:
            for exchange in class_exchange.exchanges_of(request.viewer):
                duties.follow(exchange, on=request.viewer.on, by=request.viewer)
            messages.success(request, done)
            return redirect("partner:school")
    return form_page(request, form, title, _("保存する"))


def _kept(request, scan, kind, school):
    """The scan as a paper of the school, or None."""
    if scan is None:
        return None
    party = school.organisation.party
    return papers.keep(
        uploads.content(scan),
        name=scan.name,
        kind=kind,
        on=request.viewer.on,
        of=party,
        held_by=party,
    )
