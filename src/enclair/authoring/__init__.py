"""What authors and CI need: the canonical form of notebooks, and exercises made from their solutions."""
