"""What was measured, gathered during the run and printed as one table at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what, how much, what it is held against, and the budget; "" for none."""

    what: str
    measured: str
    beside: str = ""
    budget: str = ""
    kept: bool = True


@dataclass(slots=True)
class Figures:
    """The table."""

    lines: list[Figure] = field(default_factory=list)

    def add(self, what: str, measured: str, *, beside: str = "", budget: str = "", kept: bool = True) -> None:
        self.lines.append(Figure(what, measured, beside, budget, kept))

    def table(self) -> list[str]:
        """The lines, in columns."""
        rows = [("", "measured", "beside", "budget")]
        for line in self.lines:
            verdict = f"{line.budget}{'' if line.kept else '  MISSED'}" if line.budget else "-"
            rows.append((line.what, line.measured, line.beside, verdict))
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0..1) of them do not exceed."""
    ordered = sorted(values)
    place = -(-round(share * len(ordered) * 1000) // 1000) - 1
    return ordered[max(0, min(len(ordered) - 1, place))]
