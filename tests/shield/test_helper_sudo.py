"""The real sudo, with the line that installing writes: the user needs no password, and gets nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest

from lch_desktop.shield import install_helper
from lch_desktop.ui import resources
from tests.shield.helper_kit import ALLOW, HOSTS, UID, Machine, machine_at, needs_root

pytestmark = [
    needs_root,
    pytest.mark.skipif(not shutil.which("sudo") or not shutil.which("visudo"), reason="needs sudo"),
]

SUDOERS = "Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n"
PAM = "auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A computer with the users sam, for whom the helper is installed, and kim."""
    with machine_at(tmp_path_factory.mktemp("sudo"), whole_etc=True) as found:
        etc = found.root / "etc"
        with (etc / "passwd").open("a") as file:
            file.write(f"sam:x:{UID}:{UID}::/:/bin/sh\nkim:x:{UID + 1}:{UID + 1}::/:/bin/sh\n")
        (etc / "pam.d/sudo").write_text(PAM)
        (etc / "sudoers").unlink(missing_ok=True)
        (etc / "sudoers").write_text(SUDOERS)
        (etc / "sudoers").chmod(0o440)
        yield found


def sudo(machine: Machine, uid: int, *command: str, data: bytes = b"") -> tuple[int, bytes]:
    """What `uid` gets from sudo, with a poisoned environment."""
    user = ("setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups")
    env = {"PYTHONPATH": "/mnt", "SUDO_UID": "0", "PKEXEC_UID": "0", "LD_PRELOAD": "/nowhere.so"}
    ended = machine.run(
        "env", *(f"{name}={value}" for name, value in env.items()), *user, "sudo", "-n", "--", *command, data=data
    )
    return ended.returncode, ended.stdout


def test_visudo_takes_the_line_that_installing_writes(machine: Machine) -> None:
    line = machine.root / "etc/sudoers.d/lead-conversion-hour"
    assert machine.run("visudo", "-cf", str(line)).returncode == 0
    shutil.rmtree(line.parent)
    line.parent.mkdir()
    done = install_helper.install(
        UID, "sam", ALLOW, resources.read_text, prefix=machine.root,
        run=lambda command: machine.run(*command).returncode == 0 if command[0] == "visudo" else True,
    )  # fmt: skip
    assert done.by == "sudo"


def test_the_user_raises_and_lowers_without_a_password(machine: Machine) -> None:
    until = str(machine.now() + 3600)
    code, output = sudo(machine, UID, str(machine.launcher), "raise", "-", until, "crm.example", data=b"shop.example\n")
    assert (code, json.loads(output)["raised"]) == (0, True)
    assert b"shop.example" in machine.hosts.read_bytes()
    assert len(machine.watchers()) == 1
    code, output = sudo(machine, UID, str(machine.launcher), "lower")
    assert (code, json.loads(output)["raised"]) == (0, False)
    assert machine.hosts.read_bytes() == HOSTS


def test_the_user_gets_nothing_else_and_another_user_nothing(machine: Machine) -> None:
    machine.reset()
    assert sudo(machine, UID, "id")[0] == 1
    assert sudo(machine, UID, "/usr/bin/python3", str(machine.launcher), "lower")[0] == 1
    assert sudo(machine, UID + 1, str(machine.launcher), "raise", "shop.example", str(machine.now() + 60)) == (1, b"")
    assert sudo(machine, UID, str(machine.launcher), "wait")[0] == 2
    assert machine.hosts.read_bytes() == HOSTS
