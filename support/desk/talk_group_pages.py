"""Page data of who else could work with a person, and of the group that her way belongs to."""

from support.cases.facts import CaseFacts
from support.pathways.cohort_queries import cohort_of_way
from support.pathways.enrolment_queries import Way, analysis_reason_of, who_can_take_over
from support.pathways.rules.enrolment import AnalysisSet
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.web.pages import sentence
from support.web.views import Option


def others(work: Work, case: CaseFacts, way: Way) -> list[Option]:
    """Who could work with the person instead of whoever does; empty where there is nobody."""
    if not way.enrolment.goes_on:
        return []
    found = who_can_take_over(work, case).values()
    names = sorted((one.name, one.id) for one in found if one.id != way.enrolment.practitioner_id)
    options = [Option(one, name, chosen=False) for name, one in names]
    return [Option("", sentence(mark("Choose")), chosen=True), *options] if options else []


def group_in_words(work: Work, way: Way) -> str:
    """The group that her way belongs to, and why she is left out of the comparison where she is."""
    cohort = cohort_of_way(work, way.enrolment.id)
    if cohort is None:
        return ""
    if way.enrolment.analysis_set is AnalysisSet.MAIN:
        return sentence(mark("Belongs to the group %(group)s.")) % {"group": cohort.name}
    why = analysis_reason_of(work, way.enrolment.id, Purpose.CASE_PAGE)
    words = mark("Belongs to the group %(group)s, and is left out of the comparison: %(why)s")
    return sentence(words) % {"group": cohort.name, "why": why}
