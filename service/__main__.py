"""`python -m service` is the command `treaty-records`."""

from service.cli import main

if __name__ == "__main__":
    main(prog_name="treaty-records")
