"""Pure functions, one module per subject of a lesson: tables and numbers in, tables and numbers out."""
