"""QRカード — the cards with which pupils enter: 8 on a page, to be cut.

A card carries the display name, the class, the QR code and the same code to type; never an e-mail
address and never the real name. It is printed in the language of the class.
"""

from dataclasses import dataclass

from tsunagari.programmes.exchange.class_exchange.documents import parts

TITLES = {
    "ja": "QRカード",
    "ja-easy": "QRカード",
    "en": "QR cards",
    "vi": "Thẻ QR",
    "id": "Kartu QR",
    "fil": "Mga QR card",
}
WORDS = {
    "ja": {
        "steps": [
            "カメラでQRを読みます。",
            "だめなら、下の文字を打ちます。",
            "名前が出たら「入る」を押します。",
        ],
        "address": "打つところ",
        "code": "文字",
        "lost": "なくしたら、すぐ先生に言ってください。カードは人にわたしません。",
        "cut": "線にそって切ってください。裏には何も刷りません。",
    },
    "ja-easy": {
        "steps": [
            "カメラでQRを読みます。",
            "読めないときは、文字を入れます。",
            "名前が出たら「入る」をおします。",
        ],
        "address": "文字を入れるところ",
        "code": "文字",
        "lost": "なくしたら、先生に言います。友だちにわたしません。",
        "cut": "線で切ってください。",
    },
    "en": {
        "steps": [
            "Point the camera at the QR code.",
            "If that fails, type the code below.",
            "When you see your name, press Enter.",
        ],
        "address": "Type it at",
        "code": "Code",
        "lost": "If you lose this card, tell your teacher. Do not give it to anyone.",
        "cut": "Cut along the lines. Leave the back blank.",
    },
    "vi": {
        "steps": [
            "Hướng máy ảnh vào mã QR.",
            "Nếu không được, hãy gõ mã bên dưới.",
            "Khi thấy tên mình, hãy nhấn “Vào”.",
        ],
        "address": "Gõ tại",
        "code": "Mã",
        "lost": "Nếu mất thẻ, hãy báo giáo viên. Không đưa thẻ cho người khác.",
        "cut": "Cắt theo đường kẻ. Để trống mặt sau.",
    },
    "id": {
        "steps": [
            "Arahkan kamera ke kode QR.",
            "Jika gagal, ketik kode di bawah.",
            "Jika namamu muncul, tekan “Masuk”.",
        ],
        "address": "Ketik di",
        "code": "Kode",
        "lost": "Jika kartu hilang, beri tahu guru. Jangan berikan kepada orang lain.",
        "cut": "Potong sepanjang garis. Biarkan bagian belakang kosong.",
    },
    "fil": {
        "steps": [
            "Itapat ang camera sa QR code.",
            "Kung ayaw gumana, i-type ang code sa ibaba.",
            "Kapag lumabas ang pangalan mo, pindutin ang “Pumasok”.",
        ],
        "address": "I-type sa",
        "code": "Code",
        "lost": "Kung mawala ito, sabihin agad sa guro mo. Huwag ibigay kahit kanino.",
        "cut": "Gupitin sa mga linya. Huwag mag-print sa likod.",
    },
}


@dataclass(frozen=True)
class Card:
    """One pupil's card: `url` is the address behind the QR, `code` the same secret to type."""

    name: str
    class_name: str
    url: str
    code: str
    number: str = ""


def pupil_cards(
    cards: list[Card], *, language: str, printed: parts.Printed, typed_at: str = ""
) -> bytes:
    """The PDF, 2 × 4 cards a page with cut lines; `typed_at` is the short address for typing.

    Japanese cards have furigana: a class is rarely all at home in kanji.
    """
    language = "ja-easy" if language == "ja" else language
    data = {
        "cards": [_card(card) for card in cards],
        "typed_at": parts.name(typed_at, 36),
        "words": parts.words(WORDS, language),
    }
    title = TITLES.get(language, TITLES["en"])
    return parts.paper("pupil_cards.typ", data, title=title, language=language, printed=printed)


def in_fours(code: str) -> str:
    """ABCDEFGHJK → "ABCD EFGH JK": easier to read from a card and to type."""
    bare = "".join(char for char in code if char.isalnum())[:24]
    return " ".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def _card(card: Card) -> dict:
    return {
        "name": parts.name(card.name),
        "class": parts.name(card.class_name, 24),
        "number": parts.name(card.number, 6),
        "code": in_fours(card.code),
        "qr": parts.qr(card.url),
    }
