"""Lines of VBA made comparable: what xlwings' generator writes, and what ours does."""

from __future__ import annotations

import re


def their_lines(text):
    """Their lines for Excel: without the branch for other programs, and without line breaks."""
    text = re.sub(r" _\n *", " ", text)
    both = r'#If App = "Microsoft Excel" Then\n(.*?)#Else\n.*?#End If'
    text = re.sub(both, r"\1", text, flags=re.DOTALL)
    text = text.replace("If TypeOf Application.Caller Is Range Then On Error", "On Error")
    return [line.strip().replace("(0 to ", "(0 To ") for line in text.splitlines() if line.strip()]


def our_lines(text):
    """Ours, without what we add.

    That is types, help, the Mac's branch, what an error begins with, and a guard for no values.
    """
    text = re.sub(
        r"^#If Mac Then\n.*?#Else\n", "", text.replace(" _\n", " "), flags=re.DOTALL | re.MULTILINE
    )
    text = re.sub(r"^(Attribute .*|#End If)\n", "", text, flags=re.MULTILINE)
    head, _, body = text.partition("\n")
    head = head.replace("Public ", "").replace(" As Variant", "")
    body = body.replace(", k As Long", "")
    body = re.sub(r"^ *\w+ = Textes\.Texte\(.*\n", "", body, flags=re.MULTILINE)
    body = re.sub(r"If UBound\(\w+\) >= LBound\(\w+\) Then ", "", body)
    return [line.strip() for line in [head, *body.splitlines()]]


def their_functions(text):
    """The lines of each function in a module that xlwings wrote."""
    found = re.findall(r"^Function (\w+)\(.*?^End Function", text, re.DOTALL | re.MULTILINE)
    bodies = re.finditer(r"^Function \w+\(.*?^End Function", text, re.DOTALL | re.MULTILINE)
    return {name: their_lines(body[0]) for name, body in zip(found, bodies, strict=True)}
