"""STUB to be replaced."""

from django.http import Http404


def records(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404
