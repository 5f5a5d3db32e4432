"""What comes out of marking: marks, pages for students, what a class misunderstood."""
