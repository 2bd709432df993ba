package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir workflow`: what work goes through, and where it stands.
package struct Workflows: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "workflow",
        abstract: "Workflows: steps, what each needs before it may begin and end, and where you stand.",
        discussion: """
            A workflow is a plan, workflows/NAME.yaml, which you may write and change, and the history of what \
            was done. Each step says whose it is, until when, and what has to hold: facts that the study counts \
            by itself, and things that somebody ticks off. A study begins with plans for thematic analysis, the \
            framework approach and a residency; none of them does anything before it is started. A workflow is \
            named by any part of its name that no other has. How to use them: docs/how-to/workflows.md.

            Examples:

              rir workflow list
              rir workflow start thematic-analysis
              rir workflow tick thematic read-twice
              rir workflow advance thematic
            """,
        subcommands: [
            WorkflowList.self, WorkflowShow.self, WorkflowPlanning.self, WorkflowStart.self,
            WorkflowTick.self, WorkflowAdvance.self, WorkflowBack.self,
        ]
    )

    package init() {}
}

/// The workflow a command is about.
package struct WorkflowArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The workflow: any part of its name that no other has.", valueName: "workflow"))
    package var workflow: String

    package init() {}
}

/// Why something is done.
package struct WorkflowReason: ParsableArguments {
    @Option(help: ArgumentHelp("Why; the history keeps it.", valueName: "text"))
    package var reason: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    package init() {}
}

/// `rir workflow list`: all workflows.
package struct WorkflowList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the workflows and where each stands.",
        discussion: """
            Examples:

              rir workflow list
              rir workflow list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().workflows()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(WorkflowLines.table(reply.workflows))
        if reply.workflows.isEmpty {
            console.note("No workflow yet: 'rir workflow plan NAME FILE' keeps a plan.")
        }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}

/// `rir workflow show`: one workflow.
package struct WorkflowShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a workflow: where it stands, what holds, what is missing, what comes next.",
        discussion: """
            [x] holds, [ ] does not; what somebody ticks off has its name in brackets.

            Examples:

              rir workflow show thematic
              rir workflow show thematic --history
            """
    )

    @OptionGroup package var name: WorkflowArgument

    @Flag(help: "Show what was done as well, and why.")
    package var history = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().workflow(name.workflow)
        try session.console.result(view) {
            WorkflowLines.lines(of: view, session.console) + (history ? WorkflowLines.history(view) : [])
        }
        return .done
    }
}

/// `rir workflow plan`: keeps a plan.
package struct WorkflowPlanning: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Keep a plan from a file; of a workflow that is there, put it in the place of the old one.",
        discussion: """
            What was done stays. docs/how-to/workflows.md shows how a plan is written.

            Examples:

              rir workflow plan interviews interviews.yaml
            """
    )

    @Argument(help: ArgumentHelp("The workflow's name: small letters, digits, dashes.", valueName: "name"))
    package var name: String

    @Argument(help: ArgumentHelp("The plan, as YAML.", valueName: "file"), completion: .file())
    package var file: String

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let bytes =
            file == "-"
            ? try SourceBytes.read(session.surroundings.input, named: "standard input")
            : try SourceBytes.read(session.absolute(file)).bytes
        let plan = WorkflowPlanRequest(
            plan: String(decoding: bytes, as: UTF8.self), cleared: cleared ? true : nil)
        let view = try session.studyClient().planWorkflow(name, plan)
        try session.console.result(view) {
            [
                "\(view.operation == nil ? "Kept already" : "Kept"): \(view.path), \(view.steps.count.counted("step"))."
            ]
        }
        return .done
    }
}
