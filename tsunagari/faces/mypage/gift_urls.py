"""わたしの寄附 — addresses of a donor's own pages; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.mypage.views import gifts
from tsunagari.faces.shared.gifts.urls import paths

PATHS = [*paths("mypage"), path("gifts/notices/", gifts.told, name="gift_notices")]
