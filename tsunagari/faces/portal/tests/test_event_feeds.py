"""催しを配る — what other programs and other sites read of the calendar, in every language."""

import csv
import io
import json
import re
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar
from PIL import Image

from tests.cast import NOW
from tests.cast_events import made_event
from tests.pages import words
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.programmes.community.events import card as event_card
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Event, Session

pytestmark = pytest.mark.usefixtures("cast_day")

# 自治体標準オープンデータセット 12 イベント一覧, and the 推奨データセット before it.
CURRENT = (
    "全国地方公共団体コード,法人番号,ID,地方公共団体名,イベント名,言語コード,イベント通称,サブタイトル,イベント名_カナ,"
    "イベント名_英語,コンテンツURL,状態,キーワード,タグ,対象となる産業,開催パターン,開始日,終了日,開始時間,終了時間,"
    "開始日時特記事項,所要時間,掲載開始日,掲載終了日,概要,説明,サブイベント,イベント種類,料金(基本),料金(詳細),"
    "連絡先名称,連絡先電話番号,連絡先内線番号,主催者,共催団体,関連組織,対象者,対象者備考,場所名称,集合（受付）場所,"
    "所在地_全国地方公共団体コード,町字ID,所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,"
    "建物名等(方書),緯度,経度,アクセス方法,駐車場情報,駐車場料金,駐輪場情報,Web開催,Web開催URL,ツール・環境,定員,"
    "定員備考,料金種別,決済種別,外国語対応,外国語対応備考,開催条件,参加申込終了日,参加申込終了時間,参加申込方法,"
    "申込開始日,申込開始時刻,申込URL,URL,授乳室,おむつ替えコーナー,飲食可否,ベビーカー貸出,ベビーカー利用,画像,"
    "画像_ライセンス,備考"
)
EARLIER = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,イベント名,イベント名_カナ,イベント名_英語,開始日,終了日,"
    "開始時間,終了時間,開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,主催者,"
    "場所名称,住所,方書,緯度,経度,アクセス方法,駐車場情報,定員,参加申込終了日,参加申込終了時間,参加申込方法,URL,備考"
)


def test_the_files_have_the_header_of_the_standard_sign_by_sign_and_a_row_for_each_date(
    client, event, federation
):
    Event.objects.update(latitude="35.856300", longitude="139.902700")
    for day in range(2):
        start = event.starts_at + timedelta(days=day)
        meeting = Meeting.objects.create(
            measure="3-4",
            kind="event",
            host=federation.party,
            zone="Asia/Tokyo",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
        )
        Session.objects.create(event=event, meeting=meeting)

    for path, header in (("", CURRENT), ("earlier/", EARLIER)):
        answer = client.get(f"/events/open/{path}122203_event.csv")
        text = answer.content.decode("utf-8")

        assert answer["Content-Disposition"].endswith('"122203_event.csv"')
        assert text.split("\r\n")[0] == f"\ufeff{header}"
        assert text.count("\n") == text.count("\r\n") == 3
        first, second = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        assert first["開始日"] < second["開始日"]
        assert (first["緯度"], first["経度"]) == ("35.856300", "139.902700")


def test_the_catalogue_says_licence_edition_and_day_and_what_to_embed(client, event):
    page = client.get("/events/open/?town=流山市")

    said = words(page)
    assert "PDL1.0" in said
    assert "2026年8月1日版、79項目" in said
    assert "新しくした日" in said
    assert "embed/?town=%E6%B5%81%E5%B1%B1%E5%B8%82" in page.text
    assert "earlier/122203_event.csv?town=" in page.text
    snippet = unescape(re.search(r'data-copy="([^"]+)"', page.text)[1])
    assert 'height="480"></iframe><script src="http://testserver/events/embed.js" async>' in snippet


def test_the_script_for_other_sites_is_small_and_stands_at_an_address_that_stays(client, event):
    script = client.get("/events/embed.js")

    assert script["Content-Type"].startswith("text/javascript")
    assert script["Cache-Control"] == "public, max-age=3600"
    assert len(script.content) < 1024
    assert "Cross-Origin-Resource-Policy" not in script
    assert not client.cookies


