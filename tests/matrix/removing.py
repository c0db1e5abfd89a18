"""A program from which one check is removed, while it runs; and which questions come to that check."""

import ast
import importlib
import inspect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

from support.web.access import Access
from tests.matrix.asking import Asked
from tests.matrix.checks import ROOT, Check, without
from tests.matrix.finding import functions_of
from tests.matrix.table import Case

GATE = "gate of a route"
# The functions with a check that were called since this was emptied.
MET: set[tuple[str, str]] = set()


@contextmanager
def removed(check: Check) -> Iterator[None]:
    """The function without the check, wherever it has been imported to; afterwards it is as it was."""
    function: Any = function_of(check)
    if check.kind == GATE:
        before = function.access
        function.access = Access("public")
        try:
            yield
        finally:
            function.access = before
        return
    with all_removed([check]):
        yield


@contextmanager
def all_removed(checks: Sequence[Check]) -> Iterator[None]:
    """The functions without any of these checks, which are no gates; afterwards they are as they were."""
    of_functions: dict[tuple[str, str], list[Check]] = {}
    for check in checks:
        of_functions.setdefault((check.file, check.function), []).append(check)
    functions = [(function_of(together[0]), together) for together in of_functions.values()]
    sound = [(function, function.__code__) for function, _together in functions]
    try:
        for function, together in functions:
            changed = compile(without(together), together[0].file, "exec")
            function.__code__ = _code_of(changed, function.__code__.co_qualname)
        yield
    finally:
        for function, code in sound:
            function.__code__ = code


def function_of(check: Check) -> FunctionType:
    """The function in which the check stands, as its module made it."""
    found: Any = importlib.import_module(check.module)
    for name in check.function.split("."):
        found = inspect.getattr_static(found, name)
        found = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
    function = found if check.kind == GATE else inspect.unwrap(found)
    assert isinstance(function, FunctionType), check
    return function


def who_comes_to(asked: Asked, checks: Sequence[Check], cases: Sequence[Case]) -> dict[Check, list[Case]]:
    """Which of these questions are answered by way of each function with a check."""
    comes: dict[Check, list[Case]] = {check: [] for check in checks}
    with telling(checks):
        for case in cases:
            MET.clear()
            asked.ask_case(case)
            for check in checks:
                if (check.file, check.function) in MET:
                    comes[check].append(case)
    return comes


@contextmanager
def telling(checks: Sequence[Check]) -> Iterator[None]:
    """The functions with these checks, each of which says in MET that it was called."""
    functions = {(check.file, check.function): check for check in checks if check.kind != GATE}
    sound = {name: function_of(check).__code__ for name, check in functions.items()}
    try:
        for name, check in functions.items():
            told = compile(_telling(check), check.file, "exec")
            function_of(check).__code__ = _code_of(told, sound[name].co_qualname)
        yield
    finally:
        for name, check in functions.items():
            function_of(check).__code__ = sound[name]


def _telling(check: Check) -> ast.Module:
    """The module, with a function that says of itself that it was called."""
    tree = ast.parse((ROOT / check.file).read_text())
    word = f"__import__({__name__!r}, fromlist=['MET']).MET.add(({check.file!r}, {check.function!r}))"
    for name, function in functions_of(tree):
        if name == check.function:
            function.body.insert(0, ast.parse(word).body[0])
    return ast.fix_missing_locations(tree)


def _code_of(module: CodeType, qualified_name: str) -> CodeType:
    waiting = [module]
    while waiting:
        code = waiting.pop()
        if code.co_qualname == qualified_name and code is not module:
            return code
        waiting += [one for one in code.co_consts if isinstance(one, CodeType)]
    raise LookupError(qualified_name)
