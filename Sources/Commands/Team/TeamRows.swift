import StudyModel

/// How a copy stands with its remote, and what the others are at, in words.
enum TeamRows {
    /// What `rir status` says of the remote.
    static func pairs(_ sync: SyncState) -> [(name: String, value: String)] {
        var state: [String] = [sync.last.map { Clock.text($0) } ?? "never"]
        if sync.unsent > 0 { state.append("\(sync.unsent.counted("commit")) since, not sent yet") }
        if let every = sync.every { state.append("by itself every \(interval(every))") }
        var pairs = [("Synchronised", "'\(sync.remote)': " + state.joined(separator: "; "))]
        if let failure = sync.failure {
            pairs.append(
                ("", "the last try, \(Clock.text(failure.at)), failed: \(VisibleText.line(failure.message))"))
        }
        return pairs
    }

    /// `30 minutes`, `2 hours`.
    private static func interval(_ minutes: Int) -> String {
        minutes.isMultiple(of: 60) ? (minutes / 60).counted("hour") : minutes.counted("minute")
    }

    /// The team, a line each: who, when heard of last, and what waits for them.
    static func lines(_ team: [TeamMate]) -> [String] {
        var table = Table([.init(""), .init(""), .init(""), .init(""), .init("", shrinks: true)])
        table.rows = team.map { mate in
            [
                mate.member.rawValue + (mate.isSelf ? " (you)" : ""), mate.role, heard(mate), witnessed(mate),
                mate.waits.map { VisibleText.line($0) }.joined(separator: "; "),
            ]
        }
        return table.lines(width: nil, showsTitles: false)
    }

    /// Who put their name to the log of somebody's device: what they cosigned can't be changed unnoticed.
    private static func witnessed(_ mate: TeamMate) -> String {
        guard let log = mate.logs.max(by: { $0.entries < $1.entries }) else { return "" }
        if log.signed == nil { return "log not signed yet" }
        if log.seenBy.isEmpty { return "log seen by nobody else yet" }
        let since =
            log.unsigned == 0 ? "" : ", but for \(log.unsigned.counted("new entry", plural: "new entries"))"
        return "log seen by \(log.seenBy.map(\.rawValue).joined(separator: ", "))\(since)"
    }

    private static func heard(_ mate: TeamMate) -> String {
        guard let step = mate.lastStep else { return "no step yet" }
        let since = mate.since == 0 || mate.isSelf ? "" : ", \(mate.since.counted("step")) of others since"
        return "last step \(Clock.text(step))\(since)"
    }
}
