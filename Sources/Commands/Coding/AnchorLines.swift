import StudyAPI
import StudyModel

/// What becomes of codings when a text changes, as a person reads it.
enum AnchorLines {
    /// A line of counts and two for each coding that somebody has to look at; nothing for a record without codings.
    static func lines(of reply: SavedReply, isForecast: Bool) -> [String] {
        guard let report = reply.anchors else {
            return isForecast ? ["The record has no codings that could lose their place."] : []
        }
        let counts = [
            (report.kept, "kept"), (report.moved, "moved"), (report.renamed, "renamed"),
            (report.restored, "back on their words"), (report.changed, "on changed words"),
            (report.lost, "without their words"),
        ]
        let shown = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        var lines = ["Codings: \(shown)."]
        for entry in report.doubtful {
            let old = entry.oldQuote ?? ""
            guard let new = entry.newQuote else {
                lines += [
                    "  \(entry.id.suffix)  \(CodingLines.clipped(old))", "          its words are gone",
                ]
                continue
            }
            let (was, now) = CodingLines.difference(old, new)
            lines += ["  \(entry.id.suffix)  was \(was)", "          is  \(now)"]
        }
        if !report.doubtful.isEmpty, !isForecast {
            lines.append("'rir code review' walks through what has to be looked at.")
        }
        return lines
    }
}
