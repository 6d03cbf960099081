"""`python -m airdate` is `airdate`."""

from airdate.cli import main

if __name__ == "__main__":
    main()
