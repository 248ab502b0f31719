"""What leaves the store for other people and programs."""
