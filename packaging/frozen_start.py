"""Where the packaged program starts (see channel-roi.spec). It has no Python but itself, so it is also the process that
reads tables."""

import os
import sys

from roiapp.files.reading_process import WORD

if sys.argv[1:2] == [WORD]:
    from roiapp.files.reading_process import main as read

    read(sys.argv[2:])

# Other programs that are started from here, such as the browser, must find their own libraries and not ours.
if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
    os.environ["LD_LIBRARY_PATH"] = before
elif sys.platform.startswith("linux"):
    os.environ.pop("LD_LIBRARY_PATH", None)

from roiapp.app import main

raise SystemExit(main())
