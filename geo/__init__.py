"""The places: communes, districts, boundaries. Knows nothing of agencies or money."""
