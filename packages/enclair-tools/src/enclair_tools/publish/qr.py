"""An address as a QR code in the terminal, for the projector."""

import io


def qr_code(address: str) -> str:
    """Return the QR code of ``address`` as lines of blocks.

    Light modules are drawn, as terminals are dark; where one is light, cameras read the inverted code too.
    """
    import segno

    lines = io.StringIO()
    segno.make(address, error="m").terminal(lines, border=2, compact=True)
    return lines.getvalue().rstrip("\n")
