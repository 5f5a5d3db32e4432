"""What ipywidgets' own controls lack: names of handles, keys kept from JupyterLab."""

import traitlets

from enclair.views import view


class AccessibilityPatch(view.SharedWidget):
    """An invisible widget that looks after the other widgets of the box in which it stands.

    Elements with the class ``enclair-live`` are read aloud when they change.
    """

    VIEW = "guard"
    STYLE = "explore"

    label = traitlets.Unicode(help="What the box is called.").tag(sync=True)
