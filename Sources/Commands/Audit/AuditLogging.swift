package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir audit log`: entries of all devices' logs.
package struct AuditLogging: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List the entries of all devices' logs, merged by time.",
        discussion: """
            An entry holds no text: what was done comes from the step it belongs to. At the end of each line \
            stands its place, the device and the entry's number.

            Examples:

              rir audit log --limit 50
              rir audit log --actor r2 --since 2020-04-01 --until 2020-04-30
              rir audit log --record 7f3k
              rir audit log --participant SP66 --json
              rir audit log --kind checkpoint
            """
    )

    @Option(help: ArgumentHelp("Only what this member did.", valueName: "member"))
    package var actor: MemberID?

    @Option(help: ArgumentHelp("Only what concerns this record.", valueName: "record"))
    package var record: String?

    @Option(help: ArgumentHelp("Only what concerns this participant.", valueName: "handle"))
    package var participant: Handle?

    @Option(help: ArgumentHelp("From this day on, UTC.", valueName: "day"))
    package var since: CalendarDay?

    @Option(help: ArgumentHelp("Up to this day, included, UTC.", valueName: "day"))
    package var until: CalendarDay?

    @Option(
        help: ArgumentHelp(
            "Only entries of this type, such as record, files, checkpoint or seen.", valueName: "type"))
    package var kind: String?

    @Option(help: ArgumentHelp("Only entries of steps that did this, such as code.", valueName: "act"))
    package var act: String?

    @Option(help: ArgumentHelp("Show at most this many, the newest; 0 for all.", valueName: "count"))
    package var limit: Int = 100

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if limit < 0 { throw ValidationError("--limit can't be negative.") }
        if let kind, !AuditEntry.types.contains(kind) {
            throw ValidationError("--kind is one of \(AuditEntry.types.joined(separator: ", ")).")
        }
        if let act, OperationSummary.Act(rawValue: act) == nil {
            throw ValidationError(
                "There is no act '\(VisibleText.line(act))'; 'rir log' shows those there are.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let found = try session.studyClient().auditEntries(
            AuditFilter(
                actor: actor, record: record, participant: participant, from: since, to: until, type: kind,
                act: act.flatMap { OperationSummary.Act(rawValue: $0) }, limit: limit == 0 ? nil : limit))
        let console = session.console
        if console.json {
            try console.result(json: found)
            return .done
        }
        if found.entries.isEmpty { console.note("No entry fits.") }
        var table = Table([.init("WHEN"), .init("BY"), .init("WHAT", shrinks: true), .init("ENTRY")])
        table.rows = found.entries.map {
            [Clock.text($0.at), $0.member.rawValue, VisibleText.line($0.words), $0.place]
        }
        if !found.entries.isEmpty { console.result(table) }
        let more = found.total - found.entries.count
        if more > 0 { console.note("\(more.grouped) earlier; --limit 0 shows them.") }
        for place in found.unreadable {
            console.note("The entry \(place) can't be read; 'rir audit verify' says more.")
        }
        return .done
    }
}

/// `rir audit show`: the life of one thing.
package struct AuditShowing: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell the life of one record, finding, memo, participant or step.",
        discussion: """
            Behind each sentence stands the entry of the log that says so, the device and its number.

            Examples:

              rir audit show 7f3k
              rir audit show SP66
              rir audit show equipment --json
            """
    )

    @Argument(
        help: ArgumentHelp(
            "A record, finding or memo by any part of its id, a handle, or the id of a step.",
            valueName: "thing"))
    package var thing: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let story = try session.studyClient().auditStory(of: thing)
        let console = session.console
        try console.result(story) {
            var lines = [console.emphasised("\(story.id) (\(story.kind))", on: console.output)]
            for chapter in story.chapters {
                let who = chapter.member.map { "\($0.rawValue) " } ?? ""
                let entry = chapter.entry.map { " [\($0)]" } ?? ""
                lines.append("\(Clock.text(chapter.at))  \(who)\(VisibleText.line(chapter.words))\(entry)")
                if let reason = chapter.reason { lines.append("    Why: \(VisibleText.line(reason))") }
            }
            if !story.now.isEmpty { lines.append("Now") }
            return lines + story.now.map { "  \(VisibleText.line($0))" }
        }
        return .done
    }
}
