"""A desk keeps mails of every source: killed at any step, moved elsewhere, told by command."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
import mail_doubles as doubles
from mail_desk import DeskInbox, empty_desk, post_of
from mail_inbox import EwsWorld, FolderWorld, GraphWorld, mail, run_schedule

from comptoir import desk as desks
from comptoir import settings, store
from comptoir.cli import main
from comptoir.demo import business, fill, shipped
from comptoir.demo.mails import Mailbox, lay_out
from comptoir.desk.mailing.mailboxes import Box, write_box
from comptoir.desk.mailing.room import MailRoom
from comptoir.desk.mailing.syncing import sync
from comptoir.mail.parse import parse
from comptoir.records import RECORDS
from comptoir.store import Author
from servers import postgres  # noqa: F401 - a fixture

needs_schemas = pytest.mark.skipif(
    not doubles.XSD.is_dir(), reason="../shared/data/ews-xsd is missing"
)
SOURCES = ["folder", pytest.param("ews", marks=needs_schemas), "graph"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return doubles.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def servers(authority):
    """Worlds of the two servers, made when asked for."""
    made = {}

    def world(name):
        if name not in made:
            double, of = {
                "ews": (doubles.EwsDouble, EwsWorld),
                "graph": (doubles.GraphDouble, GraphWorld),
            }[name]
            made[name] = of(double(authority, doubles.Mailbox()))
            made[name].authority = authority.file
        made[name].reset()
        return made[name]

    yield world
    for one in made.values():
        assert one.server.violations == []
        one.server.stop()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return empty_desk(tmp_path_factory.mktemp("desk") / "template")


@pytest.fixture
def world(request, servers, tmp_path):
    return FolderWorld(tmp_path) if request.param == "folder" else servers(request.param)


@pytest.fixture
def desk(template, tmp_path):
    """The folder of an empty desk, and its engine."""
    folder = tmp_path / "desk"
    DeskInbox(template, folder, store.open(f"sqlite:///{template / 'comptoir.db'}"), None)
    engine = store.open(f"sqlite:///{folder / 'comptoir.db'}")
    yield folder, engine
    engine.dispose()


def subjects(engine):
    with store.reading(engine) as db:
        return sorted(str(row["subject"]) for row in store.current(db, RECORDS["message"]).values())


@pytest.mark.parametrize("world", SOURCES, indirect=True)
@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_steps_the_desk_loses_and_doubles_nothing(world, desk, template, seed):
    folder, engine = desk
    run_schedule(
        world,
        seed,
        lambda: DeskInbox(template, folder, engine, lambda: world.source(page=3, tries=4)),
    )


def taken_once(world, folder, engine):
    """The five mails are taken by a first sync, and by no second one."""
    post = post_of(folder, engine)
    first = sync(post, {"box": lambda: world.source(page=2)})
    again = sync(post, {"box": lambda: world.source(page=2)})
    assert (first.tally.new, again.tally.new) == (5, 0)
    assert subjects(engine) == [f"Mail {number}" for number in range(5)]


@pytest.mark.parametrize("world", SOURCES, indirect=True)
def test_a_desk_takes_mails_of_every_source_once(world, desk):
    folder, engine = desk
    for number in range(5):
        world.deliver(mail(number))
    world.deliver(mail(2), "sentitems")
    taken_once(world, folder, engine)


@pytest.mark.postgres
def test_a_team_s_desk_on_a_server_takes_mails_once_too(postgres, tmp_path):  # noqa: F811 - the fixture
    engine = store.create(postgres.url(postgres.new_database()))
    world = FolderWorld(tmp_path)
    for number in range(5):
        world.deliver(mail(number))
    world.deliver(mail(3), "sentitems")
    taken_once(world, tmp_path, engine)
    engine.dispose()


@needs_schemas
def test_a_desk_that_moves_to_microsoft_365_keeps_every_mail_single(desk, servers):
    folder, engine = desk
    before, after = servers("ews"), servers("graph")
    for number in range(4):
        before.deliver(mail(number))
        after.deliver(mail(number))
    after.deliver(mail(4))
    post = post_of(folder, engine)
    sync(post, {"box": before.source})
    done = sync(post, {"box": after.source})
    assert done.tally.new == 1
    with store.reading(engine) as db:
        assert len(store.mail.copies_of(db, "box")) == 5


def test_a_mailbox_that_refuses_does_not_stop_the_others(desk, servers, tmp_path):
    folder, engine = desk
    graph, files = servers("graph"), FolderWorld(tmp_path)
    files.deliver(mail(1))
    done = sync(
        post_of(folder, engine),
        {"bad": lambda: graph.source(token=lambda _anew: "wrong"), "good": files.source},
    )
    assert [name for name, _ in done.refused] == ["bad"]
    assert subjects(engine) == ["Mail 1"]


def test_nothing_new_is_one_request_to_the_folder(desk, servers):
    folder, engine = desk
    graph = servers("graph")
    graph.deliver(mail(1))
    post = post_of(folder, engine)
    sync(post, {"box": graph.source})
    graph.server.counts.clear()
    sync(post, {"box": graph.source})
    asked = {what: count for what, count in graph.server.counts.items() if what != "token"}
    assert sum(asked.values()) == 2, asked


# ------------------------------------------------------------------ by command


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """Type a command on a desk of one's own."""
    for name in ("COMPTOIR_DESK", "COMPTOIR_LANG", "COMPTOIR_USER"):
        monkeypatch.delenv(name, raising=False)
    desks.create(tmp_path / "desk", name="Maison Essai", lang="en")

    def run(*words, given=None):
        told = ["--desk", str(tmp_path / "desk"), "--lang", "en", "--user", "Léa", *words]
        return CliRunner().invoke(main, told, input=given)

    return run


