"""書類 — the printed papers: how many pages, what stands on them, what a hostile text can do."""

import tomllib
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from tsunagari.base.languages import CODES
from tsunagari.kernel.consents import purposes
from tsunagari.programmes.exchange.class_exchange import documents
from tsunagari.programmes.exchange.class_exchange.documents import furigana, minutes, parts
from tsunagari.programmes.exchange.class_exchange.documents.effect_report import signed
from tsunagari.programmes.exchange.class_exchange.documents.pupil_cards import in_fours

TOKYO, MANILA = ZoneInfo("Asia/Tokyo"), ZoneInfo("Asia/Manila")
PRINTED = documents.Printed(
    at=datetime(2026, 11, 20, 16, 5, tzinfo=TOKYO),
    record="S-7K3QX2M9PA",
    body="地域活性化連合会",
    sample=True,
)
HOSTILE = '#let x = 1; #image("/etc/passwd") *bold* _it_ $x^2$ @ref <svg> {"a":1} \\ // 終'
HANA = ["はな", "けん", "みなみ", "そら", "ゆい", "だいち", "あおい", "りく"]
MARIA = ["Maria", "Jose", "Andrea", "Mark", "Angel", "Niño", "Bea", "Paolo"]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without spaces and places to break."""
    opened = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in opened]
    return ["".join(text.replace("\u200b", "").split()) for text in texts]


def off_the_page(pdf: bytes) -> list[str]:
    """The characters that lie outside their page: what a reader of the paper would miss."""
    missed = []
    for page in pypdfium2.PdfDocument(pdf):
        (width, height), text = page.get_size(), page.get_textpage()
        for i in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(i)
            if left < 0 or bottom < 0 or right > width or top > height:
                missed.append(text.get_text_range(i, 1))
    return missed


def clock(place, zone, day=24, month=11, hour=10, minute=45, length=50):
    start = datetime(2026, month, day, hour, minute, tzinfo=TOKYO).astimezone(zone)
    return documents.Clock(place, start, start + timedelta(minutes=length))


def nagareyama(**when):
    return documents.Side(
        school="流山市立みどり台中学校（見本）",
        class_name="2年B組",
        clock=clock("流山", TOKYO, **when),
        pupils=35,
        teacher="佐藤 恵",
        period="3校時",
    )


def las_pinas(**when):
    return documents.Side(
        school="Las Piñas East National High School (sample)",
        class_name="8-Sampaguita",
        clock=clock("Las Piñas", MANILA, **when),
        pupils=35,
        teacher="Maria Santos",
        period="Period 4",
    )


def reserve():
    return documents.Reserve(
        own=clock("流山", TOKYO, day=1, month=12),
        partner=clock("Las Piñas", MANILA, day=1, month=12),
    )


def tables(groups=9, own=4, partner=4, name=None):
    return [
        documents.Table(
            number=n + 1,
            own=[
                documents.Seat(
                    str(n * own + i + 1), name or f"{HANA[(n + i) % 8]}-{n * own + i + 1:02}"
                )
                for i in range(own)
            ],
            partner=[
                name or f"{MARIA[(n * 3 + i) % 8]}-{n * partner + i + 1:02}" for i in range(partner)
            ],
            room=f"部屋 {n + 1}（回線 {'AB'[n % 2]}）",
            link=f"https://tsunagari.example/r/7K3QX2M9PA/{n + 1}",
        )
        for n in range(groups)
    ]


def seating(**changes):
    facts = {
        "number": 3,
        "own": nagareyama(),
        "partner": las_pinas(),
        "tables": tables(),
        "theme": "学校の一日をくらべる",
    }
    return documents.SeatingPlan(**{**facts, **changes})


def principal(**changes):
    facts = {
        "number": 3,
        "total": 6,
        "own": nagareyama(),
        "partner": las_pinas(),
        "subject": "外国語（英語）",
        "unit": "Unit 6「学校の一日」 第4時 / 全8時",
        "aim": "自分の学校の一日を英語で伝え、相手の学校とのちがいを3つ見つける。",
        "groups": 9,
        "released": ["数学（3校時 → 5校時）"],
        "adults": [
            documents.Adult("2年B組教室", "佐藤 恵"),
            documents.Adult("図書室", "司書 田中 光"),
        ],
        "consents": [
            documents.ConsentCount(code, yes, 35)
            for code, yes in zip(purposes.CODES, (35, 34, 31, 28, 30, 12, 33), strict=True)
        ],
        "reserve": reserve(),
        "approvals": [
            documents.Approval("国際交流授業の実施", "流山市教育委員会", date(2027, 3, 31)),
            documents.Approval("School partnership", "SDO Las Piñas City", date(2027, 4, 8)),
        ],
        "memorandum": documents.Memorandum(
            "学校間交流に関する覚書",
            date(2026, 9, 1),
            date(2027, 8, 31),
            ["みどり台中学校長", "Principal, Las Piñas East NHS"],
        ),
    }
    return documents.PrincipalPlan(**{**facts, **changes})


def cards(count=35, name=None):
    return [
        documents.Card(
            name=name or f"{HANA[i % 8]}-{i + 1:02}",
            class_name="2年B組",
            url=f"https://tsunagari.example/ja-easy/q/7K3QX2M9PAWD4TFH{i:02}",
            code=f"7K3QX2M9PAWD4T{i:02}",
            number=str(i + 1),
        )
        for i in range(count)
    ]


def form(**changes):
    facts = {
        "school": "流山市立みどり台中学校（見本）",
        "class_name": "2年B組",
        "partner": "Las Piñas East National High School (sample)",
        "answer_by": date(2026, 12, 4),
        "contact": "みどり台中学校 2年担任 佐藤 04-0000-0000",
    }
    return documents.ConsentForm(**{**facts, **changes})


def asked(count=3):
    return [
        documents.Asked(str(i + 1), f"https://tsunagari.example/c/WD4TFH7K3QX2M9PA{i:02}")
        for i in range(count)
    ]


def sheet(**changes):
    facts = {
        "number": 3,
        "own": nagareyama(),
        "partner": las_pinas(),
        "leads": ["両校", "佐藤 恵", "各グループ", "Maria Santos", "両校"],
        "reserve": reserve(),
        "theme": "学校の一日をくらべる",
        "link": "https://tsunagari.example/s/7K3QX2M9PA",
    }
    return documents.RunSheet(**{**facts, **changes})


def effect(name="流山（2校・8学級）", matched=252, **changes):
    facts = {
        "name": name,
        "invited": 280,
        "pre": 271,
        "post": 262,
        "matched": matched,
        "change": 0.31,
        "low": 0.19,
        "high": 0.43,
        "d_av": 0.34,
        "d_low": 0.21,
        "d_high": 0.47,
        "improved": 0.46,
        "same": 0.36,
        "worse": 0.18,
        "corrected_n": 94.0,
    }
    return documents.Effect(**{**facts, **changes})


def report(**changes):
    facts = {
        "about": "ICT交流授業 2026年度 流山 × Las Piñas",
        "instrument": "伝えようとする気持ち（WTC 8項目）",
        "version": "2026-1",
        "scale": "1（まったくそう思わない）〜5（とてもそう思う）の平均",
        "from_day": date(2026, 9, 14),
        "until_day": date(2027, 2, 12),
        "sides": [
            effect(),
            effect(
                "Las Piñas（1校・7学級）",
                239,
                change=-0.06,
                low=-0.2,
                high=0.08,
                improved=0.3,
                same=0.38,
                worse=0.32,
                corrected_n=88.6,
            ),
        ],
        "ties": [(1, 4480), (2, 4466), (3, 4390), (4, 4402), (5, 1210), (6, 980)],
        "reach": documents.Reach(
            estimate=2184,
            low=1990,
            high=2391,
            direct=546,
            method="話した人数を種類ごとに聞き、15人で打ち切り、きょうだいを世帯の番号で除きました。",
            rows=[
                ("1人が話した人数の平均", "3.0人", "measured"),
                ("きょうだいの重なり", "8%", "assumed"),
            ],
        ),
    }
    return documents.EffectReport(**{**facts, **changes})


# 座席表 -------------------------------------------------------------------------------------


def test_a_seating_plan_shows_the_room_and_then_the_groups_in_the_readers_clock_first():
    made = pages(documents.seating_plan(seating(), language="ja", printed=PRINTED))

    assert len(made) == 3
    assert "座席表第3回" in made[0]
    assert made[0].index("流山10:45–11:35") < made[0].index("LasPiñas9:45–10:35")
    assert "36人＋36人、9グループ" in made[0]
    assert "1はな-01" in made[1]
    assert "Maria-01" in made[1]


def test_the_room_of_one_class_stays_on_the_first_page():
    for groups in (3, 10, 16):
        made = [
            documents.Table(
                number=n, own=[documents.Seat(str(n), f"はな-{n:02}")] * 4, partner=["Maria"] * 4
            )
            for n in range(1, groups + 1)
        ]

        room, cards, *_more = pages(
            documents.seating_plan(seating(tables=made), language="ja", printed=PRINTED)
        )

        assert room.count(f"はな-{groups:02}") == 4
        assert "グループと入り口" in cards


def test_the_partners_version_has_its_own_pupils_with_numbers_and_its_own_clock_first():
    plan = seating(own=las_pinas(), partner=nagareyama())

    made = pages(documents.seating_plan(plan, language="fil", printed=PRINTED))

    assert made[0].index("LasPiñas9:45–10:35") < made[0].index("流山10:45–11:35")
    assert "Nobyembre24,2026" in made[0]


def test_a_session_over_midnight_names_both_days():
    late = seating(own=nagareyama(hour=0, minute=30), partner=las_pinas(hour=0, minute=30))

    [first, *_groups] = pages(documents.seating_plan(late, language="ja", printed=PRINTED))

    assert "2026年11月24日（火）流山0:30–1:20LasPiñas23:30–0:202026年11月23日（月）" in first


@pytest.mark.parametrize(
    ("groups", "own", "expected"), [(1, 2, 2), (4, 3, 2), (9, 4, 3), (18, 2, 5)]
)
def test_rooms_of_all_sizes_are_printed(groups, own, expected):
    plan = seating(tables=tables(groups, own, own))

    made = pages(documents.seating_plan(plan, language="ja", printed=PRINTED))

    assert len(made) == expected


def test_a_table_of_more_than_eight_says_how_many_are_not_named():
    made = pages(
        documents.seating_plan(seating(tables=tables(1, 11, 9)), language="ja", printed=PRINTED)
    )

    assert "ほか3人" in made[1]
    assert "ほか1人" in made[1]


def test_a_session_without_groups_is_still_a_paper():
    made = pages(documents.seating_plan(seating(tables=[]), language="en", printed=PRINTED))

    assert "0+0pupils,0groups" in made[0]


# 略案 ---------------------------------------------------------------------------------------


def test_the_principals_page_has_everything_a_principal_decides_on():
    [page] = pages(documents.principal_plan(principal(), language="ja", printed=PRINTED))

    for expected in (
        "第3回/全6回",
        "2026年11月24日（火）流山10:45–11:35LasPiñas9:45–10:35",
        "外国語（英語）",
        "数学（3校時→5校時）",
        "2026年12月1日（火）",
        "12分×2回。間に1分で組を替える。",
        "カメラに映る31/35人",
        "2027年3月31日（水）まで",
        "学校間交流に関する覚書",
        "校長",
    ):
        assert expected in page


def test_the_principals_page_stays_one_page_however_long_the_texts_are():
    long = "とても長い文です。" * 400
    plan = principal(
        own=documents.Side(long, long, clock("流山", TOKYO), 35, long, long),
        subject=long,
        unit=long,
        aim=long,
        released=[long] * 30,
        adults=[documents.Adult(long, long)] * 40,
        approvals=[documents.Approval(long, long, date(2027, 3, 31))] * 20,
        memorandum=documents.Memorandum(long, date(2026, 9, 1), None, [long] * 9),
        steps=[documents.Step(i * 4, 4, long, long) for i in range(30)],
        stamps=[long] * 9,
    )

    for language in ("ja", "ja-easy", "en"):
        made = documents.principal_plan(plan, language=language, printed=PRINTED)
        assert len(pages(made)) == 1
        assert off_the_page(made) == []
    [page] = pages(documents.principal_plan(plan, language="ja", printed=PRINTED))
    assert page.count("ほか") == 3


def test_an_empty_plan_says_what_is_not_there():
    bare = documents.PrincipalPlan(1, 1, nagareyama(), las_pinas(), "", "")

    [page] = pages(documents.principal_plan(bare, language="ja", printed=PRINTED))

    assert page.count("なし") == 5  # and lines to write the adults on


def test_consent_stands_on_the_principals_page_as_counts_only():
    [page] = pages(documents.principal_plan(principal(), language="en", printed=PRINTED))

    assert "Takepartintheexchangeclass35/35" in page
    assert "はな" not in page


# 分刻み -------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [1, 9, 25, 40, 45, 50, 60, 90, 100])
def test_the_parts_of_the_minute_plan_add_up_to_the_window(total):
    steps = minutes.scaled(total)

    assert sum(step.minutes for step in steps) == total
    assert [step.start for step in steps] == [
        sum(each.minutes for each in steps[:i]) for i in range(len(steps))
    ]


def test_fifty_minutes_are_the_standard_plan():
    assert [step.minutes for step in minutes.scaled(50)] == [5, 5, 25, 10, 5]
    assert minutes.rounds(25) == (12, 1)
    assert minutes.rounds(20) == (9, 2)
    assert minutes.rounds(8) == (8, 0)


# QRカード -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1, 1), (8, 1), (9, 2), (35, 5)])
def test_eight_cards_go_on_a_page(count, expected):
    made = pages(documents.pupil_cards(cards(count), language="ja-easy", printed=PRINTED))

    assert len(made) == expected


def test_a_card_has_name_class_code_and_what_to_do():
    [page] = pages(
        documents.pupil_cards(cards(1), language="fil", printed=PRINTED, typed_at="x.example/q")
    )

    assert "はな-01" in page
    assert "2年B組1" in page
    assert "7K3QX2M9PAWD4T00" in page
    assert "ItapatangcamerasaQRcode." in page
    assert "Kungmawalaito,sabihinagadsaguromo." in page
    assert "x.example/q" in page


def test_a_code_is_written_in_fours():
    assert in_fours("7K3QX2M9PAWD") == "7K3Q X2M9 PAWD"
    assert in_fours("ab-cd ef") == "abcd ef"
    assert in_fours("") == ""


# 同意書 -------------------------------------------------------------------------------------


def test_each_pupil_of_the_class_gets_one_page_with_the_number():
    made = pages(documents.consent_form(form(), asked(35), language="ja", printed=PRINTED))

    assert len(made) == 35
    assert all(f"番号{i + 1}相手校" in page for i, page in enumerate(made))


@pytest.mark.parametrize("language", CODES)
def test_a_consent_form_asks_both_sides_about_every_purpose_on_one_page(language):
    [page] = pages(documents.consent_form(form(), asked(1), language=language, printed=PRINTED))

    words = import_module(documents.__name__ + ".consent_form").WORDS[language]
    assert page.count((words["yes"] + words["no"]) * 2) == len(purposes.CODES)
    assert purposes.version() in page


def test_a_consent_form_says_that_silence_is_no_consent_and_how_to_withdraw():
    [page] = pages(documents.consent_form(form(), asked(1), language="ja", printed=PRINTED))

    assert "返事がないことは同意ではありません。" in page
    assert "いつでも、理由を言わずに取り消せます。" in page
    assert "30日後に消します" in page


def test_every_purpose_and_every_sentence_of_the_form_is_there_in_six_languages():
    written = purposes.form()

    texts = [written[code][part] for code in purposes.CODES for part in ("title", "text")]
    texts += written["form"].values()
    assert all(set(text) == set(CODES) for text in texts)
    assert {written[code]["asks"] for code in purposes.CODES} == {"both"}


# 進行表 -------------------------------------------------------------------------------------


def test_the_run_sheet_has_both_clocks_for_every_step_on_one_page():
    [page] = pages(documents.run_sheet(sheet(), language="ja", printed=PRINTED))

    for own, partner in (
        ("10:45", "9:45"),
        ("10:50", "9:50"),
        ("11:20", "10:20"),
        ("11:30", "10:30"),
    ):
        assert own + partner in page
    assert "困ったことがある" in page
    assert "MariaSantos" in page


def test_the_run_sheet_stays_one_page_with_many_long_steps():
    long = [documents.Step(i, 1, "とても長い名前の活動" * 40, "説明" * 400) for i in range(60)]

    for language in ("ja", "ja-easy", "en"):
        made = documents.run_sheet(sheet(steps=long), language=language, printed=PRINTED)
        assert len(pages(made)) == 1
        assert off_the_page(made) == []


def test_a_window_of_another_length_is_scaled():
    short = sheet(own=nagareyama(length=40), partner=las_pinas(length=40))

    [page] = pages(documents.run_sheet(short, language="en", printed=PRINTED))

    assert "2roundsof9minutes;2minutebetween" in page


# 効果 ---------------------------------------------------------------------------------------


def test_the_effect_of_both_sides_is_shown_with_its_interval():
    [page] = pages(documents.effect_report(report(), language="ja", printed=PRINTED))

    assert "+0.31+0.19から+0.43" in page
    assert "−0.06−0.20から+0.08" in page
    assert "流山（2校・8学級）28027126225294" in page
    assert "46%/36%/18%" in page
    assert "19,928組" in page
    assert "およそ2,184人（95%信頼区間1,990〜2,391人）" in page


def test_a_side_with_fewer_than_ten_matched_is_not_shown():
    hidden = report(sides=[effect(), effect("Las Piñas", 9, change=1.11)])

    [page] = pages(documents.effect_report(hidden, language="ja", printed=PRINTED))

    assert page.count("10人未満のため表示しません") == 2
    assert "LasPiñas28027126210人未満–" in page
    assert "1.11" not in page
    assert "+0.31" in page


def test_ten_matched_are_shown():
    [page] = pages(
        documents.effect_report(report(sides=[effect(matched=10)]), language="ja", printed=PRINTED)
    )

    assert "10人未満のため表示しません" not in page


def test_a_report_without_ties_and_reach_is_printed():
    bare = report(sides=[], ties=[], reach=None)

    [page] = pages(documents.effect_report(bare, language="en", printed=PRINTED))

    assert "Exchangeclass:whatchanged" in page


def test_changes_carry_their_sign():
    assert signed(0.666) == "+0.67"
    assert signed(-0.2) == "−0.20"
    assert signed(-0.001) == "0.00"


# すべての書類 -------------------------------------------------------------------------------


def papers(language, name=None, text=None):
    """Every paper, with the same name and text from people in all its places."""
    own = documents.Side(text, name, clock("流山", TOKYO), 35, name, text) if text else nagareyama()
    facts = {"own": own, "number": 3}
    return {
        "seating": documents.seating_plan(
            seating(own=own, tables=tables(2, 4, 4, name)), language=language, printed=PRINTED
        ),
        "principal": documents.principal_plan(
            principal(**facts, **({"aim": text, "subject": name} if text else {})),
            language=language,
            printed=PRINTED,
        ),
        "cards": documents.pupil_cards(cards(2, name), language=language, printed=PRINTED),
        "consent": documents.consent_form(
            form(**({"school": text, "contact": text} if text else {})),
            asked(1),
            language=language,
            printed=PRINTED,
        ),
        "run": documents.run_sheet(sheet(**facts), language=language, printed=PRINTED),
        "effect": documents.effect_report(
            report(**({"about": text, "notes": [text]} if text else {})),
            language=language,
            printed=PRINTED,
        ),
    }


@pytest.mark.parametrize("language", CODES)
def test_every_paper_can_be_printed_in_every_language(language):
    for made in papers(language).values():
        assert "S-7K3QX2M9PA" in pages(made)[-1]


def test_rare_kanji_and_vietnamese_letters_are_on_every_paper():
    made = papers("ja", "髙﨑 𠮷野 渡邉", "Nguyễn Thị Thuỳ Dương")

    assert "髙﨑𠮷野渡邉" in pages(made["seating"])[1]
    assert "髙﨑𠮷野渡邉" in pages(made["cards"])[0]
    assert "髙﨑𠮷野渡邉" in pages(made["principal"])[0]
    assert "NguyễnThịThuỳDương" in pages(made["consent"])[0]
    assert "NguyễnThịThuỳDương" in pages(made["effect"])[0]


def test_source_in_a_name_or_a_text_is_printed_as_it_is():
    made = papers("ja", "#let x *b*", HOSTILE)

    assert "#letx*b*" in pages(made["cards"])[0]
    assert "#letx*b*" in pages(made["seating"])[0]
    assert '#letx=1;#image("/etc/passwd")*bold*_it_$x^2$@ref' in pages(made["principal"])[0]


@pytest.mark.parametrize("long", ["あ" * 3000, "x" * 3000, "W W " * 1000, "😀" * 3000])
def test_a_name_of_3000_characters_breaks_no_paper(long):
    made = papers("en", long, long)

    counted = {name: len(pages(pdf)) for name, pdf in made.items()}
    assert counted.pop("effect") in (1, 2)
    assert counted == {"seating": 2, "principal": 1, "cards": 1, "consent": 1, "run": 1}


def test_a_sample_is_marked_and_a_real_paper_is_not():
    real = documents.Printed(at=PRINTED.at, record="S-1", body="連合会")

    [marked] = pages(documents.run_sheet(sheet(own=las_pinas()), language="en", printed=PRINTED))
    [plain] = pages(documents.run_sheet(sheet(own=las_pinas()), language="en", printed=real))

    assert marked.count("SAMPLE") == 2
    assert plain.count("SAMPLE") == 0
    assert "Printed20November2026(Fri)16:05·RecordS-1" in plain


# 言葉 ---------------------------------------------------------------------------------------

FOR_PUPILS = ("parts", "minutes", "seating_plan", "pupil_cards", "run_sheet", "consent_form")
FOR_STAFF = ("principal_plan", "effect_report")


def module(name):
    return import_module(f"{documents.__name__}.{name}")


@pytest.mark.parametrize("name", FOR_PUPILS)
def test_papers_for_pupils_teachers_and_guardians_are_there_in_six_languages(name):
    words = module(name).WORDS

    assert set(words) == set(CODES)
    assert len({frozenset(labels) for labels in words.values()}) == 1


@pytest.mark.parametrize("name", FOR_STAFF)
def test_papers_for_principals_are_there_in_japanese_english_and_filipino(name):
    words = module(name).WORDS

    assert set(words) == {"ja", "ja-easy", "en", "fil"}
    assert len({frozenset(labels) for labels in words.values()}) == 1


def easy_texts():
    """Every やさしい日本語 sentence that a paper can carry."""
    found = []
    for name in (*FOR_PUPILS, *FOR_STAFF):
        labels = module(name).WORDS["ja-easy"].values()
        found += [each for text in labels for each in ([text] if isinstance(text, str) else text)]
        found += [module(name).TITLES["ja-easy"]] if hasattr(module(name), "TITLES") else []
    form_words = purposes.form()
    found += [
        form_words[code][part]["ja-easy"] for code in purposes.CODES for part in ("title", "text")
    ]
    return found + [text["ja-easy"] for text in form_words["form"].values()]


def test_every_kanji_of_our_easy_japanese_has_its_furigana():
    assert {text: furigana.without_reading(text) for text in easy_texts()} == dict.fromkeys(
        easy_texts(), ""
    )


def test_furigana_stands_above_the_kanji_alone():
    assert furigana.annotated("紙を出します。") == [
        ["紙", "かみ"],
        "を",
        ["出", "だ"],
        "します",
        "。",
    ]
    assert furigana.annotated("人が10人") == [["人", "ひと"], "が10", ["人", "にん"]]
    assert furigana.spelled("入り口", "いりぐち") == [["入", "い"], "り", ["口", "ぐち"]]


def test_facts_in_a_sentence_get_no_furigana():
    assert parts.said("%(who)sの紙", "ja-easy", who="学校 %(x)s") == [
        "学校 %(x)sの",
        ["紙", "かみ"],
    ]
    assert parts.said("%(who)sの紙", "ja", who="100%") == "100%の紙"


def test_every_reading_fits_its_word():
    listed = tomllib.loads(
        (Path(furigana.__file__).parent / "readings.toml").read_text(encoding="utf-8")
    )

    for word, reading in {**listed["readings"], **listed["after_numbers"]}.items():
        spelled = furigana.spelled(word, reading)
        assert "".join(p if isinstance(p, str) else p[0] for p in spelled) == word
        assert "".join(p if isinstance(p, str) else p[1] for p in spelled) == reading
