"""What ipywidgets' own controls lack: names of handles, alt of pictures, keys kept from JupyterLab."""

import traitlets

from enclair.views import view


class Guard(view.SharedWidget):
    """An invisible widget that looks after the other widgets of the box in which it stands.

    Elements with the class ``enclair-live`` are read aloud when they change.
    """

    VIEW = "guard"
    STYLE = "explore"

    alt = traitlets.Unicode(help="What the picture of the box shows.").tag(sync=True)
    label = traitlets.Unicode(help="What the box is called.").tag(sync=True)
