import StudyAPI
import StudyModel

/// Questions in words.
enum QuestionText {
    static func waiting(_ count: Int) -> String {
        "\(count.counted("question")) \(count == 1 ? "waits" : "wait") where two people changed the same: "
            + "rir conflicts"
    }

    static func table(_ questions: [MergeQuestion]) -> Table {
        var table = Table([.init("QUESTION"), .init("ABOUT", shrinks: true), .init("WHAT"), .init("WHY")])
        table.rows = questions.map { question in
            [
                question.id.rawValue, about(question), question.fields.joined(separator: ", "),
                why(question.cause),
            ]
        }
        return table
    }

    /// A record's id, or the path of what is no record.
    static func about(_ question: MergeQuestion) -> String {
        RecordID(path: question.about)?.rawValue ?? VisibleText.line(question.about)
    }

    private static func why(_ cause: MergeQuestion.Cause) -> String {
        switch cause {
        case .bothChanged: "both changed it"
        case .changedAndRemoved: "one changed it, the other took it away"
        case .sameName: "two codes of one name"
        }
    }

    /// One question with both sides.
    static func lines(of reply: QuestionReply, _ console: Console) -> [String] {
        let question = reply.question
        var pairs = [("About", about(question))]
        if let path = reply.path, path != question.about { pairs.append(("File", VisibleText.line(path))) }
        if !question.fields.isEmpty { pairs.append(("What", question.fields.joined(separator: ", "))) }
        pairs.append(("Why", why(question.cause)))
        let (kept, other) = (Side(reply.kept), reply.other.map { Side($0) })
        if let who = kept.who { pairs.append((other == nil ? "Changed" : "Stands", who)) }
        if let who = other?.who { pairs.append(("Other side", who)) }
        let head = [console.emphasised(question.id.rawValue, on: console.output)] + Pairs.lines(pairs)
        guard let other else { return head + [settled(question)] }
        let difference = SidesText(showsColour: console.output.screen?.showsColour == true)
        return head + [""]
            + difference.lines(stands: kept.text(beside: other), other: other.text(beside: kept))
    }

    private static func settled(_ question: MergeQuestion) -> String {
        question.cause == .sameName
            ? "Both codes are there; the later one got a number behind its name."
            : "The change stands, so it is still there."
    }

    /// What is to do next.
    static func next(_ question: MergeQuestion) -> String {
        switch question.cause {
        case .bothChanged:
            """
            What stands is right: rir resolve \(question.id) --keep
            The other side is right: rir resolve \(question.id) --other
            """
        case .changedAndRemoved:
            """
            It should stay: rir resolve \(question.id) --keep
            It should go: rir resolve \(question.id) --other
            """
        case .sameName:
            "Rename or merge one of them ('rir codebook'), then: rir resolve \(question.id) --keep"
        }
    }

    /// One side's file as a person compares it.
    private struct Side {
        /// Who made it, and when; `nil` where the file does not say.
        var who: String?
        /// The values of a record or a code, without those that differ between any two versions.
        private var values: [Substring] = []
        private var body: Substring

        init(_ file: String) {
            let noise = [
                "version:", "saved-by:", "saved-at:", "nonce:", "changed-by:", "changed-at:", "revision:",
            ]
            func plain(_ text: Substring) -> [Substring] {
                text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
                    !noise.contains { line.hasPrefix($0) }
                }
            }
            guard let record = try? FrontMatter.record(from: Array(file.utf8)),
                let end = file.firstRange(of: "\n---\n")
            else {
                body = Substring(plain(file[...]).joined(separator: "\n"))
                return
            }
            who = "\(record.saved.by.rawValue), \(Clock.text(record.saved.at))"
            values = Array(plain(file[..<end.lowerBound]).dropFirst())
            body = file[end.upperBound...]
        }

        /// The values that differ from the other side's, and the body.
        func text(beside other: Side) -> String {
            let alike = Set(other.values)
            return values.filter { !alike.contains($0) }.map { $0 + "\n" }.joined() + body
        }
    }
}
