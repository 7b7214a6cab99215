"""畳む — what a template says to everybody in one language is written out once, when it is read.

A page is mostly sentences, icons, addresses and names of files, which hang on the language alone.
In the compiled template, kept once per language, they are plain text, and so are whole components
and included parts made only of such. What hangs on anything else (a variable, the request, the
reader, the day) stays as it was written: `needs` answers None for every tag and filter that it
does not know.
"""

from collections.abc import Iterable, Iterator

from django.template import Context, Template, TemplateDoesNotExist
from django.template.base import FilterExpression, NodeList, TextNode, Variable, VariableNode
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    IfNode,
    LoadNode,
    URLNode,
)
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags import InlineTemplate
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedValue
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.templatetags._vars import CottonVarsNode

# What answers the same to the same in one language, whoever reads and whenever.
TAGS = {"icon", "ruby", "ja", "term"}
FILTERS = {
    "add",
    "attributes",
    "default",
    "default_if_none",
    "first",
    "length",
    "ruby_filter",
    "slice_filter",
    "stringformat",
    "yesno",
}
# They speak another language, or escape otherwise, than the template around them.
ANOTHER_WAY = (LanguageNode, AutoEscapeControlNode)
BUILTIN = {"True", "False", "None"}
# What a component knows without being told.
OWN = {"slot", "attrs", "cotton_data"}

Names = frozenset[str]
NONE: Names = frozenset()


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
    done: list = []
    for node in nodelist:
        text = _text(node, template)
        if text is None:
            _fold_inside(node, template)
            done.append(node)
        elif done and isinstance(done[-1], TextNode):
            done[-1] = TextNode(done[-1].s + text)
        else:
            done.append(TextNode(text))
    nodelist[:] = done


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
    for nodelist in _lists(node):
        fold(nodelist, template)
    for name in ("_prepared_attrs", "_prepared_vars"):
        for place, given in enumerate(getattr(node, name, ())):
            getattr(node, name)[place] = _folded(given, template)


def _lists(node) -> Iterator[NodeList]:
    yield from (value for value in vars(node).values() if isinstance(value, NodeList))
    yield from (nodelist for _condition, nodelist in getattr(node, "conditions_nodelists", ()))


def _folded(given, template):
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


def needs(node) -> Names | None:
    """The names on which a node's text hangs, besides the language; None: who knows."""
    ask = ASK.get(type(node))
    return ask(node) if ask else None


def _all(found: Iterable[Names | None]) -> Names | None:
    together: set[str] = set()
    for names in found:
        if names is None:
            return None
        together |= names
    return frozenset(together)


def _of_list(nodelist) -> Names | None:
    return _all(map(needs, nodelist))


def _of_variable(variable) -> Names | None:
    if not isinstance(variable, Variable) or variable.lookups is None:
        return NONE
    return frozenset({variable.lookups[0]}) - BUILTIN


def _of_expression(expression: FilterExpression) -> Names | None:
    if any(func.__name__ not in FILTERS for func, _args in expression.filters):
        return None
    args = [arg for _func, given in expression.filters for looked_up, arg in given if looked_up]
    return _all(map(_of_variable, [expression.var, *args]))


def _of_tag(node, *expressions, keeps) -> Names | None:
    """A tag that writes a variable does more than say something."""
    return None if keeps else _all(map(_of_expression, expressions))


def _of_block(node: BlockTranslateNode) -> Names | None:
    """A sentence without places."""
    plain = not (node.extra_context or node.plural or node.countervar or node.asvar)
    has_places = any(token.token_type.name != "TEXT" for token in node.singular)
    return NONE if plain and not has_places and not node.message_context else None


def _of_simple(node: SimpleNode) -> Names | None:
    ours = node.func.__name__ in TAGS and node.func.__module__.startswith("tsunagari.")
    if not ours or node.takes_context:
        return None
    return _of_tag(node, *node.args, *node.kwargs.values(), keeps=node.target_var)


def _of_if(node: IfNode) -> Names | None:
    asked = [names for condition, _list in node.conditions_nodelists for names in _asked(condition)]
    return _all(
        [*asked, *(_of_list(nodelist) for _condition, nodelist in node.conditions_nodelists)]
    )


def _asked(condition) -> Iterator[Names | None]:
    if condition is None:
        return
    if isinstance(condition.value, FilterExpression):
        yield _of_expression(condition.value)
    for part in (condition.first, condition.second):
        yield from _asked(part)


def _of_include(node: IncludeNode) -> Names | None:
    name = node.template.var
    if not isinstance(name, str) or node.template.filters or node.extra_context:
        return None
    return None if name.startswith(".") else _of_template(name)


def _of_template(name: str) -> Names | None:
    try:
        return _of_list(get_template(name).template.nodelist)
    except (TemplateDoesNotExist, RecursionError):
        return None


def _of_component(node: CottonComponentNode) -> Names | None:
    """What is handed to it, and what it takes from around it."""
    if node.component_name == "component":
        return None
    path = node._generate_component_template_path(node.component_name, None)
    slots = [inner for inner in node.nodelist if isinstance(inner, CottonSlotNode)]
    rest = [inner for inner in node.nodelist if not isinstance(inner, CottonSlotNode)]
    handed = _all([*map(_of_given, node._prepared_attrs), *map(needs, rest)])
    in_slots = _all(_of_list(slot.nodelist) for slot in slots)
    if handed is None or in_slots is None or (inside := _of_template(path)) is None:
        return None
    told = {given.key.replace("-", "_") for given in node._prepared_attrs}
    told |= {slot.slot_name for slot in slots} | OWN
    return handed | in_slots | (inside - told - _vars_of(path))


def _vars_of(path: str) -> Names:
    nodelist = get_template(path).template.nodelist
    found = [node for node in nodelist if isinstance(node, CottonVarsNode)]
    return frozenset(var.accessible_key for node in found for var in node._prepared_vars)


def _of_given(given) -> Names | None:
    """An attribute of a component, or the default of one of its variables."""
    if given.compiled is None:
        return NONE
    if isinstance(given.compiled, InlineTemplate):
        return _of_list(given.compiled.nodelist)
    if given.key.lstrip(":") == "attrs":
        return frozenset({"attrs"})
    if given.compiled._template is not None:
        return None
    return _of_variable(given.compiled._variable)


ASK = {
    TextNode: lambda node: NONE,
    CommentNode: lambda node: NONE,
    LoadNode: lambda node: NONE,
    VariableNode: lambda node: _of_expression(node.filter_expression),
    TranslateNode: lambda node: _of_tag(
        node, node.filter_expression, keeps=node.asvar or node.message_context
    ),
    BlockTranslateNode: _of_block,
    URLNode: lambda node: _of_tag(
        node, node.view_name, *node.args, *node.kwargs.values(), keeps=node.asvar
    ),
    StaticNode: lambda node: _of_tag(node, node.path, keeps=node.varname),
    SimpleNode: _of_simple,
    IfNode: _of_if,
    IncludeNode: _of_include,
    CottonComponentNode: _of_component,
    CottonVarsNode: lambda node: _all(map(_of_given, node._prepared_vars)),
}
