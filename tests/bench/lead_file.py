"""A file of invented leads as a CRM exports them, of any length: shaped like the HubSpot sample."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from tests.bench.people import FIRST, LAST, MIDDLE, NOTE, SEED, TRADE

HEADER = (
    "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Mobile Phone Number", "Company Name", "Job Title",
    "Lead Status", "State/Region", "Country/Region", "Contact owner", "Last Activity Date", "Create Date", "Notes",
)  # fmt: skip
PHONE_COLUMNS = (4, 5)
_AREAS = (
    (512, "TX"), (312, "IL"), (614, "OH"), (303, "CO"), (503, "OR"), (919, "NC"), (212, "NY"), (415, "CA"), (206, "WA"),
    (602, "AZ"), (305, "FL"), (617, "MA"),
)  # fmt: skip
_STATUSES = ("NEW", "OPEN", "ATTEMPTED_TO_CONTACT", "CONNECTED", "")


def write_lead_file(path: Path, rows: int) -> Path:
    """Write `rows` people, the same in every run. Two of five have a mobile as well, as in the sample."""
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(_rows(rows))
    return path


def _rows(rows: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(SEED)
    for number in range(rows):
        first = FIRST[number % 20]
        last = MIDDLE[number // 20 % 20] + LAST[number // 400 % 20]
        area, state = _AREAS[number % len(_AREAS)]
        yield (
            900_000 + number,
            first,
            last,
            f"{first}.{last}.{number}@example.com".lower(),
            _number(chance, area),
            _number(chance, area) if number % 5 < 2 else "",
            f"{last} {TRADE[number % len(TRADE)]}",
            "Buyer",
            _STATUSES[number % len(_STATUSES)],
            state,
            "United States",
            "Dana Reyes",
            f"2026-{number % 9 + 1:02}-{number % 28 + 1:02} 17:22",
            "2025-12-31 00:55",
            f"{NOTE} Row {number}.",
        )


def _number(chance: random.Random, area: int) -> str:
    exchange, line = chance.randrange(200, 999), chance.randrange(10_000)
    forms = ("({}) {}-{:04}", "{}.{}.{:04}", "{}{}{:04}", "1{}{}{:04}", "+1 {} {} {:04}")
    return chance.choice(forms).format(area, exchange, line)
