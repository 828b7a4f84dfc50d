#!/usr/bin/env bash
# Makes .venv hold exactly requirements.lock and this package, and sees to the system packages.
# usage: bootstrap.sh python|run|test           python: only .venv; run: what the window needs; test: tests too
#        bootstrap.sh lock [--upgrade]          writes requirements.lock anew
# With everything in place it changes nothing, asks no network and is done in a fraction of a second.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Debian's names. Everything else that Qt's xcb plugin loads comes with these.
WINDOW_PACKAGES="libegl1 libgl1 libglib2.0-0 libgssapi-krb5-2 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
  libxcb-icccm4 libxcb-keysyms1 libxcb-cursor0 libxcb-shape0 libxcb-xinerama0"
# A private desktop and the outside view of it: the tests in tests/e2e use the system's Python.
TEST_PACKAGES="python3-pyatspi gir1.2-atspi-2.0 python3-xlib python3-psutil procps xvfb openbox dbus-x11
  at-spi2-core xdotool imagemagick dunst libnotify-bin
  chromium weston strace sudo nodejs x11-utils iproute2 libglib2.0-bin dconf-gsettings-backend dconf-cli
  gsettings-desktop-schemas xfconf desktop-file-utils systemd trayer"

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

on_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

missing_packages() { # names -> those not installed, one a line
  local there
  # The star: newer releases call some libraries NAMEt64.
  there=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $(printf '%s* ' "$@") 2>/dev/null |
    sed -n 's/^installed //p' | sed 's/t64$//') || true
  printf '%s\n' "$@" | grep -vxF -e "$there" || true
}

install_packages() { # as root
  say "Installing system packages (once): $*"
  local log
  log=$(mktemp)
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >"$log" 2>&1 </dev/null; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

see_to_packages() { # what-for, names
  local what_for=$1 missing
  shift
  on_debian || return 0
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086  # a list of names
  if [ "$(id -u)" = 0 ] && install_packages $missing; then return 0; fi
  say "$what_for needs system packages that are missing; install them with: sudo apt-get install ${missing% }"
}

find_python() { # prints the first Python that can make a virtual environment
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

need_python() { # the same, installing Debian's own where there is none
  find_python && return 0
  if on_debian && [ "$(id -u)" = 0 ]; then install_packages python3 python3-venv >&2 || true; fi
  find_python ||
    die "No Python 3.11 or newer with its venv module was found: install one (Debian: sudo apt-get install python3-venv), then run the same command again."
}

make_venv() {
  local python
  python=$(need_python)
  say "Making .venv with $("$python" --version) ..."
  "$python" -m venv --clear .venv
}

pip() { # -qq: errors only
  .venv/bin/python -m pip --disable-pip-version-check --no-input -qq "$@"
}

remove_strangers() { # what an older lock or a hand installed would hide a missing pin
  local strangers
  strangers=$(.venv/bin/python -m pip --disable-pip-version-check list --format=freeze --exclude-editable 2>/dev/null |
    sed 's/==.*//' | tr 'A-Z_.' 'a-z--' |
    grep -vxF -e "$(sed -n 's/^\([a-z0-9-]*\)==.*/\1/p' requirements.lock)" -e pip -e setuptools -e wheel) || true
  # shellcheck disable=SC2086  # a list of names
  [ -z "$strangers" ] || pip uninstall -y --root-user-action=ignore $strangers
}

install_lock() {
  say "Installing the locked packages (the first time some 100 MB; a minute or two) ..."
  # No dependency is resolved: what is not in the lock does not come in.
  pip install --root-user-action=ignore --no-deps -r requirements.lock ||
    die "The packages could not be installed: the first run needs the network; run the same command again when it is there."
  remove_strangers
  cp requirements.lock .venv/lch-installed.lock
}

install_package() {
  say "Installing Lead Conversion Hour into .venv ..."
  pip install --root-user-action=ignore --no-deps --no-build-isolation -e .
  .venv/bin/python -m pip --disable-pip-version-check check >/dev/null ||
    die "$(.venv/bin/python -m pip --disable-pip-version-check check 2>/dev/null || true)
requirements.lock does not match pyproject.toml: run make lock."
  package_identity >.venv/lch-installed.package
}

package_identity() { # changes when the installed metadata, scripts or the folder they point to would
  pwd
  cat pyproject.toml lch_desktop/__init__.py
}

see_to_venv() {
  .venv/bin/python -c '' 2>/dev/null && grep -qxF "$PWD" .venv/lch-folder 2>/dev/null || {
    make_venv
    pwd >.venv/lch-folder
  }
  cmp -s requirements.lock .venv/lch-installed.lock || install_lock
  package_identity | cmp -s - .venv/lch-installed.package || install_package
}

write_lock() { # [--upgrade]: one exact version of everything, for every system, without download addresses
  local python tools
  python=$(need_python)
  tools=$(mktemp -d)
  # shellcheck disable=SC2064  # the folder's name as it is now
  trap "rm -rf '$tools'" EXIT
  say "Resolving every version (a throw-away environment does it) ..."
  "$python" -m venv "$tools"
  "$tools/bin/python" -m pip --disable-pip-version-check --no-input -qq install --root-user-action=ignore "uv>=0.9,<1"
  "$tools/bin/uv" --no-config --quiet pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
    --output-file requirements.lock "$@" >/dev/null
  say "requirements.lock holds $(grep -c '==' requirements.lock) packages; the next make installs them."
}

compile_package() { # where PYTHONDONTWRITEBYTECODE is set, every start would compile two hundred files
  .venv/bin/python -m compileall -q lch_desktop
}

case ${1:-} in
  python) ;;
  run) see_to_packages "The window" $WINDOW_PACKAGES ;;
  test) see_to_packages "Some tests" $WINDOW_PACKAGES $TEST_PACKAGES ;;
  lock) shift && write_lock "$@" && exit 0 ;;
  *) die "usage: bootstrap.sh python|run|test|lock" ;;
esac
see_to_venv
compile_package
