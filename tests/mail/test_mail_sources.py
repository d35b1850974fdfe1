# ruff: noqa: E501 - wire texts are clearer unbroken

"""One contract, three sources: a folder, an Exchange server, Microsoft 365."""

from __future__ import annotations

import json
import logging
import mailbox as standard
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from exchangelib import account
from exchangelib.protocol import Protocol

sys.path.insert(0, str(Path(__file__).parent))
import mail_doubles as doubles
from mail_inbox import Crash, EwsWorld, FolderWorld, GraphWorld, Inbox, draft, mail, run_schedule

from comptoir.mail import exchange
from comptoir.mail import source as mail_source
from comptoir.mail.ews import (
    Basic,
    Bearer,
    EwsSource,
    Kerberos,
    NoKerberos,
    NotEncrypted,
    Ntlm,
)
from comptoir.mail.folder import FolderSource, NoFolder
from comptoir.mail.graph import _seconds, ends_whole
from comptoir.mail.parse import parse
from comptoir.mail.signin import Certificate, DeviceCode, Microsoft365, Secret
from comptoir.mail.source import (
    CursorLost,
    Gone,
    Interrupted,
    NotAllowed,
    NotSupported,
    SignInRefused,
    Throttled,
)

needs_schemas = pytest.mark.skipif(
    not doubles.XSD.is_dir(), reason="../shared/data/ews-xsd is missing"
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return doubles.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def ews_server(authority):
    server = doubles.EwsDouble(authority, doubles.Mailbox())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def graph_server(authority):
    server = doubles.GraphDouble(authority, doubles.Mailbox())
    yield server
    server.stop()


@pytest.fixture
def ews(ews_server, authority):
    world = EwsWorld(ews_server)
    world.authority = authority.file
    world.reset()
    yield world
    assert ews_server.violations == []
    ews_server.scheme, ews_server.token = "basic", ""


@pytest.fixture
def graph(graph_server, authority):
    world = GraphWorld(graph_server)
    world.authority = authority.file
    world.reset()
    yield world
    assert graph_server.violations == []
    graph_server.hold, graph_server.most_active = 0.0, 0


@pytest.fixture(
    params=["folder", pytest.param("ews", marks=needs_schemas), "graph"],
)
def world(request, tmp_path):
    if request.param == "folder":
        return FolderWorld(tmp_path)
    return request.getfixturevalue(request.param)


@pytest.fixture
def source(world):
    made = world.source(page=3)
    yield made
    if hasattr(made, "close"):
        made.close()


class TestContract:
    def test_all_mails_come_once(self, world, source):
        for number in range(8):
            world.deliver(mail(number), "inbox" if number % 3 else "sentitems")
        inbox = Inbox()
        inbox.sync(source)
        assert sorted(inbox.kept.mails.values()) == [f"Mail {n}" for n in range(8)]
        inbox.sync(source)
        assert inbox.fetches == 8

    def test_a_mail_in_two_folders_is_one_mail_with_two_copies(self, world, source):
        world.deliver(mail(1), "inbox")
        world.deliver(mail(1), "sentitems")
        inbox = Inbox()
        inbox.sync(source)
        assert (len(inbox.kept.mails), len(inbox.kept.copies)) == (1, 2)

    def test_what_is_new_deleted_or_moved_afterwards_comes_with_the_next_sync(self, world, source):
        natives = [world.deliver(mail(n)) for n in range(3)]
        inbox = Inbox()
        inbox.sync(source)
        world.delete(natives[0])
        world.move(natives[1], "sentitems")
        world.deliver(mail(9))
        inbox.sync(source)
        subjects = sorted(inbox.kept.mails.values())
        assert subjects == ["Mail 0", "Mail 1", "Mail 2", "Mail 9"], "a mail outlives its copies"
        here = {inbox.kept.mails[one.identity] for one in inbox.kept.copies.values()}
        assert here == {"Mail 1", "Mail 2", "Mail 9"}
        assert len(inbox.kept.copies) == 3

    @pytest.mark.parametrize("damage", ["", "x", '{"owner":', '{"owner":"other","places":{}}'])
    def test_a_damaged_cursor_is_a_new_start_without_duplicates(self, world, source, damage):
        natives = [world.deliver(mail(n)) for n in range(5)]
        inbox = Inbox()
        inbox.sync(source)
        world.delete(natives[0])
        inbox.kept.cursor = damage
        inbox.sync(source)
        assert (len(inbox.kept.mails), len(inbox.kept.copies)) == (5, 4)
        assert inbox.fetches == 5, "what is known is not fetched again"

    def test_a_cursor_of_another_mailbox_is_not_believed(self, world, source):
        for number in range(3):
            world.deliver(mail(number))
        (*_, last) = source.changes(None)
        theirs = json.loads(last.cursor) | {"owner": "somebody else"}
        inbox = Inbox()
        inbox.kept.cursor = json.dumps(theirs)
        inbox.sync(source)
        assert len(inbox.kept.mails) == 3

    @pytest.mark.parametrize("where", ["page", "fetch", "commit", "committed"])
    def test_a_crash_loses_nothing_and_repeats_a_page_at_most(self, world, source, where):
        for number in range(7):
            world.deliver(mail(number))
        inbox, left = Inbox(), [2]

        def crash(here):
            left[0] -= here == where
            if here == where and not left[0]:
                raise Crash

        with pytest.raises(Crash):
            inbox.sync(source, crash)
        inbox.sync(source)
        assert len(inbox.kept.mails) == len(inbox.kept.copies) == 7

    def test_a_mail_that_is_gone_is_told_and_left_out(self, world, source):
        native = world.deliver(mail(1))
        kept = world.deliver(mail(2))
        world.delete(native)
        with pytest.raises(Gone):
            source.fetch(native)
        assert [one for one, _ in source.fetched([native, kept])] == [kept]

    def test_a_draft_is_put_once_and_read_back(self, world, source):
        native = source.put_draft(draft(), "EX-2026-0001/L3")
        again = source.put_draft(draft(), "EX-2026-0001/L3")
        assert again == native
        kept = parse(source.fetch(native))
        assert kept.subject == "Notre offre n° 12 – été"
        assert [a.name for a in kept.attachments] == ["Offre été.pdf"]
        assert kept.in_reply_to == ("m1@acme.example",)
        assert len(world.drafts()) == 1
        source.put_draft(draft(), "EX-2026-0002/L3")
        assert len(world.drafts()) == 2

    def test_drafts_are_not_taken_for_mail(self, world, source):
        source.put_draft(draft(), "k")
        inbox = Inbox()
        inbox.sync(source)
        assert inbox.kept.mails == {}

    @pytest.mark.parametrize("seed", range(12))
    def test_whatever_goes_wrong_nothing_is_lost_or_doubled(self, world, seed):
        run_schedule(world, seed)


@needs_schemas
def test_a_mailbox_that_moves_from_exchange_to_microsoft_365_keeps_every_mail_single(ews, graph):
    for number in range(4):
        ews.deliver(mail(number))
        graph.deliver(mail(number))
    graph.deliver(mail(4))
    inbox = Inbox()
    before, after = ews.source(), graph.source()
    inbox.sync(before)
    inbox.sync(after)
    before.close()
    after.close()
    assert len(inbox.kept.mails) == 5


class TestServers:
    """What the two servers have in common: they tire, break and forget."""

    @pytest.fixture(params=[pytest.param("ews", marks=needs_schemas), "graph"])
    def world(self, request):
        return request.getfixturevalue(request.param)

    @pytest.mark.parametrize("fault", ["cut", "cut short", "html", "reset", "502"])
    def test_a_cut_or_foreign_answer_never_moves_the_cursor(self, world, fault):
        for number in range(5):
            world.deliver(mail(number))
        source, inbox = world.source(page=3, tries=1), Inbox()
        world.fault(fault)
        with pytest.raises(Interrupted) as refused:
            inbox.sync(source)
        assert inbox.kept.cursor is None
        assert "desk@comptoir.example" in str(refused.value)
        inbox.sync(source)
        source.close()
        assert len(inbox.kept.mails) == 5

    @pytest.mark.parametrize(("fault", "seconds"), [("429", 7.0), ("503", 3.0)])
    def test_it_waits_as_long_as_it_is_asked_to(self, world, fault, seconds):
        world.deliver(mail(1))
        source, inbox = world.source(), Inbox()
        world.fault(fault)
        inbox.sync(source)
        source.close()
        assert world.slept == [seconds]
        assert len(inbox.kept.mails) == 1

    def test_a_server_that_stays_busy_is_left_alone(self, world):
        source = world.source(tries=3)
        for _ in range(3):
            world.fault("429")
        with pytest.raises(Throttled) as refused:
            list(source.changes(None))
        source.close()
        assert world.server.counts["requests"] == 3
        assert refused.value.facts["seconds"] == 7

    def test_a_forgotten_place_is_a_bounded_new_start(self, world):
        natives = [world.deliver(mail(n)) for n in range(5)]
        source, inbox = world.source(page=2), Inbox()
        inbox.sync(source)
        world.delete(natives[2])
        world.server.epoch += 1
        inbox.sync(source)
        source.close()
        assert (len(inbox.kept.mails), len(inbox.kept.copies)) == (5, 4)
        assert inbox.fetches == 5

    def test_a_server_that_forgets_again_and_again_is_not_asked_for_ever(self, world):
        for number in range(6):
            world.deliver(mail(number))
        source, inbox = world.source(page=2), Inbox()

        def forgetful():
            for page in source.changes(None):
                world.server.epoch += 1
                yield page

        with pytest.raises(CursorLost):
            list(forgetful())
        source.close()
        assert world.server.counts["requests"] < 12
        assert inbox.kept.cursor is None

    def test_nothing_new_costs_one_request_to_the_folder(self, world):
        world.deliver(mail(1))
        source, inbox = world.source(), Inbox()
        inbox.sync(source)
        world.server.counts.clear()
        inbox.sync(source)
        source.close()
        assert world.server.counts["requests"] == len(source.folders) == 2

    def test_what_was_read_elsewhere_is_known_without_fetching(self, world):
        native = world.deliver(mail(1))
        source, inbox = world.source(), Inbox()
        inbox.sync(source)
        world.read(native)
        inbox.sync(source)
        source.close()
        (only,) = inbox.kept.copies.values()
        assert only.is_read
        assert inbox.fetches == 1
        assert list(inbox.kept.mails.values()) == ["Mail 1"], "a part of an update erases nothing"

    def test_folders_of_one_s_own_making_are_known_and_synced(self, world):
        world.mailbox.below = {"inbox": [("id/Acme==", "Acme")], "id/Acme==": [("id-2026", "2026")]}
        world.deliver(mail(1), "id/Acme==")
        world.deliver(mail(2))
        source, inbox = world.source(), Inbox()
        found = source.mail_folders()
        assert [one.name for one in found] == ["inbox", "sentitems", "Acme", "2026"]
        source.folders = tuple(one.native for one in found)
        inbox.sync(source)
        source.close()
        assert sorted(inbox.kept.mails.values()) == ["Mail 1", "Mail 2"]

    def test_a_draft_whose_answer_was_lost_is_not_put_again(self, world):
        source = world.source()
        for _ in range(2):
            world.fault("reset after")
        source.put_draft(draft(), "k")
        source.close()
        assert len(world.drafts()) == 1

    def test_a_draft_that_a_person_sent_is_not_put_again(self, world):
        source = world.source()
        source.put_draft(draft(), "k")
        world.send_draft()
        source.put_draft(draft(), "k")
        source.close()
        assert world.drafts() == []

    def test_a_draft_that_was_thrown_away_is_written_anew(self, world):
        source = world.source()
        native = source.put_draft(draft(), "k")
        world.move(native, "deleteditems")
        source.put_draft(draft(), "k")
        source.close()
        assert len(world.drafts()) == 1

    def test_a_server_whose_certificate_nobody_vouches_for_is_not_trusted(self, world):
        world.authority = None
        source = world.source(tries=1)
        with pytest.raises(Interrupted):
            list(source.changes(None))
        source.close()
        assert world.server.counts["requests"] == 0

    def test_no_body_and_no_password_in_the_log(self, world, caplog):
        caplog.set_level(logging.DEBUG)
        world.deliver(mail(1, text="CONFIDENTIAL PRICE"))
        source, inbox = world.source(tries=1), Inbox()
        for fault in ("cut", "html", "502"):
            world.fault(fault)
            with pytest.raises(Interrupted):
                inbox.sync(source)
        inbox.sync(source)
        source.put_draft(draft("CONFIDENTIAL PRICE"), "k")
        source.close()
        assert "CONFIDENTIAL" not in caplog.text
        assert "secret" not in caplog.text
        assert "secret" not in repr(source.__dict__)


@needs_schemas
class TestExchange:
    def test_a_wrong_password_is_tried_once(self, ews):
        source = ews.source(auth=Basic("desk", "wrong"))
        with pytest.raises(SignInRefused) as refused:
            list(source.changes(None))
        source.close()
        assert ews.server.counts["requests"] == ews.server.counts["401"] == 1
        assert "wrong" not in str(refused.value)

    def test_a_token_that_ran_out_is_renewed_once(self, ews):
        ews.server.scheme, ews.server.token = "oauth", "new"
        ews.deliver(mail(1))
        asked = []

        def token(anew):
            asked.append(anew)
            return "new" if anew else "old"

        source, inbox = ews.source(auth=Bearer(token)), Inbox()
        inbox.sync(source)
        assert len(inbox.kept.mails) == 1
        assert asked == [False, True]
        ews.server.token = "other"
        with pytest.raises(SignInRefused):
            inbox.sync(source)
        source.close()

    def test_ntlm(self, ews, tmp_path, monkeypatch):
        users = tmp_path / "users"
        users.write_text("CORP:desk:secret\n")
        monkeypatch.setenv("NTLM_USER_FILE", str(users))
        ews.server.scheme = "ntlm"
        ews.deliver(mail(1))
        source, inbox = ews.source(auth=Ntlm("CORP\\desk", "secret")), Inbox()
        inbox.sync(source)
        source.close()
        assert len(inbox.kept.mails) == 1

    def test_a_shared_mailbox_is_named_and_anybody_s_is_impersonated(self, ews):
        options = {"endpoint": ews.server.endpoint, "authority": ews.authority}
        auth = Basic("desk", "secret")
        for impersonate in (False, True):
            source = EwsSource("sales@comptoir.example", auth, impersonate=impersonate, **options)
            list(source.changes(None))
            source.close()
            assert ("sales@comptoir.example" in ews.server.impersonated) is impersonate
        assert "sales@comptoir.example" in ews.server.mailboxes

    def test_many_mails_are_fetched_together(self, ews):
        natives = [ews.deliver(mail(n)) for n in range(45)]
        source = ews.source()
        assert len(list(source.fetched(natives))) == 45
        source.close()
        assert ews.server.counts["GetItem"] == 3

    def test_exchange_online_is_refused_with_the_way_out(self):
        with pytest.raises(NotSupported, match="Graph"):
            EwsSource(
                "a@b.example",
                Basic("a", "b"),
                endpoint="https://outlook.office365.com/EWS/Exchange.asmx",
            )

    def test_a_password_does_not_travel_in_the_clear(self):
        with pytest.raises(NotEncrypted):
            EwsSource(
                "a@b.example",
                Basic("a", "b"),
                endpoint="http://mail.comptoir.example/EWS/Exchange.asmx",
            )

    def test_kerberos_without_its_extra_says_how_to_get_it(self, ews, monkeypatch):
        monkeypatch.setattr("comptoir.mail.ews.find_spec", lambda _name: None)
        with pytest.raises(NoKerberos, match="extra"):
            list(ews.source(auth=Kerberos()).changes(None))

    def test_autodiscover_finds_the_server(self, ews, monkeypatch):
        """The protocol of discovery is exchangelib's; ours is to use what it finds."""
        asked = []

        class Discovery:
            def __init__(self, email, credentials):
                asked.append(email)
                self.credentials = credentials

            def discover(self):
                config = account.Configuration(
                    service_endpoint=ews.server.endpoint,
                    credentials=self.credentials,
                    auth_type="basic",
                )
                found = type("Response", (), {"autodiscover_smtp_address": asked[0]})()
                return found, Protocol(config=config)

        monkeypatch.setattr(account, "Autodiscovery", Discovery)
        exchange._Adapter.authorities[ews.server.endpoint.split("/")[2]] = str(ews.authority)
        ews.deliver(mail(1))
        source = EwsSource("desk@comptoir.example", Basic("desk", "secret"))
        inbox = Inbox()
        inbox.sync(source)
        source.close()
        assert asked == ["desk@comptoir.example"]
        assert len(inbox.kept.mails) == 1


class TestMicrosoft365:
    def test_never_more_than_four_requests_at_once(self, graph):
        natives = [graph.deliver(mail(n)) for n in range(12)]
        graph.server.hold = 0.03
        source = graph.source()
        found = []
        threads = [
            threading.Thread(target=lambda: found.extend(source.fetched(natives))) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        source.close()
        assert len(found) == 36
        assert graph.server.most_active == 4
        assert graph.server.counts["too many at once"] == 0

    def test_the_double_does_refuse_a_fifth(self, graph):
        graph.server.hold = 0.2
        native = graph.deliver(mail(1))
        sources = [graph.source() for _ in range(6)]
        threads = [threading.Thread(target=one.fetch, args=(native,)) for one in sources]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for one in sources:
            one.close()
        assert graph.server.counts["too many at once"] > 0

    def test_a_token_that_ran_out_is_renewed_once(self, graph):
        asked = []

        def token(anew):
            asked.append(anew)
            return "good" if anew else "stale"

        graph.deliver(mail(1))
        source = graph.source(token=token)
        assert len(list(source.changes(None))) == 2
        source.close()
        assert asked == [False, True] * 2

    def test_a_token_that_is_refused_is_not_tried_for_ever(self, graph):
        source = graph.source(token=lambda _anew: "bad")
        with pytest.raises(SignInRefused):
            list(source.changes(None))
        source.close()
        assert graph.server.counts["requests"] == 2

    def test_a_link_to_another_host_is_not_followed(self, graph):
        """A cursor that was tampered with must not carry our token away."""
        graph.deliver(mail(1))
        source, inbox = graph.source(), Inbox()
        inbox.sync(source)
        inbox.kept.cursor = inbox.kept.cursor.replace(
            graph.server.graph, "https://evil.example/v1.0"
        )
        inbox.sync(source)
        source.close()
        assert "evil" not in inbox.kept.cursor
        assert len(inbox.kept.mails) == 1

    def test_a_first_sync_is_bounded_by_a_date(self, graph):
        source = graph.source(since=datetime(2026, 1, 1, tzinfo=UTC))
        assert "$filter=receivedDateTime ge 2026-01-01T00:00:00Z" in source._first("inbox")
        list(source.changes(None))
        source.close()

    @pytest.mark.parametrize("size", [1_950_000, 3_050_000])
    def test_a_big_file_is_added_to_the_draft_and_comes_back_whole(self, graph, size, monkeypatch):
        monkeypatch.setattr("comptoir.mail.graph._CHUNK", 320 * 1024 * 5)
        big = draft(data=os.urandom(size))
        source = graph.source()
        native = source.put_draft(big, "k")
        kept = parse(source.fetch(native))
        assert [a.size for a in kept.attachments] == [size]
        assert kept.text == "Veuillez trouver notre offre."
        assert source.put_draft(big, "k") == native
        assert [a.size for a in parse(source.fetch(native)).attachments] == [size]
        source.close()

    @pytest.mark.parametrize("after", ["reset", "reset after", "503"])
    def test_a_file_whose_adding_broke_is_added_once(self, graph, after):
        big = draft(data=os.urandom(2_000_000))
        source = graph.source()
        once = source._once

        def broken(method, url, *rest):
            if url.endswith("/attachments") and not graph.server.counts[f"fault:{after}"]:
                graph.fault(after)
            return once(method, url, *rest)

        source._once = broken
        native = source.put_draft(big, "k")
        assert [a.size for a in parse(source.fetch(native)).attachments] == [2_000_000]
        source.close()
        assert len(graph.drafts()) == graph.server.counts["attached"] == 1

    def test_a_mail_that_is_cut_is_noticed_with_and_without_gzip(self, graph, monkeypatch):
        native = graph.deliver(mail(1, text="a text of many words " * 20))
        source = graph.source()
        for gzips in (True, False):
            monkeypatch.setattr(doubles.GraphHandler, "gzips", gzips)
            graph.fault("cut")
            assert source.fetch(native) == graph.mime(native)
        source.close()
        assert len(graph.slept) == 2

    def test_a_mail_that_ends_badly_by_itself_is_taken_for_what_it_is(self, graph, monkeypatch):
        monkeypatch.setattr(doubles.GraphHandler, "gzips", False)
        native = graph.deliver(
            b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nno end"
        )
        source = graph.source()
        assert source.fetch(native).endswith(b"no end")
        source.close()
        assert graph.server.counts["requests"] == 3

    def test_a_whole_mail_ends_with_its_boundary(self):
        head = b'Subject: x\r\nContent-Type: multipart/mixed;\r\n boundary="b 1"\r\n\r\n--b 1\r\n\r\nx\r\n'
        assert ends_whole(head + b"--b 1--\r\n")
        assert not ends_whole(head)
        assert not ends_whole(b"Subject: x\r\n")

    def test_retry_after_may_be_a_date(self):
        answer = httpx.Response(
            429,
            headers={
                "Retry-After": "Mon, 23 Nov 2026 10:00:30 GMT",
                "Date": "Mon, 23 Nov 2026 10:00:00 GMT",
            },
        )
        assert _seconds(answer) == 30.0
        assert _seconds(httpx.Response(429)) is None

    def test_a_forbidden_mailbox_is_told(self, graph, monkeypatch):
        def forbidden(self, raw):
            raise doubles.Refusal(403, "ErrorAccessDenied")

        monkeypatch.setattr(doubles.GraphHandler, "route", forbidden)
        source = graph.source()
        with pytest.raises(NotAllowed):
            list(source.changes(None))
        source.close()


class TestSigningIn:
    def made(self, graph, proof, **options):
        return Microsoft365(
            "client",
            "tenant",
            proof,
            authority=graph.server.base,
            authority_file=graph.authority,
            **options,
        )

    @pytest.fixture(autouse=True)
    def _fresh(self, graph_server):
        graph_server.grants.clear()
        graph_server.device_polls = 0

    def test_by_secret(self, graph):
        sign_in = self.made(graph, Secret("good secret"))
        graph.deliver(mail(1))
        source, inbox = graph.source(token=sign_in), Inbox()
        inbox.sync(source)
        source.close()
        assert len(inbox.kept.mails) == 1
        assert graph.server.grants == ["client_credentials"], "the token is kept"
        assert sign_in(True) != ""
        assert len(graph.server.grants) == 2

    def test_by_certificate(self, graph):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        assert self.made(graph, Certificate("a1" * 20, pem))()
        assert graph.server.grants == ["client_credentials by certificate"]

    def test_by_device_code_once_and_then_from_what_was_kept(self, graph, monkeypatch):
        monkeypatch.setattr("time.sleep", lambda _seconds: None)
        shown, kept = [], []
        first = self.made(graph, DeviceCode(shown.append), keep=kept.append)()
        assert shown == ["Enter ABCD on the page"]
        again = self.made(graph, DeviceCode(shown.append), kept=kept[-1])()
        assert again == first
        assert len(shown) == 1

    def test_a_wrong_secret_is_told_without_repeating_it(self, graph):
        with pytest.raises(SignInRefused) as refused:
            self.made(graph, Secret("wrong"))()
        assert "AADSTS7000215" in str(refused.value)
        assert ": wrong" not in str(refused.value)
        assert len(graph.server.grants) == 1


class TestFolder:
    def settled(self, path, **options):
        return FolderSource(path, now=lambda: 9e12, **options)

    def test_a_folder_that_is_not_there_is_not_an_empty_mailbox(self, tmp_path):
        with pytest.raises(NoFolder, match="nothing was marked as gone"):
            list(self.settled(tmp_path / "gone").changes(None))

    def test_a_file_that_is_still_being_written_waits_for_the_next_sync(self, tmp_path):
        (tmp_path / "a.eml").write_bytes(mail(1))
        at = (tmp_path / "a.eml").stat().st_mtime
        inbox = Inbox()
        inbox.sync(FolderSource(tmp_path, now=lambda: at + 1))
        assert inbox.kept.mails == {}
        inbox.sync(FolderSource(tmp_path, now=lambda: at + 3))
        assert len(inbox.kept.mails) == 1

    def test_what_is_not_a_mail_is_left_alone(self, tmp_path):
        for name in ("notes.txt", ".hidden.eml", "~x.tmp"):
            (tmp_path / name).write_bytes(mail(1))
        (tmp_path / "outside").symlink_to("/etc")
        (tmp_path / "link.eml").symlink_to("/etc/hostname")
        inbox = Inbox()
        inbox.sync(self.settled(tmp_path))
        assert inbox.kept.copies == {}

    @pytest.mark.parametrize("native", ["../secret.eml", "a/../../secret.eml", "/etc/hostname"])
    def test_a_path_does_not_lead_out_of_the_folder(self, tmp_path, native):
        (tmp_path / "mails").mkdir()
        (tmp_path / "secret.eml").write_bytes(b"x")
        with pytest.raises(Gone):
            self.settled(tmp_path / "mails").fetch(native)

    def test_a_file_that_changed_is_read_again(self, tmp_path):
        file = tmp_path / "a.eml"
        file.write_bytes(mail(1))
        inbox = Inbox()
        inbox.sync(self.settled(tmp_path))
        file.write_bytes(mail(2, text="longer than before"))
        inbox.sync(self.settled(tmp_path))
        assert [inbox.kept.mails[c.identity] for c in inbox.kept.copies.values()] == ["Mail 2"]

    def test_a_maildir(self, tmp_path):
        box = standard.Maildir(tmp_path / "box")
        keys = [box.add(mail(n)) for n in range(3)]
        inbox = Inbox()
        inbox.sync(self.settled(tmp_path))
        assert len(inbox.kept.mails) == 3
        message = box[keys[0]]
        message.set_subdir("cur")
        message.add_flag("S")
        box[keys[0]] = message
        box.remove(keys[1])
        inbox.sync(self.settled(tmp_path))
        assert len(inbox.kept.mails) == 3
        assert len(inbox.kept.copies) == 2
        assert [c.is_read for c in inbox.kept.copies.values()].count(True) == 1
        box.close()

    def test_an_mbox(self, tmp_path):
        box = standard.mbox(tmp_path / "old.mbox")
        for number in range(4):
            box.add(mail(number, text="From here on\nFrom there\n"))
        box.flush()
        inbox = Inbox()
        inbox.sync(self.settled(tmp_path))
        assert sorted(inbox.kept.mails.values()) == [f"Mail {n}" for n in range(4)]
        box.remove(1)
        box.add(mail(9))
        box.flush()
        box.close()
        source = self.settled(tmp_path)
        inbox.sync(source)
        assert len(inbox.kept.mails) == 5
        assert len(inbox.kept.copies) == 4
        assert inbox.fetches == 5
        native = next(native for _, native in inbox.kept.copies)
        assert b"\nFrom here on" in source.fetch(native)

    def test_a_big_mbox_comes_page_by_page(self, tmp_path):
        box = standard.mbox(tmp_path / "old.mbox")
        for number in [*range(7), 3]:
            box.add(mail(number))
        box.flush()
        box.close()
        inbox = Inbox()
        pages = [len(page.messages) for page in self.settled(tmp_path, page=3).changes(None)]
        assert pages == [3, 3, 2]
        inbox.sync(self.settled(tmp_path, page=3))
        assert len(inbox.kept.mails) == 7
        assert len(inbox.kept.copies) == 8, "a twin is a copy of its own"

    def test_an_empty_mbox(self, tmp_path):
        (tmp_path / "empty.mbox").write_bytes(b"")
        assert [p.messages for p in self.settled(tmp_path).changes(None)] == [()]

    def test_ten_thousand_mails_are_looked_at_again_in_no_time(self, tmp_path):
        for number in range(2_000):
            (tmp_path / f"{number}.eml").write_bytes(b"Subject: x\n\nx")
        source, cursor = self.settled(tmp_path), None
        for page in source.changes(None):
            cursor = page.cursor
        again = list(source.changes(cursor))
        assert [(len(p.messages), len(p.removed), p.complete) for p in again] == [(0, 0, True)]
        assert len(cursor) < 60_000

    def test_a_draft_half_written_is_never_seen(self, tmp_path):
        source = self.settled(tmp_path)
        (tmp_path / "Drafts").mkdir()
        (tmp_path / "Drafts" / ".abc.eml.1").write_bytes(b"half")
        native = source.put_draft(draft(), "k")
        assert native.startswith("Drafts/")
        assert parse(source.fetch(native)).id == mail_source.draft_id(draft(), "k")
        assert list((tmp_path / "Drafts").glob("*.eml")) == [tmp_path / native]
