"""That everything was taken out as one file stands in the record."""

from support.platform.work import Work


def note_file(work: Work, form: str) -> None:
    """Write down that the employee who acts has had everything shown or given to her, in this form."""
    work.log("own:file", "employee", work.actor.id or "", form)
