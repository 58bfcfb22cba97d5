"""One turn: load, respond, log, save. Knows the ports and the coach, and neither SDK nor boto3."""
