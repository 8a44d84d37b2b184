# Everything the program needs before its first start. Sourced by run.sh and test.sh, POSIX sh.
#
# prepare PROFILE   PROFILE is offscreen, screen or test. Installs what is missing and nothing else: when the stamp of an
#                   earlier run still fits pyproject.toml, not even the package manager or pip is asked, so the second
#                   start needs no network and loses no time.

PYTHON=.venv/bin/python

# One line a need: the file the program loads, then the Debian package that carries it.
NEEDS_OFFSCREEN="
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
"
NEEDS_SCREEN="
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
"
# Commands of the tests: a screen in memory, and a second PDF reader.
NEEDS_TEST="
Xvfb xvfb
pdftoppm poppler-utils
"

say() { printf '%s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

prepare() {
    profile=$1
    stamp=.venv/ready-$profile
    wanted=$(cksum <pyproject.toml)
    if [ ! -x "$PYTHON" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        install_missing_packages "$profile"
        make_environment
        install_requirements "$profile"
        printf '%s\n' "$wanted" >"$stamp"
    fi
    compile_translations
}

install_missing_packages() {
    missing=$(missing_packages "$1")
    if ! find_python >/dev/null; then
        missing="$missing python3 python3-venv"
    fi
    [ -z "$missing" ] || install_packages "$missing"
    # The venv module is a package of its own on Debian, named after the exact version of Python.
    python=$(find_python) || python=$(install_newer_python) || stop "Python 3.11 or newer is needed, and this system offers only older ones. Install Python 3.11 or newer, then start again."
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
}

# missing_packages PROFILE: the packages of the needs that are not met, on one line.
missing_packages() {
    libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    needs=$NEEDS_OFFSCREEN
    [ "$1" = offscreen ] || needs="$needs$NEEDS_SCREEN"
    [ "$1" != test ] || needs="$needs$NEEDS_TEST"
    printf '%s' "$needs" | while read -r need package; do
        case $need in
            "") ;;
            lib*) case $libraries in *"$need"*) ;; *) printf ' %s' "$package" ;; esac ;;
            *) command -v "$need" >/dev/null || printf ' %s' "$package" ;;
        esac
    done
}

# find_python: prints the newest Python from 3.11 on, and fails when there is none.
find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return 0
        fi
    done
    return 1
}

# Older Ubuntus keep a newer Python beside their own.
install_newer_python() {
    install_packages "python3.11 python3.11-venv" >&2
    find_python
}

install_packages() {
    command -v apt-get >/dev/null || stop "These parts are missing and cannot be installed by this script on this system:$1. Install them, then start again."
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        stop "Some system parts are missing. Ask an administrator to run this, then start again: apt-get install$1"
    fi
    say "Installing:" $1
    # A fresh system has no list of packages yet; an old list may name packages that are gone.
    apt_get "$1" 2>/dev/null || { $as_root apt-get update -qq </dev/null && apt_get "$1"; } ||
        stop "The system parts could not be installed. Is there a connection to the internet? Packages:$1"
}

# Silent unless it fails. Word splitting of the list is wanted; sudo does not pass the environment on, so env comes after it.
apt_get() {
    told=$($as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $1 </dev/null 2>&1) && return 0
    printf '%s\n' "$told" | tail -n 3 >&2
    return 1
}

make_environment() {
    # A copied or half-made folder is made again; a good one is kept, whatever Python made it.
    if "$PYTHON" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return 0
    fi
    say "Making .venv"
    "$(find_python)" -m venv --clear .venv
}

install_requirements() {
    say "Fetching the parts of the program, once. This takes a few minutes on a slow line."
    quiet=
    { [ -z "${CI:-}" ] && [ -t 1 ]; } || quiet=--quiet
    list_requirements "$1" >.venv/requirements.txt
    for pause in 3 15 0; do
        if "$PYTHON" -m pip install $quiet --disable-pip-version-check --prefer-binary --retries 5 -r .venv/requirements.txt </dev/null; then
            return 0
        fi
        [ "$pause" = 0 ] || { say "That did not work; trying again in $pause seconds."; sleep "$pause"; }
    done
    stop "The parts of the program could not be fetched. Check the connection to the internet, then start again: what has been fetched is kept."
}

# list_requirements PROFILE: the requirements in pyproject.toml, one a line; the one list there is.
list_requirements() {
    "$PYTHON" - "$1" <<'PYTHON_END'
import sys, tomllib
with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)["project"]
wanted = list(project["dependencies"])
if sys.argv[1] == "test":
    wanted += project["optional-dependencies"]["test"]
print("\n".join(wanted))
PYTHON_END
}

compile_translations() {
    for source in resources/translations/*.po; do
        if [ -e "$source" ] && [ ! "${source%.po}.mo" -nt "$source" ]; then
            "$PYTHON" packaging/translations.py compile
            return 0
        fi
    done
}
