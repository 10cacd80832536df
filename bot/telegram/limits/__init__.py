"""Who may go next: within limits in time, and fairly between those who wait."""
