"""The site on which the kit runs in the browser itself: fetched, built, served."""

from enclair.text.errors import PlainError


class SiteError(PlainError):
    """The site could not be built; nothing stands under its name that was not there before."""
