"""JupyterLab opens in the language of the computer, as the commands of the kit do; kernels get keys.

Its own "default" is the locale of Python, which Windows spells in a way that JupyterLab does not know, and
which never heard of ``LANGUAGE``. Who chooses a language in its menu keeps it.
"""

from pathlib import Path

import zmq
from jupyter_client import KernelManager
from jupyter_core.paths import jupyter_config_dir
from jupyter_server.serverapp import ServerApp
from jupyterlab_server import settings_utils, translations_handler
from traitlets.config.loader import JSONFileConfigLoader

from enclair.text.locale import of_computer

spoken = of_computer()
c = get_config()  # noqa: F821
# What "Save and Export" makes is what `jupyter nbconvert` makes.
c.merge(JSONFileConfigLoader("jupyter_nbconvert_config.json", str(Path(__file__).parent)).load_config())
c.LabApp.default_url = f"/lab/tree/notebooks/{spoken}/00_start_here.ipynb"
# The kit's style sheet of JupyterLab; one that somebody has comes first. Its folder is no setting yet, and
# as one of `tornado_settings` it would take the place of those of a school.
ServerApp.static_custom_path.tag(config=True)
c.LabApp.custom_css = True
sheets = [Path(jupyter_config_dir(), "custom"), Path(__file__).parent / "enclair"]
c.ServerApp.static_custom_path = [str(sheet) for sheet in sheets]
# Other languages stay: a German language pack that somebody has goes on showing German menus.
if spoken == "fr" or settings_utils.SYS_LOCALE.lower().startswith("fr"):
    menus = {"fr": "fr_FR"}.get(spoken, "en")
    settings_utils.SYS_LOCALE = translations_handler.SYS_LOCALE = menus
# What runs between a kernel and the server is encrypted, else each kernel warns that it is not. Keys rather
# than Unix sockets: Windows has none, nor have some folders on a network, and their paths may be too long.
if hasattr(KernelManager, "transport_encryption") and zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"
