"""Address books: vCard 2.1, 3.0 and 4.0, whole ones and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import vobject

from lch_desktop.exchange.vcard import HEADER, VcardTable
from tests.unit.lead_files import read, read_bytes

SHARED = Path(__file__).parents[3] / "shared" / "samples"


def cells(folder: Path, content: str | bytes) -> list[dict[str, str]]:
    """The filled cells of each record below the header."""
    path = folder / "people.vcf"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    _, *records = VcardTable(path).records()
    assert all(len(record) == len(HEADER) for record in records)
    return [{name: cell for name, cell in zip(HEADER, record, strict=True) if cell} for record in records]


def card(*lines: str, version: str = "3.0", line_end: str = "\r\n") -> str:
    return line_end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


@pytest.mark.parametrize(
    ("version", "line", "expected"),
    [
        ("3.0", "FN:Kim Boone", {"Full name": "Kim Boone"}),
        ("3.0", "EMAIL:", {"Unreadable card": "VERSION:3.0\nEMAIL:"}),
        ("3.0", "N:Boone;Kim;A.,B.;Dr.;Jr.", {"Last name": "Boone", "First name": "Kim", "Middle name": "A.,B.",
                                               "Prefix": "Dr.", "Suffix": "Jr."}),
        ("3.0", r"ORG:Lee\, Poe\; Sons;Sales;East", {"Organization": "Lee, Poe; Sons", "Department": "Sales, East"}),
        ("3.0", "ORG:Lee, Poe and Sons", {"Organization": "Lee, Poe and Sons"}),
        ("3.0", r"NOTE:one\ntwo\, three\\four", {"Notes": "one\ntwo, three\\four"}),
        ("2.1", r"NOTE:C:\new\, and\; so", {"Notes": r"C:\new, and; so"}),
        ("3.0", "TITLE:Buyer", {"Title": "Buyer"}),
        ("3.0", "TEL;TYPE=WORK,VOICE:512 555 0143", {"Phone 1": "512 555 0143", "Phone 1 - Label": "work"}),
        ("2.1", "TEL;CELL;VOICE:512 555 0143", {"Phone 1": "512 555 0143", "Phone 1 - Label": "mobile"}),
        ("2.1", "TEL;WORK;FAX:512 555 0143", {"Phone 1": "512 555 0143", "Phone 1 - Label": "fax"}),
        ("4.0", 'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-512-555-0143;ext=12',
         {"Phone 1": "tel:+1-512-555-0143;ext=12", "Phone 1 - Label": "home"}),
        ("3.0", "TEL;TYPE=PAGER:512 555 0143", {"Other card lines": "TEL: 512 555 0143"}),
        ("3.0", "EMAIL;TYPE=INTERNET:kim@scott.example", {"Email": "kim@scott.example"}),
        ("3.0", r"ADR;TYPE=WORK:;;1 Main St\nSuite 2;Austin;TX;78701;United States",
         {"Street": "1 Main St\nSuite 2", "City": "Austin", "State": "TX", "Postal code": "78701",
          "Country": "United States"}),
        ("3.0", r"CATEGORIES:Hot lead,Do not call,a\,b", {"Categories": "Hot lead, Do not call, a,b"}),
        ("4.0", "TZ:America/Chicago", {"Time zone": "America/Chicago"}),
        ("3.0", "REV:2026-11-01T10:00:00Z", {"Card revision": "2026-11-01T10:00:00Z"}),
        ("3.0", "BDAY:1980-01-01", {"Other card lines": "BDAY: 1980-01-01"}),
        ("3.0", "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 40, {"Other card lines": "PHOTO: 160 letters"}),
        ("3.0", "just some text", {"Other card lines": "just some text"}),
        ("4.0", "X-LCH-MAY-NEED:a porch", {"May need": "a porch"}),
    ],
)  # fmt: skip
def test_each_property_finds_its_column(tmp_path: Path, version: str, line: str, expected: dict[str, str]) -> None:
    (found,) = cells(tmp_path, card(line, version=version))
    assert found == expected


JOERG = {"Last name": "Müller", "First name": "Jörg"}


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_folded_lines(tmp_path: Path, line_end: str) -> None:
    text = card("NOTE:Wants the smal", " ler plan\\, ", "\t and a porch", line_end=line_end)
    assert cells(tmp_path, text) == [{"Notes": "Wants the smaller plan,  and a porch"}]
    old = card("NOTE:Wants the", " smaller plan", version="2.1", line_end=line_end)
    assert cells(tmp_path, old) == [{"Notes": "Wants the smaller plan"}]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;", JOERG),
        ("N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;J=F6rg;;;", JOERG),
        ("N;QUOTED-PRINTABLE;CHARSET=windows-1252:M=FCller;J=F6rg", JOERG),
        ("N;CHARSET=no-such-one;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg", JOERG),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo=3B three", {"Notes": "one\ntwo; three"}),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one =\r\n=\r\ntwo", {"Notes": "one two"}),
        ("PHOTO;ENCODING=BASE64;JPEG:QUJDQUJDQUJDQUJD\r\nQUJDQUJDQUJDQUJD\r\nQUI=",
         {"Other card lines": "PHOTO: 36 letters"}),
    ],
)  # fmt: skip
def test_what_old_phones_write(tmp_path: Path, line: str, expected: dict[str, str]) -> None:
    assert cells(tmp_path, card(line, "FN:x", version="2.1")) == [expected | {"Full name": "x"}]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (card("FN:Zoë Müller").encode("utf-8-sig"), "utf-8"),
        (card("FN:Zoë Müller").encode("cp1252"), "cp1252"),
        (card("FN:Zoë Müller").encode("utf-16"), "utf-16-le"),
        (card("FN;CHARSET=ISO-8859-1:Zoë Müller").encode("latin-1"), "cp1252"),
        (card("FN:Zoë Müller").encode() * 3 + card("FN;CHARSET=ISO-8859-1:Zoë Müller").encode("latin-1"), "utf-8"),
    ],
)
def test_encodings_of_the_file_and_of_a_property(tmp_path: Path, content: bytes, name: str) -> None:
    assert {each["Full name"] for each in cells(tmp_path, content)} == {"Zoë Müller"}
    assert VcardTable(tmp_path / "people.vcf").encoding == name


def test_several_numbers_with_their_labels_and_the_preferred_one_first(tmp_path: Path) -> None:
    (lead,) = read_bytes(
        tmp_path,
        card(
            "FN:Kim Boone", "TEL;TYPE=HOME:512 555 0143", "item1.TEL:512 555 0144", "item1.X-ABLabel:_$!<Mobile>!$_",
            "item2.TEL;TYPE=pref:512 555 0145", "item2.X-ABLabel:Beach house", "TEL;TYPE=WORK:512 555 0146",
            "TEL:512 555 0147", "TEL:512 555 0148", "TEL;TYPE=IPHONE:512 555 0149",
        ).encode(),
    ).leads  # fmt: skip
    assert [phone.e164[-4:] for phone in lead.phones] == ["0145", "0143", "0144", "0146", "0147", "0148", "0149"]
    assert [phone.label for phone in lead.phones[:4]] == ["", "home", "mobile", "work"]


def test_cards_become_leads(tmp_path: Path) -> None:
    text = (
        card("FN:Kim Boone", "ORG:Scott Group", "TITLE:Buyer", "TEL:tel:+1-512-555-0143;ext=12", "CATEGORIES:DNC")
        + card("N:Poe;Al;;;", "FN:Al Poe", "NOTE:Rides", "X-LCH-STAGE:nurture")
        + card("FN:Poe Ltd", "ORG:Poe Ltd", "X-ABShowAs:COMPANY")
        + card("N:;;;;", "FN:(512) 555-0144", "TEL:+15125550144")
        + card("FN:The family", "KIND:group", "MEMBER:urn:uuid:1", version="4.0")
    )
    made = read_bytes(tmp_path, text.encode())
    kim, al, firm, number = made.leads
    assert (made.table.format, made.table.look().confidence, made.table.look().layout) == ("vcard", 1.0, "cards")
    assert (kim.name, kim.company, kim.title, kim.do_not_call) == ("Kim Boone", "Scott Group", "Buyer", True)
    assert (kim.phones[0].e164, kim.phones[0].extension) == ("+15125550143", "12")
    assert (al.first_name, al.notes, al.follow.stage) == ("Al", "Rides", "nurture")
    assert (firm.name, firm.company, number.name) == ("", "Poe Ltd", "")
    assert [skip.row for skip in made.skipped] == [6]


def test_broken_cards_are_listed_not_lost(tmp_path: Path) -> None:
    text = (
        "some text before\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Kim\nTEL:512 555 0143\n"  # no END
        "BEGIN:VCARD\nVERSION:3.0\nTEL;TYPE=\"half:512 555 0144\nFN:Dana\nEND:VCARD\n"
        "stray line\n"
        "BEGIN:VCARD\nEND:VCARD\n"
        "begin:vcard\nversion:3.0\nfn:Al\nend:vcard\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Jo"
    )  # fmt: skip
    found = cells(tmp_path, text)
    assert [each.get("Full name") or each["Unreadable card"] for each in found] == [
        "some text before", "Kim", "Dana", "stray line", "an empty card", "Al", "Jo",
    ]  # fmt: skip
    assert found[2]["Other card lines"] == 'TEL;TYPE="half:512 555 0144'


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_another_program_writes(tmp_path: Path, version: str) -> None:
    made = vobject.vCard()
    made.add("n").value = vobject.vcard.Name(family="Müller; Boone", given="Zoë, Kim")
    made.add("fn").value = "Zoë, Kim Müller; Boone"
    made.add("note").value = "one\ntwo; three, four \\ five " * 6
    made.add("tel").value = "512 555 0143"
    made.tel.type_param = ["CELL", "VOICE"]
    made.add("org").value = ["Lee, Poe; Sons", "Sales"]
    (found,) = cells(tmp_path, made.serialize().replace("VERSION:3.0", f"VERSION:{version}"))
    assert found == {
        "Full name": "Zoë, Kim Müller; Boone", "First name": "Zoë, Kim", "Last name": "Müller; Boone",
        "Organization": "Lee, Poe; Sons", "Department": "Sales", "Phone 1": "512 555 0143",
        "Phone 1 - Label": "mobile", "Notes": "one\ntwo; three, four \\ five " * 6,
    }  # fmt: skip


def test_the_phone_sample_comes_in_whole() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared samples are not beside this checkout")
    text = (SHARED / "phone-contacts.vcf").read_text(encoding="utf-8")
    made = read(SHARED / "phone-contacts.vcf")
    assert (len(made.rows), made.skipped) == (text.count("BEGIN:VCARD"), [])
    numbers = [phone for lead in made.leads for phone in lead.phones]
    assert len(numbers) == text.count("TEL")
    assert all(phone.usable for phone in numbers)
    second = [phone.label for lead in made.leads for phone in lead.phones[1:]]
    assert second
    assert set(second) == {"mobile"}
