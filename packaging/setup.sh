#!/bin/sh
# Make .venv from the locked requirements; at once when they have not changed.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
lock=packaging/requirements-dev.txt
installed=.venv/installed-requirements.txt # a copy of the lock, written last

if ! command -v "$python" >/dev/null; then
    echo "KetGUI needs Python 3.11 or later, and there is no $python here." >&2
    exit 1
fi

[ "$(uname)" != Linux ] || sh packaging/linux/system_libraries.sh "$python"

if [ -x .venv/bin/python ] && cmp -s "$lock" "$installed"; then
    exit 0
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "KetGUI needs Python 3.11 or later; $python is $("$python" -V | cut -d ' ' -f 2)." >&2
    echo "Name another one: make setup PYTHON=/path/to/python3.12" >&2
    exit 1
fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        echo "$python lacks ensurepip, which a virtual environment needs." >&2
        echo "Once it is there, run make setup again." >&2
        exit 1
    fi
    echo "Making .venv with $("$python" -V)"
    "$python" -m venv --clear .venv
fi

echo "Installing the locked packages into .venv (a minute or two)"
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --requirement "$lock"
cp "$lock" "$installed"
echo "KetGUI is set up."
