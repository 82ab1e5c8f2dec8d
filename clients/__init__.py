"""What other systems see of the service: its OpenAPI document, linted and fuzzed, and the clients made of it."""
