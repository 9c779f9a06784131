"""Django's settings for tests: a workspace of their own, so that nobody's own is read or written."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="tiercel-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

_database_url = os.environ.pop("TIERCEL_TEST_DATABASE_URL", "")
for _name in [name for name in os.environ if name.startswith("TIERCEL_") and name != "TIERCEL_REAL_DATA"]:
    del os.environ[_name]
os.environ["TIERCEL_WORKSPACE"] = _folder
if _database_url:
    os.environ["TIERCEL_DATABASE_URL"] = _database_url

from tiercel.show.web.settings import *  # noqa: E402, F403

# A strong hash takes a third of a second for every user that a test makes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files as they lie in the sources, from the first request to the last: nobody collects them here.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405

# A file, as in a workspace: in memory, connections share one cache and lock each other out as they never would there.
if not _database_url:
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "test.sqlite3")}  # noqa: F405, PTH118
