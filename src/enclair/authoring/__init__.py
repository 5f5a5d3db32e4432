"""What authors and CI need: the canonical form of notebooks, exercises from solutions, cards to print."""
