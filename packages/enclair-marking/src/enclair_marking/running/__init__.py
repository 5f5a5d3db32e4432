"""Running what a student wrote, from both sides of the sandbox, as steps of nbgrader."""
