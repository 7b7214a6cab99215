from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_guide import written
from tsunagari.base.languages import CODES
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.records.models import Record, RecordDetail
from tsunagari.kernel.texts import queries as text_queries
from tsunagari.programmes.talent.advice.models import Consultation
from tsunagari.programmes.talent.guide import actions, forgetting, queries
from tsunagari.programmes.talent.guide.actions import Written
from tsunagari.programmes.talent.guide.models import Answer, Revision

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=9)
CARD = written()


def work(answer) -> Revision:
    return queries.revision_in_work(answer)


def clean(answer, by, declared=(), confirmed=True):
    row = work(answer)
    return actions.clean(
        row, declared=declared, confirmed=confirmed, seen=row.version, by=by, on=TODAY
    )


def publish(answer, by, on=TODAY):
    row = work(answer)
    return actions.publish(row, seen=row.version, by=by, on=on)


def refused(act, *args, **more) -> list[str]:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return [reason.rule for reason in found.value.reasons]


def states(answer, language="vi"):
    return [line.state for line in text_queries.lines(text_queries.whole(answer.text_id), language)]


def test_an_answer_becomes_a_public_page_by_a_second_person(sato, ito):
    answer = actions.draft(CARD, by=sato, on=TODAY)
    assert refused(publish, answer, ito) == ["state"]
    clean(answer, sato)
    assert refused(publish, answer, sato) == ["second_person"]
    assert not queries.public().exists()

    change = publish(answer, ito)

    answer.refresh_from_db()
    assert change.added == 3
    assert (answer.state, answer.checked_on, answer.name) == ("public", TODAY, CARD.question)
    assert [piece.opens for piece in text_queries.pieces(answer.text)] == ["title", "paragraph", ""]
    dids = Record.objects.filter(did__startswith="guide.").order_by("pk")
    assert list(dids.values_list("did", flat=True)) == [
        "guide.drafted",
        "guide.cleaned",
        "guide.published",
    ]
    assert not RecordDetail.objects.filter(record__in=dids).exists()


def test_whoever_wrote_in_it_is_no_second_person(sato, ito):
    answer = actions.draft(CARD, by=sato, on=TODAY)
    row = work(answer)
    actions.change(row, replace(CARD, words="直しました。"), seen=row.version, by=ito, on=TODAY)
    clean(answer, sato)

    assert refused(publish, answer, ito) == ["second_person"]


def test_what_looks_personal_stops_it_until_it_is_gone_or_nobodys(sato, ito, midori):
    words = "佐藤さんの電話は047-123-4567、市役所は04-7158-1111です。"
    answer = actions.draft(replace(CARD, words=words), by=sato, on=TODAY)

    assert refused(clean, answer, sato) == ["name", "phone", "phone"]
    assert refused(clean, answer, sato, declared=["phone:04-7158-1111"]) == ["name", "phone"]

    row = work(answer)
    mended = replace(CARD, words="市役所は04-7158-1111です。")
    actions.change(row, mended, seen=row.version, by=sato, on=TODAY)
    assert refused(clean, answer, sato, ["phone:04-7158-1111"], confirmed=False) == ["confirmed"]
    assert clean(answer, sato, declared=["phone:04-7158-1111"]).declared == [
        ["phone", "04-7158-1111"]
    ]
    assert publish(answer, ito).added == 2


def test_a_name_that_became_known_since_stops_the_publishing(sato, ito):
    from tsunagari.kernel.parties.actions import add_person

    answer = actions.draft(replace(CARD, words="鑫田さんに聞きます。"), by=sato, on=TODAY)
    clean(answer, sato)
    add_person(family="鑫田", given="花")

    assert refused(publish, answer, ito) == ["name"]


def test_a_public_offices_name_is_nobodys(federation):
    from tsunagari.kernel.parties.actions import add_organisation

    add_organisation("流山市", kinds=["municipality"])
    add_organisation("流山製作所", kinds=["company"])

    found = queries.personal_in("流山市の流山製作所")

    assert [(one.kind, one.words) for one in found] == [("body", "流山製作所")]


