"""Run the macros of a workbook in a LibreOffice of its own; for the system's Python, which has uno.

    python3 calc_driver.py WORKBOOK PROFILE < calls.json > answers.json

A call is ``[module, procedure, arguments]``; its answer is what the procedure returns, or
``{"error": ...}``. The first answer describes the workbook: its modules and their kinds.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ALWAYS_EXECUTE = 4


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connected(pipe, office):
    """The desktop of *office*, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(300):
        assert office.poll() is None, "LibreOffice ended"
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return remote.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", remote
            )
    raise TimeoutError


def called(provider, project, module, procedure, arguments):
    address = f"vnd.sun.star.script:{project}.{module}.{procedure}?language=Basic&location=document"
    try:
        answer, _, _ = provider.getScript(address).invoke(tuple(arguments), (), ())
    except Exception as error:  # noqa: BLE001 - the test reads it
        return {"error": str(error)}
    return answer


def described(book):
    libraries = book.BasicLibraries
    name = next(one for one in libraries.ElementNames if one != "Standard")
    library = libraries.getByName(name)
    kinds = {one: library.getModuleInfo(one).ModuleType for one in library.ElementNames}
    return {"project": name, "modules": kinds}


def main(workbook, profile):
    calls = json.load(sys.stdin)
    pipe = f"vbabuild{os.getpid()}"
    office = subprocess.Popen(
        [
            "/usr/bin/soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        start_new_session=True,
    )
    try:
        desktop = connected(pipe, office)
        book = desktop.loadComponentFromURL(
            Path(workbook).as_uri(),
            "_blank",
            0,
            (value("Hidden", True), value("MacroExecutionMode", ALWAYS_EXECUTE)),
        )
        about = described(book)
        provider = book.getScriptProvider()
        answers = [called(provider, about["project"], *call) for call in calls]
        json.dump([about, *answers], sys.stdout)
        book.close(True)
        desktop.terminate()
        office.wait(20)
    finally:
        with contextlib.suppress(ProcessLookupError):  # all of it ended by itself
            os.killpg(office.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
