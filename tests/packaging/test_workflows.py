"""What builds a release takes only what is named by hash or version, with the least rights."""

from __future__ import annotations

import re

import pytest

from tests.places import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_named_by_the_hash_of_a_commit(path):
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_tools_are_named_by_version(path):
    text = path.read_text(encoding="utf-8")
    for line in re.findall(r"choco install .+|pip install (?!--require-hashes).+", text):
        assert re.search(r"==\d|--version=\d", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_reads_unless_it_publishes(path):
    text = path.read_text(encoding="utf-8")
    assert "\npermissions:\n  contents: read\n" in text
    assert text.count("contents: write") == 1
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
