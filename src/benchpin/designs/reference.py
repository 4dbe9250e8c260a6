"""The page docs/designs.md, written from the schema: what can be made, what may be chosen, what may not stand together."""

from collections.abc import Iterator

from benchpin.designs.design import Design
from benchpin.designs.schema import STOCK, DesignSchema, OptionSchema, design_schema

__all__ = ["reference_page"]

INTRODUCTION = """\
# Designs

What can be made, and what may be chosen of it. Written from the designs themselves by `benchpin designs --markdown`; a test
holds this page to them. The same as data: `benchpin designs --json`, or `/api/designs/` of a running shop.

*Frozen by* names the operation after whose start an option can no longer be changed. *From stock* says what it takes from the
safe. Limits between options are those beside the values first shown; what is possible beside other choices is said by the
product page and by `/api/designs/KEY/configure`.
"""


def reference_page(designs: tuple[Design, ...]) -> str:
    """Markdown, one section a design, in the order given."""
    parts = [INTRODUCTION, *(f"- [{design.name}](#{design.key})" for design in designs)]
    for design in designs:
        parts += ["", *_section(design_schema(design))]
    return "\n".join(parts) + "\n"


def _section(design: DesignSchema) -> Iterator[str]:
    yield f'<a id="{design.key}"></a>\n'
    yield f"## {design.name}\n"
    yield f"`{design.key}`, {'earrings' if design.kind == 'earrings' else f'a {design.kind}'}. {design.summary}\n"
    yield "| option | may be | first shown | frozen by | from stock |"
    yield "|---|---|---|---|---|"
    yield from (_row(option) for option in design.options)
    limits = [f"- {option.label}: {line}" for option in design.options for line in _limits(design, option)]
    if limits:
        yield "\nNot together:\n"
        yield from limits


def _row(option: OptionSchema) -> str:
    stock = ", ".join(STOCK[need] for need in option.needs)
    cells = (f"{option.label} `{option.key}`", _may_be(option), option.default_shown, option.freezes_at_name.lower(), stock)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _may_be(option: OptionSchema) -> str:
    said = option.limits
    if option.values:
        said = ", ".join(f"{value.label} `{value.key}`" for value in option.values)
    if option.only_with:
        said += f"; only with {option.only_with[0]} {' or '.join(option.only_with[1])}"
    if option.only_if:
        said += f"; only with {option.only_if}"
    return said


def _limits(design: DesignSchema, option: OptionSchema) -> Iterator[str]:
    """Each once: where its sentence is said."""
    labels = {other.key: other.label.lower() for other in design.options}
    for limit in option.not_with:
        if limit.blames == option.key:
            yield f"{limit.shown} with {labels[limit.beside]} {limit.beside_shown}. {limit.why}"
