"""How templates become code: as Jinja does it, without what plain views never need.

A view is made of shapes, so that an attribute is there or the template is wrong; nearly everything
written is text with nothing to escape in it, or ready HTML; and escaping is never off. Jinja asks
anew each time. Its own environment makes the same bytes in twice the time, and a test says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.utils import missing
from markupsafe import Markup

from partnership_register.remembered import Remembered
from partnership_register.render.escaping import ready, written


class Part:
    """A macro that is called as it is written: no evaluation context, no varargs."""

    __slots__ = ("_made", "_names")

    def __init__(self, made: Callable[..., str], names: tuple[str, ...]) -> None:
        self._made = made
        self._names = names

    def __call__(self, *given: object, **named: object) -> Markup:
        """The macro's HTML; raises TypeError for an argument that it has not."""
        if len(given) < len(self._names):
            given += tuple([named.pop(name, missing) for name in self._names[len(given) :]])
        if named:
            raise TypeError(f"a macro takes no {', '.join(named)}")
        return ready(self._made(*given))


class RememberedPart(Part):
    """A macro whose HTML is remembered, for what stands on many pages in a row as it is."""

    __slots__ = ()

    def __init__(self, made: Callable[..., str], names: tuple[str, ...]) -> None:
        super().__init__(lru_cache(maxsize=_MOST_REMEMBERED)(made), names)


REMEMBERED = frozenset(("local_navigation",))
"""Macros that are given shapes alone, and the same ones page after page of a partnership."""
_MOST_REMEMBERED = 2048


class _Writer(CodeGenerator):
    """Writes outputs with `written`; reads attributes and calls as Python does."""

    def visit_Template(  # noqa: N802  Jinja's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        self.writeline(f"from {written.__module__} import {written.__name__}")
        kinds = f"{Part.__name__}, {RememberedPart.__name__}"
        self.writeline(f"from {Part.__module__} import {kinds}")
        super().visit_Template(node, frame)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write("written(")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        self.write("environment.part(")
        self.visit(node.template, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        names = [argument.name for argument in macro_ref.node.args]
        names += ["caller"] if macro_ref.accesses_caller else []
        is_remembered = getattr(macro_ref.node, "name", "") in REMEMBERED
        kind = RememberedPart if is_remembered else Part
        self.write(f"{kind.__name__}(macro, {tuple(names)!r})")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002  Jinja's signature
    ) -> None:
        if forward_caller:  # a call block puts out what it calls, which Jinja takes for a macro
            self.write("written(")
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller))" if forward_caller else ")")


class KeptCode(BytecodeCache):
    """Code that was made of templates before; to make it again takes longer than most edits."""

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if there is code of the same source."""
        code = self._remembered.read(f"templates/{bucket.key}")
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that is in a bucket."""
        self._remembered.write(f"templates/{bucket.key}", bucket.bytecode_to_string())


class ViewEnvironment(Environment):
    """An environment for templates that are filled with views."""

    code_generator_class = _Writer

    def __init__(self, theme: Path, remembered: Remembered | None = None) -> None:
        super().__init__(
            loader=FileSystemLoader(theme),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=KeptCode(remembered) if remembered else None,
        )
        self._parts: dict[str, TemplateModule] = {}

    def part(self, name: str) -> TemplateModule:
        """The macros of a template, made once; every page imports a dozen such files."""
        if name not in self._parts:
            self._parts[name] = self.get_template(name).module
        return self._parts[name]
