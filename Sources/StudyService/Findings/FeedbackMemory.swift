internal import StudyArchive
internal import StudyModel

/// The findings, the feedback cycles and the report drafts, kept at hand as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct FeedbackMemory: Sendable {
    private(set) var findings: [FindingID: Finding] = [:]
    private(set) var cycles: [CycleID: Cycle] = [:]
    private(set) var drafts: [ReportDraftID: ReportDraft] = [:]
    /// Files that are none as the format says: study path to what is wrong, as a sentence.
    private(set) var unreadable: [String: String] = [:]
    var isFilled = false
    /// Grows with every change, so that what was read meanwhile is not taken for the newest.
    private(set) var changes = 0

    /// Takes in what an operation wrote.
    mutating func take(in files: [String: [UInt8]?]) {
        for (path, bytes) in files where Self.holds(path) {
            changes += 1
            if isFilled { put(bytes, at: path) }
        }
    }

    /// Whether a path is of a file that is kept here.
    static func holds(_ path: String) -> Bool {
        FindingID(path: path) != nil || CycleID(path: path) != nil || ReportDraftID(path: path) != nil
    }

    /// Puts a file in the place of the one before; `nil` where there is none any more.
    mutating func put(_ bytes: [UInt8]?, at path: String) {
        unreadable[path] = nil
        do throws(PeopleTextFailure) {
            if let id = FindingID(path: path) {
                findings[id] = nil
                guard let bytes else { return }
                let finding = try FindingText.finding(from: bytes)
                try Self.require(finding.path == path)
                findings[id] = finding
            } else if let id = CycleID(path: path) {
                cycles[id] = nil
                guard let bytes else { return }
                let cycle = try CycleText.cycle(from: bytes)
                try Self.require(cycle.path == path)
                cycles[id] = cycle
            } else if let id = ReportDraftID(path: path) {
                drafts[id] = nil
                guard let bytes else { return }
                let draft = try ReportDraftText.draft(from: bytes)
                try Self.require(draft.path == path)
                drafts[id] = draft
            }
        } catch { unreadable[path] = error.sentence }
    }

    private static func require(_ isItself: Bool) throws(PeopleTextFailure) {
        guard !isItself else { return }
        throw PeopleTextFailure(line: nil, reason: "It is another one than its name says.")
    }

    mutating func empty() { self = FeedbackMemory(changes: changes + 1) }

    init() {}

    private init(changes: Int) { self.changes = changes }

    /// The cycles a finding is in, the newest first.
    func cycles(with finding: FindingID) -> [Cycle] {
        cycles.values.filter { $0.findings.contains { $0.finding == finding } }.sorted(by: Self.isNewer)
    }

    static func isNewer(_ one: Cycle, _ other: Cycle) -> Bool {
        (one.opened?.at.secondsSinceEpoch ?? 0, one.id) > (other.opened?.at.secondsSinceEpoch ?? 0, other.id)
    }
}

extension StudyService {
    /// The findings, the feedback cycles and the report drafts as the study now stands.
    func feedbackMemory() async throws(StudyError) -> FeedbackMemory {
        while !feedback.isFilled {
            let start = feedback.changes
            var found = feedback
            for folder in ["findings", "cycles", "drafts"] {
                for path in try await reader.files(below: folder) {
                    if let bytes = try await reader.file(path) { found.put(bytes, at: path) }
                }
            }
            guard feedback.changes == start, !feedback.isFilled else { continue }
            found.isFilled = true
            feedback = found
        }
        return feedback
    }

    /// A finding by any part of its id that no other has.
    ///
    /// - Throws: `finding.not_found`, `finding.ambiguous`; `finding.invalid` where its file is not as the format says.
    func finding(named text: String) async throws(StudyError) -> Finding {
        let memory = try await feedbackMemory()
        let wanted = text.lowercased()
        if let exact = FindingID(rawValue: wanted).flatMap({ memory.findings[$0] }) { return exact }
        let found = memory.findings.keys.filter { !wanted.isEmpty && $0.rawValue.contains(wanted) }.sorted()
        if found.count == 1, let finding = memory.findings[found[0]] { return finding }
        try Self.requireReadable("findings/\(wanted).yaml", in: memory, .findingInvalid)
        if found.isEmpty {
            throw StudyError(
                .findingNotFound, "There is no finding '\(text.printable)'.",
                hint: "'rir finding list' shows the findings there are.")
        }
        throw StudyError(
            .findingAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the name.")
    }

    /// A feedback cycle by any part of its id that no other has.
    ///
    /// - Throws: `cycle.not_found`, `cycle.ambiguous`; `cycle.invalid` where its file is not as the format says.
    func cycle(named text: String) async throws(StudyError) -> Cycle {
        let memory = try await feedbackMemory()
        let wanted = text.lowercased()
        if let exact = CycleID(rawValue: wanted).flatMap({ memory.cycles[$0] }) { return exact }
        let found = memory.cycles.keys.filter { !wanted.isEmpty && $0.rawValue.contains(wanted) }.sorted()
        if found.count == 1, let cycle = memory.cycles[found[0]] { return cycle }
        try Self.requireReadable("cycles/\(wanted).yaml", in: memory, .cycleInvalid)
        if found.isEmpty {
            throw StudyError(
                .cycleNotFound, "There is no feedback cycle '\(text.printable)'.",
                hint: "'rir cycle list' shows the cycles there are.")
        }
        throw StudyError(
            .cycleAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the id.")
    }

    /// Refuses a file of a finding, a cycle or a draft that is not as the format says.
    ///
    /// - Throws: `finding.invalid`, `cycle.invalid`, `draft.invalid`.
    nonisolated func requireFeedback(_ bytes: [UInt8], at path: String) throws(StudyError) {
        guard FeedbackMemory.holds(path) else { return }
        var memory = FeedbackMemory()
        memory.put(bytes, at: path)
        try Self.requireReadable(
            path, in: memory,
            FindingID(path: path) != nil
                ? .findingInvalid : CycleID(path: path) != nil ? .cycleInvalid : .draftInvalid)
    }

    static func requireReadable(
        _ path: String, in memory: FeedbackMemory, _ code: StudyError.Code
    ) throws(StudyError) {
        guard let reason = memory.unreadable[path] else { return }
        throw StudyError(
            code, "'\(path.printable)' is not as the format says: \(reason)",
            hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
    }
}
