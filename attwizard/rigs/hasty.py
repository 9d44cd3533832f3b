"""A server that is broken on purpose: it says "saved", and saves half a second later, if it lives.

These are its settings, too.
"""

import threading
import time

from django.db import connections
from django.shortcuts import redirect

from .settings import *

MIDDLEWARE = ["attwizard.rigs.hasty.AnswersFirst", *MIDDLEWARE]
LATER = 0.5  # seconds


class AnswersFirst:
    """What makes pages quick where nobody looks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST":
            return self.get_response(request)
        request.POST.dict()  # read while there is somebody who sends it
        threading.Thread(target=self.save_later, args=[request], daemon=True).start()
        return redirect("/cases/")

    def save_later(self, request):
        time.sleep(LATER)
        self.get_response(request)
        connections.close_all()
