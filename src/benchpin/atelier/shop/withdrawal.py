"""Whether the fourteen days of distance selling apply to a configuration, decided before the order and said with the reason.

Source: Consumer Contracts (Information, Cancellation and Additional Charges) Regulations 2013, regulation 28(1)(b): no right
to cancel goods "made to the consumer's specifications or clearly personalised"; Directive 2011/83/EU, article 16(c) says the
same. Choosing among a seller's own standard options does not make goods personalised, a ring size from the list least of all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchpin.designs.design import Specification
from benchpin.designs.options import Lettering, Measure

__all__ = ["Withdrawal", "decide"]

WITHDRAWAL_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    may_withdraw: bool
    reason: str  # as the customer reads it before ordering


def decide(specification: Specification, *, preset: Mapping[str, Any], offered: Mapping[str, Any]) -> Withdrawal:
    """Decide for one configuration.

    Args:
        preset: the values the listing shows first.
        offered: options narrowed to a list of values: choosing from it is choosing a standard article.
    """
    if own := _own_words(specification) + _own_measures(specification, preset=preset, offered=offered):
        return Withdrawal(
            may_withdraw=False,
            reason=f"Made to your specification: {_listed(own)}. Such a piece cannot be returned because you change your"
            " mind (Consumer Contracts Regulations 2013, regulation 28). If anything is wrong with it, your full legal"
            " rights apply.",
        )
    return Withdrawal(
        may_withdraw=True,
        reason="Every choice is from our standard options, the size too. You may return it unworn within"
        f" {WITHDRAWAL_DAYS} days of receiving it, without giving a reason, for a full refund.",
    )


def _own_words(specification: Specification) -> list[str]:
    return [
        f"it carries your own words {option.show(specification.choices[option.key])}"
        for option in specification.design.options
        if isinstance(option, Lettering) and specification.choices[option.key]
    ]


def _own_measures(specification: Specification, *, preset: Mapping[str, Any], offered: Mapping[str, Any]) -> list[str]:
    design, choices = specification.design, specification.choices
    return [
        f"its {option.label.lower()} of {option.show(choices[option.key])} is your own measure"
        for option in design.options
        if isinstance(option, Measure)
        and option.key not in offered
        and design.applies(option, choices)
        and choices[option.key] != option.parse(str(preset.get(option.key, option.default)))
    ]


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
