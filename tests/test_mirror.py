"""Every module has a test file of its own, in the same folder of the tests."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ketgui"
LEAST_SHARE = 0.79


def find_test_file(module: Path) -> Path:
    """Return where the tests of a module belong."""
    folder = module.relative_to(PACKAGE).parent
    return ROOT / "tests" / folder / f"test_{module.name}"


def test_most_modules_have_a_test_file_of_their_own():
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    bare = sorted(path for path in modules if not find_test_file(path).exists())
    share = 1 - len(bare) / len(modules)
    names = "\n".join(str(path.relative_to(ROOT)) for path in bare)
    assert share >= LEAST_SHARE, f"{share:.3f} of {len(modules)} modules; without tests:\n{names}"
