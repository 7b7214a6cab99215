"""イベント一覧 — the municipal open-data list of events (自治体標準オープンデータセット 12), both editions.

CURRENT: 79 items in the order of a city's published file of 2026 in the form of the standard
(232025_event.csv); the Digital Agency's own workbook (edition 2026-08-01) could not be read, so the
order is **unsure** and to be compared before a town takes the file over. EARLIER: イベント一覧 of the
推奨データセット, 32 items, confirmed by several public programs (one of them: the model of event
lists in NEC-FIWARE/smart-data-models, cio/06_イベント一覧, where 料金(基本) is a Number of yen: "基本料金を
日本円で記載。(1円単位)"; kinds that cost something else stand in 料金(詳細)). Files are UTF-8 with a mark, CRLF, RFC 4180,
days as ISO, empty where nothing is known. Nothing personal stands in them.
"""

import csv
from collections.abc import Iterable
from io import StringIO
from zoneinfo import ZoneInfo

from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Event

CURRENT = (
    "全国地方公共団体コード,法人番号,ID,地方公共団体名,イベント名,言語コード,イベント通称,サブタイトル,"
    "イベント名_カナ,イベント名_英語,コンテンツURL,状態,キーワード,タグ,対象となる産業,開催パターン,開始日,"
    "終了日,開始時間,終了時間,開始日時特記事項,所要時間,掲載開始日,掲載終了日,概要,説明,サブイベント,"
    "イベント種類,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,主催者,共催団体,関連組織,"
    "対象者,対象者備考,場所名称,集合（受付）場所,所在地_全国地方公共団体コード,町字ID,所在地_連結表記,"
    "所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,アクセス方法,"
    "駐車場情報,駐車場料金,駐輪場情報,Web開催,Web開催URL,ツール・環境,定員,定員備考,料金種別,決済種別,"
    "外国語対応,外国語対応備考,開催条件,参加申込終了日,参加申込終了時間,参加申込方法,申込開始日,"
    "申込開始時刻,申込URL,URL,授乳室,おむつ替えコーナー,飲食可否,ベビーカー貸出,ベビーカー利用,画像,"
    "画像_ライセンス,備考"
)
EARLIER = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,イベント名,イベント名_カナ,イベント名_英語,"
    "開始日,終了日,開始時間,終了時間,開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,"
    "連絡先内線番号,主催者,場所名称,住所,方書,緯度,経度,アクセス方法,駐車場情報,定員,参加申込終了日,"
    "参加申込終了時間,参加申込方法,URL,備考"
)
EDITIONS = {name: said.split(",") for name, said in (("current", CURRENT), ("earlier", EARLIER))}
# 全国地方公共団体コード of the towns around us; the sixth figure is the check figure.
TOWNS = {
    "流山市": "122203",
    "柏市": "122173",
    "松戸市": "122076",
    "野田市": "122084",
    "我孫子市": "122220",
    "鎌ケ谷市": "122246",
}
PREFECTURES = {"12": "千葉県"}


def prefecture_of(town: str) -> str:
    """千葉県 — of a town that we know; "" of any other."""
    return PREFECTURES.get(TOWNS.get(town, "")[:2], "")


def sheet(
    events: Iterable[Event], *, address, publisher: str = "", edition: str = "current"
) -> bytes:
    """The file: one row a day on which an event is held; `publisher` is a corporate number."""
    columns, made = EDITIONS[edition], StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(columns)
    for event in events:
        for row in _rows(event, address(event), publisher):
            if edition == "earlier":
                row["料金(基本)"] = row["料金(円)"]
            writer.writerow([neutral(plain(str(row.get(name, "")))) for name in columns])
    return made.getvalue().encode("utf-8-sig")


def _rows(event: Event, url: str, publisher: str):
    """One for each session; an event without one has its own span."""
    told = _facts(event, url, publisher)
    zone = ZoneInfo(event.host.zone)
    meetings = [one.meeting for one in event.sessions.all()] or [event]
    for meeting in sorted(meetings, key=lambda one: one.starts_at):
        starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
        yield told | {
            "開始日": starts.date().isoformat(),
            "終了日": ends.date().isoformat(),
            "開始時間": f"{starts:%H:%M}",
            "終了時間": f"{ends:%H:%M}",
        }


def _facts(event: Event, url: str, publisher: str) -> dict[str, object]:
    code = TOWNS.get(event.town, "")
    prefecture = prefecture_of(event.town)
    closes = event.closes_at.astimezone(ZoneInfo(event.host.zone))
    opens = event.opens_at.astimezone(ZoneInfo(event.host.zone))
    tickets = sorted(event.tickets.all(), key=lambda one: one.pk)
    title = queries.title(event, "ja")
    english = queries.title(event, "en")
    spoken = [one for one in (*event.languages, *event.interpretation) if one != "ja"]
    where = "".join((prefecture, event.town, event.address.removeprefix(event.town)))
    return {
        "全国地方公共団体コード": code,
        "都道府県コード又は市区町村コード": code,
        "法人番号": publisher,
        "ID": event.code,
        "NO": event.code,
        "地方公共団体名": event.town,
        "都道府県名": prefecture,
        "市区町村名": event.town,
        "イベント名": title,
        "言語コード": "ja",
        "イベント名_英語": english if english != title else "",
        "コンテンツURL": url,
        "状態": "中止" if event.state == Event.State.CANCELLED else "",
        "説明": queries.words(event),
        "料金(基本)": _price(tickets),
        # The first kind is the usual one; here the earlier edition has a number.
        "料金(円)": tickets[0].yen if tickets else "",
        "料金(詳細)": ";".join(f"{one.name} {one.yen}円" for one in tickets if one.yen),
        "連絡先名称": event.contact,
        "主催者": event.host.organisation.title,
        "共催団体": ";".join(one.organisation.title for one in event.cohosts.all()),
        "対象者": event.for_whom,
        "場所名称": event.place,
        "所在地_全国地方公共団体コード": code,
        "所在地_連結表記": where,
        "住所": where,
        "所在地_都道府県": prefecture,
        "所在地_市区町村": event.town,
        "緯度": event.latitude if event.latitude is not None else "",
        "経度": event.longitude if event.longitude is not None else "",
        "アクセス方法": event.access,
        "定員": sum(one.places for one in event.quotas.all()) or "",
        "料金種別": "有料" if any(one.yen for one in tickets) else "無料",
        "外国語対応": "可" if spoken else "不可",
        "外国語対応備考": ";".join(spoken),
        "参加申込終了日": closes.date().isoformat(),
        "参加申込終了時間": f"{closes:%H:%M}",
        "参加申込方法": "Web",
        "申込開始日": opens.date().isoformat(),
        "申込開始時刻": f"{opens:%H:%M}",
        "申込URL": url,
        "URL": url,
    }


def _price(tickets: list) -> str:
    """無料, one price, or from the lowest to the highest."""
    prices = sorted({one.yen for one in tickets})
    if not any(prices):
        return "無料"
    return f"{prices[0]}円" if len(prices) == 1 else f"{prices[0]}円から{prices[-1]}円"
