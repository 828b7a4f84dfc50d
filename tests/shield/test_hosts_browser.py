"""A real Chromium and a real hosts file: a blocked site does not load while raised, and loads after.

All in a private mount, process and network namespace: a name server on its loopback knows every name, a web server
on an address of its own has a page for each.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lch_desktop.shield import hosts
from tests.shield.helper_kit import WITHIN_S, Machine, machine_at, needs_root

pytestmark = [
    needs_root,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium"),
    pytest.mark.skipif(not shutil.which("ip"), reason="needs ip, to give the namespace an address"),
]

ADDRESS = "10.9.9.1"
INTERNET = f"""
import http.server, socketserver, threading

class Names(socketserver.BaseRequestHandler):
    def handle(self):
        query, out = self.request
        end = query.index(0, 12) + 5
        is_a = query[end - 4:end - 2] == b"\\0\\1"
        head = query[:2] + b"\\x81\\x80\\0\\1" + (b"\\0\\1" if is_a else b"\\0\\0") + b"\\0\\0\\0\\0" + query[12:end]
        answer = b"\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\0\\0\\4" + bytes({[int(part) for part in ADDRESS.split(".")]})
        out.sendto(head + (answer if is_a else b""), self.client_address)

class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(b"<title>open</title><p>the page of " + self.headers["Host"].encode() + b"</p>")
    def log_message(self, *arguments):
        pass

names = socketserver.ThreadingUDPServer(("127.0.0.1", 53), Names)
threading.Thread(target=names.serve_forever, daemon=True).start()
pages = http.server.ThreadingHTTPServer(("{ADDRESS}", 80), Pages)
print("ready", flush=True)
pages.serve_forever()
"""
ASK = "import socket, sys; print(sorted({line[4][0] for line in socket.getaddrinfo(sys.argv[1], 80)}))"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --dump-dom"
).split()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A computer with an internet of two servers."""
    with machine_at(tmp_path_factory.mktemp("browser"), whole_etc=True) as found:
        resolver = found.root / "etc/resolv.conf"
        resolver.unlink(missing_ok=True)
        resolver.write_text("nameserver 127.0.0.1\n")
        found.run("ip", "address", "add", f"{ADDRESS}/32", "dev", "lo")
        servers = found.start(sys.executable, "-c", INTERNET)
        assert servers.stdout is not None
        assert servers.stdout.readline() == b"ready\n"
        yield found
    servers.communicate(timeout=WITHIN_S)  # they end with their namespace


def page_of(machine: Machine, name: str, profile: Path) -> str:
    """What Chromium shows at `name`, started anew."""
    home = {"HOME": str(profile), "XDG_CONFIG_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
    command = ("chromium", *FLAGS, f"--user-data-dir={profile}", f"http://{name}/")
    return machine.run(*command, env=home).stdout.decode(errors="replace")


def addresses(machine: Machine, name: str) -> str:
    """What every other program is told."""
    return machine.run(sys.executable, "-c", ASK, name).stdout.decode().strip()


def test_a_blocked_site_does_not_load_while_raised_and_loads_after(machine: Machine, tmp_path: Path) -> None:
    sites = ("shop.example", "www.shop.example", "m.shop.example")
    assert addresses(machine, "shop.example") == f"['{ADDRESS}']"
    assert "the page of shop.example" in page_of(machine, "shop.example", tmp_path / "before")

    code, answer = machine.helper("raise", "shop.example", str(machine.now() + 3600), "crm.example")
    assert (code, answer["raised"]) == (0, True)
    for number, name in enumerate(sites):
        assert addresses(machine, name) == "['0.0.0.0', '::']"
        shown = page_of(machine, name, tmp_path / f"raised{number}")
        assert "the page of" not in shown
    assert "the page of crm.example" in page_of(machine, "crm.example", tmp_path / "work")
    assert "the page of notshop.example" in page_of(machine, "notshop.example", tmp_path / "other")

    assert machine.helper("lower")[0] == 0
    assert addresses(machine, "shop.example") == f"['{ADDRESS}']"
    assert "the page of shop.example" in page_of(machine, "shop.example", tmp_path / "after")


def test_the_barrier_s_own_probe_sees_the_block_and_a_line_that_leads_round_it(machine: Machine) -> None:
    probe = (
        "import sys; from datetime import UTC, datetime; from lch_desktop.domain.shield import Order;"
        "from lch_desktop.shield.hosts import HostsBarrier;"
        "order = Order(datetime(2026, 1, 1, tzinfo=UTC), sites=('shop.example',));"
        "standing = HostsBarrier(leak=lambda: '').verify(order);"
        "print(standing.state, standing.detail)"
    )

    def probed() -> str:
        tree = str(Path(hosts.__file__).parents[2])
        return machine.run(sys.executable, "-c", probe, env={"PYTHONPATH": tree}).stdout.decode().strip()

    before = machine.hosts.read_bytes()
    assert probed() == "leaking shop.example still leads somewhere"
    machine.helper("raise", "shop.example", str(machine.now() + 3600))
    assert probed() == "verified blocked"
    machine.hosts.write_bytes(machine.hosts.read_bytes() + f"\n{ADDRESS} shop.example\n".encode())
    assert (
        probed() == "leaking shop.example still leads somewhere"
    )  # glibc tells every line of a name, whoever is first
    machine.helper("lower")
    assert machine.hosts.read_bytes() == before + f"\n{ADDRESS} shop.example\n".encode()
    machine.hosts.write_bytes(before)
