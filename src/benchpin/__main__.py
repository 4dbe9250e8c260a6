"""`python -m benchpin` is the command line."""

from benchpin.cli import main

raise SystemExit(main())
