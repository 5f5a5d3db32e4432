"""What any lesson can show: a view is NAME.py, NAME.js and NAME.css, and works without a kernel too."""
