"""A notebook that a command runs."""

import subprocess
import sys
from pathlib import Path

#: In a process of its own: kernels of tests use no TCP.
RUN = """
from pathlib import Path
from enclair_tools.notebooks.running import execute_file
from tests.helpers import code, notebook
asked = "from ipykernel.kernelapp import IPKernelApp as app\\nprint(app.instance().transport)"
pieces = "import time\\nfor piece in 'abc':\\n    print(piece, end='', flush=True)\\n    time.sleep(0.1)"
mixed = "for piece in 'de':\\n    print(piece)\\n    display(piece)"
cells = notebook(code(asked), code(pieces), code(mixed))
first, *others = execute_file(Path("own.ipynb").absolute(), cells).cells
print(first.outputs[0].text, *[output.get("text", "shown") for cell in others for output in cell.outputs])
"""


def test_its_kernel_encrypts_what_runs_over_tcp_warns_of_nothing_and_prints_in_one_piece(tmp_path):
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({str(root)!r}){RUN}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.split() == ["tcp", "abc", "d", "shown", "e", "shown"]
    assert done.stderr == ""
