"""Tests cannot reach beyond this machine by accident."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_no_connection_leaves_the_machine(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as outside, pytest.raises(RuntimeError, match="wants to reach"):
        outside.connect((address, 80))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(RuntimeError, match="wants to reach"):
        socket.getaddrinfo("model.example", 443)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
