"""A plugin of pytest, for a run of its own: the cases of the kit are those of ``ENCLAIR_TRIED_ON``, a folder.

``python -m pytest -p tests.changed_case …`` asks what tests say of texts once a value of a table has changed.
"""

import os
from pathlib import Path

from enclair.case import model

model._home = lambda: Path(os.environ["ENCLAIR_TRIED_ON"])
