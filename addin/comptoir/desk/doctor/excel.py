"""Checks of Excel on Windows: is the add-in there, may it run, and does Python answer it.

Sources
    Microsoft: *Attack surface reduction rules reference*; *Macros from the internet are blocked by
    default in Office*; *Trusted Locations for Office files*; the Office administrative templates
    (``VBAWarnings``, ``RequireAddinSig``, ``DisableAllAddins``, ``AllLocationsDisabled``, ``allow
    user locations``). xlwings, issues 821, 2310, 2433 and ``XLPyLoadDLL``.
"""

from __future__ import annotations

from collections.abc import Callable

from comptoir.desk.doctor.diagnosis import ERROR, OK, WARNING, Examination, Finding
from comptoir.desk.doctor.facts import AddInFile, ExcelFacts, Facts
from comptoir.wording import Said, mark

OLDEST_EXCEL = 16
CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
WIN32_CALLS = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"
UNKNOWN_PROGRAMS = "01443614-CD74-433A-B99E-2ECDC07BFC25"
BLOCK, WARN = 1, 6
NO_MACROS, SIGNED_MACROS = 4, 3
LONGEST_PATH = 259
ByExcel = Callable[[ExcelFacts, Facts], Finding]


def _with_excel(examine: ByExcel) -> Callable[[Facts], Finding]:
    """The check, where there is a Windows and an Excel of any age on it."""

    def examined(facts: Facts) -> Finding:
        if facts.excel is None or facts.excel.version is None:
            return None
        return examine(facts.excel, facts)

    return examined


def _with_addin(
    examine: Callable[[AddInFile, ExcelFacts, Facts], Finding],
) -> Callable[[Facts], Finding]:
    """The check, where the add-in is installed."""

    def examined(excel: ExcelFacts, facts: Facts) -> Finding:
        return examine(excel.addin, excel, facts) if excel.addin else None

    return _with_excel(examined)


def _excel(facts: Facts) -> Finding:
    if facts.excel is None:
        return None
    version = facts.excel.version
    if version is None:
        return WARNING, Said(
            "No Excel found. Without it, use the workbooks in LibreOffice, or closed: comptoir save"
        )
    if int(version.partition(".")[0]) < OLDEST_EXCEL:
        return ERROR, Said(
            "Excel {version} is too old. Install Excel 2016 or newer.", version=version
        )
    return OK, Said("Excel {version}", version=version)


def _bits(excel: ExcelFacts, facts: Facts) -> Finding:
    bits = excel.bits or excel.python_bits
    library = f"xlwings{bits}-{facts.xlwings}.dll"
    if library.lower() not in {one.lower() for one in excel.libraries}:
        return ERROR, Said(
            "Excel has {bits} bits, Python {others}, and {library} is not beside Python: the"
            " functions cannot start. Install Comptoir again with a Python of {bits} bits.",
            bits=bits,
            others=excel.python_bits,
            library=library,
        )
    return OK, Said("{library} is there", library=library)


