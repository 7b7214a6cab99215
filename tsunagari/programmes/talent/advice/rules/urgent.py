"""いそぐ言葉 — which dangers somebody's words name, in six languages and in Latin letters without marks.

A table and a plain search, so that it can be read aloud and corrected: a word too many costs a
telephone call, a word too few may cost more. It never decides alone; a person reads every message.
"""

import re
import unicodedata

from tsunagari.base.languages import gettext_noop as _

SIGNS = {
    "violence": _("暴力・おどし"),
    "suicide": _("死にたい気持ち"),
    "papers_taken": _("パスポート・在留カードを取られた"),
    "injured": _("けが・急な病気"),
    "fire": _("火事・災害"),
    "locked_in": _("閉じこめられた・外に出られない"),
    "sexual": _("性的な被害"),
    "no_food": _("食べるもの・寝るところがない"),
}
# Of Japanese any part of the text, of the others whole words; * stands for any ending. Short words
# that mean something else without their marks (nổ, gãy) are looked for with them only.
JAPANESE = {
    "violence": "殴 なぐら なぐる なぐった 蹴られ けられた 暴力 叩かれ たたかれ 首を絞め 殺す 殺され "
    "ころされ 脅 おどされ ぼうりょく",
    "suicide": "死にたい しにたい 自殺 じさつ 消えたい 生きていたくない 飛び降り",
    "papers_taken": "パスポートを取 パスポートをと パスポートを返 パスポートをかえ 旅券を取 "
    "在留カードを取 在留カードをと 在留カードを返 在留カードをかえ カードを取られ",
    "injured": "けがを けがした ケガ 怪我 血が 出血 骨折 救急 倒れた たおれた 意識が いしきが 息ができ",
    "fire": "火事 かじです 燃えて もえて 爆発 地震で 津波 ガスのにおい",
    "locked_in": "閉じ込め とじこめ 閉じこめ 監禁 外に出られ 外にでられ 逃げられ にげられ",
    "sexual": "レイプ 強姦 痴漢 体を触 からだをさわ 性的 セクハラ",
    "no_food": "食べるものがな たべるものがな 寝るところがな ねるところがな 家を追い出 住むところがな",
}
WORDS = {
    "en": {
        "violence": "hit me|hits me|beat me|beats me|beaten|punch* me|kick* me|violen*|kill me|"
        "threaten*|strangl*|domestic violence|dv|hurt me|hurts me",
        "suicide": "suicid*|kill myself|want to die|wanna die|end my life|hurt myself",
        "papers_taken": "took my passport|take my passport|taken my passport|keep* my passport|"
        "kept my passport|has my passport|hold* my passport|passport was taken|"
        "confiscat*|took my residence card|took my card|keep* my residence card",
        "injured": "injur*|bleeding|broken bone|broke my|ambulance|unconscious|can't breathe|"
        "cannot breathe|accident",
        "fire": "fire|burning|explosion|gas leak|earthquake|tsunami",
        "locked_in": "locked in|locked me|can't leave|cannot leave|not allowed to leave|"
        "not allowed to go out|escape|kidnap*",
        "sexual": "rape*|sexual*|molest*|touched me|groped",
        "no_food": "nothing to eat|no food|homeless|nowhere to sleep|no place to sleep|kicked out",
    },
    "vi": {
        "violence": "đánh tôi|bị đánh|đấm|đá tôi|bạo lực|giết|đe dọa|đe doạ|dọa|bóp cổ|hành hung|"
        "đánh em|đánh con|đánh đập",
        "suicide": "tự tử|tự sát|muốn chết|không muốn sống|kết thúc cuộc đời",
        "papers_taken": "giữ hộ chiếu|lấy hộ chiếu|thu hộ chiếu|tịch thu|"
        "cầm hộ chiếu|giữ thẻ cư trú|lấy thẻ cư trú|thu thẻ|giữ thẻ|giữ thẻ ngoại kiều",
        "injured": "bị thương|chảy máu|gãy|cấp cứu|tai nạn|bất tỉnh|khó thở|ngất",
        "fire": "cháy|hỏa hoạn|hoả hoạn|nổ|động đất|sóng thần|rò gas",
        "locked_in": "bị nhốt|nhốt|giam giữ|bị giam|không được ra ngoài|không cho ra ngoài|không ra được",
        "sexual": "hiếp|xâm hại|quấy rối|sàm sỡ|tình dục|sờ người",
        "no_food": "không có gì ăn|không có cơm ăn|không có chỗ ngủ|không có chỗ ở|bị đuổi",
    },
    "id": {
        "violence": "dipukul|memukul|ditendang|menendang|kekerasan|dibunuh|membunuh|diancam|"
        "mengancam|ancaman|dicekik|kdrt|ditampar",
        "suicide": "bunuh diri|mau mati|ingin mati|pengen mati|tidak mau hidup|akhiri hidup",
        "papers_taken": "paspor saya diambil|paspor diambil|ambil paspor|mengambil paspor|"
        "menahan paspor|paspor ditahan|paspor disita|disita|kartu izin tinggal diambil|"
        "paspor disimpan|kartu zairyu diambil",
        "injured": "luka|terluka|berdarah|patah tulang|kecelakaan|ambulans|pingsan|sesak napas",
        "fire": "kebakaran|terbakar|ledakan|gempa|tsunami|gas bocor",
        "locked_in": "dikurung|terkunci|tidak boleh keluar|gak boleh keluar|disekap|tidak bisa keluar",
        "sexual": "diperkosa|perkosa*|pelecehan|dilecehkan|diraba",
        "no_food": "tidak ada makanan|tidak punya makanan|tidak bisa makan|tidak ada tempat tidur|"
        "tidak punya tempat tinggal|diusir",
    },
    "fil": {
        "violence": "sinaktan|sinasaktan|binugbog|binubugbog|sinuntok|sinipa|karahasan|papatayin|"
        "pinatay|tinakot|tinatakot|banta|binabantaan|sinakal|sinampal",
        "suicide": "magpakamatay|magpapakamatay|gusto ko nang mamatay|gusto kong mamatay|"
        "ayoko nang mabuhay|suicide",
        "papers_taken": "kinuha ang passport|kinuha ang pasaporte|kinuha nila ang passport|"
        "hawak ang passport|hawak nila ang passport|tinago ang passport|itinago ang passport|"
        "ayaw ibalik ang passport|kinumpiska|kinuha ang residence card",
        "injured": "nasugatan|sugat|dumudugo|nabalian|aksidente|ambulansya|nawalan ng malay|"
        "hindi makahinga|nasaktan",
        "fire": "sunog|nasusunog|pagsabog|lindol|tsunami|tagas ng gas",
        "locked_in": "ikinulong|nakakulong|hindi makalabas|bawal lumabas|hindi pinapalabas",
        "sexual": "ginahasa|rape|hinipuan|minolestiya|sexual harassment|bastos na hawak",
        "no_food": "walang makain|walang pagkain|walang matulugan|walang matirhan|pinalayas",
    },
}


