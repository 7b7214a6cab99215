"""何による — the names on which what a template says hangs, besides the language of its reader.

What hangs on anything else (the request, the reader, the day) is not known here: `needs` answers
None for every tag and filter that it does not know.
"""

from collections.abc import Iterable, Iterator

from django.template import TemplateDoesNotExist
from django.template.base import FilterExpression, NodeList, TextNode, Variable, VariableNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django_cotton.templatetags import InlineTemplate
from django_cotton.templatetags._component import CottonComponentNode
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
BUILTIN = {"True", "False", "None"}
# What a component knows without being told.
OWN = {"slot", "attrs", "cotton_data"}

Names = frozenset[str]
NONE: Names = frozenset()


def lists(node) -> Iterator[NodeList]:
    """The parts of a template that stand inside a node."""
    yield from (value for value in vars(node).values() if isinstance(value, NodeList))
    yield from (nodelist for _condition, nodelist in getattr(node, "conditions_nodelists", ()))


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
    parts = node.conditions_nodelists
    return _all(
        [of_condition(one) for one, _list in parts] + [_of_list(one) for _asked, one in parts]
    )


def of_condition(condition) -> Names | None:
    """The names that an {% if %} asks; none of an {% else %}."""
    return _all(_asked(condition))


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


def of_component(node: CottonComponentNode) -> Names | None:
    """What is handed to it, and what it takes from around it."""
    if node.component_name == "component":
        return None
    path = path_of(node)
    slots = [inner for inner in node.nodelist if isinstance(inner, CottonSlotNode)]
    rest = [inner for inner in node.nodelist if not isinstance(inner, CottonSlotNode)]
    handed = _all([*map(of_given, node._prepared_attrs), *map(needs, rest)])
    in_slots = _all(_of_list(slot.nodelist) for slot in slots)
    if handed is None or in_slots is None or (inside := _of_template(path)) is None:
        return None
    told = {given.key.replace("-", "_") for given in node._prepared_attrs}
    told |= {slot.slot_name for slot in slots} | OWN
    return handed | in_slots | (inside - told - _vars_of(path))


def path_of(node: CottonComponentNode) -> str:
    """Where the template of a component lies."""
    return node._generate_component_template_path(node.component_name, None)


def _vars_of(path: str) -> Names:
    nodelist = get_template(path).template.nodelist
    found = [node for node in nodelist if isinstance(node, CottonVarsNode)]
    return frozenset(var.accessible_key for node in found for var in node._prepared_vars)


def of_given(given) -> Names | None:
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
    CottonComponentNode: of_component,
    CottonVarsNode: lambda node: _all(map(of_given, node._prepared_vars)),
}
