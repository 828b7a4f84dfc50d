"""The 25 sample leads: product.md section 13."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.leads import Lead, Stage
from lch_desktop.domain.queue import Gate, Tier
from lch_desktop.services.bundle import Services
from lch_desktop.services.samples import FILE
from lch_desktop.ui import resources
from tests.fakes import FakeClock
from tests.integration.wired import Maker, close_all, wired

TEXT = resources.read_text(FILE)
ITEMS = json.loads(TEXT)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock, sample=TEXT)
    close_all()


@pytest.fixture
def leads(services: Services) -> list[Lead]:
    assert services.samples.put_in() == 25
    return services.store.leads.many(services.store.leads.sample_ids())


def test_what_the_design_asks_of_them(leads: list[Lead], clock: FakeClock) -> None:
    today = clock.now() + timedelta(hours=2)
    promises = sorted(lead.follow.promise_at for lead in leads if lead.follow.promise_at)
    assert len(leads) == 25
    assert all(lead.sample for lead in leads)
    assert {lead.follow.stage for lead in leads} == set(Stage)
    assert len({lead.zone for lead in leads}) == 6
    assert [(at - clock.now()).total_seconds() / 60 for at in promises] == [20, 35, 60]  # ten-minute marks
    assert promises[-1] < today
    assert sum(lead.needs_number for lead in leads) == 2
    assert sum(lead.do_not_call for lead in leads) == 1
    assert sum(bool(lead.last_talk and lead.personal and lead.may_need) for lead in leads) == 5


def test_the_people_are_invented(leads: list[Lead]) -> None:
    assert len({lead.name for lead in leads}) == 25
    for lead in leads:
        assert not lead.email or lead.email.endswith("@example.com")
        assert all(re.fullmatch(r"\+1[2-9]\d\d55501\d\d", phone.e164) for phone in lead.phones)
    numbers = [phone.e164 for lead in leads for phone in lead.phones]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["name"])
def test_the_words_fit_the_card(item: dict[str, object]) -> None:
    said = " ".join(str(value) for value in item.values())
    assert not re.search(r"\b(he|she|his|her|hers|him)\b", said, re.IGNORECASE)
    assert not re.search("checking in|touching base", said, re.IGNORECASE)
    talk = str(item.get("last_talk", "a"))  # goes on after "Back here we talked about"
    assert talk[0].islower()
    assert not talk.endswith(".")


def test_the_list_begins_with_dana(services: Services, leads: list[Lead]) -> None:
    snapshot = services.queueing.build()
    first = snapshot.queue.entries[0]
    assert (first.candidate.name, first.tier) == ("Dana Ruiz", Tier.STARRED)
    assert [entry.candidate.name for entry in snapshot.queue.waiting] == ["Jun Park", "Kwame Osei", "Olivia Grant"]
    assert {entry.tier for entry in snapshot.queue.entries} == {Tier.STARRED, Tier.DUE, Tier.NEW, Tier.NURTURE}
    assert len({round(entry.score, 6) for entry in snapshot.queue.entries if entry.tier is Tier.DUE}) > 5
    hidden = dict(services.queueing.why_empty(snapshot))
    assert (hidden[Gate.NO_NUMBER], hidden[Gate.DO_NOT_CALL], hidden[Gate.NOT_A_LEAD]) == (2, 1, 1)


@pytest.mark.parametrize("hour", range(24))
def test_whatever_the_hour_nobody_counts_as_called_today(hour: int, services: Services, clock: FakeClock) -> None:
    clock.jump((datetime(2026, 11, 24, hour, 5, tzinfo=UTC) - clock.now()).total_seconds())
    services.samples.put_in()
    assert Gate.CALLED_TODAY not in dict(services.queueing.build().queue.hidden)


@pytest.mark.parametrize("hour", [13, 14, 16, 20])  # 8:00 in New York, 8:00 in Chicago, ...
def test_dana_is_first_all_day_long(hour: int, services: Services, clock: FakeClock) -> None:
    clock.jump((datetime(2026, 11, 24, hour, 5, tzinfo=UTC) - clock.now()).total_seconds())
    services.samples.put_in()
    assert services.queueing.build().queue.entries[0].candidate.name == "Dana Ruiz"


def test_in_twice_is_in_once_and_out_leaves_the_others(services: Services) -> None:
    own = Maker(services).lead()
    assert (services.samples.put_in(), services.samples.put_in()) == (25, 0)
    assert services.store.leads.count() == 26
    assert services.samples.take_out() == 25
    assert services.store.leads.get(own.id) == own
    assert (services.store.leads.count(), services.samples.take_out()) == (1, 0)
    assert services.samples.put_in() == 25
