"""ふりがな — ruby where text is shown, the bare words everywhere else."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.core import context
from django.core import mail
from django.http import HttpResponse, StreamingHttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from tests.cast import NOW
from tsunagari.base import pdf
from tsunagari.base.readings import pieces, plain
from tsunagari.faces.shared import accounts, charts, furigana, paper
from tsunagari.faces.shared.middleware import readings
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices import wordings
from tsunagari.programmes.exchange.class_exchange.calendar_file import calendar_of
from tsunagari.programmes.exchange.class_exchange.documents import parts

MARKED = "{在留|ざいりゅう}カードを {見|み}せます"
BARE = "在留カードを 見せます"
RUBY = (
    "<tn-words><ruby>在留<rt>ざいりゅう</rt></ruby>カードを "
    "<ruby>見<rt>み</rt></ruby>せます</tn-words>"
)


def test_the_bare_words_are_those_without_their_readings():
    assert plain(MARKED) == BARE
    assert pieces(MARKED) == [
        ["在留", "ざいりゅう"],
        "カードを ",
        ["見", "み"],
        "せます",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{a|b}",
        "{かな|かな}",
        "{漢字}",
        "{漢字|kanji}",
        "{漢|字}",
        "漢字|かんじ",
    ],
)
def test_what_is_no_reading_is_left_alone(text):
    assert plain(text) == text
    assert furigana.in_page(text) == text


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>{MARKED}</p>", f"<p>{RUBY}</p>"),
        (f"<title>{MARKED}</title>", f"<title>{BARE}</title>"),
        (f"<option selected>{MARKED}</option>", f"<option selected>{BARE}</option>"),
        (f'<script>"{MARKED}"</script>', f'<script>"{BARE}"</script>'),
        (f"<!-- {MARKED} -->", f"<!-- {BARE} -->"),
        (f'<a title="{MARKED}">{MARKED}</a>', f'<a title="{BARE}">{RUBY}</a>'),
        (f"<a title='1 > 0 {MARKED}'>x</a>", f"<a title='1 > 0 {BARE}'>x</a>"),
        (f'<input value="{MARKED}" hidden>', f'<input value="{BARE}" hidden>'),
        (f'<button value="{MARKED}">{MARKED}</button>', f'<button value="{BARE}">{RUBY}</button>'),
        (f"<svg><text>{MARKED}</text></svg>", f"<svg><text>{BARE}</text></svg>"),
        (f"<svg><desc>{MARKED}</desc></svg>{MARKED}", f"<svg><desc>{BARE}</desc></svg>{RUBY}"),
        (f"1 < 2 {MARKED} 3 > 2", f"1 < 2 {BARE} 3 > 2"),
    ],
)
def test_ruby_stands_only_where_a_browser_draws_it(html, shown):
    assert furigana.in_page(html) == shown


def test_a_text_that_people_wrote_goes_back_into_its_box_as_they_wrote_it():
    box = f"<textarea>\n{MARKED}</textarea>"

    assert furigana.in_page(f"<p>{box}</p>") == f"<p>{box}</p>"


def test_the_name_of_a_box_is_bare_beside_what_people_typed():
    box = f'<textarea aria-label="{MARKED}">{MARKED}</textarea>'

    assert furigana.in_page(box) == f'<textarea aria-label="{BARE}">{MARKED}</textarea>'


def test_readings_of_a_sentence_with_a_fact_stay_at_their_words():
    drawn = Template("{% blocktranslate %}{{ day }}の {見本|みほん}{% endblocktranslate %}").render(
        Context({"day": "5{月|がつ}<b>"})
    )

    assert furigana.in_page(drawn) == (
        "<tn-words>5<ruby>月<rt>がつ</rt></ruby>&lt;b&gt;の <ruby>見本<rt>みほん</rt></ruby></tn-words>"
    )


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("1{人|にん}", "<ruby>1人<rt>ひとり</rt></ruby>"),
        ("2{人|にん}", "<ruby>2人<rt>ふたり</rt></ruby>"),
        ("12{人|にん}", "12<ruby>人<rt>にん</rt></ruby>"),
        ("1{日|にち}", "1<ruby>日<rt>にち</rt></ruby>"),
        ("3{日|にち}", "3<ruby>日<rt>か</rt></ruby>"),
        ("13{日|にち}", "13<ruby>日<rt>にち</rt></ruby>"),
        ("14{日|にち}", "14<ruby>日<rt>か</rt></ruby>"),
        ("20{日|にち}", "<ruby>20日<rt>はつか</rt></ruby>"),
        ("1{分|ふん}", "1<ruby>分<rt>ぷん</rt></ruby>"),
        ("25{分|ふん}", "25<ruby>分<rt>ふん</rt></ruby>"),
        ("30{分|ふん}", "30<ruby>分<rt>ぷん</rt></ruby>"),
        ("1.2{人|にん}", "1.2<ruby>人<rt>にん</rt></ruby>"),
        ("1,002{人|にん}", "1,002<ruby>人<rt>にん</rt></ruby>"),
        ("5{人|ひと}", "5<ruby>人<rt>ひと</rt></ruby>"),
    ],
)
def test_a_counter_is_read_as_its_number_wants(text, drawn):
    assert furigana.in_page(text) == f"<tn-words>{drawn}</tn-words>"


def test_a_run_of_text_is_one_thing_and_its_spaces_stay_outside():
    assert furigana.in_page(f"<h2><svg></svg> {MARKED}\n<b>と</b></h2>") == (
        f"<h2><svg></svg> {RUBY}\n<b>と</b></h2>"
    )


def answer(response):
    return readings(lambda request: response)(RequestFactory().get("/"))


def test_every_answer_in_html_has_ruby_even_a_part_of_a_page():
    assert answer(HttpResponse(f"<li>{MARKED}</li>")).content.decode() == f"<li>{RUBY}</li>"


@pytest.mark.parametrize("kind", ["application/json", "text/csv", "application/pdf"])
def test_a_file_goes_out_as_it_is(kind):
    assert answer(HttpResponse(MARKED, content_type=kind)).content.decode() == MARKED


def test_a_stream_is_not_read():
    response = StreamingHttpResponse([MARKED])

    assert answer(response) is response


def test_a_chart_is_measured_and_drawn_without_readings():
    row = charts.Interval(MARKED, 0.5, 0.2, 0.8, note=MARKED, href="/x/")
    bare = charts.Interval(BARE, 0.5, 0.2, 0.8, note=BARE, href="/x/")

    drawn = charts.dot_interval([row], key="k", title=MARKED, desc=MARKED)

    assert drawn == charts.dot_interval([bare], key="k", title=BARE, desc=BARE)


def test_a_line_of_a_paper_is_cut_without_readings():
    assert pdf.clipped(MARKED, 20) == BARE
    assert pdf.printable({"a": [MARKED]}) == {"a": [BARE]}


def test_a_day_in_a_papers_sentence_keeps_its_readings():
    said = parts.said("%(day)sに 見ます。", "ja-easy", day="5{月|がつ}3{日|か}")

    assert said == ["5", ["月", "がつ"], "3", ["日", "か"], "に ", ["見", "み"], "ます。"]


def test_a_calendar_file_and_a_file_name_say_the_bare_words():
    session = SimpleNamespace(
        pk=1,
        version=1,
        state="accepted",
        starts_at=datetime(2026, 11, 24, 1, 45, tzinfo=UTC),
        ends_at=datetime(2026, 11, 24, 2, 35, tzinfo=UTC),
    )
    row = SimpleNamespace(
        session=session, own_class="2B", partner_class="Rizal", partner="SDO", when=MARKED
    )

    assert f"DESCRIPTION:{BARE}" in calendar_of([row]).decode()
    assert (
        paper.pdf(b"", "{席|せき}")["Content-Disposition"]
        == paper.pdf(b"", "席")["Content-Disposition"]
    )


def test_a_mail_about_a_sign_in_says_the_bare_words(rf, settings):
    mails = {"sign_subject.txt": MARKED, "sign_message.txt": MARKED}
    loaders = [("django.template.loaders.locmem.Loader", mails)]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {"loaders": loaders}}]
    request = rf.get("/")

    with context.request_context(request):
        made = accounts.Adapter(request).render_mail("sign", "a@example.jp", {})

    assert made.subject.endswith(BARE)
    assert made.body.strip() == BARE


def test_a_mail_of_a_notice_says_the_bare_words(staff_login, monkeypatch):
    kind = wordings.NoticeKind("marked", MARKED, f"{MARKED} %(day)s")
    monkeypatch.setitem(wordings.KINDS, "marked", kind)
    facts = {"day": "5{月|がつ}3{日|か}"}

    notices.tell(to=staff_login.person.party, kind="marked", key="k", facts=facts, at=NOW)
    notices.send_due(NOW + timedelta(days=1))

    [sent] = mail.outbox
    assert sent.subject == BARE
    assert sent.body.startswith(f"{BARE} 5月3日")
