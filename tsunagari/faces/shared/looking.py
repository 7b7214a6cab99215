"""見た人 — opening a page about somebody is told to that person; a press says itself what it did."""

from tsunagari.programmes.talent.people.actions import looks


def seen(request, case):
    """The case, after noting who opened its page."""
    if request.method == "GET":
        looks.note(case.person_id, by=request.viewer)
    return case
