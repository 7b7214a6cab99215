import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import NOW, TODAY, answer_surveys, make_pupils, make_school, make_session
from tests.cast import make_teacher as teacher_of
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.ties.models import Bound
from tsunagari.programmes.exchange.class_exchange.actions import groups, sessions
from tsunagari.programmes.exchange.schools.models import Pupil

PRE = [2, 3, 3, 4, 2, 5, 3, 4, 3, 2, 4, 3]
POST = [3, 4, 3, 5, 3, 5, 4, 4, 4, 3, 4, 4]
PLACE = "/partner/exchanges/{}/effect/"


def words(response) -> str:
    """The page's text without markup, with single spaces."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def links(response) -> list[str]:
    found = re.findall(r'href="([^"]*/evidence/[^"]*)"', response.content.decode())
    return sorted({link.replace("&amp;", "&") for link in found})


def of_class(school_class):
    return list(Pupil.objects.filter(school_class=school_class).order_by("number"))


@pytest.fixture
def measured(pairing, yamada):
    """Set A in 2年B組, eleven answers in Grade 8, one finished session."""
    make_pupils(pairing.a_class, 4, "kaki", start=9)
    make_pupils(pairing.b_class, 3, "narra", start=9)
    answer_surveys(pairing.exchange, of_class(pairing.a_class), PRE, POST)
    answer_surveys(pairing.exchange, of_class(pairing.b_class), PRE[:11], POST[:11])
    session = make_session(pairing, starts_at=NOW - timedelta(days=3))
    groups.plan(pairing, by=yamada, on=TODAY, at=NOW)
    sessions.close(session, by=yamada, on=TODAY, at=NOW)
    return pairing.exchange


def evidence(client, exchange, **asked):
    return client.get(PLACE.format(exchange.pk) + "evidence/", asked)


def test_acceptance_5_set_a_is_shown_to_four_decimals(measured, yamada_client):
    page = words(evidence(yamada_client, measured, figure="change", of="can_introduce", side="a"))

    for number in (
        "8.0000 ÷ 12人 ＝ +0.6667",
        "+0.3538〜+0.9795",
        "4.6904, 0.0007",
        "0.8557",
        "+1.3540（+0.5437〜+2.1338）",
        "+0.7985（+0.3206〜+1.2585）",
        "0.7428（0.9302）",
    ):
        assert number in page


def test_the_page_says_how_many_were_asked_and_what_changed(measured, yamada_client):
    page = words(yamada_client.get(PLACE.format(measured.pk)))

    assert "「英語でできること」の平均は 0.65 上がりました" in page
    assert "tsunagari-8 v1" in page
    assert f"新しいつながり {Bound.objects.get().new} 組" in page
    for sentence in ("くらべる学級がないため、変化の原因が交流だとは言えません。", "測った数"):
        assert sentence in page


def test_it_never_says_that_the_exchange_caused_anything(measured, yamada_client):
    page = words(yamada_client.get(PLACE.format(measured.pk)))

    for word in ("おかげ", "により上が", "によって", "もたらし", "効果があり"):
        assert word not in page


def test_every_figure_opens_to_what_it_was_counted_from(measured, yamada_client):
    found = links(yamada_client.get(PLACE.format(measured.pk)))

    assert len(found) > 60
    for link in found:
        page = yamada_client.get(link)
        assert page.status_code == 200, link
        assert "数えたもの" in words(page), link


@pytest.mark.parametrize("side", ["a", "b", "all"])
def test_the_rows_of_a_change_add_up_to_the_figure(measured, yamada_client, side):
    response = evidence(
        yamada_client, measured, figure="change", of="can_do", side=side, format="csv"
    )

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    start = rows.index([])
    end = next(i for i, row in enumerate(rows) if row and row[0] == "合計")
    body, total = rows[start + 2 : end], rows[end]
    assert sum(int(row[-2]) for row in body) == int(total[-2])
    assert sum(float(row[-1]) for row in body) == pytest.approx(float(total[-1]), abs=1e-3)
    assert float(rows[0][1]) == pytest.approx(float(total[-1]) / int(total[-2]), abs=1e-4)


def test_the_own_school_reads_its_rows_by_code_and_never_by_name(measured, yamada_client):
    pupils = of_class(Pupil.objects.get(pk=of_class_key(measured, "a")).school_class)
    page = words(evidence(yamada_client, measured, figure="change", of="can_do", side="a"))

    assert all(pupil.person.party.code in page for pupil in pupils)
    assert "kaki-" not in page


def test_an_outsider_reads_sums_and_no_single_result(measured, maria_client):
    pupils = of_class(Pupil.objects.get(pk=of_class_key(measured, "a")).school_class)
    page = words(evidence(maria_client, measured, figure="change", of="can_do", side="a"))

    assert not any(pupil.person.party.code in page for pupil in pupils)
    assert "生徒ひとりずつの行は、その学校の先生だけに出します。" in page
    assert "2年B組 12 8.0000" in page


def of_class_key(exchange, side):
    school = exchange.a_id if side == "a" else exchange.b_id
    return Pupil.objects.filter(school_class__school=school).first().pk


def test_the_rows_left_out_are_named_with_their_reason(pairing, yamada_client):
    pupils = of_class(pairing.a_class)
    answer_surveys(pairing.exchange, pupils, PRE[:6], POST[:4])
    consents.withdraw(
        pupils[0].person, "evaluation", side="guardian", channel="page", by=None, on=TODAY, at=NOW
    )

    page = words(evidence(yamada_client, pairing.exchange, figure="matched", side="a"))

    assert "調査の答えを使う同意がありません 1" in page
    assert "おわりのアンケートに答えていません 2" in page
    assert "どちらのアンケートにも答えていません 2" in page
    assert "合計 3" in page


def test_below_ten_matched_there_are_dots_instead_of_a_figure(pairing, yamada_client):
    answer_surveys(pairing.exchange, of_class(pairing.a_class), PRE[:8], POST[:8])

    page = words(yamada_client.get(PLACE.format(pairing.exchange.pk)))
    behind = words(
        evidence(yamada_client, pairing.exchange, figure="change", of="can_do", side="a")
    )

    assert "「英語でできること」の結果は、まだ出せません。" in page
    assert "•••" in page
    assert "0.6" not in page
    assert "10人未満のため、出しません" in behind
    assert "数えたもの" not in behind


def test_nothing_yet_says_when_there_will_be_something(pairing, yamada_client):
    page = words(yamada_client.get(PLACE.format(pairing.exchange.pk)))

    assert "まだ集計していません" in page
    assert "授業の日が決まると、はじめのアンケートが生徒のページに出ます。" in page
    assert "効果のまとめ（PDF）" not in page


def test_half_way_it_says_which_classes_are_missing(pairing, yamada_client):
    answer_surveys(pairing.exchange, of_class(pairing.a_class), PRE[:8])

    page = words(yamada_client.get(PLACE.format(pairing.exchange.pk)))

    assert (
        "はじめのアンケート：2組中 1組が入力済みです（16人中 8人）。 まだの学級：Grade 8 – Rizal"
        in page
    )


def test_the_csv_opens_in_a_spreadsheet_and_calculates_nothing(measured, yamada_client, pairing):
    school_class = pairing.b_class
    school_class.name = "=cmd|' /C calc'!A0"
    school_class.save()

    response = evidence(yamada_client, measured, figure="pre", side="b", format="csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert ["'=cmd|' /C calc'!A0", "11"] in rows


def test_a_negative_number_stays_a_number_in_the_csv(measured, yamada_client):
    from tsunagari.faces.shared.evidence.pages import guarded

    assert [guarded(cell) for cell in ("−0.3333", "-0.5", 3, "-x", "+1〜+2")] == [
        "-0.3333",
        "-0.5",
        3,
        "'-x",
        "'+1〜+2",
    ]


def test_the_report_is_printed_for_each_scale(measured, yamada_client):
    for scale in ("can_do", "willing", "open", "nonsense"):
        response = yamada_client.get(PLACE.format(measured.pk) + "report.pdf", {"scale": scale})

        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")


def test_the_report_is_printed_before_anything_was_measured(pairing, yamada_client):
    response = yamada_client.get(PLACE.format(pairing.exchange.pk) + "report.pdf")

    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"figure": "salary"},
        {"figure": "change", "of": "nothing"},
        {"figure": "change", "of": "can_do", "side": "c"},
        {"figure": "ties", "session": "99999"},
        {"figure": "ties", "session": "x"},
    ],
)
def test_a_figure_that_is_not_there_is_not_found(measured, yamada_client, asked):
    assert evidence(yamada_client, measured, **asked).status_code == 404


@pytest.mark.parametrize("rest", ["", "evidence/?figure=matched", "report.pdf"])
def test_only_the_two_schools_open_it(measured, suzuki_client, federation, rest):
    path = PLACE.format(measured.pk) + rest
    other = make_school("よその中学校", "ヨソノ", "JP", "Asia/Tokyo", [("P1", "08:45", "09:35")])
    stranger = Client()
    stranger.force_login(
        teacher_of(other, "yoso@example.jp", family="他", given="校"),
        "allauth.account.auth_backends.AuthenticationBackend",
    )

    assert stranger.get(path).status_code == 404
    assert suzuki_client.get(path).status_code == 403
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("purpose", ["pupil", "guardian"])
def test_a_card_opens_no_effect_page(measured, card_client, purpose):
    client = card_client(Pupil.objects.first(), purpose)

    assert client.get(PLACE.format(measured.pk)).status_code == 302
