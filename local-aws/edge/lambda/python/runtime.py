"""Runs in a function's process, in place of Lambda's runtime for Python.

Usage: runtime.py <handler>, in the folder of the code. Messages are lines of JSON on file descriptor 3: protocol.ts.
"""

import importlib
import json
import logging
import os
import resource
import sys
import time
import traceback

requests = open(3, encoding="utf-8", closefd=False)
responses = open(3, "w", encoding="utf-8", closefd=False)


def main(handler_name):
    # The root logger of Lambda has a handler. https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
    logging.basicConfig(stream=sys.stdout, format="[%(levelname)s]\t%(asctime)s\t%(message)s")
    sys.path[0] = os.getcwd()
    try:
        handler = load(handler_name)
    except Exception as error:
        send(kind="initError", error=report(error))
        sys.exit(1)
    send(kind="ready")
    for line in requests:
        request = json.loads(line)
        if request["kind"] == "invoke":
            send(**respond(handler, request))


def load(handler_name):
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html#python-handler-naming"""
    module, _, name = handler_name.rpartition(".")
    return getattr(importlib.import_module(module.replace("/", ".")), name)


def respond(handler, request):
    try:
        payload = json.dumps(handler(json.loads(request["payload"]), Context(request)))
    except Exception as error:
        return {"kind": "error", "error": report(error), "maxMemory": max_memory()}
    return {"kind": "result", "payload": payload, "maxMemory": max_memory()}


class Context:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, request):
        context = request["context"]
        self.aws_request_id = context["awsRequestId"]
        self.function_name = context["functionName"]
        self.function_version = context["functionVersion"]
        self.invoked_function_arn = context["invokedFunctionArn"]
        self.log_group_name = context["logGroupName"]
        self.log_stream_name = context["logStreamName"]
        self.memory_limit_in_mb = context["memoryLimitInMB"]
        self.identity = None
        self.client_context = None
        self._deadline = request["deadline"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline - time.time() * 1000))


def report(error):
    """Logs an error as Lambda does. Returns its description."""
    description = f"{type(error).__name__}: {error}"
    print(f"[ERROR] {description}\n{''.join(traceback.format_tb(error.__traceback__))}", flush=True)
    return description


def send(**message):
    print(json.dumps(message), file=responses, flush=True)


def max_memory():
    """MiB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size // (1024 * 1024 if sys.platform == "darwin" else 1024)


main(sys.argv[1])
