"""催しの写真の大きさ — made once beside the press, for new pictures and old ones; nothing of a camera stays."""

import io
import re
from functools import cache

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image, features

from tests.cast import NOW, TODAY
from tsunagari.kernel.papers import sizes
from tsunagari.kernel.papers.models import Blob
from tsunagari.programmes.community.events.actions import pictures
from tsunagari.programmes.community.events.models import Drawn, Event, Picture

pytestmark = pytest.mark.usefixtures("cast_day")
WHEN = {"on": TODAY, "at": NOW}


@cache
def taken(colour="green", wide=1600, high=1200) -> bytes:
    """A photograph as a phone sends it, with where it was taken."""
    image, out, exif = Image.new("RGB", (wide, high), colour), io.BytesIO(), Image.Exif()
    image.paste(Image.effect_noise((wide // 2, high // 2), 60).convert("RGB"))
    exif[0x010E] = "taken at home"
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def put(event, sato, data=None, words="花"):
    return pictures.put(event, data or taken(), words, by=sato, **WHEN)


def test_a_picture_is_shown_at_once_and_gets_its_sizes_by_the_clock_once(client, event, sato):
    put(event, sato)
    address = f"/events/{event.code}/"
    assert "<source" not in client.get(address).text

    assert [pictures.draw_sizes(at=NOW) for _tick in range(2)] == [1, 0]

    page = client.get(address).text
    files = re.findall(r"(/events/\w+/picture-(\d+)\.(\w+)) \d+w", page)
    assert [kind for _path, _width, kind in files[:1]] == ["avif"]
    assert {(int(width), kind) for _path, width, kind in files} >= {(480, "avif"), (480, "webp")}
    whole = len(client.get(f"{address}picture.jpg").content)
    for path, width, kind in files:
        answer = client.get(path)
        assert answer["Content-Type"] == f"image/{kind}"
        assert answer["Cache-Control"].startswith("public")
        assert b"taken at home" not in answer.content
        assert len(answer.content) < whole
        assert Image.open(io.BytesIO(answer.content)).size[0] == int(width)
    assert f'src="{address}picture.jpg"' in page
    assert client.get(f"{address}picture-481.avif").status_code == 404


def test_sizes_of_a_draft_are_for_whoever_holds_its_signed_address(client, event, sato):
    put(event, sato)
    pictures.draw_sizes(at=NOW)
    address = f"/events/{event.code}/picture-480.avif"
    assert client.get(address).status_code == 200
    Event.objects.update(state="draft")

    assert client.get(address).status_code == 404


def test_a_new_picture_takes_the_old_sizes_away_and_the_same_one_keeps_them(event, sato):
    put(event, sato)
    pictures.draw_sizes(at=NOW)
    kept = set(Drawn.objects.values_list("pk", flat=True))

    put(event, sato, words="ほかの言葉")
    assert set(Drawn.objects.values_list("pk", flat=True)) == kept
    put(event, sato, taken("red"))
    assert not Drawn.objects.exists()
    assert Blob.objects.count() == 1
    pictures.draw_sizes(at=NOW)
    pictures.take_away(event, by=sato, **WHEN)

    assert not Blob.objects.exists()


def test_sizes_of_a_picture_that_was_replaced_meanwhile_are_not_kept(event, sato):
    put(event, sato)
    [seen] = Picture.objects.select_related("blob")
    put(event, sato, taken("red"))

    assert pictures._draw(Picture(pk=seen.pk, blob=seen.blob), NOW) is False
    assert not Drawn.objects.exists()


def test_what_the_installed_library_cannot_write_is_left_out(client, event, sato, monkeypatch):
    monkeypatch.setattr(features, "check", lambda kind: kind != "avif")
    put(event, sato)
    pictures.draw_sizes(at=NOW)

    assert {one.kind for one in Drawn.objects.all()} == {"webp"}
    assert "image/avif" not in client.get(f"/events/{event.code}/").text


def test_a_small_picture_has_its_own_width_only():
    out = io.BytesIO()
    Image.effect_noise((300, 200), 90).convert("RGB").save(out, "JPEG", quality=95)

    assert {width for _kind, width, _data in sizes.drawn(out.getvalue())} == {300}


def test_sizes_cost_the_page_no_question(client, event, sato):
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get(f"/events/{event.code}/")
        return len(made)

    asked()
    bare = asked()
    put(event, sato)
    pictures.draw_sizes(at=NOW)
    asked()

    assert asked() == bare
