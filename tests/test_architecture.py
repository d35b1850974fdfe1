"""The contracts of the house, in pyproject.toml, are tests."""

from __future__ import annotations

from importlinter.cli import lint_imports


def test_imports_keep_the_contracts(monkeypatch, pytestconfig):
    monkeypatch.chdir(pytestconfig.rootpath)
    monkeypatch.syspath_prepend("addin")
    assert lint_imports(cache_dir=None) == 0
