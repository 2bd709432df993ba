package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir workflow start`: begins the first step.
package struct WorkflowStart: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begin a workflow's first step.",
        discussion: """
            Examples:

              rir workflow start thematic-analysis
            """
    )

    @OptionGroup package var name: WorkflowArgument
    @OptionGroup package var why: WorkflowReason
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try WorkflowLines.move(name.workflow, WorkflowOrder(.start), why, session)
    }
}

/// `rir workflow advance`: goes on to the next step.
package struct WorkflowAdvance: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "End the step and begin the next; after the last, finish.",
        discussion: """
            Refused while something is missing, unless you say why it goes on all the same.

            Examples:

              rir workflow advance thematic
              rir workflow advance thematic --reason "Two interviews are still to come."
            """
    )

    @OptionGroup package var name: WorkflowArgument
    @OptionGroup package var why: WorkflowReason
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try WorkflowLines.move(name.workflow, WorkflowOrder(.advance), why, session)
    }
}

/// `rir workflow back`: begins an earlier step again.
package struct WorkflowBack: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "back",
        abstract: "Begin an earlier step again, for a reason.",
        discussion: """
            What was ticked off stays ticked off.

            Examples:

              rir workflow back thematic code --reason "The theme of time fell apart."
            """
    )

    @OptionGroup package var name: WorkflowArgument

    @Argument(help: ArgumentHelp("The step.", valueName: "step"))
    package var step: String

    @OptionGroup package var why: WorkflowReason
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try WorkflowLines.move(name.workflow, WorkflowOrder(.back, step: step), why, session)
    }
}

/// `rir workflow tick`: says that something holds.
package struct WorkflowTick: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "tick",
        abstract: "Tick something off, or take that back.",
        discussion: """
            'rir workflow show' names what there is to tick off.

            Examples:

              rir workflow tick thematic read-twice
              rir workflow tick thematic read-twice --undone
            """
    )

    @OptionGroup package var name: WorkflowArgument

    @Argument(help: ArgumentHelp("What is ticked off.", valueName: "tick"))
    package var tick: String

    @Flag(help: "It does not hold after all.")
    package var undone = false

    @OptionGroup package var why: WorkflowReason
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try WorkflowLines.move(
            name.workflow, WorkflowOrder(undone ? .untick : .tick, tick: tick), why, session)
    }
}
