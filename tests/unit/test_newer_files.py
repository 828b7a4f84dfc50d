"""Which file of a folder is taken for a newer export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lch_desktop.domain.newer_files import LARGEST_BYTES, FileSeen, Source, alike, candidates, words_of

AT = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
HUBSPOT = "hubspot-crm-exports-all-contacts-2026-11-20.csv"


def source(name: str = HUBSPOT) -> Source:
    return Source(name, "hubspot", "/downloads", "key", AT)


def seen(name: str, hours: float = 24, size: int = 5000) -> FileSeen:
    return FileSeen(name, size, AT + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (HUBSPOT, ("hubspot", "crm", "exports", "all", "contacts")),
        ("hubspot-crm-exports-all-contacts-2026-11-21 (1).csv", ("hubspot", "crm", "exports", "all", "contacts")),
        ("report1763728411234.csv", ("report",)),
        ("Copy of Leads FINAL.xlsx", ("leads",)),
        ("Kontakte – Kopie (2).CSV", ("kontakte",)),
        ("2026-11-21.csv", ()),
        ("leads", ("leads",)),
        ("Zoë’s leads_v2.csv", ("zoë", "s", "leads", "v")),
    ],
)
def test_the_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HUBSPOT, "hubspot-crm-exports-all-contacts-2026-11-21 (1).csv", True),
        (HUBSPOT, HUBSPOT, True),
        (HUBSPOT, "hubspot-crm-exports-my-open-contacts-2026-11-21.csv", True),
        (HUBSPOT, "contacts.csv", True),  # their headers decide
        (HUBSPOT, "bank-statement-2026-11.csv", False),
        (HUBSPOT, "salesforce-leads.csv", False),
        ("report1763728411234.csv", "report1763814811999.csv", True),
        ("report1763728411234.csv", "2026-11-21.csv", False),
        ("2026-11-20.csv", "20261121 (1).csv", True),
        ("Leads.csv", "leads-1.CSV", True),
        ("contacts.vcf", "contacts (3).vcf", True),
    ],
)
def test_names_that_are_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@pytest.mark.parametrize(
    ("file", "taken"),
    [
        pytest.param(seen("hubspot-crm-exports-all-contacts-2026-11-21 (1).csv"), True, id="the next export"),
        pytest.param(seen(HUBSPOT), True, id="the same name, written anew"),
        pytest.param(seen(HUBSPOT, hours=-1), True, id="the very file: its bytes will tell"),
        pytest.param(seen("hubspot-crm-exports-all-contacts-2026-11-19.csv", hours=-24), False, id="an older one"),
        pytest.param(seen("hubspot-crm-exports-all-contacts.csv.crdownload"), False, id="Chrome at work"),
        pytest.param(seen("hubspot-crm-exports-all-contacts.csv.part"), False, id="Firefox at work"),
        pytest.param(seen("hubspot-contacts.tmp"), False, id="something passing"),
        pytest.param(seen("Unconfirmed 4711.crdownload"), False, id="Chrome before it has a name"),
        pytest.param(seen("hubspot-contacts.xlsx"), False, id="another kind of file"),
        pytest.param(seen("hubspot-contacts.tsv"), True, id="the same kind, another layout"),
        pytest.param(seen("hubspot-contacts.csv.zip"), False, id="packed"),
        pytest.param(seen(".hubspot-contacts.csv"), False, id="hidden"),
        pytest.param(seen("~$hubspot-contacts.csv"), False, id="an office program's lock"),
        pytest.param(seen("hubspot-contacts.csv", size=0), False, id="empty"),
        pytest.param(seen("hubspot-contacts.csv", size=LARGEST_BYTES), True, id="just not too large"),
        pytest.param(seen("hubspot-contacts.csv", size=LARGEST_BYTES + 1), False, id="too large"),
        pytest.param(seen("bank-statement.csv"), False, id="something else"),
        pytest.param(seen("hubspot-contacts"), False, id="no kind"),
    ],
)
def test_one_file(file: FileSeen, taken: bool) -> None:
    assert candidates([file], source()) == ([file] if taken else [])


def test_the_newest_comes_first() -> None:
    files = [seen("hubspot-contacts.csv", 1), seen("hubspot-contacts (2).csv", 3), seen("hubspot-contacts (1).csv", 2)]
    assert [file.name for file in candidates(files, source())] == [
        "hubspot-contacts (2).csv",
        "hubspot-contacts (1).csv",
        "hubspot-contacts.csv",
    ]


def test_newer_is_what_was_written_after_the_file_itself_where_that_still_lies_there() -> None:
    """It was downloaded at noon, another at one, and the first was brought in at two."""
    first, second = seen(HUBSPOT, -2), seen("hubspot-contacts (1).csv", -1)
    assert candidates([first, second], source()) == [second, first]
    assert candidates([second], source()) == []


def test_a_file_whose_download_goes_on_waits() -> None:
    """Firefox makes the file at once, empty or not, and writes beside it."""
    files = [seen("hubspot-contacts.csv"), seen("hubspot-contacts.csv.part")]
    assert candidates(files, source()) == []


@pytest.mark.parametrize("name", ["leads.numbers", "leads", ""])
def test_a_source_of_no_known_kind_finds_nothing(name: str) -> None:
    assert candidates([seen("leads.csv")], source(name)) == []
