"""集い — questions about who was there."""

from tsunagari.kernel.meetings.models import Meeting, Presence


def present_at(meeting: Meeting) -> set[int]:
    """Who was there."""
    return set(
        meeting.presences.filter(state=Presence.State.PRESENT).values_list("party_id", flat=True)
    )
