"""A Jupyter kernel that can reach nothing: it stands on its own, and knows nothing of this kit."""
