"""The section on costs of a page, as a plain object: the form, and what it was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from comparisons.cost_form import CostForm
from comparisons.costing import Cost, Costs, costs
from comparisons.facts import Subject
from comparisons.words.cost import cost_sentences, workload_words
from comparisons.workload import Workload

FIRST_SHOWN = 6


@dataclass(frozen=True)
class SubjectCosts:
    """One artifact's rate cards, the first few apart from the rest."""

    subject: Subject
    costs: Costs
    told: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[Cost, ...], tuple[Cost, ...]]:
        rows = self.costs.rows
        most = len(rows) if len(rows) == FIRST_SHOWN + 1 else FIRST_SHOWN
        return rows[:most], rows[most:]


@dataclass(frozen=True)
class CostSection:
    form: CostForm
    words: str
    subjects: tuple[SubjectCosts, ...]


def cost_section(form: CostForm, subjects: Iterable[Subject]) -> CostSection:
    """With the costs of each where the form holds a workload, else the form alone."""
    workload = form.asked.workload
    if workload is None:
        return CostSection(form, "", ())
    return CostSection(form, workload_words(workload), subject_costs(subjects, workload))


def subject_costs(subjects: Iterable[Subject], workload: Workload) -> tuple[SubjectCosts, ...]:
    found = ((subject, costs(subject.offerings, workload)) for subject in subjects)
    return tuple(SubjectCosts(subject, one, cost_sentences(one)) for subject, one in found)