def test_without_a_source_and_its_day_nothing_becomes_public(sato):
    answer = actions.draft(replace(CARD, source="", as_of=None), by=sato, on=TODAY)

    assert refused(clean, answer, sato) == ["source"]


def test_what_is_written_has_a_question_an_answer_and_a_category(sato):
    nothing = Written("", " ", "x", as_of=TODAY + timedelta(days=1))

    assert refused(actions.draft, nothing, by=sato, on=TODAY) == [
        "empty",
        "empty",
        "category",
        "day",
    ]


def test_from_a_consultation_in_vietnamese_the_words_stand_beside_the_page_until_it_is_clean(sato):
    answer = actions.draft_from("Mất thẻ?", "Tôi là Linh.", "residence", "vi", by=sato, on=TODAY)
    row = work(answer)
    assert (row.said_in, row.said) == ("vi", "Mất thẻ?\n\nTôi là Linh.")
    assert refused(clean, answer, sato)[:2] == ["empty", "empty"]

    actions.change(row, CARD, seen=row.version, by=sato, on=TODAY)
    row = clean(answer, sato)

    assert (row.said_in, row.said) == ("", "")


def test_a_draft_goes_with_the_words_of_its_consultation_until_it_is_public(linh, sato, ito):
    who = {"by": sato, "on": TODAY}
    begun = {"category": "residence", "language": "vi", **who}
    when = {"asked_on": TODAY, "asked_at": NOW, "waits_since": TODAY, "promised_at": NOW}
    hers = Consultation.objects.create(person=linh, state="closed", closed_on=TODAY, **when)
    draft = actions.draft_from("Mất thẻ?", "Linh", consultation=hers, **begun)
    cleaned, public = (
        actions.draft_from("Mất?", "Linh", consultation=hers, **begun) for _n in range(2)
    )
    for answer in (cleaned, public):
        row = work(answer)
        actions.change(row, CARD, seen=row.version, **who)
        clean(answer, sato)
    row = work(public)
    actions.publish(row, seen=row.version, by=ito, on=TODAY)

    assert forgetting.forget(linh.party, on=TODAY) == 2

    assert list(Answer.objects.values_list("pk", flat=True)) == [public.pk]
    assert Revision.objects.get().consultation is None
    assert not Answer.objects.filter(pk=draft.pk).exists()


def test_one_changed_sentence_is_old_in_every_language_only_when_the_new_version_is_public(
    lost_card, sato, ito
):
    row = actions.begin(lost_card, by=sato, on=LATER)
    assert (row.question, row.words) == (CARD.question, CARD.words)
    assert refused(actions.begin, lost_card, by=ito, on=LATER) == ["state"]
    new = replace(CARD, words=CARD.words.replace("入管に", "東京の入管に"))
    actions.change(row, new, seen=row.version, by=sato, on=LATER)
    clean(lost_card, sato)
    assert states(lost_card) == ["current"] * 3

    change = publish(lost_card, ito, on=LATER)

    assert (change.changed, change.added, change.gone) == (1, 0, 0)
    assert states(lost_card) == ["current", "current", "outdated"]
    assert [row.number for row in lost_card.revisions.all()] == [2, 1]


def test_a_dropped_version_loses_its_words_and_a_first_one_goes_whole(lost_card, sato):
    row = actions.begin(lost_card, by=sato, on=LATER)
    assert actions.drop(row, by=sato, on=LATER) is False
    row.refresh_from_db()
    assert (row.state, row.question, row.words) == ("dropped", "", "")

    fresh = actions.draft(CARD, by=sato, on=TODAY)
    assert actions.drop(work(fresh), by=sato, on=TODAY) is True
    assert not Answer.objects.filter(pk=fresh.pk).exists()


