internal import StudyArchive
internal import StudyModel

/// What may go out in an audit export, and why other things may not.
///
/// What refers to somebody who has not agreed to sharing, or to a record that may not go out, stays at home as a whole: nothing
/// is cut out of a file, because then it would not be what the log says.
struct AuditRules: Sendable {
    let judge: ConsentJudge
    let request: AuditExportRequest
    /// Participants without whose leave nothing about them is shared.
    var refused: Set<Handle> = []
    /// Records that stay at home, with why.
    var kept: [RecordID: AuditWithheld.Reason] = [:]
    /// Records whose codings would show a member what others did in an open round.
    var blind: Set<RecordID> = []
    /// Whom the text of a record that goes out names itself: codings of it name them too.
    var named: [RecordID: Set<Handle>] = [:]
    /// Days on which files were changed, for an export of some days.
    var days: [String: Set<CalendarDay>] = [:]
    /// Participants of the records that go out.
    var present: Set<Handle> = []

    // MARK: Records

    /// Why a version of a record stays at home; `nil` where it goes out.
    func reason(for record: Record, sample: Set<RecordID>?) -> AuditWithheld.Reason? {
        if judge.verdict(.shareInExport, of: RecordPresence(record)).isRefused { return .consent }
        let scope = request.scope
        if let from = scope.from, record.day < from { return .scope }
        if let until = scope.until, record.day > until { return .scope }
        if let handle = scope.participant, !record.participants.contains(handle) { return .scope }
        if let sample, !sample.contains(record.id) { return .scope }
        return nil
    }

    // MARK: Other files

    /// Folders with people's words, or words about what they said.
    private static let quoting: Set<String> = [
        "coding", "consensus", "memos", "framework", "boards", "cycles", "drafts", "questions",
    ]

    /// What is about the study as a whole, and what goes out of it whatever part was asked for.
    private static let general: Set<String> = [
        "study.yaml", "codebook", "queries", "notes", "workflows", "erasures", "checkpoints", "coders",
    ]

    /// Whether every state of a file is shown, and not the newest alone.
    static func isKeptWhole(_ path: String) -> Bool {
        path == "study.yaml" || path.hasPrefix("consent/forms/")
            || ["codebook", "notes", "workflows", "queries"].contains(path.prefix { $0 != "/" })
    }

    /// Why a state of a file that is no record stays at home; `nil` where it goes out.
    func reason(for path: String, _ bytes: [UInt8]) -> AuditWithheld.Reason? {
        let parts = path.split(separator: "/").map(String.init)
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0), !path.hasSuffix(".age")
        else { return .sealed }
        if text.hasPrefix("age-encryption.org/") { return .sealed }
        if path.hasSuffix("/answers.jsonl") { return .answers }
        if let record = Self.record(of: parts) {
            if let reason = kept[record] { return reason }
            if parts[0] == "coding" || parts[0] == "consensus", blind.contains(record) { return .round }
        }
        if request.withholdsBodies, Self.quoting.contains(parts[0]) { return .bodies }
        if let reason = scope(path, parts, text) { return reason }
        // Who agreed to what, and who took it back, is what a reviewer has to see of everybody; forms for notes name made-up people.
        if ["consent", "decisions", "reviews", "erasures", "checkpoints", "notes"].contains(parts[0]) {
            return nil
        }
        return mentionsKept(text, of: parts) ? .consent : nil
    }

    /// The record that a file of codings, or of comments on a source, belongs to.
    private static func record(of parts: [String]) -> RecordID? {
        guard let folder = parts.first, ["coding", "consensus", "memos"].contains(folder),
            let name = parts.last, name.hasSuffix(".jsonl")
        else { return nil }
        return RecordID(rawValue: String(name.dropLast(6)))
    }

    private func scope(_ path: String, _ parts: [String], _ text: String) -> AuditWithheld.Reason? {
        let scope = request.scope
        if Self.general.contains(parts[0]) || path.hasPrefix("consent/forms/") { return nil }
        if let round = scope.round, ["rounds", "consensus"].contains(parts[0]) {
            return path.hasPrefix("rounds/\(round).yaml") || parts[1] == round.rawValue ? nil : .scope
        }
        if scope.from != nil || scope.until != nil, Self.record(of: parts) == nil {
            let from = scope.from ?? CalendarDay.first
            let isInside = days[path]?.contains { $0 >= from && $0 <= scope.until ?? $0 } ?? false
            if !isInside { return .scope }
        }
        if let handle = scope.participant {
            return Tokens(text).handles.contains(handle)
                || parts.contains { $0.hasPrefix(handle.rawValue + ".") }
                ? nil : Self.record(of: parts) == nil ? .scope : nil
        }
        return nil
    }

    /// Whether a text leads to somebody, or to a record, that stays at home.
    func mentionsKept(_ text: String, of parts: [String] = []) -> Bool {
        let tokens = Tokens(text)
        if parts.first == "cases" {
            // A case is of one person; without consent that person is not shown, nor who is in nothing that goes out.
            guard let handle = parts.last.flatMap({ Handle(rawValue: String($0.dropLast(5))) }) else {
                return false
            }
            return !judge.others.contains(handle) && (refused.contains(handle) || !present.contains(handle))
        }
        // A round draws records by their ids, which say nothing of what is in them.
        if parts.first == "rounds", parts.count == 2 { return false }
        let own = Self.record(of: parts).flatMap { named[$0] } ?? []
        return !refused.isDisjoint(with: tokens.handles.subtracting(own))
            || tokens.records.contains { kept[$0] == .consent || kept[$0] == .removed }
    }

    /// The handles and the records that a text names.
    struct Tokens {
        var handles: Set<Handle> = []
        var records: Set<RecordID> = []

        init(_ text: String) {
            var word: [UInt8] = []
            for byte in Array(text.utf8) + [0x20] {
                if (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == 0x2D
                {
                    word.append(byte)
                } else if !word.isEmpty {
                    take(String(decoding: word, as: UTF8.self))
                    word.removeAll(keepingCapacity: true)
                }
            }
        }

        private mutating func take(_ word: String) {
            guard word.utf8.count <= 48 else { return }
            if let record = RecordID(rawValue: word) { records.insert(record) }
            for part in word.split(separator: "-") where part.utf8.count <= 9 {
                if let handle = Handle(rawValue: String(part)) { handles.insert(handle) }
            }
        }
    }
}

extension CalendarDay {
    /// The first day there is.
    fileprivate static var first: CalendarDay { CalendarDay(year: 1, month: 1, day: 1).unsafelyUnwrapped }
}
