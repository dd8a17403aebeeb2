"""The commands are known without loading what they do."""

from __future__ import annotations

import pytest

from ketgui import cli
from ketgui.commands import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.run([command, "--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: ketgui {command}")


def test_the_help_lists_every_command_with_its_words(capsys):
    with pytest.raises(SystemExit):
        cli.run(["--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert all(f"{name} {text}" in words for name, text in COMMANDS.items())
