package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// A day that lies ahead: `2020-07-01`, or so many days from today.
package enum DueDay: ExpressibleByArgument, Equatable, Sendable {
    case day(CalendarDay)
    case days(Int)

    package init?(argument: String) {
        if let day = CalendarDay(rawValue: argument) {
            self = .day(day)
        } else if let days = Int(argument), (0...3660).contains(days) {
            self = .days(days)
        } else {
            return nil
        }
    }

    package var defaultValueDescription: String {
        switch self {
        case .day(let day): day.rawValue
        case .days(let days): "\(days)"
        }
    }

    func day(_ session: Session) throws(StudyError) -> CalendarDay {
        switch self {
        case .day(let day): return day
        case .days(let count):
            guard let today = Clock.local(session.surroundings.now())?.day,
                let day = CalendarDay(daysSinceEpoch: today.daysSinceEpoch + count)
            else {
                throw StudyError(.usage, "The clock of this computer gives no day.", hint: "Name the day.")
            }
            return day
        }
    }
}

/// `rir cycle open`: makes a cycle up.
package struct CycleOpen: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a feedback cycle: which findings, for whom, until when.",
        discussion: """
            Each finding is pinned in its newest version. A finding that neither has evidence against it nor says \
            where that was looked for is refused. The audience is stakeholder groups in your own words, such as \
            link-workers or commissioners, and handles.

            Examples:

              rir cycle open "What we found about access" --finding open-door --audience link-workers
              rir cycle open "Training" --finding training --audience commissioners --audience SP66 --due 2020-07-01
            """
    )

    @Argument(help: ArgumentHelp("What the audience reads above it.", valueName: "title"))
    package var title: [String]

    @Option(help: ArgumentHelp("A finding to share; may be repeated.", valueName: "finding"))
    package var finding: [String]

    @Option(
        help: ArgumentHelp("A stakeholder group, or a handle; may be repeated.", valueName: "who"))
    package var audience: [String]

    @Option(
        help: ArgumentHelp(
            "The day by which you ask for answers: 2020-07-01, or so many days from today.",
            valueName: "day"))
    package var due: DueDay = .days(14)

    @Flag(help: "You have looked: what may look like a name in the title is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().openCycle(
            CyclePlan(
                title: title.joined(separator: " "), findings: finding, audience: audience,
                due: try due.day(session), cleared: cleared ? true : nil))
        try session.console.result(view) { ["Opened \(view.id), due \(view.due.rawValue)."] }
        session.console.note("Share it: rir cycle share \(view.id)")
        return .done
    }
}

/// The files that a cycle is shared and answered with.
package struct CycleFileOptions: ParsableArguments {
    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case html, docx, txt
    }

    @Option(
        help: ArgumentHelp(
            "Write only this: html, docx or txt (an e-mail's text); may be repeated; all without it.",
            valueName: "format"))
    package var format: [Format] = []

    @Option(
        help: ArgumentHelp(
            "The folder the files are written to; the current one without it.", valueName: "folder"),
        completion: .directory)
    package var out: String?

    package init() {}

    /// What machines are told.
    struct Written: Codable, Sendable {
        var cycle: CycleView
        var files: [String]
        var remarks: [String]
    }

    /// Refuses to begin where a file stands already.
    func requireFree(_ name: String, _ session: Session) throws(StudyError) {
        for format in formats {
            let path = path(name, format, session)
            guard NewFile.stands(at: path) else { continue }
            throw StudyError(
                .storageFailed, "There is a file '\(path)' already.",
                hint: "Move it, or name another folder with --out.")
        }
    }

    private var formats: [Format] { format.isEmpty ? Format.allCases : format }

    private func path(_ name: String, _ format: Format, _ session: Session) -> String {
        session.absolute((out.map { $0 + "/" } ?? "") + "\(name).\(format.rawValue)")
    }

    /// Writes the files; where nothing can write Word files, and nobody asked for one alone, it is said and left out.
    func write(
        _ view: CycleView, isAnswer: Bool, _ client: StudyClient, _ session: Session
    ) throws(StudyError) -> Written {
        let name = isAnswer ? "\(view.id)-answer" : "\(view.id)"
        var written = Written(cycle: view, files: [], remarks: [])
        for format in formats {
            do throws(StudyError) {
                let reply = try client.cycleFile(
                    view.id.rawValue, isAnswer: isAnswer, format: format.rawValue)
                guard let bytes = WireBytes.bytes(of: reply.base64) else {
                    throw StudyError(.internalFault, "The daemon's file can't be read.")
                }
                let path = path(name, format, session)
                try NewFile.write(bytes, to: path, hint: "Name another folder with --out.")
                written.files.append(path)
                for remark in reply.remarks where !written.remarks.contains(remark) {
                    written.remarks.append(remark)
                }
            } catch  where error.code == .importUnsupported && self.format.isEmpty {
                written.remarks.append("no Word file: \(error.message) \(error.hint ?? "")")
            }
        }
        for remark in written.remarks { session.console.note("note: \(VisibleText.line(remark))") }
        return written
    }
}

/// `rir cycle share`: gives a cycle to its audience.
package struct CycleShare: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Share a cycle: writes the page, the Word file and the e-mail for its audience.",
        discussion: """
            'rir' sends nothing: you do. The token in the subject brings answers back to the cycle when they are \
            imported. Passages of people who have not agreed to be quoted are left out, and said. A cycle that is \
            shared can be written out again.

            Examples:

              rir cycle share c-7f3k9
              rir cycle share c-7f3k9 --format html --out ~/Desktop
            """
    )

    @OptionGroup package var name: CycleArgument
    @OptionGroup package var files: CycleFileOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        try files.requireFree("\(try client.cycle(name.cycle).id)", session)
        let view = try client.shareCycle(name.cycle)
        let written = try files.write(view, isAnswer: false, client, session)
        try session.console.result(written) { written.files }
        session.console.note(
            "Send it, with \(view.token) in the subject; then import the answers: rir import")
        return .done
    }
}

/// `rir cycle close`: tells the audience.
package struct CycleClose: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a cycle: writes what its audience is told: you said, we did.",
        discussion: """
            Every finding must be decided, in the light of every answer. Words of people who have not agreed to be \
            quoted are left out, and counted. A closed cycle can be written out again.

            Examples:

              rir cycle close c-7f3k9
              rir cycle close c-7f3k9 --format txt
            """
    )

    @OptionGroup package var name: CycleArgument
    @OptionGroup package var files: CycleFileOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        var view = try client.cycle(name.cycle)
        try files.requireFree("\(view.id)-answer", session)
        if view.stage != .closed { view = try client.closeCycle(name.cycle) }
        let written = try files.write(view, isAnswer: true, client, session)
        try session.console.result(written) { written.files }
        session.console.note("\(view.id) is closed. Send this to its audience.")
        return .done
    }
}
