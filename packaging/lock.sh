#!/bin/sh
# Resolve pyproject.toml into the locks: every platform, with hashes, without addresses.
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip install -qq --disable-pip-version-check uv

resolve() {
    "$tools/bin/uv" --quiet --no-config pip compile pyproject.toml --universal \
        --python-version 3.11 --upgrade --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-strip-extras "$@"
}
resolve --output-file "$tools/requirements.txt"
resolve --group dev --constraint "$tools/requirements.txt" \
    --output-file "$tools/requirements-dev.txt"
for group in package benchmark; do
    resolve --group $group --constraint "$tools/requirements-dev.txt" \
        --output-file "$tools/requirements-$group.txt"
done
mv "$tools"/requirements*.txt packaging/
git diff --stat -- packaging 2>/dev/null || true
