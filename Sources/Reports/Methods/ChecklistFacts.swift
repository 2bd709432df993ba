internal import StudyModel

/// What a study says to the items of a checklist; `nil` where it says nothing.
struct ChecklistFacts {
    private let report: MethodsReport
    private let sentences: MethodsSentences

    init(_ report: MethodsReport) {
        self.report = report
        sentences = MethodsSentences(report)
    }

    var title: String? { report.title.isEmpty ? nil : report.title }

    var questions: String? { report.questions.isEmpty ? nil : report.questions.joined(separator: " ") }

    var sources: String? { report.sources.total == 0 ? nil : sentences.sources }

    var sampleSize: String? { report.participants.total == 0 ? nil : sentences.participants }

    var sample: String? {
        if report.participants.total == 0 { return nil }
        return ([sentences.participants] + sentences.breakdowns.map { $0 + "." }).joined(separator: " ")
    }

    var nonParticipation: String? {
        guard let collect = report.consent.purposes.first(where: { $0.purpose == .collect }),
            collect.refused + collect.withdrawn + report.participants.withdrawn > 0
        else { return nil }
        return
            "\(collect.refused.grouped) said no to records being kept, \(collect.withdrawn.grouped) withdrew that consent, \(report.participants.withdrawn.grouped) withdrew from the study; their reasons are in the records."
    }

    var reflexivity: String? {
        let memos = report.memos.first { $0.name == Memo.Kind.reflexive.rawValue }
        return memos.map { "\($0.count.counted("reflexive memo")) that are not private, to draw on." }
    }

    var recording: String? {
        guard let recorded = report.consent.purposes.first(where: { $0.purpose == .record }),
            recorded.granted > 0
        else { return nil }
        return
            "\(recorded.granted.counted("participant")) agreed to being recorded; which conversations were is to be written."
    }

    var fieldNotes: String? {
        let kinds = [RecordKind.fieldNote, .meetingNote].map(\.rawValue)
        let notes = report.sources.kinds.filter { kinds.contains($0.name) }
        if notes.isEmpty { return nil }
        return notes.map { "\(MethodsSentences.words(forKind: $0.name)) \($0.count.grouped)" }.joined(
            separator: ", ")
    }

    var returned: String? {
        guard report.reviewers > 0 else { return nil }
        return
            "\(report.reviewers.counted("participant")) looked at what is held about them and said what they thought of it."
    }

    /// What participants were shown and what came of it.
    var checked: String? {
        let parts = [returned, report.feedback.cycles == 0 ? nil : sentences.feedback].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    var coders: String? {
        report.coding.coders.isEmpty ? nil : sentences.coders.joined(separator: "; ")
    }

    var codebook: String? {
        guard report.coding.codes > 0 else { return nil }
        return
            "\(report.coding.codes.counted("code")), \(sentences.changes); 'rir codebook export' prints it."
    }

    var derivation: String? { report.coding.codes == 0 ? nil : sentences.coding }

    var software: String? { "rir, which keeps every step with who took it and when" }

    var quotations: String? {
        guard let quote = report.consent.purposes.first(where: { $0.purpose == .quote }), quote.granted > 0
        else { return nil }
        return
            "\(quote.granted.counted("participant")) agreed to being quoted; quotations carry handle and day."
    }

    var ethics: String? {
        let parts = [sentences.approval, report.participants.total == 0 ? nil : sentences.consent]
        let found = parts.compactMap { $0 }
        return found.isEmpty ? nil : found.joined(separator: " ")
    }

    var instruments: String? {
        if report.surveys.isEmpty { return nil }
        return report.surveys.map { "\($0.title): \(sentences.survey($0))" }.joined(separator: " ")
    }

    var processing: String? {
        if report.sources.total == 0 { return nil }
        let kept = "Each version of a record is kept, signed by who made it."
        return report.names == .off
            ? kept : "Names were replaced by handles before a text became a record. \(kept)"
    }

    var trustworthiness: String? {
        let parts = sentences.rounds + [checked].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
