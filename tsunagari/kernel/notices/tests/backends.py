"""Mail servers as one meets them: they take, refuse, vanish in the middle, or are not there."""

from smtplib import SMTPDataError, SMTPServerDisconnected

from django.core.mail.backends.locmem import EmailBackend as Taking


class Refusing(Taking):
    """Says for certain that it did not take the mail."""

    def send_messages(self, messages):
        raise SMTPDataError(451, b"try again later")


class Vanishing(Taking):
    """Takes the mail and breaks the line before it says so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class Absent(Taking):
    """Nobody answers."""

    def open(self):
        raise ConnectionRefusedError(111, "Connection refused")


class Killed(Taking):
    """The worker is killed after the mail has gone and before it could write so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit(137)
