"""What is out of step between English and French, or has changed since somebody read it."""
