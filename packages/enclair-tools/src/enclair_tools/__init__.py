"""What authors, teachers and CI use. Nothing of it is imported in a learner's kernel."""