def test_microsoft_365_set_up_tried_and_synced_by_command(typed, tmp_path, servers, monkeypatch):
    kept = {}
    ring = type("Ring", (), {
        "get_password": lambda _self, service, name: kept.get((service, name)),
        "set_password": lambda _self, service, name, text: kept.update({(service, name): text}),
        "delete_password": lambda _self, service, name: kept.pop((service, name)),
    })()  # fmt: skip
    monkeypatch.setattr("keyring.get_keyring", lambda: ring)
    graph = servers("graph")
    graph.deliver(mail(1))
    answer = typed("mail", "setup", "contact", "--kind", "graph", "--address",
                   "desk@comptoir.example", "--tenant", "tenant", "--client", "client",
                   "--sign-in", "secret", "--authority", str(graph.authority),
                   given="wrong\n")  # fmt: skip
    assert answer.exit_code == 0, answer.output
    told = (tmp_path / "desk/comptoir.toml").read_text("utf-8")
    assert "wrong" not in told + answer.output
    assert list(kept.values()) == ["wrong"]
    here = settings.read(tmp_path / "desk", env={})
    box = replace(
        Box("contact", **here.mail["boxes"]["contact"]),
        base=graph.server.graph,
        login=graph.server.base,
    )
    write_box(here, box)

    wrong = typed("mail", "check")
    assert wrong.exit_code == 4
    assert "refused the sign-in" in " ".join(wrong.output.split())
    kept[next(iter(kept))] = "good secret"
    answer = typed("mail", "check", "--draft")
    assert answer.exit_code == 0, answer.output
    assert answer.output.count("✓") == 4
    answer = typed("--json", "mail", "sync")
    assert json.loads(answer.output)["new"] == 1


def test_a_mailbox_that_lacks_something_is_not_set(typed, tmp_path):
    for kind, missing in (("graph", "--tenant … --client …"), ("ews", "--address …")):
        answer = typed("mail", "setup", "contact", "--kind", kind, "--sign-in",
                       "device" if kind == "graph" else "ntlm", given="secret\n")  # fmt: skip
        assert answer.exit_code == 5
        assert missing in " ".join(answer.output.split())
    assert "contact" not in (tmp_path / "desk/comptoir.toml").read_text("utf-8")


def test_a_risky_mail_is_filed_by_command_once_somebody_made_sure(typed, tmp_path):
    mails = FolderWorld(tmp_path)
    mails.deliver(mail(1, "New bank details: pay urgently to LT121000011101001000. Do not call."))
    old = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    for file in mails.top.rglob("*.eml"):
        os.utime(file, (old, old))
    typed("mail", "setup", "--folder", str(mails.top))
    assert "1 risky" in typed("mail", "sync").output
    assert "may be a fraud" in typed("mail", "draft", "ML0001").output
    answer = typed("mail", "file", "ML0001", "--checked", "--aside")
    assert answer.output.startswith("ML0001 is set aside.")
    assert "The draft" in typed("mail", "draft", "ML0001").output