def test_who_saves_or_publishes_over_another_is_told(lost_card, sato, ito):
    row = actions.begin(lost_card, by=sato, on=LATER)
    actions.change(row, CARD, seen=row.version, by=sato, on=LATER)

    assert refused(actions.change, row, CARD, seen=row.version, by=ito, on=LATER) == ["version"]
    cleaned = clean(lost_card, sato)
    stale = cleaned.version - 1
    assert refused(actions.publish, cleaned, seen=stale, by=ito, on=LATER) == ["version"]


def test_it_is_given_back_with_a_reason(sato, ito):
    answer = actions.draft(CARD, by=sato, on=TODAY)
    row = clean(answer, sato)
    assert refused(actions.send_back, row, "", seen=row.version, by=ito, on=TODAY) == ["words"]

    row = actions.send_back(row, "出典が古い", seen=row.version, by=ito, on=TODAY)

    assert (row.state, row.note, row.cleaned_on) == ("draft", "出典が古い", None)


def test_what_is_withdrawn_is_not_public_and_can_be_put_back(lost_card, sato):
    assert refused(actions.withdraw, lost_card, " ", by=sato, on=LATER) == ["words"]
    actions.withdraw(lost_card, "制度が変わった", by=sato, on=LATER)
    assert not queries.public().exists()
    assert queries.saved() == []
    # The reason is public now, and the answer is not.
    asked = Duty.objects.filter(rule="texts.translate", state="open")
    assert str(lost_card.text_id) not in set(asked.values_list("about_key", flat=True))
    assert asked.count() == len(CODES) - 1

    actions.restore(lost_card, by=sato, on=LATER)

    assert list(queries.public()) == [lost_card]
    assert Duty.objects.filter(rule="texts.translate", state="open").count() == 4


def test_the_desk_finds_saved_answers_by_category_and_words_of_any_language(lost_card):
    [found] = queries.saved("residence", "在留")

    assert (found.question, found.words) == (CARD.question, CARD.words)
    assert queries.saved(words="MAT THE")[0].pk == lost_card.pk
    assert queries.saved(language="vi")[0].language == "vi"
    assert queries.saved(language="id")[0].language == "ja"
    assert queries.saved("tax") == []
    assert queries.saved(words="ごみ") == []


def test_the_duties_of_an_answer(lost_card, sato, ito):
    def duties():
        rows = Duty.objects.filter(rule__startswith="2-3.").order_by("pk")
        return [(row.rule[4:], row.state) for row in rows]

    assert duties() == [("check_answer", "done"), ("look_again", "waiting")]

    remark = actions.remark(lost_card, "電話が違います", language="vi", on=LATER)
    assert duties()[-1] == ("mend_answer", "open")
    actions.settle(remark, by=sato, on=LATER)
    assert duties()[-1] == ("mend_answer", "done")
    remark.refresh_from_db()
    assert (remark.words, remark.settled_on) == ("", LATER)

    look = Duty.objects.get(rule="2-3.look_again")
    assert look.opens_on == TODAY + timedelta(days=365)
    actions.look_again(lost_card, by=ito, on=look.opens_on)
    lost_card.refresh_from_db()
    assert lost_card.checked_on == look.opens_on


def test_readers_cannot_flood_a_page(lost_card):
    for _number in range(20):
        actions.remark(lost_card, "x", language="ja", on=TODAY)

    assert refused(actions.remark, lost_card, "x", language="ja", on=TODAY) == ["many"]
    assert refused(actions.remark, lost_card, "", language="ja", on=TODAY) == ["words", "many"]


def test_only_the_office_reads_what_is_not_public(lost_card, yamada, sato):
    assert list(queries.of(sato)) == [lost_card]
    assert list(queries.of(yamada)) == []
    assert list(queries.of(replace(sato, on_behalf=yamada.body.party))) == []


def test_who_wrote_can_be_forgotten(lost_card, sato):
    assert forgetting.forget(sato.party, on=TODAY) == 1
    assert lost_card.revisions.get().author is None