def _com(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if not excel.com:
        return ERROR, Said(
            "pywin32, by which Excel and Python talk, does not load. Install it again:"
            " pip install --force-reinstall pywin32"
        )
    return OK, Said("loads")


def _store_python(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if "\\windowsapps\\" in excel.python.lower():
        return ERROR, Said(
            "This Python is of the Microsoft Store: Excel may not see what it writes."
            " Install Python from python.org or by uv, then Comptoir again."
        )
    return OK, Said("{path}", path=excel.python)


def _installed(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.addin:
        return OK, Said("{path}", path=excel.addin.path)
    if excel.settings is not None:
        return ERROR, Said(
            "The add-in was installed and is gone: perhaps an anti-virus took it. Look in its"
            " quarantine, have comptoir.xlam allowed, then: comptoir addin repair"
        )
    return WARNING, Said("The add-in is not installed. Install it with: comptoir addin install")


def _whole(addin: AddInFile, excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if addin.faults:
        return ERROR, Said(
            "The add-in's file is damaged: {faults}. Close Excel, then: comptoir addin repair",
            faults=addin.faults,
        )
    return OK, Said("whole")


def _stale(addin: AddInFile, excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if addin.comptoir != facts.version:
        return ERROR, Said(
            "The add-in is of Comptoir {theirs}, the program {ours}."
            " Close Excel, then: comptoir addin repair",
            theirs=addin.comptoir,
            ours=facts.version,
        )
    return OK, Said("of Comptoir {version}", version=facts.version)


def _xlwings(addin: AddInFile, excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if addin.xlwings != facts.xlwings:
        return ERROR, Said(
            "The add-in holds xlwings {theirs}, Python has {ours}: no button works."
            " Close Excel, then: comptoir addin repair",
            theirs=addin.xlwings,
            ours=facts.xlwings,
        )
    return OK, Said("xlwings {version} on both sides", version=facts.xlwings)


def _blocked(addin: AddInFile, excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if addin.blocked:
        return ERROR, Said(
            "Windows has marked {path} as downloaded: Excel runs none of its macros."
            " Take the mark off with: comptoir addin repair",
            path=addin.path,
        )
    return OK, Said("not marked as downloaded")


def _copies(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.copies:
        return WARNING, Said(
            "Excel opens more than one comptoir.xlam: the buttons come twice."
            " Close Excel and delete {files}.",
            files=excel.copies,
        )
    return OK, Said("one only")


def _disabled(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.disabled:
        return ERROR, Said(
            "Excel disabled the add-in after a crash. Enable it: File > Options > Add-ins >"
            " Manage: Disabled Items; or close Excel, then: comptoir addin repair"
        )
    return OK, Said("not disabled")


def _macros(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    level = excel.policies.get("VBAWarnings")
    if level not in {NO_MACROS, SIGNED_MACROS}:
        return OK, Said("macros of trusted folders may run")
    if _untrusted(excel):
        return ERROR, Said(
            "Excel runs no macros without a signature here, and no trusted folder is allowed."
            " Ask your administrator to sign comptoir.xlam, or to trust its folder."
        )
    return OK, Said("macros are off, but may run in trusted folders")


def _untrusted(excel: ExcelFacts) -> bool:
    told = excel.policies
    return bool(told.get("AllLocationsDisabled")) or told.get("allow user locations") == 0


def _trust(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if not _untrusted(excel):
        return OK, Said("trusted folders are allowed")
    if {"AllLocationsDisabled", "allow user locations"} & excel.forced:
        return WARNING, Said(
            "Your administrator has switched trusted folders off: Excel may ask before it runs"
            " the add-in, or refuse. Ask for the folder of the add-in to be trusted."
        )
    return WARNING, Said(
        "Trusted folders are switched off. Excel: File > Options > Trust Center > Trusted"
        " Locations: clear Disable all Trusted Locations."
    )


def _signed(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.policies.get("DisableAllAddins"):
        return ERROR, Said(
            "Excel may open no add-in here. File > Options > Trust Center > Add-ins: clear"
            " Disable all Application Add-ins; if you cannot, ask your administrator."
        )
    if excel.policies.get("RequireAddinSig"):
        return ERROR, Said(
            "Excel opens only signed add-ins here. File > Options > Trust Center > Add-ins:"
            " clear the requirement, or have comptoir.xlam signed by your administrator."
        )
    return OK, Said("add-ins may be opened")


def _children(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.rules.get(CHILD_PROCESSES) not in {BLOCK, WARN}:
        return OK, Said("Excel may start programs")
    if _waits(excel):
        return OK, Said("Excel may start no program, and need not: Python waits for it")
    return ERROR, Said(
        "The anti-virus (Defender rule {rule}) lets Excel start no program: no button works."
        " Have Python wait for Excel instead: comptoir addin repair --server logon",
        rule=CHILD_PROCESSES,
    )


def _calls(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.rules.get(WIN32_CALLS) in {BLOCK, WARN}:
        return ERROR, Said(
            "The anti-virus (Defender rule {rule}) blocks macros that call Windows, and xlwings"
            " does. Ask your administrator to exclude comptoir.xlam from this rule.",
            rule=WIN32_CALLS,
        )
    if excel.rules.get(UNKNOWN_PROGRAMS) in {BLOCK, WARN}:
        return WARNING, Said(
            "The anti-virus (Defender rule {rule}) blocks programs it has rarely seen. If Python"
            " does not start, ask your administrator to exclude its folder.",
            rule=UNKNOWN_PROGRAMS,
        )
    return OK, Said("no rule known to stop the add-in")


def _settings(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.addin is None:
        return None
    if not (excel.settings or {}).get("INTERPRETER_WIN"):
        return ERROR, Said(
            "The add-in is not told where Python is. Tell it with: comptoir addin repair"
        )
    if not excel.interpreter_found:
        return ERROR, Said(
            "The add-in looks for Python at {path}, where it is not."
            " Tell it where it is with: comptoir addin repair",
            path=(excel.settings or {})["INTERPRETER_WIN"],
        )
    return OK, Said("{path}", path=(excel.settings or {})["INTERPRETER_WIN"])


def _waits(excel: ExcelFacts) -> bool:
    """Whether Excel asks for a server that runs already, and starts none."""
    return (excel.settings or {}).get("DEBUG UDFS", "").lower() == "true"


def _logon(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if excel.addin is None:
        return None
    if not _waits(excel):
        return OK, Said("Excel starts Python itself")
    if not excel.at_logon:
        return ERROR, Said(
            "Python is not started when you log on, and Excel waits for it."
            " Set it up again with: comptoir addin repair"
        )
    return OK, Said("{command}", command=excel.at_logon)


def _server(excel: ExcelFacts, facts: Facts) -> Finding:
    if excel.addin is None or not _waits(excel):
        return None
    if excel.server is None:
        return ERROR, Said(
            "The Python server does not run: no button and no function answers."
            " Start it with: comptoir addin repair"
        )
    if excel.server != facts.version:
        return WARNING, Said(
            "The Python server is still of Comptoir {theirs}, the program is {ours}."
            " Start it again with: comptoir addin repair",
            theirs=excel.server,
            ours=facts.version,
        )
    return OK, Said("runs, of Comptoir {version}", version=excel.server)


def _paths(excel: ExcelFacts, facts: Facts) -> Finding:  # noqa: ARG001 - as every check
    if not excel.long_paths and excel.longest_path > LONGEST_PATH:
        return WARNING, Said(
            "A path here has {length} characters, and Windows opens {most} at most. Move the desk"
            " to a shorter folder, or ask for long paths to be enabled.",
            length=excel.longest_path,
            most=LONGEST_PATH,
        )
    return OK, Said("short enough")


EXAMINATIONS = (
    Examination("XL-01", mark("Excel"), _excel),
    Examination("XL-02", mark("Bits of Excel and Python"), _with_excel(_bits)),
    Examination("XL-03", mark("Talk between Excel and Python"), _with_excel(_com)),
    Examination("XL-04", mark("Origin of Python"), _with_excel(_store_python)),
    Examination("XL-05", mark("Add-in"), _with_excel(_installed)),
    Examination("XL-06", mark("File of the add-in"), _with_addin(_whole)),
    Examination("XL-07", mark("Version of the add-in"), _with_addin(_stale)),
    Examination("XL-08", mark("xlwings"), _with_addin(_xlwings)),
    Examination("XL-09", mark("Mark of the web"), _with_addin(_blocked)),
    Examination("XL-10", mark("Copies of the add-in"), _with_excel(_copies)),
    Examination("XL-11", mark("Disabled items"), _with_excel(_disabled)),
    Examination("XL-12", mark("Macros"), _with_excel(_macros)),
    Examination("XL-13", mark("Trusted folders"), _with_excel(_trust)),
    Examination("XL-14", mark("Add-ins in general"), _with_excel(_signed)),
    Examination("XL-15", mark("Anti-virus: programs that Excel starts"), _with_excel(_children)),
    Examination("XL-16", mark("Anti-virus: other rules"), _with_excel(_calls)),
    Examination("XL-17", mark("Settings of the add-in"), _with_excel(_settings)),
    Examination("XL-18", mark("Python at logon"), _with_excel(_logon)),
    Examination("XL-19", mark("Python server"), _with_excel(_server)),
    Examination("XL-20", mark("Length of paths"), _with_excel(_paths)),
)
