"""STUB to be replaced."""

from django.http import Http404


def end(request, *args, **kwargs):
    raise Http404


def new(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404
