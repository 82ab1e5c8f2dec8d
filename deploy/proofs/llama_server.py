"""Stands in for llama.cpp's own server, with those of its options that compose.yaml uses."""

import argparse
import signal

import xllamacpp


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ctx-size", type=int, required=True)
    options = parser.parse_args()
    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.hostnames = [options.host]
    params.port = options.port
    params.n_ctx = options.ctx_size
    params.n_parallel = 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = xllamacpp.Server(params)
    print(server.listening_address)
    signal.pause()


if __name__ == "__main__":
    main()
