"""端末 — what a session knows of the device: whose card opened it, and whether many people use it."""

from datetime import timedelta

SESSION_KEY = "card"
SHARED_KEY = "shared_device"
# Set when the card inside was closed or went out of date: the entry says so, once.
CLOSED_KEY = "card_closed"
# A phone of one's own stays open while it is used; on any other device a card is put away by itself.
OWN_DEVICE, ANY_DEVICE = timedelta(days=14), timedelta(hours=4)


def stay_open(session, on) -> None:
    """Once a day, on one's own phone: what was typed without a network is sent days later, too."""
    if session.get(SHARED_KEY) is False and session.get("seen") != str(on):
        session["seen"] = str(on)
        session.set_expiry(OWN_DEVICE)
