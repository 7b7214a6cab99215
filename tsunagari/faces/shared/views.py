"""見本帳 — every component in every state, to look at and to measure."""

from datetime import date

from django import forms
from django.shortcuts import render

from tsunagari.base.keyset import Page
from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.frames import Listed


class Sample(forms.Form):
    """One field of every kind, as the pages use them."""

    name = forms.CharField(label="氏名", help_text="在留カードのとおりに書いてください。")
    note = forms.CharField(label="メモ", widget=forms.Textarea, required=False)
    school = forms.ChoiceField(
        label="学校", choices=[("", "選んでください"), ("1", "みどり台中学校")]
    )
    day = DayField(label="面談の日", help_text="例：2026年11月24日、令和8年11月24日")
    starts = forms.TimeField(
        label="始まり", widget=forms.TimeInput({"type": "time"}), required=False
    )
    language = forms.ChoiceField(
        label="話す言葉",
        choices=[("vi", "Tiếng Việt"), ("fil", "Filipino")],
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label="同意すること",
        choices=[("take_part", "交流授業に参加する"), ("on_camera", "カメラに映る")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="内容を確かめました")
    file = forms.FileField(label="名簿", required=False)


NAV = [
    ("inbox", "今日のやること", "", 5, True),
    ("calendar", "予定", "", 0, False),
    ("video", "国際交流", "事業", 0, False),
    ("users", "外国人材・生活支援", "事業", 0, False),
    ("building", "地域活性化", "事業", 0, False),
    ("network", "団体とつながり", "連合会", 0, False),
    ("yen", "基金", "連合会", 0, False),
    ("chart", "計画とKPI", "連合会", 0, False),
    ("file", "書類", "連合会", 0, False),
]


def components(request):
    """The living style page; ?frame=inbox shows the inbox of the design as a whole page."""
    inbox = request.GET.get("frame") == "inbox"
    context = {
        "nav": Listed(
            {
                "icon": icon,
                "text": text,
                "group": group,
                "count": count,
                "current": current,
                "href": "#main",
            }
            for icon, text, group, count, current in NAV
        ),
        "viewer_name": "佐藤 恵",
        "search_url": request.path,
        "bell_url": "#main",
        "unread": 2,
        "today": date(2026, 11, 24),
        "form": Sample(initial={"day": date(2026, 11, 24)}, prefix="empty"),
        "upload": Sample(prefix="upload"),
        "faulty": Sample(
            {"faulty-name": "", "faulty-day_y": "2026", "faulty-day_m": "11"}, prefix="faulty"
        ),
        "steps": [
            {"text": "学校", "href": "#steps"},
            {"text": "名簿", "href": "#steps", "fix": True},
            {"text": "時間割"},
            {"text": "確かめる"},
        ],
        "crumbs": [{"href": "#main", "text": "学校"}, {"text": "みどり台中学校"}],
        "page": Page(rows=[], older="mark"),
        "long": LONG,
        "title": _("部品の見本"),
    }
    name = "shared/inbox.html" if inbox else "shared/components.html"
    return render(request, name, context)


# Longest words we know of, and a label 40 % longer than its Japanese source.
LONG = {
    "vi": "Nguyễn Thị Thuỳ Dương – gia hạn thời gian lưu trú",
    "fil": "Pagpapahaba ng pahintulot sa pananatili",
    "ja": "髙﨑 𠮷野 渡邉 さんの定期面談を記録してから本人に見せる",
}
