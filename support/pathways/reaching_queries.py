"""How fast what was released reaches supervisors, of the people of a cohort who may be counted (I17)."""

from dataclasses import dataclass

from support.consent.receipt_queries import receipts_of_cases
from support.consent.rules.reaching_her import in_time
from support.pathways.evaluation_queries import people_in_analysis
from support.pathways.rules.enrolment import AnalysisSet
from support.platform.work import Work


@dataclass(frozen=True)
class Reached:
    """Of how many people something agreed was released, and of how many all of it came in time."""

    people: int
    in_time: int


def reached_in_time(look: Work, cohort_id: str) -> Reached:
    """The numbers of a cohort as they are; whoever shows one asks `small_counts` first."""
    cases = {way.case_id for one in AnalysisSet for way in people_in_analysis(look, cohort_id, one)}
    found = [in_time(receipts_of_cases(look, [case_id]), look.now) for case_id in sorted(cases)]
    known = [one for one in found if one.of]
    return Reached(len(known), sum(one.in_time == one.of for one in known))
