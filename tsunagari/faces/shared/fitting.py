"""合わせる — a component is cut to the place where it stands, when the template around it is read.

What is handed to it there as plain text is the same for every reader: its conditions are answered
and its sentences written at once. Where nothing is left but what it is handed, the component goes
and its text stands in the page; otherwise it is drawn with the names that it had before. What the
cut does not understand stays a component as the library draws it.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from django.template import Context, Template, TemplateDoesNotExist, VariableDoesNotExist
from django.template.base import Node, NodeList, TextNode, Variable, VariableNode
from django.template.defaulttags import CsrfTokenNode, ForNode, IfNode, WithNode
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django_cotton.templatetags import Attrs, InlineTemplate, UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedAttr
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.templatetags._vars import CottonVarsNode

from tsunagari.faces.shared.hanging import ASK, NONE, lists, needs, of_condition, of_given, path_of

PLAIN, ASKED = (AttrKind.STATIC, AttrKind.BOOLEAN), (AttrKind.DYNAMIC, AttrKind.UNQUOTED)
# Tags of which it is known where they write a variable.
WRITES = ("asvar", "target_var", "varname")
UNDERSTOOD = (ForNode, WithNode, CsrfTokenNode, CottonSlotNode)


class Handed(Node):
    """What a component was handed under a name."""

    child_nodelists = ()

    def __init__(self, name: str):
        self.name = name

    def render(self, context):
        return conditional_escape(context[self.name])


class Fitted(Node):
    """A component of which something is left to be decided; `written` is how it was written."""

    def __init__(self, written: CottonComponentNode, place: "Place", inside: NodeList):
        self.written, self.place, self.inside = written, place, inside
        self.nodelist = written.nodelist

    def render(self, context):
        place = self.place
        state = place.start.copy()
        attrs = {}
        for key, name, given in place.attrs:
            if given.kind in PLAIN:
                attrs[key] = given.value
            elif given.kind == AttrKind.ESCAPED:
                state[name] = attrs[key] = given.compiled.nodelist.render(context)
            else:
                try:
                    state[name] = attrs[key] = given.compiled.resolve(context)
                except UnprocessableDynamicAttr:
                    if given.kind == AttrKind.UNQUOTED:
                        state[name] = attrs[key] = given.value
        for name, nodelist in place.slots.items():
            state[name] = nodelist.render(context)
        state["attrs"] = Attrs(attrs)
        state["attrs"]._exclude_from_str = place.own
        context.dicts.append(state)
        try:
            return self.inside.render(context)
        finally:
            context.dicts.pop()


ASK[Fitted] = lambda node: ASK[CottonComponentNode](node.written)
ASK[Handed] = lambda node: frozenset({node.name})


@dataclass
class Place:
    """What a component is handed where it stands.

    `attrs` (key, name, given) in their order; `slots` by name, among them `slot`; `own` the keys
    that are its variables; `start` what their names stand for before anything is handed over, and
    `same` those that stand for the same whoever reads.
    """

    template: Template
    attrs: list[tuple[str, str, PreparedAttr]]
    slots: dict[str, NodeList]
    own: set[str] = field(default_factory=lambda: {"is"})
    start: dict = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        handed = (name for _key, name, _given in self.attrs)
        return frozenset({*self.start, *self.slots, "attrs", *handed})

    @cached_property
    def same(self) -> dict:
        handed = {name for _key, name, given in self.attrs if given.kind not in PLAIN}
        later = handed | self.slots.keys()
        return {name: value for name, value in self.start.items() if name not in later}

    def known(self) -> Context:
        """What a part is drawn with that hangs on nothing else."""
        context = Context(self.same)
        # A name that nobody knows is asked of the engine.
        context.template = self.template
        return context

    def written(self, name: str) -> NodeList | None:
        """What stands under a name, where it is written in the page around the component."""
        for _key, own, given in self.attrs:
            if own == name:
                return given.compiled.nodelist if given.kind == AttrKind.ESCAPED else None
        return self.slots.get(name)


def fitted(node: CottonComponentNode) -> list[Node]:
    """What is drawn in place of a component; itself where it cannot be cut."""
    try:
        template = get_template(path_of(node)).template if _plain(node) else None
    except (TemplateDoesNotExist, RecursionError):
        return [node]
    place = _place(node, template) if template else None
    if place is None or not _understood(place.template.nodelist, place.names):
        return [node]
    cut = _cut(place.template.nodelist, place)
    dissolved = _dissolved(cut, place)
    return [Fitted(node, place, NodeList(joined(cut)))] if dissolved is None else dissolved


def _plain(node: CottonComponentNode) -> bool:
    """True when it has a name, and each thing that it is handed has one."""
    return not (node.only or node.component_name == "component") and not any(
        given.key == "attrs" or given.key.startswith(":") for given in node._prepared_attrs
    )


def _place(node: CottonComponentNode, template: Template) -> Place | None:
    """None where two things go by one name, or where one comes only sometimes."""
    given = {one.key: one for one in node._prepared_attrs}
    slots = {
        one.slot_name: one.nodelist for one in node.nodelist if isinstance(one, CottonSlotNode)
    }
    rest = NodeList(one for one in node.nodelist if not isinstance(one, CottonSlotNode))
    names = [key.replace("-", "_") for key in given] + [*slots, "slot"]
    if len(set(names)) < len(names) or any(map(_may_come, rest)):
        return None
    attrs = [(key, key.replace("-", "_"), one) for key, one in given.items()]
    place = Place(template, attrs, slots | {"slot": rest})
    for one in template.nodelist:
        if isinstance(one, CottonVarsNode) and not _defaults(one, place, {*given, *slots}):
            return None
    place.start |= {name: one.value for _key, name, one in attrs if one.kind in PLAIN}
    for name, nodelist in list(place.slots.items()):
        if _is_text(nodelist):
            place.start[name] = nodelist.render(Context())
            del place.slots[name]
    return place


def _may_come(node) -> bool:
    """True when a slot is filled only under a condition."""
    if isinstance(node, CottonComponentNode | Fitted):
        return False
    return isinstance(node, CottonSlotNode) or any(map(_may_come, chain(*lists(node))))


def _defaults(node: CottonVarsNode, place: Place, told: set[str]) -> bool:
    """Note the variables of a component; False when one hangs on what stands around it."""
    place.own |= {var.exclude_key for var in node._prepared_vars} | set(node.empty_vars)
    for var in node._prepared_vars:
        if var.key in told or var.exclude_key in place.slots:
            continue
        if var.kind == AttrKind.STATIC:
            place.start[var.accessible_key] = var.value
        elif var.kind in ASKED and (var.value == "[]" or of_given(var) == NONE):
            place.start[var.accessible_key] = var.compiled.resolve(Context())
        else:
            return False
    return True


def _understood(nodelist, names) -> bool:
    """True when nothing in a component gives one of its names another meaning."""
    return all(
        (type(node) in ASK or isinstance(node, UNDERSTOOD))
        and not any(getattr(node, writes, None) in names for writes in WRITES)
        and all(_understood(inner, names) for inner in _around(node))
        for node in nodelist
    )


def _around(node) -> Iterable[NodeList]:
    """What stands in a node and knows the same names."""
    return [node.nodelist] if isinstance(node, Fitted) else lists(node)


def _is_text(nodelist) -> bool:
    return all(isinstance(one, TextNode) for one in nodelist)


def joined(nodes: Iterable[Node]) -> list[Node]:
    """The same with texts that follow each other in one."""
    done: list[Node] = []
    for node in nodes:
        if done and isinstance(node, TextNode) and isinstance(done[-1], TextNode):
            done[-1] = TextNode(done[-1].s + node.s)
        else:
            done.append(node)
    return done


# — cutting —


def _cut(nodelist, place: Place) -> list[Node]:
    """The nodes as they are left where the place has answered them."""
    return [one for node in nodelist for one in _cut_one(node, place)]


def _cut_one(node, place: Place) -> list[Node]:
    if isinstance(node, CottonVarsNode):
        return []
    if isinstance(node, Fitted):
        node = node.written
    if isinstance(node, IfNode):
        return _cut_if(node, place)
    if isinstance(node, CottonSlotNode):
        return [CottonSlotNode(node.slot_name, NodeList(_cut(node.nodelist, place)))]
    if isinstance(node, CottonComponentNode):
        return fitted(_cut_component(node, place))
    if _is_attributes(node):
        attributes = _attributes(place)
        return [node] if attributes is None else attributes
    if isinstance(node, Handed) or not _answers(needs(node), place):
        return [node]
    return [TextNode(str(node.render(place.known())))]


def _answers(names, place: Place) -> bool:
    return bool(names) and names <= place.same.keys()


def _cut_if(node: IfNode, place: Place) -> list[Node]:
    left: list[tuple] = []
    for condition, nodelist in node.conditions_nodelists:
        answer = _answer(condition, place)
        if answer is not False:
            left.append((None if answer else condition, NodeList(_cut(nodelist, place))))
        if answer:
            break
    if left and left[0][0] is None:
        return left[0][1]
    return [IfNode(left)] if left else []


def _answer(condition, place: Place) -> bool | None:
    """What a condition comes to; None when that is not known yet."""
    names = of_condition(condition)
    if condition is None:
        return True
    if names is None or not names <= place.same.keys():
        return None
    try:
        return bool(condition.eval(place.known()))
    except VariableDoesNotExist:
        return False


def _cut_component(node: CottonComponentNode, place: Place) -> CottonComponentNode:
    """A component inside a component, with what it is handed as far as it is known."""
    cut = copy.copy(node)
    cut.nodelist = NodeList(_cut(node.nodelist, place))
    cut._prepared_attrs = [
        one for given in node._prepared_attrs for one in _cut_given(given, place)
    ]
    return cut


def _cut_given(given: PreparedAttr, place: Place) -> list[PreparedAttr]:
    if given.kind == AttrKind.ESCAPED and given.compiled:
        return [_written(given, NodeList(_cut(given.compiled.nodelist, place)))]
    if given.kind not in ASKED:
        return [given]
    if given.key == "attrs" and given.value == "attrs":
        handed = _handed_on(place)
        return [given] if handed is None else handed
    names = of_given(given)
    if not _answers(names, place) or given.compiled._template is not None:
        return [given]
    value = given.compiled.resolve(place.known())
    return [given._replace(kind=AttrKind.STATIC, value=value, compiled=None)]


def _written(given: PreparedAttr, nodelist: NodeList) -> PreparedAttr:
    """Handed as a text that is written in the page."""
    if _is_text(nodelist):
        said = SafeString("".join(one.s for one in nodelist))
        return given._replace(kind=AttrKind.STATIC, value=said, compiled=None)
    inline = InlineTemplate("", nodelist, None)
    return given._replace(kind=AttrKind.ESCAPED, compiled=inline)


def _is_attributes(node) -> bool:
    return isinstance(node, VariableNode) and str(node.filter_expression) == "attrs|attributes"


def _others(place: Place) -> list[tuple[str, str, PreparedAttr]] | None:
    """What a component passes on without naming it; None when that is not known before."""
    others = [one for one in place.attrs if one[0] not in place.own]
    return None if any(given.kind in ASKED for _key, _name, given in others) else others


def _attributes(place: Place) -> list[Node] | None:
    """The attributes that a component passes through; None where they are not known before."""
    others = _others(place)
    if others is None:
        return None
    nodes: list[Node] = []
    for key, name, given in others:
        begin = f" {conditional_escape(key)}"
        if given.kind == AttrKind.ESCAPED:
            nodes += [TextNode(f'{begin}="'), Handed(name), TextNode('"')]
        elif given.value is True:
            nodes.append(TextNode(begin))
        elif given.value is not False and given.value is not None:
            nodes.append(TextNode(f'{begin}="{conditional_escape(given.value)}"'))
    return nodes


def _handed_on(place: Place) -> list[PreparedAttr] | None:
    """The same for a component inside that passes them through."""
    others = _others(place)
    return others and [
        _written(given, NodeList([Handed(name)])) if given.kind == AttrKind.ESCAPED else given
        for _key, name, given in others
    ]


# — dissolving —


def _dissolved(cut: list[Node], place: Place) -> list[Node] | None:
    """What is left, with what was handed written in its place; None when it needs its names."""
    done: list[Node] = []
    used: set[str] = set()
    for node in cut:
        name = _bare(node)
        if name in place.names:
            nodelist = place.written(name)
            if nodelist is None or name in used:
                return None
            used.add(name)
            done += nodelist
        elif isinstance(node, TextNode) or _is_free(node, place.names):
            done.append(node)
        else:
            return None
    return done


def _bare(node) -> str:
    """The name that a node says, without a filter; "" when it does more."""
    if isinstance(node, Handed):
        return node.name
    if not isinstance(node, VariableNode) or node.filter_expression.filters:
        return ""
    variable = node.filter_expression.var
    whole = isinstance(variable, Variable) and variable.lookups and len(variable.lookups) == 1
    return variable.lookups[0] if whole else ""


def _is_free(node, names) -> bool:
    """True when a node says the same inside the component and outside."""
    if isinstance(node, CsrfTokenNode):
        return "csrf_token" not in names
    if isinstance(node, SimpleNode) and not node.takes_context and not node.target_var:
        return not (node.args or node.kwargs)
    asked = needs(node)
    return asked is not None and not asked & names
