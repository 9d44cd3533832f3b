"""The settings of an application that keeps something in a session of the database server.

Its statements are prepared there once, and asked for by their names: with PgBouncer in between, in
another session, where they are not known. For the control of `pooled`.
"""

from .settings import *

DATABASES["default"]["OPTIONS"] |= {"prepare_threshold": 0, "server_side_binding": True}
