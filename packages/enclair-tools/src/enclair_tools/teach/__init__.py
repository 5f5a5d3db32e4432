"""For teachers: plans of sessions, tables of standards, the report on balance."""
