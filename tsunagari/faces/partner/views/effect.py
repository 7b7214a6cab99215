"""STUB to be replaced."""

from django.http import Http404


def evidence(request, *args, **kwargs):
    raise Http404


def report(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404
