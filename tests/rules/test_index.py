"""Every rule has a source and a proof, and every worked example is covered."""

from __future__ import annotations

import contextlib
import io
import runpy
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from comptoir.rules import index

sys.path.insert(0, str(Path(__file__).parents[1]))
import rule_proofs

SHARED = Path(__file__).parents[3] / "shared"
ELSEWHERE = ("8 ", "9.")  # figures of the dashboard and letters have their own rooms
STEPS = {Decimal("16548.14")}  # the greater leg of a minimum, under coefficients long gone
SECTIONS = {  # sections of trade-facts.md with worked examples of the rules
    "0.1", "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3.0",
    "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "4.4", "5.2", "5.3",
    "5.4", "5.5", "5.6", "5.9", "6.3", "6.4", "6.5", "7.1", "7.3", "7.4", "10.1", "10.2", "10.3",
}  # fmt: skip

shared = pytest.mark.skipif(
    not (SHARED / "trade_facts_check.py").exists(),
    reason="the trade reference is not beside the project (../shared)",
)


def test_every_module_of_rules_names_its_sources():
    silent = [module.__name__ for module in index.modules() if not index.source(module)]
    assert silent == []


def test_every_rule_says_what_it_is_and_who_says_so():
    silent = [rule.name for rule in index.rules() if not (rule.says and rule.source)]
    assert silent == []


def test_every_rule_has_a_proof():
    proven = rule_proofs.proofs()
    bare = [rule.name for rule in index.rules() if not (rule.has_example or proven[rule.name])]
    assert bare == []


def test_every_rule_has_a_written_proof_that_exists():
    """Run ``python tests/rule_proofs.py`` when this fails, and commit what it writes."""
    there = {
        f"{path.stem}::{test}"
        for path in rule_proofs.rule_test_files()
        for test in rule_proofs.words_by_test(path)
    }
    written = index.proofs()
    assert written.keys() == {rule.name for rule in index.rules()}
    gone = {proof for proofs in written.values() for proof in proofs} - there - {"example"}
    assert gone == set()


def test_no_rule_is_listed_twice():
    names = [rule.name for rule in index.rules()]
    assert len(names) == len(set(names)) > 100


@shared
def test_every_section_with_examples_has_tests_that_name_it():
    assert SECTIONS - rule_proofs.labels() == set()


@shared
def test_every_worked_example_is_an_expectation():
    """Each figure and date that the reference computes is stated by a test or a doctest."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        runpy.run_path(str(SHARED / "trade_facts_check.py"))
    stated = rule_proofs.expectations()
    missing = {}
    for line in said.getvalue().splitlines():
        label, colon, found = line.removeprefix("ok ").partition(": ")
        if line.startswith("ok ") and colon and not label.startswith(ELSEWHERE):
            lacks = set(rule_proofs.figures(found)) - stated - STEPS
            if lacks:
                missing[label] = sorted(map(str, lacks))
    assert missing == {}
