"""Buying and selling, as someone types it, on the demonstration's desk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from comptoir.cli import main

ENQUIRY = b"""From: Katrin Vogel <k.vogel@keller-kuechen.example>
To: contact@vaucanson.example
Subject: Enquiry no. KK-2210
Date: Fri, 20 Nov 2026 09:00:00 +0100
Message-ID: <2210@keller-kuechen.example>
Content-Type: text/plain; charset=utf-8

Good morning,

please offer 48 pcs of COC-24
and 120 x Carbon-steel frying pan 26 cm
"""


@pytest.fixture(scope="module")
def demo_made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "desk"
    answer = CliRunner().invoke(main, ["--lang", "en", "demo", str(folder),
                                       "--today", "2026-11-23"])  # fmt: skip
    assert answer.exit_code == 0, answer.output
    return folder


@pytest.fixture
def run(demo_made, tmp_path):
    desk = Path(shutil.copytree(demo_made, tmp_path / "desk"))

    def typed(*words, ok=True):
        answer = CliRunner().invoke(
            main, ["--lang", "en", "--user", "Léa", "--desk", str(desk), "--json", *map(str, words)]
        )
        assert (answer.exit_code == 0) is ok, answer.output
        assert "Traceback" not in answer.output
        return [json.loads(line) for line in answer.output.splitlines() if line.startswith("{")]

    return typed


def test_from_an_enquiry_in_a_mail_to_an_order(run, tmp_path):
    mail = tmp_path / "enquiry.eml"
    mail.write_bytes(ENQUIRY)
    [made] = run("offer", "new", "--mail", mail)
    ref = made["offer"]
    assert run("offer", "sent", ref)[0]["follow_up"]
    [found] = run("offer", "copy", ref, "--for", "NORDKOK")
    assert run("offer", "lost", found["offer"], "PRICE")
    [won] = run("offer", "won", ref, "--ref", "PO 4711")
    lines = run("order", "parts", won["order"])
    assert [float(line["ordered"]) for line in lines] == [48, 120]
    assert any(row["what"] == "Order registered" for row in run("order", "life", won["order"]))
    refused = run("order", "move", won["order"], "SHIPPED", ok=False)
    assert "it is not confirmed" in refused[0]["message"]
    assert run("order", "confirm", won["order"], "--committed", "2026-12-18") == []
    assert run("order", "cancel", won["order"], "--why", "their project was dropped")


def test_the_consultation_of_the_demonstration_is_compared_asked_again_and_decided(run):
    ranked = run("consult", "compare", "CS-2026-0002", "--money", "5")
    assert [one["rank"] for one in ranked] == [1, 2]
    assert ranked[0]["headings"][0]["amount"] > ranked[1]["headings"][0]["amount"], (
        "the cheapest price is not the cheapest at our door"
    )
    [reminded] = run("consult", "ask", "CS-2026-0002")
    assert (reminded["party"], reminded["reminder"]) == ("WEIHONG", True)
    assert Path(reminded["mail"]).read_bytes().startswith(b"X-Unsent: 1\r\n")
    assert run("consult", "answer", "CS-2026-0002", "WEIHONG", "--declines") == []
    [chosen] = run("consult", "choose", "CS-2026-0002", ranked[0]["offer"], "--why", "cheapest")
    assert chosen["order"].startswith("IM-2026-")


def test_differences_production_and_ladder_of_the_demonstration(run):
    due = [row for row in run("today") if row["what"] == "Settle the differences and changes"]
    order = due[0]["ref"]
    assert run("order", "settle", f"{order}/A01", "agree")
    assert run("order", "settle", f"{order}/A02", "refuse", "--why", "the price was agreed")
    followed = [row for row in run("today") if row["what"].startswith("Ask how far production")]
    assert run("order", "making", followed[0]["ref"])
    follow_up = [row for row in run("today") if row["what"] == "Ask the partner about the offer"]
    ladder = run("offer", "ladder", follow_up[-1]["ref"])
    assert [row["rule"] for row in ladder][:2] == ["EXW", "FCA"]
    assert sum(row["ours"] for row in ladder) >= 1


def test_partners_doubles_cards_and_people(run, tmp_path):
    [pair] = run("partner", "doubles")
    assert {pair["one"], pair["two"]} == {"KELLER", "P0001"}
    [merged] = run("partner", "merge", "KELLER", "P0001")
    assert run("partner", "doubles") == []
    assert run("undo", merged["save"])
    assert run("partner", "show", "OKADA")[0]["lines"]
    assert run("partner", "export", tmp_path / "all.vcf")
    assert run("partner", "export", tmp_path / "all.csv", "--contacts")
    [back] = run("partner", "import", tmp_path / "all.vcf")
    assert (back["parties"], back["contacts"]) == ([], [])
    [known] = run("partner", "person", "Vogel")
    assert known["data"]["surname"] == "Vogel"
    assert run("partner", "person", "Vogel", "--erase", "--yes")[0]["changes"] >= 1
    assert run("partner", "bank", "WISLA")
