"""Mails on the desk: read from the mailboxes, filed on their dossiers, answered, exported.

``room`` is the door: every deed a button, a command or the schedule asks for. Behind it,
``knowing`` makes of the rows what a mail is judged by; ``taking`` makes rows of the mails of a
page; ``syncing`` leads a mailbox through both, a page to a transaction; ``filing`` lays what is
filed in its dossier; ``news`` writes what is accepted; ``drafting`` puts answers in Drafts.
"""
