"""The site on which the kit runs in the browser itself: fetched, built, served."""
