"""A student at a hub without a browser: what a browser sends, so that sixty of them fit on one machine."""

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
from jupyter_server.services.kernels.connection.base import deserialize_binary_message
from nbformat.v4 import output_from_msg
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

#: As patient as a student would have to be.
PATIENCE = 300
WIDGET = "application/vnd.jupyter.widget-view+json"
OUTPUTS = ("execute_result", "display_data", "stream", "error")


class VisitError(Exception):
    """What a student asked for did not come; the text says at which step."""


@dataclass
class Student:
    """Somebody with an invented name in front of a browser that shows the hub at ``address``."""

    address: str
    name: str
    password: str
    languages: str = "en"
    #: Seconds after which somebody who waits for a seat asks again, where the page would take longer.
    hurry: float = PATIENCE
    #: How often the hub asked this student to wait for a seat.
    waited: int = 0
    #: Seconds from the login to what is named.
    times: dict[str, float] = field(default_factory=dict)
    began: float = 0
    page: str = ""
    token: str = ""
    #: The id of the kernel, that of a page, and the line between them.
    kernel: str = ""
    channel: str = ""
    line: WebSocketClientConnection | None = None

    def __post_init__(self) -> None:
        headers = {"Accept-Language": self.languages, "Accept": "text/html,*/*", "Sec-Fetch-Mode": "navigate"}
        self.client = httpx.AsyncClient(
            headers=headers, follow_redirects=True, timeout=PATIENCE, max_redirects=40
        )
        self.home = f"{self.address}/user/{self.name}"

    async def log_in(self, link: str = "") -> str:
        """Log in, by a link if there is one, wait for the server; return the address of the first page."""
        self.began = time.monotonic()
        first = await self.client.get(f"{self.address}{link or '/'}")
        asked = {"username": self.name, "password": self.password, "_xsrf": self._xsrf}
        return await self._arrive(await self.client.post(str(first.url), data=asked))

    @property
    def _xsrf(self) -> str | None:
        return self.client.cookies.get("_xsrf", path="/hub/")

    async def visit(self, link: str) -> str:
        """Follow a link as somebody who is logged in; return the address of the page it leads to."""
        return await self._arrive(await self.client.get(f"{self.address}{link}"))

    async def _arrive(self, answer: httpx.Response) -> str:
        """Do what the pages on the way do by themselves, until JupyterLab's is there; return its address."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            path = urlsplit(str(answer.url)).path
            if answer.status_code == 429:
                self.waited += 1
                pause = re.search(r'http-equiv="refresh" content="(\d+)"', answer.text)
                if not pause:
                    raise VisitError("The page of the queue does not try again by itself.")
                await asyncio.sleep(min(int(pause[1]), self.hurry))
                answer = await self.client.get(str(answer.url))
            elif answer.status_code >= 400:
                said = re.search(r'class="(?:login_error|error)">(.*?)</(?:p|div)>', answer.text, re.DOTALL)
                words = " ".join(re.sub(r"<[^>]*>", " ", said[1] if said else answer.text).split())
                raise VisitError(f"{answer.status_code} at {path}: {words[-300:]}")
            elif progress := re.search(r'new EventSource\("([^"]+)"', answer.text):
                await self.follow(f"{self.address}{progress[1]}", ("ready", "failed"))
                answer = await self.client.get(str(answer.url))
            elif path.endswith("/git-pull"):
                answer = await self.client.get(await self.pull(str(answer.url)))
            elif path.startswith(f"/user/{self.name}/lab"):
                self.page, self.token = str(answer.url), _config(answer.text)["token"]
                await self._load(answer.text)
                return self.page
            else:
                raise VisitError(f"The way ends at {path}: {answer.text[:300]}")
        raise VisitError(f"No page of JupyterLab after {PATIENCE} s.")

    async def pull(self, address: str) -> str:
        """Let nbgitpuller bring the class repository, as its page does; return where that leads."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        known = {name: asked[name] for name in ("repo", "targetpath")}
        last = await self.follow(f"{self.home}/git-pull/api", ("phase",), known)
        if last.get("phase") != "finished":
            raise VisitError(f"nbgitpuller: {last}")
        return f"{self.home}/{asked['urlpath']}"

    async def follow(self, address: str, ends: tuple[str, ...], asked: Any = None) -> dict[str, Any]:
        """Read a stream of events up to the one that ends it."""
        said: dict[str, Any] = {}
        async with self.client.stream("GET", address, params=asked) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    said = json.loads(line[5:])
                    if any(said.get(end) not in (None, False, "syncing") for end in ends):
                        break
        return said

    async def _load(self, page: str) -> None:
        """Fetch what JupyterLab's page fetches before it shows a notebook."""
        config = _config(page)
        extensions = config["fullLabextensionsUrl"]
        parts = re.findall(r'<script[^>]* src="([^"]+)"', page)
        parts += [f"{extensions}/{each['name']}/{each['load']}" for each in config["federated_extensions"]]
        parts += [config["fullSettingsUrl"], f"{config['fullTranslationsApiUrl']}/default"]
        for part in parts:
            answer = await self.client.get(urljoin(self.address, part), headers=self.allowed)
            answer.raise_for_status()
        for each in ("kernelspecs", "sessions", "kernels", "contents", "me"):
            await self.api("GET", each)

    @property
    def allowed(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}

    async def api(self, method: str, path: str, body: object = None) -> Any:
        answer = await self.client.request(method, f"{self.home}/api/{path}", json=body, headers=self.allowed)
        if answer.status_code >= 400:
            raise VisitError(answer.json().get("message", answer.text))
        return answer.json() if answer.content else None

    async def open(self, path: str) -> dict[str, Any]:
        """Open a notebook, with its kernel; return the notebook."""
        notebook = await self.api("GET", f"contents/{path}?type=notebook&content=1")
        asked = {"path": path, "type": "notebook", "name": "", "kernel": {"name": "python3"}}
        session = await self.api("POST", "sessions", asked)
        await self.connect(session["kernel"]["id"])
        self.session = session["id"]
        return notebook["content"]

    async def connect(self, kernel: str) -> None:
        """Open a line to a kernel, as a page does that is loaded, or lost its line."""
        self.kernel, self.channel = kernel, uuid.uuid4().hex
        path = f"{self.home}/api/kernels/{kernel}/channels?session_id={self.channel}"
        headers = {"Origin": self.address, "Cookie": self.client.build_request("GET", path).headers["Cookie"]}
        asked = HTTPRequest(path.replace("http", "ws", 1), headers=headers, request_timeout=PATIENCE)
        self.line = await websocket_connect(asked, max_message_size=2**27)

    async def run(self, path: str, step: str) -> dict[str, Any]:
        """Open a notebook, run its cells one after the other, save it; return it with its outputs."""
        notebook = await self.open(path)
        for place, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] != "code":
                continue
            cell["outputs"] = await self.execute(cell["source"])
            if any(WIDGET in each.get("data", {}) for each in cell["outputs"]):
                self.times.setdefault(f"{step}: first view", time.monotonic() - self.began)
            for each in cell["outputs"]:
                if each["output_type"] == "error":
                    raise VisitError(f"{path}, cell {place}: {each['ename']}: {each['evalue']}")
        self.times[f"{step}: run"] = time.monotonic() - self.began
        await self.save(path, notebook)
        return notebook

    async def execute(self, code: str) -> list[dict[str, Any]]:
        """Run code and return its outputs, in the form of a notebook: up to its end if the kernel dies."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": self.channel}
        header |= {"username": "", "version": "5.3", "date": ""}
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        asked = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        assert self.line
        await self.line.write_message(json.dumps(asked | {"channel": "shell", "buffers": []}))
        outputs: list[dict[str, Any]] = []
        waiting = {"execute_reply", "idle"}
        while waiting:
            said = await asyncio.wait_for(self.line.read_message(), PATIENCE)
            if said is None:
                raise VisitError("The line to the kernel was closed while a cell ran.")
            message = json.loads(said) if isinstance(said, str) else deserialize_binary_message(said)
            if message["content"].get("execution_state") in ("restarting", "dead"):
                break
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind in OUTPUTS:
                outputs.append(output_from_msg(message))
            waiting -= {kind if kind != "status" else content["execution_state"]}
        return outputs

    async def save(self, path: str, notebook: dict[str, Any]) -> None:
        await self.api("PUT", f"contents/{path}", {"type": "notebook", "format": "json", "content": notebook})

    async def stop(self) -> None:
        """Stop the kernel of the notebook that was opened last."""
        await self.api("DELETE", f"sessions/{self.session}")
        self.leave()

    async def stop_server(self) -> None:
        """Stop this student's server, as the button on the hub's page does."""
        asked = {"X-XSRFToken": self._xsrf or "", "Referer": f"{self.address}/hub/home"}
        answer = await self.client.delete(f"{self.address}/hub/api/users/{self.name}/server", headers=asked)
        answer.raise_for_status()

    def leave(self) -> None:
        """Close the page: the kernel stays."""
        if self.line:
            self.line.close()


def _config(page: str) -> dict[str, Any]:
    _, _, rest = page.partition('id="jupyter-config-data"')
    return json.loads(rest.partition(">")[2].partition("</script>")[0])
