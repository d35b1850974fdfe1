r"""The facts of Excel on Windows: from the registry, the files, and the Python server.

Sources
    Microsoft: *Click-to-Run configuration* (``Platform``, ``VersionToReport``); *App Paths*;
    Office administrative templates (``Policies\Microsoft\Office``, and ``Policies\Microsoft\Cloud``
    of Cloud Policy, which wins); *Attack surface reduction rules deployment* (group policy under
    ``ASR\Rules``, MDM as ``ASRRules`` in ``Policy Manager``); PE format (machine types). xlwings,
    ``XLPyLoadDLL`` (the library lies beside Python or above).
"""

from __future__ import annotations

import importlib
import io
import ntpath
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import PureWindowsPath

from comptoir.desk.doctor.facts import AddInFile, ExcelFacts
from comptoir.desk.fitting import OFFICE, Computer, office_versions, serving
from comptoir.desk.installing import FILE, NAME, RUN, RUN_NAME
from comptoir.desk.registry import Registry, numbers, texts

_MACHINE = r"HKLM\SOFTWARE\Microsoft"
_CLICK_TO_RUN = rf"{_MACHINE}\Office\ClickToRun\Configuration"
_APP_PATH = rf"{_MACHINE}\Windows\CurrentVersion\App Paths\excel.exe"
_LONG_PATHS = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem"
_DEFENDER = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_POLICY_MANAGER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_FORCED = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Office",
    r"HKCU\SOFTWARE\Policies\Microsoft\Office",
    r"HKCU\SOFTWARE\Policies\Microsoft\Cloud\Office",
)
"""Where an administrator's word stands, the strongest last."""
_GOVERNING = (
    r"Excel\Security",
    r"Excel\Security\Trusted Locations",
    r"Common\Security\Trusted Locations",
)
_BITS = {0x14C: 32, 0x8664: 64, 0xAA64: 64}
_FROM_THE_WEB = 3
"""The zone of the Internet; a mark of that zone or a worse one blocks macros."""


def excel(computer: Computer, longest_path: int) -> ExcelFacts:
    """What the doctor asks about Excel; without it only that it is not there."""
    registry = computer.registry
    version, bits = excel_version(registry), _bits(computer)
    policies, forced = _policies(registry)
    settings = computer.settings if computer.settings_now else None
    return ExcelFacts(
        version=version,
        bits=bits,
        python=computer.home.python,
        python_bits=struct.calcsize("P") * 8,
        libraries=tuple(_libraries(computer)),
        com=_com(),
        addin=installed(computer),
        copies=tuple(_copies(computer)),
        disabled=bool(computer.home.disabled),
        policies=policies,
        forced=forced,
        rules=_rules(registry),
        settings=settings,
        interpreter_found=_there(computer, (settings or {}).get("INTERPRETER_WIN", "")),
        at_logon=texts(registry, RUN).get(RUN_NAME),
        server=served.version if (served := serving(computer.own_folder)) else None,
        long_paths=numbers(registry, _LONG_PATHS).get("LongPathsEnabled", 0) == 1,
        longest_path=longest_path,
    )


def excel_version(registry: Registry) -> str | None:
    """The version of the Excel that is installed; None where there is none."""
    told = texts(registry, _CLICK_TO_RUN).get("VersionToReport")
    if told:
        return told
    if not texts(registry, _APP_PATH).get(""):
        return None
    return max(office_versions(registry), key=float, default="16.0")


def _bits(computer: Computer) -> int | None:
    """The bits of Excel: as Click-to-Run says, else as its program says in its head."""
    platform = texts(computer.registry, _CLICK_TO_RUN).get("Platform", "").lower()
    if platform:
        return 32 if platform == "x86" else 64
    program = texts(computer.registry, _APP_PATH).get("", "").strip('"')
    if not program:
        return None
    with suppress(OSError, struct.error), computer.place(program).open("rb") as file:
        return _BITS.get(_machine(file.read(4096)))
    return None


def _machine(head: bytes) -> int:
    """The machine that a program of Windows is made for, as its head says."""
    (start,) = struct.unpack_from("<I", head, 60)
    (machine,) = struct.unpack_from("<H", head, start + 4)
    return int(machine)


def _libraries(computer: Computer) -> Iterator[str]:
    """The libraries by which VBA calls Python: beside Python, or one folder above."""
    beside = PureWindowsPath(computer.home.python).parent
    for folder in (beside, beside.parent):
        with suppress(OSError):
            yield from sorted(one.name for one in computer.place(str(folder)).glob("xlwings*.dll"))


def _com() -> bool:
    try:
        importlib.import_module("pythoncom")
        importlib.import_module("win32api")
    except ImportError:
        return False
    return True


