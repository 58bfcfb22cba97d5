"""What a talk needs around it: database engine, services, Lambda host, data directory."""
