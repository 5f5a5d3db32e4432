"""A notebook that a command runs."""

import sys

from tests.helpers import process

#: In a process of its own: kernels of tests use no TCP.
RUN = """
from pathlib import Path
from nbformat.v4 import new_code_cell, new_notebook
from enclair_tools.notebooks.running import execute_file
asked = "from ipykernel.kernelapp import IPKernelApp as app\\nprint(app.instance().transport)"
pieces = "import time\\nfor piece in 'abc':\\n    print(piece, end='', flush=True)\\n    time.sleep(0.1)"
mixed = "for piece in 'de':\\n    print(piece)\\n    display(piece)"
cells = new_notebook(cells=[*map(new_code_cell, (asked, pieces, mixed))])
first, *others = execute_file(Path("own.ipynb").absolute(), cells).cells
print(first.outputs[0].text, *[output.get("text", "shown") for cell in others for output in cell.outputs])
"""


def test_its_kernel_encrypts_what_runs_over_tcp_warns_of_nothing_and_prints_in_one_piece(tmp_path):
    code, out, err = process(sys.executable, "-c", RUN, cwd=tmp_path)
    assert out.split() == ["tcp", "abc", "d", "shown", "e", "shown"]
    assert (code, err) == (0, "")