def installed(computer: Computer) -> AddInFile | None:
    """The add-in where Excel opens it: whose it is, and whether it is whole and free."""
    path = str(computer.home.addin)
    try:
        blob = computer.place(path).read_bytes()
    except OSError:
        return None
    return read_addin(path, blob, blocked=_blocked(computer, path))


def read_addin(path: str, blob: bytes, *, blocked: bool = False) -> AddInFile:
    """What an add-in says of itself."""
    from vbabuild import package_check  # noqa: PLC0415 - for the doctor only

    faults, project = package_check.read(blob)
    code = "\n".join(one.code for one in project.modules) if project else ""
    xlwings = re.search(r'^Public Const XLWINGS_VERSION As String = "(.*)"', code, re.MULTILINE)
    return AddInFile(
        path,
        comptoir=_built_by(blob),
        xlwings=xlwings[1] if xlwings else None,
        blocked=blocked,
        faults=tuple(str(one) for one in faults.grave),
    )


def _built_by(blob: bytes) -> str | None:
    """The Comptoir that built an add-in, from its sheet of settings."""
    import python_calamine  # noqa: PLC0415 - for the doctor only

    try:
        book = python_calamine.load_workbook(io.BytesIO(blob))
        rows = book.get_sheet_by_name(f"{NAME}.conf").to_python()
    except python_calamine.CalamineError:
        return None
    told = {str(row[0]): str(row[1]) for row in rows if len(row) > 1}
    return told.get("COMPTOIR_VERSION")


def _blocked(computer: Computer, path: str) -> bool:
    """Whether Windows remembers that the file came from the web."""
    try:
        mark = computer.place(f"{path}:Zone.Identifier").read_text("utf-8", "replace")
    except OSError:
        return False
    zone = re.search(r"ZoneId\s*=\s*(\d+)", mark)
    return zone is not None and int(zone[1]) >= _FROM_THE_WEB


def _copies(computer: Computer) -> Iterator[str]:
    """Other files of the add-in's name that Excel opens when it starts."""
    program = texts(computer.registry, _APP_PATH).get("", "").strip('"')
    places = [ntpath.join(ntpath.dirname(program), "XLSTART", FILE)] if program else []
    for version in office_versions(computer.registry):
        told = texts(computer.registry, rf"{OFFICE}\{version}\Excel\Options")
        if folder := told.get("AltStartup"):
            places.append(ntpath.join(folder, FILE))
        for name, value in told.items():
            if re.fullmatch(r"OPEN\d*", name) and FILE in value.lower():
                yield _opened(value, computer)
    own = str(computer.home.addin).lower()
    yield from (one for one in places if one.lower() != own and _there(computer, one))


def _opened(value: str, computer: Computer) -> str:
    r"""The file of a value such as ``/R "C:\folder\comptoir.xlam"``; bare names lie in AddIns."""
    file = re.sub(r"^/[A-Za-z]\s+", "", value).strip('"')
    if ntpath.isabs(file):
        return file
    return ntpath.join(computer.home.folders.get("APPDATA", ""), "Microsoft", "AddIns", file)


def _policies(registry: Registry) -> tuple[dict[str, int], frozenset[str]]:
    """What governs macros and add-ins, and which of it an administrator has set."""
    told: dict[str, int] = {}
    forced: dict[str, int] = {}
    for version in office_versions(registry) or ["16.0"]:
        for part in _GOVERNING:
            told |= numbers(registry, rf"{OFFICE}\{version}\{part}")
        for start in _FORCED:
            for part in _GOVERNING:
                forced |= numbers(registry, rf"{start}\{version}\{part}")
    return told | forced, frozenset(forced)


def _rules(registry: Registry) -> dict[str, int]:
    """Defender's attack surface reduction rules: this computer's, MDM's, then group policy's."""
    local = registry.values(rf"{_MACHINE}\{_DEFENDER}")
    group = registry.values(rf"HKLM\SOFTWARE\Policies\Microsoft\{_DEFENDER}")
    managed = dict(
        one.split("=", 1)
        for one in texts(registry, _POLICY_MANAGER).get("ASRRules", "").split("|")
        if "=" in one
    )
    return {**_by_guid(local), **_by_guid(managed), **_by_guid(group)}


def _by_guid(values: Mapping[str, object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, value in values.items():
        with suppress(ValueError):
            found[name.strip("{} ").upper()] = int(str(value))
    return found


def _there(computer: Computer, path: str) -> bool:
    """Whether *path*, once the user's folders are filled in for their variables, is a file."""
    for name, folder in computer.home.folders.items():
        path = re.sub(f"%{name}%", lambda _, by=folder: by, path, flags=re.IGNORECASE)  # type: ignore[misc]
    return bool(path) and ntpath.isabs(path) and computer.place(path).is_file()
