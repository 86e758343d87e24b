"""Runs a Pulumi program in Python, in place of the runner of the official CLI.

Usage: run.py <path of the program's module> <keyword arguments of pulumi.runtime.Settings, as JSON>
PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS have the configuration. Exit code 32: the program failed, and its error is logged.
"""

import asyncio
import inspect
import json
import os
import runpy
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

from pulumi import RunError, log, runtime

ERROR_LOGGED = 32


def run(program, settings):
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    # Each registration of a resource occupies a thread until the engine answers.
    loop.set_default_executor(ThreadPoolExecutor(settings["parallel"]))
    known = inspect.signature(runtime.Settings).parameters
    runtime.configure(runtime.Settings(**{name: value for name, value in settings.items() if name in known}))
    runtime.set_all_config(runtime.get_config_env(), runtime.get_config_secret_keys_env())
    try:
        loop.run_until_complete(runtime.run_in_stack(lambda: load(program)))
    except RunError as error:
        fail(str(error))
    except Exception as error:
        fail("The program failed with an exception:\n" + description(error, os.path.dirname(program)))


def load(program):
    # The program imports modules of its folder, also after its own module is loaded.
    sys.path[0] = os.path.dirname(program)
    sys.argv = [program]
    runpy.run_path(program, run_name="__main__")


def fail(message):
    log.error(message)
    sys.exit(ERROR_LOGGED)


def description(error, folder):
    """The traceback from the program's first line on. An error in a registration has no line of the program."""
    frames = error.__traceback__
    while frames is not None and not is_in(folder, frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    lines = traceback.format_exception(type(error), error, frames) if frames else traceback.format_exception_only(error)
    return "".join(lines)


def is_in(folder, file):
    return file.startswith(folder + os.sep) and "site-packages" not in file


# The engine ends the program, not Ctrl-C in the terminal with a traceback of this file.
signal.signal(signal.SIGINT, signal.SIG_DFL)
run(sys.argv[1], json.loads(sys.argv[2]))