def test_a_file_that_is_full_says_where_the_rest_is_and_the_rest_is_there(
    client, event, federation, monkeypatch
):
    Event.objects.update(town="流山市")
    other = made_event(federation, town="流山市")
    monkeypatch.setattr(queries, "MOST", 1)
    paths = ["/events/feed.ics", "/events/feed.rss", "/events/open/122203_event.csv"]
    for path in paths:
        first = client.get(f"{path}?town=流山市")
        assert first["Link"].startswith("<http://testserver/events/"), path
        rest = first["Link"].partition(">")[0].removeprefix("<http://testserver")
        assert "part=2" in rest
        assert "town=" in rest
        both = first.content.decode(), client.get(rest).content.decode()
        codes = [
            {one.code for one in (event, other) if one.code.lower() in text.lower()}
            for text in both
        ]
        assert codes in ([{event.code}, {other.code}], [{other.code}, {event.code}]), path
        assert "Link" not in client.get(rest)
        assert client.get(f"{path}?part=99999999999999999999").status_code == 200

    assert 'rel="next"' in client.get(paths[1]).text
    said = Calendar.from_ical(client.get(paths[0]).content)["X-WR-CALDESC"]
    assert "1つのファイルは1件まで" in said
    page = client.get("/events/open/")
    assert "いま2件あります" in words(page)
    assert "122203_event.csv?part=2" in page.text


def test_who_asks_again_hears_that_nothing_changed(client, event):
    paths = ["/events/feed.ics", "/vi/events/feed.rss", "/events/open/122203_event.csv"]
    for path in paths:
        first = client.get(path)
        by_print = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
        by_day = client.get(path, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
        assert (by_print.status_code, by_day.status_code) == (304, 304), path
        assert first["Cache-Control"] == "public, max-age=300"

    before = [client.get(path)["ETag"] for path in paths]
    Event.objects.update(place="公園", version=2)
    assert not set(before) & {client.get(path)["ETag"] for path in paths}


def test_feeds_speak_the_language_of_their_address_and_keep_the_filters(client, event, federation):
    made_event(federation, town="流山市")
    feed = client.get("/vi/events/feed.rss?town=流山市").text

    assert "<language>vi</language>" in feed
    assert feed.count("<item>") == 1
    assert "/vi/events/" in feed
    Event.objects.update(latitude="35.8563", longitude="139.9027")
    [_one, two] = Calendar.from_ical(client.get("/en/events/feed.ics").content).walk("VEVENT")
    assert "/en/events/" in two["URL"]
    assert two["GEO"].to_ical() == "35.8563;139.9027"


def test_a_feed_in_easy_japanese_says_bare_words_and_names_a_language_that_readers_know(
    client, event
):
    Event.objects.update(state="cancelled")

    feed = fromstring(client.get("/ja-easy/events/feed.rss").content)
    calendar = client.get("/ja-easy/events/feed.ics").text

    said = [one.text or "" for one in feed.iter()]
    assert feed.findtext("channel/language") == "ja"
    assert "中止 春の集い" in said
    assert not [one for one in [*said, calendar] if "{" in one or "|" in one]
    link = feed.find("channel/{http://www.w3.org/2005/Atom}link")
    assert link.attrib["href"] == "http://testserver/ja-easy/events/feed.rss"


def test_an_event_says_everything_to_programs(client, event):
    event.tickets.update(yen=500)
    Event.objects.update(latitude="35.8563", longitude="139.9027", languages=["ja", "vi"])
    answer = client.get(f"/vi/events/{event.code}/")
    page = answer.text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])

    assert data["inLanguage"] == ["ja", "vi"]
    assert data["location"]["geo"]["latitude"] == 35.8563
    assert data["image"] == [f"http://testserver/vi/events/{event.code}/card.png"]
    [offer] = data["offers"]
    assert {"price", "priceCurrency", "availability", "validFrom", "url"} < set(offer)
    assert (data["maximumAttendeeCapacity"], data["remainingAttendeeCapacity"]) == (3, 3)
    assert (data["isAccessibleForFree"], offer["price"]) == (False, 500)
    assert data["startDate"].endswith("+09:00")
    assert 'og:locale" content="vi_VN"' in page
    others = re.findall('og:locale:alternate" content="(.....)"', page)
    assert others == ["ja_JP", "en_US", "id_ID", "tl_PH"]
    assert len(re.findall('rel="alternate" hreflang=', page)) == 7
    assert f'canonical" href="http://testserver/vi/events/{event.code}/"' in page
    assert not answer.has_header("X-Robots-Tag")
    assert "no-store" not in answer["Cache-Control"]


