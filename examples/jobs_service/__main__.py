"""Serves the application: `python -m examples.jobs_service`.

`JOBS_DATABASE_URL` is any SQLAlchemy URL (default: the file `jobs.db` in the working
folder), `JOBS_PORT` the port (default: 8000).
"""

import os

import uvicorn

from .app import create_app

if __name__ == "__main__":
    app = create_app(os.environ.get("JOBS_DATABASE_URL", "sqlite:///jobs.db"))
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("JOBS_PORT", "8000")))
