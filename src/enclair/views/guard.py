"""What ipywidgets' own controls lack: names of handles, alt of pictures, keys kept from JupyterLab."""

import anywidget
import traitlets

from enclair.text.locale import LANG
from enclair.views import view


class Guard(anywidget.AnyWidget):
    """An invisible widget that looks after the other widgets of the box in which it stands.

    Elements with the class ``enclair-live`` are read aloud when they change.
    """

    _esm = view.module("guard")
    _css = view.style("explore")

    alt = traitlets.Unicode(help="What the picture of the box shows.").tag(sync=True)
    label = traitlets.Unicode(help="What the box is called.").tag(sync=True)
    lang = traitlets.Unicode(LANG, help="Language of the box.").tag(sync=True)
