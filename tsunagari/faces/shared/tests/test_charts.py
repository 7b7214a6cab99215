import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.faces.shared import charts
from tsunagari.faces.shared.charts import Interval, Point, ShareBar
from tsunagari.faces.shared.flow_chart import Band, flow

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("上がった", "同じ", "下がった")
LABELS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=80)


def texts(drawn: Element) -> list[str]:
    return [element.text for element in drawn.iter(f"{SVG}text")]


def one_interval(**changed) -> Element:
    row = {"label": "話す力", "value": 0.67, "low": 0.35, "high": 0.98, "note": "n = 12"}
    drawn = charts.dot_interval([Interval(**row | changed)], key="effect", title="0.67 上がった")
    return fromstring(drawn)


def test_the_words_of_thin_streams_stand_inside_the_picture_without_touching():
    came = [
        Band("補助金", 1_000_000, "1,000,000円"),
        *(Band(f"寄附{n}", 1, "1円") for n in range(3)),
    ]
    went = [Band("事業", 1_000_003, "1,000,003円")]

    drawn = fromstring(flow(came, went, title="お金の流れ"))

    height = float(drawn.get("viewBox").split()[3])
    left = [float(e.get("y")) for e in drawn.iter(f"{SVG}text") if e.get("text-anchor") == "end"]
    assert left == sorted(left)
    assert max(left) < height
    assert min(below - above for above, below in pairwise(left)) >= 14


def test_a_change_is_drawn_with_its_interval_and_its_numbers():
    drawn = one_interval()

    assert texts(drawn) == ["−1.00", "0", "+1.00", "話す力", "+0.67 [+0.35, +0.98] n = 12"]
    assert [dot.get("cx") for dot in drawn.iter(f"{SVG}circle")] == ["321.94"]


def test_no_change_stands_on_the_zero_line():
    drawn = one_interval(value=0.0, low=-0.2, high=0.2)

    [dot] = drawn.iter(f"{SVG}circle")
    assert dot.get("cx") == "200"
    assert texts(drawn)[-1] == "0.00 [−0.20, +0.20] n = 12"


def test_a_withheld_row_shows_only_words():
    drawn = one_interval(value=None, low=None, high=None, note="10人未満のため表示しません")

    assert texts(drawn)[-2:] == ["話す力", "10人未満のため表示しません"]
    assert list(drawn.iter(f"{SVG}circle")) == []


def test_a_picture_has_a_name_and_a_description():
    drawn = fromstring(
        charts.line([Point("2026", 3)], key="ties", title="つながり", desc="学級の組の数")
    )

    assert (drawn.get("role"), drawn.get("aria-labelledby")) == ("img", "ch-ties-t ch-ties-d")
    assert drawn.find(f"{SVG}title").text == "つながり"
    assert drawn.find(f"{SVG}desc").text == "学級の組の数"


def test_marks_that_are_links_can_be_tabbed_to():
    drawn = one_interval(href="/desk/effect/?item=1&side=a")

    [link] = drawn.iter(f"{SVG}a")
    assert drawn.get("role") == "group"
    assert link.get("href") == "/desk/effect/?item=1&side=a"
    assert link.get("aria-label") == "話す力 +0.67 [+0.35, +0.98] n = 12"
    assert [g.get("role") for g in drawn.iter(f"{SVG}g")] == ["list", "listitem"]


def test_shares_are_told_by_words_and_patterns():
    rows = [ShareBar("みどり台中学校", 0.6667, 0.3333, 0.0, 12)]

    drawn = fromstring(charts.share_bars(rows, key="shares", title="変化", words=WORDS))

    assert [text.replace("\u00a0", "") for text in texts(drawn)] == [
        "みどり台中学校 (n = 12)",
        "▲ 上がった 67% ＝ 同じ 33% ▼ 下がった 0%",
    ]
    assert [(bar.get("class"), bar.get("width")) for bar in drawn.iter(f"{SVG}rect")] == [
        ("ch-a", "256.0"),
        ("ch-b", "128.0"),
        ("ch-over", "128.0"),
    ]


def test_two_charts_on_a_page_share_no_id():
    rows = [ShareBar("2年", 0.5, 0.25, 0.25, 40)]
    page = "".join(
        charts.share_bars(rows, key=key, title="変化", words=WORDS) for key in ("side a", "side b")
    )

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 6
    assert set(re.findall(r"url\(#([^)]+)\)", page)) < set(ids)


def test_a_line_leaves_a_gap_where_nothing_is_known():
    points = [Point("4月", 1), Point("5月", 2), Point("6月", None), Point("7月", 4)]

    drawn = charts.line(points, key="ties", title="つながり")

    [path] = re.findall(r'class="ch-line" fill="none" d="([^"]+)"', drawn)
    assert re.sub(r"[\d. ]+", "", path) == "MLM"


def test_a_line_says_its_target_and_starts_at_nought():
    points = [Point("2026年度", 31), Point("2027年度", 52)]

    drawn = fromstring(charts.line(points, [40, 60], key="k", title="t", target_word="目標"))

    assert texts(drawn) == ["80", "目標 60", "2026年度", "2027年度", "31", "52"]


def test_crowded_names_under_the_axis_give_way_to_the_last():
    points = [Point(f"{2020 + i}年度", i) for i in range(12)]

    drawn = fromstring(charts.line(points, key="k", title="t"))

    named = [text for text in texts(drawn) if "年度" in text]
    assert named == ["2022年度", "2025年度", "2028年度", "2031年度"]


@pytest.mark.parametrize(
    "drawn",
    [
        charts.dot_interval([], key="k", title="t"),
        charts.share_bars([], key="k", title="t", words=WORDS),
        charts.line([], key="k", title="t"),
        charts.line([Point("a", None)], key="k", title="t"),
        charts.line([Point("a", 0)], 0, key="k", title="t"),
    ],
)
def test_nothing_to_show_is_still_a_picture(drawn):
    assert fromstring(drawn).tag == f"{SVG}svg"


def test_colours_and_styles_are_left_to_the_style_sheet():
    rows = [ShareBar("2年", 0.5, 0.25, 0.25, 40, "/x")]
    drawn = charts.share_bars(rows, key="k", title="t", words=WORDS)
    drawn += charts.line([Point("a", 1)], 2, key="l", title="t")

    assert re.findall(r"#[0-9a-f]{3,6}\b|style=|rgb", drawn) == []


def test_long_labels_break_and_lose_nothing():
    label = "まちがえても、英語で話そうとする気持ちがあって、外国の人とも話してみたいと思う。"

    lines = texts(one_interval(label=label))[3:-1]

    assert len(lines) == 2
    assert "".join(lines) == label


@given(label=LABELS, value=st.floats(-1e6, 1e6))
def test_any_text_is_shown_as_text(label, value):
    drawn = charts.dot_interval(
        [Interval(label, value, value - 1, value + 1, label, label)], key=label, title=label
    )

    assert fromstring(drawn).find(f"{SVG}title").text == (label or None)
