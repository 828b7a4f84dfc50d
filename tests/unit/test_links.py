"""Which web addresses of a lead may be opened from the card."""

from __future__ import annotations

import pytest

from lch_desktop.domain.links import MOST, links_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("See https://ruiz.example/about.", ("https://ruiz.example/about",)),
        ("(https://ruiz.example/a_(b))", ("https://ruiz.example/a_(b)",)),
        ("[https://ruiz.example]", ("https://ruiz.example",)),
        ("HTTPS://Ruiz.example/X, and more", ("HTTPS://Ruiz.example/X",)),
        ("javascript:alert(1) file:///etc/passwd ftp://ruiz.example", ()),
        ("https://bank.example@evil.example/", ()),  # an address that looks like another
        ("www.ruiz.example", ()),
        ("https://ruiz.example/\u202eelbmahs", ()),  # shown backwards, it is another address
        ("https://ruiz.example https://ruiz.example", ("https://ruiz.example",)),
    ],
)
def test_the_addresses_in_a_text(text: str, found: tuple[str, ...]) -> None:
    assert links_in([text]) == found


def test_a_page_that_says_who_somebody_is_comes_first() -> None:
    texts = ["https://ruiz.example", "https://www.linkedin.com/in/dana-ruiz"]
    assert links_in(texts) == ("https://www.linkedin.com/in/dana-ruiz", "https://ruiz.example")


def test_a_cell_full_of_addresses_gives_a_few() -> None:
    assert len(links_in([" ".join(f"https://ruiz.example/{n}" for n in range(50))])) == MOST
