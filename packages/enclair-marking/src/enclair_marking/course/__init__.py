"""The folder of a course: who is in it, what came in, what was given out."""
