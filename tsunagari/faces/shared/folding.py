"""畳む — what a template says to everybody in one language is written out once, when it is read.

A page is mostly sentences, icons, addresses and names of files, which hang on the language alone.
In the compiled template, kept once per language, they are plain text, and so are whole components
and included parts made only of such. What hangs on anything else (a variable, the request, the
reader, the day) stays as it was written (hanging), and components are cut to their place (fitting).
"""

from django.template import Context, Template
from django.template.base import Node, NodeList, TextNode
from django.template.defaulttags import AutoEscapeControlNode
from django.template.loaders import base, cached
from django.templatetags.i18n import LanguageNode
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags import InlineTemplate
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedValue
from django_cotton.templatetags._vars import CottonVarsNode

from tsunagari.faces.shared.fitting import fitted, joined
from tsunagari.faces.shared.hanging import NONE, lists, needs

# They speak another language, or escape otherwise, than the template around them.
ANOTHER_WAY = (LanguageNode, AutoEscapeControlNode)


class _Folding(base.Loader):
    """Folds a template as soon as it is compiled, before anybody else can have it."""

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        fold(template.nodelist, template)
        return template


class Loader(cached.Loader, _Folding):
    """Templates by language and by the address under which the site stands."""

    def cache_key(self, template_name, skip=None):
        key = super().cache_key(template_name, skip)
        return f"{get_language()} {get_script_prefix()} {key}"


def fold(nodelist: NodeList, template: Template) -> None:
    """Write out what is the same for everybody, and join the texts."""
    nodelist[:] = joined(one for node in nodelist for one in _folded(node, template))


def _folded(node, template) -> list[Node]:
    """What stands in place of a node."""
    text = _text(node, template)
    if text is not None:
        return [TextNode(text)]
    _fold_inside(node, template)
    return fitted(node) if isinstance(node, CottonComponentNode) else [node]


def _text(node, template) -> str | None:
    """What a node always says; None when it hangs on something."""
    if isinstance(node, TextNode):
        return node.s
    if needs(node) != NONE or isinstance(node, CottonVarsNode):
        return None
    context = Context()
    with context.render_context.push_state(template), context.bind_template(template):
        try:
            return str(node.render(context))
        except NoReverseMatch:
            return None


def _fold_inside(node, template) -> None:
    if isinstance(node, ANOTHER_WAY):
        return
    for nodelist in lists(node):
        fold(nodelist, template)
    for name in ("_prepared_attrs", "_prepared_vars"):
        for place, given in enumerate(getattr(node, name, ())):
            getattr(node, name)[place] = _given(given, template)


def _given(given, template):
    """What is handed to a component: an expression that always says the same is its text."""
    inline = given.compiled
    if isinstance(inline, PreparedValue):
        inline = inline._template
    if not isinstance(inline, InlineTemplate):
        return given
    fold(inline.nodelist, template)
    if given.kind == AttrKind.ESCAPED and all(isinstance(n, TextNode) for n in inline.nodelist):
        said = SafeString("".join(n.s for n in inline.nodelist))
        return given._replace(kind=AttrKind.STATIC, value=said, compiled=None)
    return given
