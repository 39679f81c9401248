"""What each field means, in the words that stand beneath it in the source of its model.

They are read where somebody is told of them, since nothing that makes a page has to know them and
reading the sources takes longer than many a build.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def meaning_of(model: type[BaseModel], field: str) -> str:
    """What a field of a record or a part means; empty where nothing is said of it."""
    for holder in model.__mro__:
        if field in inspect.get_annotations(holder):
            return _said_in(holder.__module__).get((holder.__qualname__, field), "")
    return ""


@cache
def _said_in(module: str) -> Mapping[tuple[str, str], str]:
    """What a module says of fields, by their classes and names."""
    return dict(_said(ast.parse(inspect.getsource(sys.modules[module]))))


def _said(tree: ast.Module) -> Iterator[tuple[tuple[str, str], str]]:
    for holder in tree.body:
        if not isinstance(holder, ast.ClassDef):
            continue
        for field, said in pairwise(holder.body):
            match field, said:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    yield (holder.name, name), inspect.cleandoc(text)
