"""What stands in the terminal in which somebody typed `uv run jupyter lab`."""

import json
from urllib.request import Request, urlopen

import pytest
from jupyter_client import BlockingKernelClient

from tests.browser.lab import running_jupyterlab

pytestmark = pytest.mark.site  # what new versions of JupyterLab would bring

#: How the server, its parts and a kernel mark what they warn of.
WARNINGS = ("[W ", "[E ", "[C ", "WARNING", "Warning")
#: Jupyter says so of each notebook that it has not saved itself yet.
UNSIGNED = "is not trusted"


def test_neither_jupyterlab_nor_a_kernel_nor_a_saved_page_warns_of_anything():
    with running_jupyterlab(transport="tcp") as lab:
        asked = Request(
            lab.address("api/kernels"), b'{"name": "python3"}', {"Content-Type": "application/json"}
        )
        with urlopen(asked, timeout=60) as answer:
            kernel = json.load(answer)["id"]
        file = lab.log.parent / "r" / f"kernel-{kernel}.json"
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels(hb=False)  # it has a second, and a kernel starts in several
        client.wait_for_ready(timeout=60)
        said = []
        client.execute_interactive("print(40 + 2)", output_hook=said.append, timeout=60)
        client.stop_channels()
        lab.delete(f"api/kernels/{kernel}")
        with urlopen(lab.address("nbconvert/html/notebooks/en/01_what_happened.ipynb"), timeout=60) as answer:
            assert b"What happened" in answer.read()
        log = lab.log.read_text(encoding="utf-8")
    assert [each["content"]["text"] for each in said if each["msg_type"] == "stream"] == ["42\n"]
    assert "Kernel started" in log
    warned = [line for line in log.splitlines() if any(word in line for word in WARNINGS)]
    assert [line for line in warned if not line.endswith(UNSIGNED)] == []
