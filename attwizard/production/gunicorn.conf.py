"""How gunicorn serves the pages; systemd hands it the socket (attwizard-web.socket)."""

import os

# Each worker has its own Python: one for each core, and one that works while another waits.
workers = int(os.environ.get("WEB_WORKERS") or (os.cpu_count() or 1) + 1)
# Threads, because a page waits for PostgreSQL most of its time. Each keeps one connection to it.
worker_class = "gthread"
threads = 4
preload_app = True  # what does not start is told once, before any worker is there

timeout = 60  # a worker that says nothing for so long is replaced
graceful_timeout = 30  # for what is under way at a restart
keepalive = 75  # longer than nginx keeps its connections, so that it is nginx who closes them
max_requests, max_requests_jitter = 20_000, 2_000
worker_tmp_dir = "/dev/shm"  # the sign of life must not wait for a disk
control_socket_disable = True

# Who called stands in the log of nginx, without what people searched for.
accesslog, errorlog, loglevel = None, "-", "warning"
logger_class = "assessments.operations.logs.ServerLog"  # in the form of LOG_FORMAT
