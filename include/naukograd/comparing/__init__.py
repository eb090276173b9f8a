"""What changed between two states of knowledge, by how much, and why."""
