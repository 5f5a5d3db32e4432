"""What the site adds to the command ``enclair``; each verb imports its tool when it runs."""

from argparse import SUPPRESS, Namespace
from pathlib import Path

from enclair import stopping
from enclair.command.verbs import FOLDER, argument, checkout, short_path, verb
from enclair.text.locale import number, text


@verb(
    "let browsers use the kit from here: this computer, or with --lan the school's network",
    argument("folder", nargs="?", **FOLDER, help="a built site (default: site/)"),
    argument("--port", type=int, default=8000, metavar="NUMBER", help="where to listen (default: 8000)"),
    argument("--lan", action="store_true", help="let the other computers of this network in"),
)
def serve(options: Namespace) -> int:
    """Serve the built site on this computer, with --lan on its network, until Ctrl+C."""
    from enclair_site.board import announcement
    from enclair_site.serve import open_server

    folder = options.folder or checkout(Path.cwd()) / "site"
    stopping.set_stop_message(text("Stopped."))
    with open_server(folder, options.port, options.lan) as server:
        print(announcement(server.server_address[1], options.port, options.lan), flush=True)
        server.serve_forever()
    return 0


@verb(
    "lessons and exercises that run in the browser itself, without installing",
    argument("--to", **FOLDER, help="where to make it (default: {name}/)"),
    argument("--output", dest="to", type=Path, default=SUPPRESS, help=SUPPRESS),  # as it was once called
    argument("--files", **FOLDER, help="files fetched before, such as a copied cache"),
)
def site(options: Namespace) -> int:
    """Make the site on which lessons and exercises run in the browser itself."""
    from enclair_site.build import build

    root = checkout(Path.cwd())
    stopping.set_stop_message(text("Stopped. No file is left half made."))
    made = build(root, (options.to or root / "site").absolute(), options.files)
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file()) / 1e6
    message = text("{name}: {size} MB. Put the folder on any web server, or: uv run enclair serve")
    print(message.format(name=short_path(made, root), size=number(size, digits=1)))
    return 0


VERBS = (serve, site)
