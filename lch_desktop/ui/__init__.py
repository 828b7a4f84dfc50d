"""What the rep sees. Views show a state and report requests; presenters hold the services."""
