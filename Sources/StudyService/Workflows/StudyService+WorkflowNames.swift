internal import StudyArchive
internal import StudyModel

/// People in workflows: a name that is learnt later, somebody who withdraws.
extension StudyService {
    /// Puts everything that plans and histories keep in words through a function.
    func replaceInWorkflows(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        for path in try await reader.files(below: "workflows") {
            guard let before = try await reader.file(path) else { continue }
            let after = Self.rewritten(before, at: path, replacing)
            if after != before { operation.files.updateValue(after, forKey: path) }
        }
    }

    /// A plan or a history with its words put through a function.
    private static func rewritten(
        _ bytes: [UInt8], at path: String, _ replacing: (String) -> String
    ) -> [UInt8] {
        if path.hasSuffix(".jsonl"), let events = try? WorkflowText.events(from: bytes) {
            let next = events.map { $0.rewritten(replacing) }
            return next == events ? bytes : WorkflowText.bytes(of: next)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let next = replacing(text)
        if next == text { return bytes }
        let isPlan = (try? WorkflowReader.plan(from: bytes)) != nil
        if isPlan, (try? WorkflowReader.plan(from: Array(next.utf8))) == nil {
            // What stands for somebody begins with a bracket, which YAML takes for a list.
            return Array(next.withoutLabelBrackets(of: text).utf8)
        }
        return Array(next.utf8)
    }
}

extension String {
    /// The text with `withdrawn` in place of `[withdrawn]`, for every such label that another text does not have.
    fileprivate func withoutLabelBrackets(of other: String) -> String {
        matches(of: /\[([^\[\],:{}\n]*)\]/).reversed().reduce(into: self) { text, match in
            if !other.contains(match.output.0) { text.replaceSubrange(match.range, with: match.output.1) }
        }
    }
}
