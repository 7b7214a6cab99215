"""配役（催しのあと） — a gathering that is over: people who came, a questionnaire, a picture."""

import io
from datetime import timedelta
from secrets import token_hex

import pytest
from PIL import Image

from tests.cast import NOW, TODAY
from tests.cast_events import made_event

DURING, AFTER = NOW - timedelta(hours=2), NOW


def made_past(federation, **facts):
    """A public event that ended an hour ago."""
    return made_event(
        federation,
        places=facts.pop("places", 40),
        **{
            "opens_at": NOW - timedelta(days=30),
            "closes_at": NOW - timedelta(days=2),
            "starts_at": NOW - timedelta(hours=3),
            "ends_at": NOW - timedelta(hours=1),
        }
        | facts,
    )


def book_past(event, name="花", people=1):
    """Somebody who registered in time; (booking, the secret of its address)."""
    from tsunagari.programmes.community.events import secrets
    from tsunagari.programmes.community.events.actions import registering
    from tsunagari.programmes.community.events.actions.registering import Comer, Contact

    salt = token_hex(16)
    ticket = event.tickets.first()
    told = {"by": None, "on": TODAY, "at": NOW - timedelta(days=9)}
    comers = [Comer(ticket, name if at == 0 else "") for at in range(people)]
    made = registering.register(event, comers, Contact(name), salt=salt, **told)
    return made, secrets.made(salt)


def picture(side=900, **more) -> bytes:
    """A JPEG as a camera gives it: with the place where it was taken, lying on its side."""
    image = Image.new("RGB", (side, side // 2), (200, 120, 60))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "MIHON CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, **more)
    return out.getvalue()


@pytest.fixture
def past(federation):
    return made_past(federation)


@pytest.fixture
def survey(past, sato):
    """Enjoyed (steps), again (yes or no), better (words)."""
    from tsunagari.programmes.community.afterwards.actions import asking

    ready = ("enjoyed", "again", "better")
    return asking.ask(past, ready=ready, own=[], days=14, by=sato, on=TODAY)


def keys(survey) -> list[str]:
    """The keys of its questions, in order."""
    return [str(key) for key in survey.items.values_list("pk", flat=True)]


def say(survey, *rows):
    """So many sheets: (step, yes or no, words) each."""
    from tsunagari.programmes.community.afterwards.actions import asking

    for row in rows:
        answers = dict(zip(keys(survey), row, strict=False))
        asking.say(survey, answers, on=TODAY, at=AFTER)


@pytest.fixture
def photo(past, sato, settings, tmp_path):
    """A photograph that nobody has looked at yet."""
    from tsunagari.programmes.community.afterwards.actions import photos

    settings.MEDIA_ROOT = tmp_path / "papers"
    return photos.add(past, picture(), by=sato, on=TODAY, at=AFTER)
