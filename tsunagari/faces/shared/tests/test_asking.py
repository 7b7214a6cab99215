from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from tests.cast import TODAY
from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.shared.asking import WordsForm
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob

pytestmark = pytest.mark.django_db


def picture(colour: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return made.getvalue()


def test_photos_of_a_question_that_was_refused_do_not_stay(kept_files):
    used = papers.keep(picture("red"), name="a", kind="x", on=TODAY)
    sent = [SimpleUploadedFile("a.png", picture(one), "image/png") for one in ("red", "blue")]
    form = WordsForm({"words": "x"}, MultiValueDict({"photos": sent}))
    assert form.is_valid()
    _red, blue = form.stored()
    assert Blob.objects.filter(pk=blue.pk).exists()

    form.put_on(Refused([Reason("x", field="words")]))

    assert list(Blob.objects.all()) == [used.blob]
