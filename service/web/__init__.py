"""The service over HTTP: routes, problems, keys, documentation."""
