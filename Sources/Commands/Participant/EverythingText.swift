import StudyAPI
import StudyModel

/// What is held about one participant, as lines.
struct EverythingText {
    let reply: ParticipantReply
    let console: Console

    /// Counts and states.
    var summary: [String] {
        let head = reply.participant
        var pairs = [(name: "Status", value: head.status.rawValue)]
        pairs += head.attributes.sorted { $0.key < $1.key }.map {
            (VisibleText.line($0.key), VisibleText.line($0.value.words))
        }
        pairs += [
            ("Consent", ParticipantText.consent(head.consent)), ("Records", records),
            ("Passages", passages), ("Survey answers", reply.answers.count.grouped),
            ("Reviews", reply.reviews.count.grouped), ("In the vault", vault),
        ]
        if reply.waiting > 0 {
            pairs.append(
                ("In the inbox", reply.waiting.counted("source still waits", plural: "sources still wait")))
        }
        pairs += reply.withdrawals.map {
            ("Withdrew", "\($0.at.day.rawValue), \($0.option.rawValue)")
        }
        pairs.append(("Steps", reply.operations.count.grouped))
        return [title(head.handle.rawValue)] + Pairs.lines(pairs)
    }

    /// All of it.
    var everything: [String] {
        summary
            + section(
                "Consent now", Pairs.lines(ParticipantText.states(reply.participant.consent)))
            + section(
                "Consent, in the order in which it counts",
                reply.consent.map { "  \(ConsentWords.history($0))" })
            + section("Reviews", reply.reviews.map { "  \(review($0))" })
            + section("Records", reply.records.flatMap(lines))
            + section("What they said, and where they are spoken of", reply.passages.flatMap(lines))
            + section("Memos linked to them or naming them", reply.memos.map { "  \(memo($0))" })
            + section(
                "What they answered in feedback cycles", reply.responses.map { "  \(CycleLines.answer($0))" })
            + section(
                "Summaries in framework matrices",
                reply.cells.map { "  \(VisibleText.line($0.words))" })
            + section("Cards they wrote in workshops", reply.cards.map { "  \(WorkshopLines.card($0))" })
            + section(
                "What they said of report drafts", reply.comments.map { "  \(DraftLines.comment($0))" })
            + section("Survey answers", reply.answers.map { "  \(VisibleText.line($0))" })
            + section(
                "Other files in which the handle stands", reply.files.map { "  \(VisibleText.line($0))" })
            + section("Who did what, oldest first", reply.operations.map { "  \(step($0))" })
    }

    private var records: String {
        let own = reply.records.count(where: \.takesPart)
        return "takes part in \(own.grouped), spoken of in \((reply.records.count - own).grouped)"
    }

    private var passages: String {
        let own = reply.passages.count(where: \.isOwn)
        return "\(own.grouped) of their own, \((reply.passages.count - own).grouped) about them"
    }

    private var vault: String {
        "\(reply.originals.counted("original")), "
            + "\(reply.sealed.counted("file sealed with their own key", plural: "files sealed with their own key"))"
    }

    private func title(_ text: String) -> String { console.emphasised(text, on: console.output) }

    private func section(_ name: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title(name)] + lines
    }

    private func lines(_ held: ParticipantReply.Held) -> [String] {
        let record = held.record
        let role = held.takesPart ? "" : "  (spoken of)"
        let head = "  \(record.id)  \(record.date.rawValue)  \(VisibleText.line(record.title))\(role)"
        return [head]
            + held.versions.map { version in
                "    version \(version.version), \(version.change.rawValue) \(Clock.text(version.at)) "
                    + "by \(version.by.rawValue)"
            }
    }

    private func lines(_ passage: ParticipantReply.Passage) -> [String] {
        let place = "\(passage.span.lowerBound)-\(passage.span.upperBound)"
        let whose = passage.isOwn ? "their words" : "about them"
        let text = VisibleText.escape(passage.text).split(separator: "\n", omittingEmptySubsequences: false)
        return ["  \(passage.record) version \(passage.version), \(place), \(whose):"]
            + text.map { "    \($0)" }
    }

    private func memo(_ memo: MemoHead) -> String {
        let title = memo.isPrivate ? "(private)" : VisibleText.line(memo.title)
        let day = memo.written.at.day.rawValue
        return "\(memo.id)  \(day)  \(memo.kind.rawValue) by \(memo.written.by.rawValue)  \(title)"
    }

    private func review(_ review: ReviewEvent) -> String {
        let records = review.records.count.counted("record")
        let corrections =
            review.corrections.isEmpty ? "" : ", " + review.corrections.count.counted("correction")
        return "\(review.at.day.rawValue)  \(review.verdict.rawValue), \(records)\(corrections)"
    }

    private func step(_ step: OperationSummary) -> String {
        "\(Clock.text(step.at))  \(step.act.rawValue) by \(step.by.rawValue)  \(step.id.rawValue)"
    }
}
