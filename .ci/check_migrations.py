"""Whether every change of the records has its migration."""

import os
import sys
import tempfile

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
    with tempfile.TemporaryDirectory() as workspace:
        # The checks of a machine must not depend on the workspace that somebody keeps there.
        os.environ["TIERCEL_WORKSPACE"] = workspace
        os.environ.pop("TIERCEL_DATABASE_URL", None)
        execute_from_command_line([sys.argv[0], "makemigrations", "--check", "--dry-run"])
