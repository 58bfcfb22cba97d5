"""The simulated Echo: builds requests, checks responses, plays their sound, keeps the session."""
