"""Writes the data of a record as YAML that officers can read and edit."""

import sys

import yaml

from partnership_register.importers.writing import Data, Quoted

_LONGEST_LINE = 72
_READ_AS_TRUTH = {"y", "Y", "n", "N"}
"""Words that YAML 1.1 reads as true or false and PyYAML writes bare."""


def yaml_text(data: dict[str, Data], comment: str) -> str:
    """The record under a comment line; long and many-lined texts stand as literal blocks."""
    body = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=sys.maxsize,
    )
    return f"# {comment}\n{body}"


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, *given: bool, **named: bool) -> None:
        # Lists are set in below their key, as officers see them elsewhere.
        super().increase_indent(*given, **{**named, "indentless": False})

    def ignore_aliases(self, *_: object) -> bool:
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text or len(text) > _LONGEST_LINE:
        style = "|"
    elif isinstance(text, Quoted) or text in _READ_AS_TRUTH:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(Quoted, _text_node)
