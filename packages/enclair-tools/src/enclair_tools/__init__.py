"""What authors, teachers and CI use. Nothing of it is imported in a learner's kernel."""

from enclair.text.locale import sentences

say = sentences(__package__)
