"""What the packed program starts with: the command `gongkai`, in surroundings that are the user's own again."""

import os
import sys

# The loader of a packed program puts our libraries first; LibreOffice and whatever else we start must not meet them.
_theirs = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _theirs is not None:
    os.environ["LD_LIBRARY_PATH"] = _theirs
elif sys.platform == "linux":
    os.environ.pop("LD_LIBRARY_PATH", None)

from ui.__main__ import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
