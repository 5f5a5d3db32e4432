"""Thin widgets: traits that hold the choices, and a view. What they show is computed elsewhere."""
