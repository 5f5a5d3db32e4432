"""The command ``enclair``: what learners need; packages add their verbs."""