def test_programs_read_until_when_one_may_register_and_that_what_is_called_off_offers_nothing(
    client, event
):
    def offer():
        page = client.get(f"/events/{event.code}/").text
        return json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])["offers"][0]

    assert offer()["availability"] == "https://schema.org/InStock"
    assert offer()["validThrough"] == event.closes_at.astimezone(ZoneInfo("Asia/Tokyo")).isoformat()

    Event.objects.update(state="cancelled")
    assert offer()["availability"] == "https://schema.org/SoldOut"


def test_the_picture_of_a_link_holds_any_title_and_says_that_it_is_called_off(client, event):
    titles = [
        "春",
        "世界の家庭料理をいっしょに作って食べる会" * 9,
        "x" * 300,
        "Bếp thế giới " * 20,
        "",
    ]
    sizes = {
        Image.open(
            io.BytesIO(event_card.drawn(event_card.Card(title, "4月1日", "会館" * 40, "連合会")))
        ).size
        for title in titles
    }
    assert sizes == {(1200, 630)}

    def card():
        return client.get(f"/events/{event.code}/card.png")

    first = card()
    assert (first["Content-Type"], first.content[:4]) == ("image/png", b"\x89PNG")
    assert len(first.content) < 60 * 1024
    Event.objects.update(state="cancelled", cancelled_on="2026-11-26")
    assert card().content != first.content
    Event.objects.update(state="draft")
    assert card().status_code == 404


def test_only_the_embedded_list_may_stand_in_other_sites_and_nothing_leaves_a_cookie(client, event):
    embedded = client.get("/events/embed/")
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    paths = ["/events/", f"/events/{event.code}/", "/events/open/", "/events/feed.rss"]
    for path in paths:
        page = client.get(path)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"], path
        assert page["X-Frame-Options"] == "DENY", path
    assert not client.cookies


def test_the_calendar_leads_to_what_was_held_in_the_last_year(client, federation):
    assert "いま申し込める催しはありません" in words(client.get("/events/"))
    for days in (30, 399, 401):
        then = NOW - timedelta(days=days)
        made_event(federation, town=f"町{days}", starts_at=then - timedelta(hours=1), ends_at=then)

    page = words(client.get("/events/"))

    assert "この1年にあった催し" in page
    assert [f"町{days}" in page for days in (30, 399, 401)] == [True, True, False]
    assert "この1年" not in words(client.get("/events/?price=free"))
    made_event(federation)
    assert "この1年にあった催し" in words(client.get("/events/"))
    assert "この1年" not in words(client.get("/events/?after="))


def of_page(client, event):
    page = client.get(f"/events/{event.code}/").text
    return json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_programs_read_where_it_is_without_empty_words_and_each_of_several_sessions(
    client, event, sato
):
    event.town, event.place, event.address = "", "", ""
    event.save()
    assert of_page(client, event)["location"] == {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressCountry": "JP"},
    }
    event.town, event.place = "流山市", "見本ホール"
    event.save()
    for hour in (0, 24 * 7):
        starts = event.starts_at + timedelta(hours=hour)
        meeting = Meeting.objects.create(
            measure="3-4",
            kind="event",
            host=event.host,
            zone="Asia/Tokyo",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
        )
        Session.objects.create(event=event, meeting=meeting)

    data = of_page(client, event)

    assert data["location"]["address"]["addressRegion"] == "千葉県"
    days = [one["startDate"][:10] for one in data["subEvent"]]
    assert days == [f"{event.starts_at + timedelta(days=n):%Y-%m-%d}" for n in (0, 7)]
    for one in data["subEvent"]:
        assert {"@type", "name", "startDate", "endDate", "location"} <= set(one)
        assert one["location"] == data["location"]
