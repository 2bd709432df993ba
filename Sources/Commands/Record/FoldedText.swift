import ArgumentParser
import StudyAPI
import StudyModel

/// The text of an e-mail as a person reads it: what is quoted, passed on or signature in one line each.
enum FoldedText {
    /// - Parameter whole: Whether nothing is folded.
    static func text(of reply: RecordReply, whole: Bool) -> String {
        guard !whole, let folds = reply.folds, !folds.isEmpty else { return reply.body }
        let scalars = Array(reply.body.unicodeScalars)
        var out = String.UnicodeScalarView()
        var place = 0
        for fold in folds where fold.scalars.lowerBound >= place && fold.scalars.upperBound <= scalars.count {
            out.append(contentsOf: scalars[place..<fold.scalars.lowerBound])
            out.append(
                contentsOf: "[\(name(of: fold)): \(fold.lines.count.counted("line")); --whole shows it]\n"
                    .unicodeScalars)
            place = fold.scalars.upperBound
        }
        out.append(contentsOf: scalars[place...])
        return String(out)
    }

    private static func name(of fold: TextFold) -> String {
        switch fold.kind {
        case .quote: "quoted"
        case .forwarded: "passed on"
        case .signature: "signature"
        case .disclaimer: "notice"
        }
    }
}

/// Numbers of turns: `4` or `4-9`.
package struct TurnRange: ExpressibleByArgument, Equatable, Sendable {
    package let numbers: ClosedRange<Int>

    package init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(parts.count), let first = parts[0], let last = parts[parts.count - 1],
            first >= 1,
            last >= first
        else { return nil }
        numbers = first...last
    }
}
