"""STUB to be replaced."""

from django.http import Http404


def basis(request, *args, **kwargs):
    raise Http404


def calendar(request, *args, **kwargs):
    raise Http404


def done(request, *args, **kwargs):
    raise Http404


def duty(request, *args, **kwargs):
    raise Http404


def hand_over(request, *args, **kwargs):
    raise Http404


def later(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404


def undo(request, *args, **kwargs):
    raise Http404
