#!/bin/sh
# Make .venv from the locked requirements; at once when they have not changed.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
lock=packaging/requirements-dev.txt
installed=.venv/installed-requirements.txt # a copy of the lock, written last

up_to_date() {
    [ -x .venv/bin/python ] && cmp -s "$lock" "$installed"
}

check_python() {
    if ! command -v "$python" >/dev/null; then
        echo "KetGUI needs Python 3.11 or later, and there is no $python here." >&2
    elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "KetGUI needs Python 3.11 or later; $python is $("$python" -V 2>&1)." >&2
    else
        return 0
    fi
    echo "If there is another one, name it: make setup PYTHON=python3.12" >&2
    exit 1
}

make_environment() {
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        echo "$python lacks ensurepip, which a virtual environment needs." >&2
        echo "Once it is there, run make setup again." >&2
        exit 1
    fi
    echo "Making .venv with $("$python" -V)"
    "$python" -m venv --clear .venv
}

up_to_date || check_python
[ "$(uname)" != Linux ] || sh packaging/linux/system_libraries.sh "$python"
if up_to_date; then
    exit 0
fi

.venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
echo "Installing the locked packages into .venv (a minute or two)"
if ! .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --requirement "$lock"; then
    echo "The packages could not be installed; run make setup again once the cause is mended." >&2
    exit 1
fi
cp "$lock" "$installed"
echo "KetGUI is set up."
