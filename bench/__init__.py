"""What the rules and the service cost, measured on this machine; run by `make bench`."""
