"""STUB to be replaced."""

from django.http import Http404


def accept(request, *args, **kwargs):
    raise Http404


def columns(request, *args, **kwargs):
    raise Http404


def drop(request, *args, **kwargs):
    raise Http404


def faults(request, *args, **kwargs):
    raise Http404


def listed(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404


def template(request, *args, **kwargs):
    raise Http404


def undo(request, *args, **kwargs):
    raise Http404
