"""Lesson 2, words under the microscope: a post and its headline, quotations coded again."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"Framing": "framing", "recode": "coding"})
