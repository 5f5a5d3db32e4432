"""The site's server, asked over real sockets."""

import contextlib
import gzip
import http.client
import socket
import time
from collections import Counter
from unittest.mock import Mock

import pytest

from enclair_site import SiteError, board
from enclair_site.board import announcement, own_addresses
from enclair_site.front import MARK
from enclair_site.serve import HEADERS, MOST, MOST_EACH, has_room, open_server
from tests.helpers import assert_not_in, put, refused, until
from visits import serving

TEXT = b"<p>hello</p>" * 1000


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    put(folder, {name: name * 100 for name in ("a.mjs", "a.wasm", "a.whl", "a.ipynb", "é.json")})
    put(folder, {MARK: "v", "index.html": TEXT.decode(), "lab/index.html": "lab"})
    put(tmp_path, {"secret.txt": "keys"})
    return folder


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


GZIP = {"Accept_Encoding": "gzip"}
OUTSIDE = [
    *("/../secret.txt", "/%2e%2e/secret.txt", "/lab/..%2f..%2fsecret.txt", "/..%5csecret.txt"),
    *("//etc/passwd", "/link", "/a%00.mjs", "/nowhere", "/api/"),
]


@pytest.mark.parametrize(
    ("path", "asked", "status", "told"),
    [
        ("/", {}, 200, {"Content-Encoding": None, "Content-Length": str(len(TEXT))}),
        ("/", {"method": "HEAD"}, 200, {"Content-Length": str(len(TEXT))}),
        ("/index.html", {"method": "POST"}, 501, {}),
        # The types that browsers insist on.
        ("/a.mjs", {}, 200, {"Content-Type": "text/javascript; charset=utf-8"}),
        ("/a.wasm", {}, 200, {"Content-Type": "application/wasm"}),
        ("/a.whl", GZIP, 200, {"Content-Type": "application/zip", "Content-Encoding": None}),
        ("/a.ipynb", {}, 200, {"Content-Type": "application/json"}),
        ("/%C3%A9.json", {}, 200, {"Content-Type": "application/json"}),
        # A part is that of the file, not of its gzip nor of an older file.
        ("/", {"Range": "bytes=0-9"} | GZIP, 206, {"Content-Encoding": None, "Content-Length": "10"}),
        ("/", {"Range": "bytes=0-9", "If_Range": '"older"'}, 200, {"Content-Length": str(len(TEXT))}),
        # To another folder, and to no other machine.
        ("/lab", {}, 301, {"Location": "/lab/"}),
        ("//lab", {}, 404, {"Location": None}),
        # Nothing outside the site is given.
        *((path, {}, 404, {}) for path in OUTSIDE),
    ],
)
def test_what_is_answered(site, server, path, asked, status, told):
    (site / "api").mkdir()
    (site / "link").symlink_to(site.parent / "secret.txt")
    answer, body = ask(server, path, **asked)
    assert (answer.status, {name: answer.headers[name] for name in told}) == (status, told)
    assert_not_in(body, b"keys", b"root:")


def test_what_a_browser_has_is_not_sent_again_until_it_changes(site, server):
    first, _ = ask(server, "/")
    again, body = ask(server, "/", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    (site / "index.html").write_bytes(b"a new lesson")
    changed, body = ask(server, "/", If_None_Match=first.headers["ETag"], Accept_Encoding="gzip")
    assert (changed.status, gzip.decompress(body)) == (200, b"a new lesson")


def test_a_taken_port_leads_to_the_next_and_says_so_or_to_one_sentence(site, server, monkeypatch):
    taken = server.server_address[1]
    with open_server(site, taken) as other:
        port = other.server_address[1]
        assert f"Port {taken} is taken; using {port}." in announcement(port, taken, False)
    monkeypatch.setattr("enclair_site.serve.TRIED", 1)
    refused(SiteError, "--port 9000", open_server, site, taken)


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


LARGE = 30_000_000


def received(server, seconds, part):
    """How much of a large file somebody gets who in these seconds reads little, or nothing, and then all."""
    with socket.create_connection(server.server_address, timeout=10) as slow:
        slow.sendall(b"GET /large.whl HTTP/1.1\r\nHost: a\r\n\r\n")
        end, got = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            got += len(slow.recv(part)) if part else 0
            time.sleep(0.02)
        with contextlib.suppress(ConnectionError):
            while more := slow.recv(1_000_000):
                got += len(more)
    return got


def test_a_full_server_says_so_and_serves_again_when_somebody_leaves(site, monkeypatch):
    monkeypatch.setattr("enclair_site.serve.has_room", lambda address, others: others.count(address) < 5)
    with serving(site) as server:
        held = [socket.create_connection(server.server_address) for _ in range(5)]
        for each in held:
            each.sendall(b"GET /a.mjs HTTP/1.1\r\nHost: a\r\n\r\n")
            assert each.recv(20).startswith(b"HTTP/1.1 200")
        with socket.create_connection(server.server_address, timeout=10) as other:
            assert other.recv(100).startswith(b"HTTP/1.1 503 ")
        for each in held:
            each.close()
        assert until(lambda: ask(server, "/")[0].status == 200)


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
        assert received(server, 1.5, part=0) < LARGE
        assert received(server, 1.5, part=100) < LARGE  # it once lived for as long as it liked


@pytest.mark.parametrize(
    ("address", "others", "is_taken"),
    [
        ("10.0.0.1", {"10.0.0.1": MOST_EACH - 1}, True),
        ("10.0.0.1", {"10.0.0.1": MOST_EACH}, False),
        ("10.0.0.2", {"10.0.0.1": MOST_EACH}, True),
        ("127.0.0.1", {"127.0.0.1": MOST - 1}, True),
        ("127.0.0.1", {"127.0.0.1": MOST}, False),
    ],
)
def test_one_client_does_not_take_the_room_of_all(address, others, is_taken):
    assert has_room(address, [*Counter(others).elements()]) == is_taken


@pytest.fixture
def network(monkeypatch):
    """A computer with these networks, by name; by the ``route`` it would ask others."""

    def given(*networks, route=""):
        addresses = {name: [Mock(family=socket.AF_INET, address=address)] for name, address in networks}
        up = {name: Mock(isup=name != "off0") for name, _ in networks}
        monkeypatch.setattr("psutil.net_if_addrs", lambda: addresses)
        monkeypatch.setattr("psutil.net_if_stats", lambda: up)
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
def test_without_a_network_it_says_so_and_shows_no_address(site, network, run, networks):
    network(*networks)
    for lang, sentence in (("en", "is in no network"), ("fr", "n’est sur aucun réseau")):
        code, out, err = run("serve", site, "--lan", "--lang", lang)
        assert (code, sentence in err) == (2, True)
        assert (len(err.splitlines()), out) == (1, "")