def test_the_command_shown_for_windows_can_be_typed(typed):
    shown = typed("schedule", "show", "--system", "windows").output
    assert re.search(r'^schtasks /Create /TN "Comptoir mail [^"]+" /XML ', shown, re.MULTILINE)


def test_a_folder_of_mails_by_command_from_setup_to_export(typed, tmp_path):
    mails = FolderWorld(tmp_path)
    mails.deliver(mail(1, "=1+1"))
    assert typed("mail", "sync").exit_code == 5, "no mailbox is set"
    assert typed("mail", "setup", "--folder", str(mails.top)).exit_code == 0
    old = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    for file in mails.top.rglob("*.eml"):
        os.utime(file, (old, old))
    assert typed("mail", "sync").output.startswith("1 new mail: 0 filed, 1 to confirm")
    assert typed("mail", "sync").output == "No new mail.\n"
    assert typed("mail", "sync", "--quiet").output == ""
    assert "ML0001" in typed("mail", "list").output
    answer = typed("mail", "file", "ML0001", "--aside")
    assert "ML0001 is set aside." in answer.output
    assert "ML0001" not in typed("mail", "list").output
    assert typed("mail", "file", "ML0001", "--on", "EX-1").exit_code == 2
    assert typed("mail", "export", "EX-1").exit_code == 2
    assert "The draft RE: Mail 1 is in Drafts" in typed("mail", "draft", "ML0001").output
    assert "is in Drafts already" in typed("mail", "draft", "ML0001").output
    assert "0 mails about dossiers" in typed("mail", "figures").output
    for system in ("windows", "systemd", "launchd", "cron"):
        shown = typed("schedule", "show", "--every", "10m", "--system", system)
        assert "mail" in shown.output
        assert shown.exit_code == 0
        for job in ("figures", "watch", "backup"):
            shown = typed("schedule", "show", job, "--system", system)
            assert {"run", job} <= set(re.findall(r"\w+", shown.output))
            assert shown.exit_code == 0
    assert "kpi.xlsx is not there" in typed("schedule", "run", "figures").output
    assert typed("schedule", "show", "figures", "--at", "25:00").exit_code == 2
    assert typed("schedule", "show", "--every", "7m", "--system", "cron").exit_code == 2


def test_the_demonstration_s_mails_are_filed_right_or_wait(tmp_path):
    made = desks.create(tmp_path / "desk", name="Maison", lang="fr")
    at = datetime(2026, 11, 27, 9, tzinfo=UTC)
    here = desks.opened(made, Author("Anna", "sheet"), lambda: at)
    with here.writing() as db:
        today = here.today().date()
        fill(db, shipped(business(today), today), author=here.author, at=at, today=today)
    mails = Mailbox(here.look().rows, today).filled()
    lay_out(mails, made.folder / "mailbox")
    write_box(made, Box("contact", address="contact@vaucanson.example"), ["Hélène Vaucanson"])
    MailRoom(replace(here, settings=settings.read(made.folder, env={}))).sync()

    about = {parse(one.raw).id: one for one in mails}
    with store.reading(here.engine) as db:
        by_key = {key: about[one] for one, key in store.mail.message_ids_of(db)}
    rows = here.look().rows("message")
    assert len(rows) == len(mails) >= 150
    filed = {key: row for key, row in rows.items() if row["status"] == "FILED"}
    wrong = {
        key: row["dossier"]
        for key, row in filed.items()
        if set(str(row["dossier"]).split(", ")) != set(by_key[key].about)
    }
    assert wrong == {}
    assert len(filed) >= 0.9 * sum(bool(one.about) for one in mails)
    alarming = {by_key[key].made_as for key, row in rows.items() if row["risk"] == "ALARM"}
    assert {name for name in {one.made_as for one in mails} if name.startswith("fraud")} == alarming
    assert {one.made_as for one in mails} >= {"forwarded", "spam", "newsletter", "two orders"}
    here.engine.dispose()
