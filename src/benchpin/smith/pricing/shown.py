"""What a customer is shown of a cost sheet: fewer lines, nothing hidden, the same total."""

from dataclasses import dataclass

from benchpin.smith.pricing.sheet import CostSheet

__all__ = ["CustomerLine", "customer_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLine:
    label: str
    detail: str
    amount_cents: int


def customer_lines(sheet: CostSheet) -> tuple[CustomerLine, ...]:
    """Material as it is, the work with the workshop's overhead and margin in it, tax; amounts add up to the total."""
    lines = []
    for line in sheet.lines:
        if line.group == "metal" and line.key.startswith("metal_"):
            loss = next(other for other in sheet.lines if other.key == line.key.replace("metal_", "loss_", 1))
            detail = f"{line.detail}, and {loss.quantity:.2f} g worked away"
            lines.append(CustomerLine(label=line.label, detail=detail, amount_cents=line.amount_cents + loss.amount_cents))
        elif line.group in {"stones", "findings", "services"}:
            lines.append(CustomerLine(label=line.label, detail=line.detail, amount_cents=line.amount_cents))
    minutes = round(sum(line.quantity for line in sheet.lines if line.group == "labour"))
    making = sum(line.amount_cents for line in sheet.lines if line.group in {"labour", "overhead", "margin", "rounding"})
    worked = f"{minutes // 60} h {minutes % 60:02d} min of handwork, the workshop and its margin"
    lines.append(CustomerLine(label="Making", detail=worked, amount_cents=making))
    lines += [
        CustomerLine(label=line.label, detail=line.detail, amount_cents=line.amount_cents)
        for line in sheet.lines
        if line.group == "tax"
    ]
    return tuple(lines)
