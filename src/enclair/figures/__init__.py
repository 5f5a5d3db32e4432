"""What makes a figure readable by everybody: its look, its sentence, its table, its sliders, its sources."""
