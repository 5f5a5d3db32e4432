"""A notebook that a command runs."""

import subprocess
import sys
from pathlib import Path

#: In a process of its own: kernels of tests use no TCP.
RUN = """
from pathlib import Path
from enclair_tools.notebooks.running import execute
from tests.helpers import code, notebook
asked = "from ipykernel.kernelapp import IPKernelApp as app\\nprint(app.instance().transport)"
print(execute(notebook(code(asked)), Path.cwd()).cells[0].outputs[0].text)
"""


def test_its_kernel_encrypts_what_runs_over_tcp_and_warns_of_nothing(tmp_path):
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({str(root)!r}){RUN}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.split() == ["tcp"]
    assert done.stderr == ""
