"""What leads from the figures to a decision: scenarios, goals, budgets."""

from __future__ import annotations

from typing import Final

from roiapp.language import mark
from roiapp.ui.actions.action_record import ActionRecord

DECIDE: Final[tuple[ActionRecord, ...]] = (
    ActionRecord("scenario", mark("&Scenario…"),
                 mark("Which scenario is looked at: the figures as typed, or as they would be under it"),
                 "scenarios.choose", "git-branch", ("Ctrl+Shift+A",), when="open", short=mark("Scenario"),
                 words=mark("what if plan alternative case")),
    ActionRecord("new_scenario", mark("&New scenario"),
                 mark("A scenario on what is looked at: what is typed from then on changes it alone"),
                 "scenarios.add", "copy-plus", ("Ctrl+Shift+B",), when="open",
                 words=mark("what if plan alternative case")),
    ActionRecord("base_case", mark("Back to the &base case"), mark("The figures as they are typed"),
                 "scenarios.leave", "rotate-ccw", when="scenario",
                 words=mark("what if original leave")),
    ActionRecord("apply_scenario", mark("&Apply to the base case"),
                 mark("The worksheet as it is under the scenario, which then is no more"),
                 "scenarios.apply", "check", when="scenario",
                 words=mark("what if take over adopt")),
    ActionRecord("reset_cells", mark("&Reset to base"),
                 mark("The selected cells as they are without the scenario"), "scenarios.reset", "eraser",
                 ("Ctrl+Backspace",), when="scenario",
                 words=mark("what if original take back")),
    ActionRecord("what_if", mark("What-&if"),
                 mark("Sliders over the inputs, and what they would do to the figures"),
                 "decisions.what_if", "sliders-horizontal", ("Ctrl+Shift+W",), when="open", short=mark("What-if"),
                 ticked="what_if", words=mark("slider scenario plan simulate move budget")),
    ActionRecord("goal_seek", mark("&Goal seek…"),
                 mark("What it takes for the active figure to be what you want, and what else would do"),
                 "decisions.goal_seek", "goal-seek", ("Ctrl+Shift+K",), when="open", short=mark("Goal seek"),
                 words=mark("what if solve reach target break-even how many")),
    ActionRecord("scenarios", mark("&Compare scenarios…"),
                 mark("The scenarios of the document: what each changes and why, and their figures compared"),
                 "decisions.scenarios", "git-compare", ("Ctrl+Alt+S",), when="open", short=mark("Compare"),
                 words=mark("what if scenario manager compare plan best case worst case alternatives")),
    ActionRecord("move_budget", mark("&Move a budget between channels…"),
                 mark("Which split of the spend brings most, how sure that is, and whether it is worth moving"),
                 "decisions.move_budget", "move-horizontal", ("Ctrl+Shift+R",), when="open",
                 words=mark("allocate optimise optimize optimal split shift spend elasticity marginal diminishing "
                            "returns")),
    ActionRecord("matters", mark("&What matters most…"),
                 mark("Which inputs move the active figure most, two at once, break-even, and how likely it pays"),
                 "decisions.matters", "tornado", ("Ctrl+Shift+M",), when="open",
                 words=mark("tornado sensitivity risk break-even what if table chance monte carlo")),
    ActionRecord("note_step", mark("Note a step &taken…"),
                 mark("Note what you changed today for the active figure, to be judged later"),
                 "reports.note_step", "pencil", when="open",
                 words=mark("experiment change test decision log expect")),
)
