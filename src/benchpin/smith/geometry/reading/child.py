"""The process that reads one model: python -m benchpin.smith.geometry.reading.child FOLDER UNIT."""

import sys
from pathlib import Path

from benchpin.smith.geometry.reading.contained import serve

if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2])
