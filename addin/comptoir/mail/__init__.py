"""Mails of suppliers and customers: read, synced, filed on their dossier, and judged for risk.

Reading     ``parse`` makes a ``message`` of any bytes; ``extract`` reads its attachments,
            ``papers`` knows what they are.
Syncing     ``source`` is the interface; ``folder``, ``ews`` and ``graph`` (with ``signin``) are
            the mailboxes; ``drafts`` composes what a person will send.
Deciding    ``filing`` says on which dossier of a ``book``, ``proposals`` what can be read out,
            ``risk`` what is wrong. They touch nothing.
"""

from __future__ import annotations
