#!/bin/sh
# Make build/environment from the lock for building, then build and check this system's installers.
set -eu
cd "$(dirname "$0")/.."

lock=packaging/requirements-package.txt
environment=build/environment
python=$environment/bin/python
installed=$environment/installed-requirements.txt # a copy of the lock, written last

if [ "$(uname)" = Linux ]; then
    sh packaging/linux/system_libraries.sh "${PYTHON:-python3}"
    for tool in strip objdump dpkg-deb dpkg-shlibdeps; do
        command -v $tool >/dev/null || missing="${missing:-} $tool"
    done
    if [ -n "${missing:-}" ]; then
        echo "To build, also install binutils and dpkg-dev (missing:$missing)." >&2
        exit 1
    fi
fi
if ! cmp -s "$lock" "$installed"; then
    echo "Making $environment (a minute)"
    "${PYTHON:-python3}" -m venv --clear "$environment"
    "$python" -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --requirement "$lock"
    cp "$lock" "$installed"
fi
exec "$python" -u packaging/build.py "$@"
