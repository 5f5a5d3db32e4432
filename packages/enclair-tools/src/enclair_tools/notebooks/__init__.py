"""Notebooks as files: their stored form, exercises made from solutions, translations, running them."""
