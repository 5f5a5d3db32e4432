"""The command ``enclair``: what learners need; the workshop adds its verbs."""
