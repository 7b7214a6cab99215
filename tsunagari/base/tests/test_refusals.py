from tsunagari.base.refusals import CHANGED, CHANGED_BELOW, Reason, why_stale


def test_what_is_still_as_it_was_seen_may_be_changed():
    assert why_stale(3, 3) == []
    assert why_stale("", "") == []


def test_what_changed_since_it_was_seen_is_not_written_over():
    assert why_stale(3, 4) == [Reason(CHANGED, rule="version")]
    assert why_stale(None, 4) == [Reason(CHANGED, rule="version")]


def test_the_sentence_leads_to_what_is_stored_where_the_page_shows_it():
    assert why_stale(3, 4, below=True) == [Reason(CHANGED_BELOW, rule="version")]
    assert why_stale(3, 4, field="kana")[0].field == "kana"
