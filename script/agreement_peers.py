"""The programs that our figures of agreement are compared with: which versions, and where they are installed.

For script/agreement-peers and script/agreement-speed. pip installs them into .build/agreement-peers, once and again
whenever a version below is another.
"""

import os
import pathlib
import subprocess
import sys

PACKAGES = ["krippendorff==0.9.0", "irrCAC==0.4.4", "scikit-learn==1.9.1", "numpy==1.26.4", "pandas==2.3.3"]
ROOT = pathlib.Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".build" / "agreement-peers"


def enter_environment():
    """Runs this program again with the other programs at hand."""
    if pathlib.Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "packages.txt"
    if not stamp.exists() or stamp.read_text() != "\n".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES], check=True)
        stamp.write_text("\n".join(PACKAGES))
    os.execv(python, [str(python), *sys.argv])
