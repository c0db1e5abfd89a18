"""What in the source of the program is a check, by its syntax alone."""

import ast
from collections.abc import Iterator

REFUSALS = {"NotFound", "NotForReader", "NotAllowed", "why_not"}
# A condition with one of these in it asks who somebody is; one without asks when, or what.
_WHO = {"actor", "role", "permission", "approver", "employers", "confirmed_by"}
_WHO |= {"supervisor_id", "supervisor_link_id", "link_id", "of_served", "of_same_person"}
_WRITES = {"log", "add", "add_all", "delete", "record_step", "open", "seal"}
Functions = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(tree: ast.Module) -> Iterator[tuple[str, Functions]]:
    """The functions of the module and the methods of its classes; what stands inside belongs to them."""
    for node in tree.body:
        if isinstance(node, Functions):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, Functions))


def in_function(
    function: Functions, gates: set[str], rules: set[str]
) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    """Every check in a function, with its kind."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and _name(decorator.func) == "requires":
            yield "gate of a route", decorator
    refuses_at_the_end, is_rule = _refuses(function.body[-1]), _is_rule(function, rules)
    for node in ast.walk(function):
        if isinstance(node, ast.If):
            yield from _in_condition(node, rules, refuses_at_the_end=refuses_at_the_end)
        elif isinstance(node, ast.Return) and is_rule and not _is_nothing(node.value):
            yield from (("part of a rule", one) for one in _last_parts(node.value))
        else:
            yield from _in_call(node, gates, rules)


def _in_call(node: ast.AST, gates: set[str], rules: set[str]) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    if isinstance(node, ast.comprehension):
        yield from (("part that lets", one) for one in node.ifs if _called(one) & rules)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _name(node.value.func) in gates:
        yield "call that refuses", node
    if isinstance(node, ast.Call) and _name(node.func) == "where":
        yield from (("bound look", one) for one in node.args if _asks_who(one))


def _is_rule(function: Functions, rules: set[str]) -> bool:
    """Other classes have methods of the same name: one of them is a rule only where it asks who."""
    is_method = bool(function.args.args) and function.args.args[0].arg == "self"
    return function.name in rules and (not is_method or _asks_who_inside(function))


def _in_condition(
    node: ast.If, rules: set[str], *, refuses_at_the_end: bool
) -> Iterator[tuple[str, ast.expr]]:
    last = node.body[-1]
    asks_who = _asks_who(node.test) or _called(node.test) & rules
    if _refuses(last):
        yield from (("part that refuses", one) for one in _parts(node.test, ast.Or))
    elif isinstance(last, ast.Return) and _is_nothing(last.value) and asks_who:
        # That something is not there is no check of who may have it, unless it is refused for that.
        parts = [one for one in _parts(node.test, ast.Or) if not ast.unparse(one).endswith(" is None")]
        yield from (("part that refuses", one) for one in parts)
    elif refuses_at_the_end and isinstance(last, ast.Return):
        yield from (("part that lets", one) for one in _parts(node.test, ast.And))


def _last_parts(node: ast.expr | None) -> list[ast.expr]:
    """What a rule returns, in the parts that must all be so; the whole where there is only one."""
    if node is None or isinstance(node, ast.Constant):
        return []
    both = [one for one in ast.walk(node) if isinstance(one, ast.BoolOp) and isinstance(one.op, ast.And)]
    return [part for one in both for part in one.values] or [node]


def _is_nothing(node: ast.expr | None) -> bool:
    """Whether nothing is given: no, none, an empty list."""
    if node is None or (isinstance(node, ast.Constant) and not node.value):
        return True
    if isinstance(node, ast.List | ast.Dict | ast.Tuple):
        return not ast.unparse(node).strip("[](){}")
    return isinstance(node, ast.Call) and _name(node.func) in ("frozenset", "set") and not node.args


def _parts(test: ast.expr, kind: type[ast.boolop]) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, kind) else [test]


def _refuses(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    return _name(node.exc.func if isinstance(node.exc, ast.Call) else node.exc) in REFUSALS


def _asks_who(node: ast.expr) -> bool:
    """Whether the one who acts, or whose something is, stands in it."""
    return any(_name(one) in _WHO for one in ast.walk(node))


def every_gate(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """For each file the functions that may refuse and write nothing: called as a statement they do nothing
    else. What is a module's own is no gate where another module has a function of the same name."""
    own = {file: _gates_of(tree) for file, tree in trees.items()}
    public = {name for names in own.values() for name in names if not name.startswith("_")}
    return {file: names | public for file, names in own.items()}


def _gates_of(tree: ast.Module) -> set[str]:
    return {
        function.name
        for _name_of, function in functions_of(tree)
        if any(isinstance(node, ast.stmt) and _refuses(node) for node in ast.walk(function))
        and not _called(function) & _WRITES
    }


def every_rule(trees: dict[str, ast.Module]) -> set[str]:
    """The functions that say yes or no to somebody, and those that these ask in their turn."""
    says = {
        function.name: function
        for tree in trees.values()
        for _name_of, function in functions_of(tree)
        if isinstance(function.returns, ast.Name) and function.returns.id == "bool"
    }
    asked = {
        name for name, one in says.items() if name.startswith(("may_", "has_permission", "is_supervisor"))
    }
    asked |= {
        name
        for tree in trees.values()
        for node in ast.walk(tree)
        for condition in _conditions(node)
        for name in _called(condition) & says.keys()
    }
    who = {name for name in says if _parameters(says[name]) & _WHO or _asks_who_inside(says[name])}
    return (asked & who) | _asked_by(asked & who, says)


def _conditions(node: ast.AST) -> list[ast.expr]:
    """Under which something is refused or shown."""
    if isinstance(node, ast.If):
        return [node.test] if _refuses(node.body[-1]) else []
    return node.ifs if isinstance(node, ast.comprehension) else []


def _asked_by(rules: set[str], says: dict[str, Functions]) -> set[str]:
    return {name for one in rules for name in _called(says[one]) & says.keys()}


def _parameters(function: Functions) -> set[str]:
    return {one.arg for one in [*function.args.args, *function.args.kwonlyargs]}


def _asks_who_inside(function: Functions) -> bool:
    return any(_name(one) in _WHO for one in ast.walk(function))


def _called(node: ast.AST) -> set[str]:
    return {_name(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
