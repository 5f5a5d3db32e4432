"""The site's server, asked over real sockets."""

import contextlib
import gzip
import http.client
import socket
import threading
import time
from unittest.mock import Mock

import pytest

from enclair.command.cli import main
from enclair_site import board
from enclair_site.board import announcement, own_addresses
from enclair_site.front import MARK
from enclair_site.serve import HEADERS, ServeError, open_server
from tests.helpers import assert_not_in

TEXT = b"<p>hello</p>" * 1000


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "lab").mkdir(parents=True)
    (folder / MARK).write_text("v", encoding="utf-8")
    (folder / "index.html").write_bytes(TEXT)
    (folder / "lab" / "index.html").write_bytes(b"lab")
    for name in ("a.mjs", "a.wasm", "a.whl", "a.ipynb", "é.json"):
        (folder / name).write_bytes(name.encode() * 100)
    (tmp_path / "secret.txt").write_text("keys", encoding="utf-8")
    return folder


@contextlib.contextmanager
def serving(folder, **options):
    with open_server(folder, 0, **options) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def server(site):
    with serving(site) as running:
        yield running


def ask(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(connection):
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        return answer, answer.read()


def test_pages_are_pressed_and_carry_the_headers_of_the_stop_button(server):
    answer, body = ask(server, "/", Accept_Encoding="gzip")
    assert gzip.decompress(body) == TEXT
    assert int(answer.headers["Content-Length"]) == len(body) < len(TEXT) / 10
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert {"Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"} <= set(HEADERS)
    assert ask(server, "/")[1] == TEXT


def test_browsers_get_the_types_they_insist_on(server):
    for path, kind in {
        "/a.mjs": "text/javascript; charset=utf-8",
        "/a.wasm": "application/wasm",
        "/a.whl": "application/zip",
        "/a.ipynb": "application/json",
        "/%C3%A9.json": "application/json",
    }.items():
        answer, _ = ask(server, path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_what_a_browser_has_is_not_sent_again_until_it_changes(site, server):
    first, _ = ask(server, "/")
    again, body = ask(server, "/", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    (site / "index.html").write_bytes(b"a new lesson")
    changed, body = ask(server, "/", If_None_Match=first.headers["ETag"], Accept_Encoding="gzip")
    assert (changed.status, gzip.decompress(body)) == (200, b"a new lesson")


def test_nothing_outside_the_site_is_given(site, server):
    (site / "api").mkdir()
    (site / "link").symlink_to(site.parent / "secret.txt")
    for path in [
        *("/../secret.txt", "/%2e%2e/secret.txt", "/lab/..%2f..%2fsecret.txt", "/..%5csecret.txt"),
        *("//etc/passwd", "/link", "/a%00.mjs", "/nowhere", "/api/", "/a.mjs/"),
    ]:
        answer, body = ask(server, path)
        assert answer.status == 404, path
        assert_not_in(body, b"keys", b"root:")


def test_a_folder_without_its_slash_leads_to_it_and_to_no_other_machine(server):
    answer, _ = ask(server, "/lab?path=x")
    assert (answer.status, answer.headers["Location"]) == (301, "/lab/?path=x")
    answer, _ = ask(server, "//lab")
    assert answer.headers.get("Location", "/lab/") == "/lab/"


def test_only_reading_is_possible(server):
    assert ask(server, "/index.html", "POST")[0].status == 501
    answer, body = ask(server, "/", "HEAD")
    assert (answer.status, body, answer.headers["Content-Length"]) == (200, b"", str(len(TEXT)))


def test_a_taken_port_leads_to_the_next_and_says_so(site, server):
    taken = server.server_address[1]
    with open_server(site, taken) as other:
        assert other.server_address[1] != taken
        assert f"Port {taken} is taken; using {other.server_address[1]}." in announcement(
            other.server_address[1], taken, False
        )


def test_no_free_port_is_one_sentence(site, monkeypatch):
    monkeypatch.setattr("enclair_site.serve.TRIED", 1)
    with socket.create_server(("127.0.0.1", 0)) as held, pytest.raises(ServeError, match="--port 9000"):
        open_server(site, held.getsockname()[1])


def test_without_a_site_it_names_the_command(tmp_path, capsys):
    assert main(["serve", str(tmp_path)]) == 2
    assert "Build it first: uv run enclair site" in capsys.readouterr().err


def test_it_listens_on_this_computer_alone_unless_asked_and_the_board_gets_a_square_of_signs(
    site, server, network
):
    network(("eth0", "192.168.1.2"))
    assert server.server_address[0] == "127.0.0.1"
    with open_server(site, 0, lan=True) as wide:
        assert wide.server_address[0] == "0.0.0.0"
        said = announcement(wide.server_address[1], 0, True).splitlines()
    assert f":{wide.server_address[1]}/" in said[0]
    assert sum("█" in line for line in said) > 12


def test_a_part_of_a_file_is_that_of_the_file_and_not_of_its_gzip_nor_of_an_older_one(server):
    answer, body = ask(server, "/", Range="bytes=0-9", Accept_Encoding="gzip")
    assert (answer.status, answer.headers["Content-Encoding"], body) == (206, None, TEXT[:10])
    answer, body = ask(server, "/", Range="bytes=0-9", If_Range='"older"')
    assert (answer.status, body) == (200, TEXT)


LARGE = 30_000_000


def received(server, seconds, reads):
    """How much of a large file somebody gets who in these seconds reads little, or nothing, and then all."""
    with socket.create_connection(server.server_address, timeout=10) as slow:
        slow.sendall(b"GET /large.whl HTTP/1.1\r\nHost: a\r\n\r\n")
        until, got = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            if reads:
                slow.recv(65_536)
            time.sleep(0.02)
        with contextlib.suppress(ConnectionError):
            while part := slow.recv(1_000_000):
                got += len(part)
    return got


def test_a_full_server_says_so_and_serves_again_when_somebody_leaves(site, monkeypatch):
    monkeypatch.setattr("enclair_site.serve.MOST", 5)
    with serving(site) as server:
        held = [socket.create_connection(server.server_address) for _ in range(5)]
        for each in held:
            each.sendall(b"GET /a.mjs HTTP/1.1\r\nHost: a\r\n\r\n")
            assert each.recv(20).startswith(b"HTTP/1.1 200")
        with socket.create_connection(server.server_address, timeout=10) as other:
            assert other.recv(100).startswith(b"HTTP/1.1 503 ")
        for each in held:
            each.close()
        until = time.monotonic() + 10
        while ask(server, "/")[0].status != 200:
            assert time.monotonic() < until


def test_who_says_nothing_or_too_slowly_is_let_go(site, monkeypatch):
    monkeypatch.setattr("enclair_site.serve.IDLE_SECONDS", 0.3)
    (site / "large.whl").write_bytes(bytes(LARGE))
    with serving(site) as server:
        with socket.create_connection(server.server_address, timeout=10) as silent:
            assert silent.recv(1) == b""
        with socket.create_connection(server.server_address, timeout=10) as dripping:
            dripping.sendall(b"GET / HTTP/1.1\r\n")
            start = time.monotonic()
            with contextlib.suppress(ConnectionError):
                while time.monotonic() < start + 8:
                    dripping.sendall(b"A: b\r\n")
                    time.sleep(0.1)
            assert time.monotonic() < start + 8
        assert received(server, 1.5, reads=False) < LARGE


def test_who_reads_a_few_bytes_at_a_time_is_let_go(site, monkeypatch):
    """It once lived for as long as it liked."""
    monkeypatch.setattr("enclair_site.serve.IDLE_SECONDS", 0.5)
    monkeypatch.setattr("enclair_site.serve.SLOWEST", 1 << 30)
    (site / "large.whl").write_bytes(bytes(LARGE))
    with serving(site) as server:
        assert received(server, 1, reads=True) < LARGE - 5_000_000


def test_one_client_does_not_take_the_room_of_all(site, monkeypatch):
    monkeypatch.setattr("enclair_site.serve.MOST_EACH", 3)
    with open_server(site, 0) as server:
        taken, refused = [], []
        monkeypatch.setattr("tornado.httpserver.HTTPServer.handle_stream", lambda _, *one: taken.append(one))
        for client, held in (("10.0.0.1", 2), ("10.0.0.1", 3), ("10.0.0.2", 3), ("127.0.0.1", 9)):
            greedy = "10.0.0.1" if client != "127.0.0.1" else client
            server._http._connections = {Mock(context=Mock(address=(greedy, 1))) for _ in range(held)}
            stream = Mock(
                write=lambda _, client=client: Mock(add_done_callback=lambda _: refused.append(client))
            )
            server._http.handle_stream(stream, (client, 2))
        server._http._connections = set()
    assert [address for _, (address, _) in taken] == ["10.0.0.1", "10.0.0.2", "127.0.0.1"]
    assert refused == ["10.0.0.1"]


@pytest.fixture
def network(monkeypatch):
    """A computer with these networks, by name; by the ``route`` it would ask others."""
    psutil = pytest.importorskip("psutil")

    def given(*networks, route=""):
        addresses = {name: [Mock(family=socket.AF_INET, address=address)] for name, address in networks}
        up = {name: Mock(isup=name != "off0") for name, _ in networks}
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: addresses)
        monkeypatch.setattr(psutil, "net_if_stats", lambda: up)
        monkeypatch.setattr(board, "_route", lambda: route)

    return given


@pytest.mark.parametrize(
    ("networks", "route", "shown"),
    [
        ([("lo", "127.0.0.1"), ("wlan0", "192.168.1.20")], "192.168.1.20", "192.168.1.20"),
        ([("tun0", "10.8.0.2"), ("br-1", "172.18.0.1"), ("en0", "192.168.0.7")], "10.8.0.2", "192.168.0.7"),
        ([("eth0", "10.0.0.2"), ("wlan0", "192.168.1.2")], "192.168.1.2", "192.168.1.2"),
        ([("vEthernet (WSL)", "172.20.0.1"), ("Wi-Fi", "192.168.1.3")], "", "192.168.1.3"),
        ([("off0", "192.168.9.9"), ("docker0", "172.17.0.1")], "", "172.17.0.1"),
    ],
)
def test_the_board_shows_the_likeliest_of_several_addresses(site, network, networks, route, shown):
    network(*networks, route=route)
    assert own_addresses()[0] == shown
    assert announcement(8000, 8000, True).startswith(f"For the board: http://{shown}:8000/")


@pytest.mark.parametrize("networks", [[("lo", "127.0.0.1")], [("eth0", "169.254.3.4")]])
def test_without_a_network_it_says_so_and_shows_no_address(site, network, capsys, networks):
    network(*networks)
    for lang, sentence in (("en", "is in no network"), ("fr", "n’est sur aucun réseau")):
        assert main(["serve", str(site), "--lan", "--lang", lang]) == 2
        said = capsys.readouterr()
        assert sentence in said.err
        assert (len(said.err.splitlines()), said.out) == (1, "")
