"""What any case has: load it, filter its tables, quote it, count its sides."""
