"""The site's server, asked over real sockets."""

import gzip
import http.client
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from enclair.authoring.site.board import announcement
from enclair.authoring.site.front import MARK
from enclair.authoring.site.serve import HEADERS, ServeError, open_server
from enclair.cli import main

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


@pytest.fixture
def server(site):
    with open_server(site, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def ask(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_it_listens_on_this_computer_alone_unless_asked(site, server):
    assert server.server_address[0] == "127.0.0.1"
    with open_server(site, 0, lan=True) as wide:
        assert wide.server_address[0] == "0.0.0.0"


def test_pages_are_pressed_and_carry_the_headers_of_the_stop_button(server):
    answer, body = ask(server, "/", Accept_Encoding="gzip")
    assert gzip.decompress(body) == TEXT
    assert len(body) < len(TEXT) / 10
    assert int(answer.headers["Content-Length"]) == len(body)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert {"Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"} <= set(HEADERS)
    _, plain = ask(server, "/")
    assert plain == TEXT


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/a.mjs", "text/javascript; charset=utf-8"),
        ("/a.wasm", "application/wasm"),
        ("/a.whl", "application/zip"),
        ("/a.ipynb", "application/json"),
        ("/%C3%A9.json", "application/json"),
    ],
)
def test_browsers_get_the_types_they_insist_on(server, path, kind):
    answer, _ = ask(server, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_what_a_browser_has_is_not_sent_again_until_it_changes(site, server):
    first, _ = ask(server, "/")
    again, body = ask(server, "/", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    (site / "index.html").write_bytes(b"a new lesson")
    changed, body = ask(server, "/", If_None_Match=first.headers["ETag"], Accept_Encoding="gzip")
    assert (changed.status, gzip.decompress(body)) == (200, b"a new lesson")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/lab/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/link",
        "/a%00.mjs",
        "/nowhere",
        "/api/",
        "/a.mjs/",
    ],
)
def test_nothing_outside_the_site_is_given(site, server, path):
    (site / "api").mkdir()
    (site / "link").symlink_to(site.parent / "secret.txt")
    answer, body = ask(server, path)
    assert answer.status == 404
    assert b"keys" not in body
    assert b"root:" not in body


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
    monkeypatch.setattr("enclair.authoring.site.serve.TRIED", 1)
    with socket.create_server(("127.0.0.1", 0)) as held, pytest.raises(ServeError, match="--port 9000"):
        open_server(site, held.getsockname()[1])


def test_without_a_site_it_names_the_command(tmp_path, capsys):
    assert main(["serve", str(tmp_path)]) == 2
    assert "Build it first: uv run enclair site" in capsys.readouterr().err


def test_the_board_gets_an_address_and_a_square_of_signs(site):
    with open_server(site, 0, lan=True) as server:
        said = announcement(server.server_address[1], 0, True)
    assert f":{server.server_address[1]}/" in said.splitlines()[0]
    drawn = [line for line in said.splitlines() if "█" in line]
    assert len(drawn) > 12
    assert len({len(line) for line in drawn}) == 1
    # Two rows of modules a line: as many columns as rows, give one for an odd number.
    assert abs(2 * len(drawn) - len(drawn[0])) <= 1


def test_thirty_clients_at_once_get_everything(site, server):
    for number in range(60):
        (site / f"part-{number}.mjs").write_bytes(b"x" * 50_000)
    wanted = ["/", *(f"/part-{number}.mjs" for number in range(60))]
    start = threading.Barrier(30)

    def visit(_):
        start.wait()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
        sizes = []
        for path in wanted:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            sizes.append((answer.status, len(gzip.decompress(answer.read()))))
        connection.close()
        return sizes

    with ThreadPoolExecutor(30) as pool:
        visits = list(pool.map(visit, range(30)))
    assert visits == [[(200, len(TEXT)), *[(200, 50_000)] * 60]] * 30
