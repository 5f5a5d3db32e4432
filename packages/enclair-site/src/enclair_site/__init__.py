"""The site on which the kit runs in the browser itself: fetched, built, served."""

from enclair.text.errors import PlainError


class SiteError(PlainError):
    """The site could not be built or served; what was there before is unchanged."""
