"""STUB to be replaced."""

from django.http import Http404


def all_ties(request, *args, **kwargs):
    raise Http404


def bodies(request, *args, **kwargs):
    raise Http404


def new_body(request, *args, **kwargs):
    raise Http404


def people(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404


def ties(request, *args, **kwargs):
    raise Http404


def timeline(request, *args, **kwargs):
    raise Http404
