"""The example service with a caller who may do everything: token `everything`.

python -m tests.long.served PORT DATABASE_URL
"""

import sys

import uvicorn
from jobs_contracts import Principal

from examples.jobs_service.app import create_app
from examples.jobs_service.auth import PRINCIPALS


def main() -> None:
    """Serve on 127.0.0.1 until the process is ended."""
    PRINCIPALS["everything"] = Principal(
        "everything",
        is_admin=True,
        roles=frozenset({"operator", "worker"}),
        permissions=frozenset({"jobs.remove"}),
    )
    _, port, url = sys.argv
    app = create_app(url)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")


if __name__ == "__main__":
    main()