def _folded(text: str) -> str:
    """Small letters in one width, with one apostrophe."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def _plain(text: str) -> str:
    """Without marks; đ becomes d, as people type it."""
    parts = unicodedata.normalize("NFD", _folded(text).replace("đ", "d"))
    return "".join(one for one in parts if unicodedata.category(one) != "Mn")


def _pattern(words: list[str]) -> re.Pattern:
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _is_safe_without_marks(word: str) -> bool:
    return " " in word or word.isascii()


_MARKED = {
    (language, sign): _pattern(words.split("|"))
    for language, table in WORDS.items()
    for sign, words in table.items()
}
_UNMARKED = {
    (language, sign): _pattern(
        [_plain(word) for word in words.split("|") if _is_safe_without_marks(word)]
    )
    for language, table in WORDS.items()
    for sign, words in table.items()
}
_PARTS = {sign: [_folded(word) for word in words.split()] for sign, words in JAPANESE.items()}


def signs_in(text: str) -> list[str]:
    """The dangers that words name, in the order of the table; every language is looked for.

    People mix languages, and a phone may be set to another one than they write.
    """
    whole = _folded(text)
    found = {sign for sign, words in _PARTS.items() if any(word in whole for word in words)}
    plain = _plain(text)
    # Who writes marks means them: giám đốc, the director, is nobody's prison.
    patterns = _UNMARKED if plain == whole else _MARKED
    found |= {sign for (_language, sign), one in patterns.items() if one.search(whole)}
    return [sign for sign in SIGNS if sign in found]


def is_danger(*, topic: str, signs: list[str]) -> bool:
    """The button was pressed, or the words say so: somebody of the office speaks with them at once."""
    return topic == "danger" or bool(signs)
