"""住所 — those of the product, and a hello behind the same middleware."""

from django.http import HttpResponse
from django.urls import path

from tsunagari import urls

urlpatterns = [path("hello", lambda _request: HttpResponse("hello")), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500
