internal import Intake
internal import StudyArchive
internal import StudyModel

/// A record that a file would become.
struct ImportCandidate {
    /// What the report calls it.
    var path: String
    var record: Record
    /// What two imports of the same content share.
    var digest: String
    /// The same of the source as it came, before names were replaced.
    var sourceDigest: String
    var remarks: [String]
    var guesses: [ImportGuess]
    var memos: [DraftMemo]
    /// The number of the candidate of the same file that this document came inside.
    var parent: Int?

    /// What tells copies of one e-mail apart from others: its text as ``MailIdentity`` compares it.
    var mailText: String?
    /// What was replaced in it, where the vault keeps that.
    var witness: Witness?
    /// Whether it is a record of its own whatever else the study holds, as each note is.
    var isUnique = false
    /// The number of the file in its batch.
    var file = 0

    var messageID: String? { mailText == nil ? nil : record.details.text("message-id") }
}

/// Sorts the files of a batch into new, held and refused.
struct ImportSorting {
    /// Held by the study before, by content.
    var held: [String: RecordSummary] = [:]
    /// E-mails of the study and of this run, by Message-ID and the digest of their text.
    var mails: [String: [String: RecordSummary]] = [:]
    /// What waits in the inbox, by the digest of the source.
    var inbox: [String: RecordID] = [:]
    /// What is to be sealed into the inbox, and the number of the file it came from.
    private(set) var waiting: [(source: HeldSource, file: Int)] = []
    private(set) var outcomes: [ImportOutcome] = []
    /// The records to make, in the order of their files.
    private(set) var created: [ImportCandidate] = []
    /// The records to make, by content.
    private(set) var newContent: [String: RecordSummary] = [:]
    private let known: [String: RecordSummary]
    private var ids: Set<RecordID> = []
    /// For each of ``created`` the number of its outcome.
    private var places: [Int] = []

    init(known: [String: RecordSummary]) { self.known = known }

    mutating func refuse(_ path: String, _ error: StudyError) {
        outcomes.append(.init(path: path, result: .refused, error: StudyErrorBody(error)))
    }

    /// Adds a source that waits, unless the study or its inbox has it.
    mutating func wait(
        _ candidates: [ImportCandidate], _ source: HeldSource, _ note: WaitingSource
    ) {
        guard let candidate = candidates.first else { return }
        var outcome = ImportOutcome(
            path: candidate.path, result: .held, remarks: candidate.remarks, guesses: candidate.guesses)
        if let same = same(as: candidate) {
            outcome.record = same
        } else if inbox[candidate.sourceDigest] == nil {
            outcome.result = .waiting
            outcome.waits = note
            inbox[candidate.sourceDigest] = source.id
            waiting.append((source, candidate.file))
        } else {
            outcome.remarks.append("It waits in the inbox already.")
        }
        outcomes.append(outcome)
    }

    private func same(as candidate: ImportCandidate) -> RecordSummary? {
        if candidate.isUnique { return nil }
        let digest = candidate.digest
        return held[candidate.sourceDigest] ?? held[digest] ?? known[digest] ?? newContent[digest]
    }

    /// Adds the candidates of one source, a document behind what it came inside.
    mutating func add(_ candidates: [ImportCandidate]) {
        var found: [(id: RecordID, created: Int?)] = []
        for candidate in candidates {
            let number = created.count
            let id = add(candidate, inside: candidate.parent.map { found[$0].id })
            found.append((id, created.count > number ? number : nil))
            if let parent = candidate.parent, let holder = found[parent].created {
                created[holder].record.details.add(id, to: "parts")
            }
        }
    }

    private mutating func add(_ candidate: ImportCandidate, inside parent: RecordID?) -> RecordID {
        var outcome = ImportOutcome(
            path: candidate.path, result: .held, remarks: candidate.remarks, guesses: candidate.guesses)
        let speakers = candidate.record.details.list("speakers")
        if !speakers.isEmpty { outcome.speakers = speakers }
        let digest = candidate.digest
        if let same = same(as: candidate) {
            outcome.record = same
            outcomes.append(outcome)
            return same.id
        }
        let twins = candidate.messageID.flatMap { mails[$0] } ?? [:]
        if let twin = candidate.mailText.flatMap({ twins[$0] }) {
            outcome.record = twin
            outcomes.append(outcome)
            return twin.id
        }
        if !twins.isEmpty { outcome.remarks.append(MailIdentity.remark) }
        var candidate = candidate
        while !ids.insert(candidate.record.id).inserted { candidate.record = candidate.record.renamed() }
        if let parent { candidate.record.details["part-of"] = .text(parent.rawValue) }
        let summary = RecordSummary(candidate.record)
        newContent[digest] = summary
        (outcome.result, outcome.record) = (.created, summary)
        places.append(outcomes.count)
        outcomes.append(outcome)
        created.append(candidate)
        if let messageID = candidate.messageID, let text = candidate.mailText {
            mails[messageID, default: [:]][text] = summary
        }
        return summary.id
    }

    /// Gives every new record a longer id, after one of the short ones turned out to be taken.
    mutating func renameAll() {
        var names: [String: String] = [:]
        for number in created.indices {
            let old = created[number].record.id
            created[number].record = created[number].record.renamed()
            names[old.rawValue] = created[number].record.id.rawValue
        }
        var renamed: [RecordID: RecordSummary] = [:]
        for number in created.indices {
            created[number].record.details.renameLinks(names)
            let summary = RecordSummary(created[number].record)
            if let old = outcomes[places[number]].record?.id { renamed[old] = summary }
            newContent[created[number].digest] = summary
        }
        for number in outcomes.indices {
            if let old = outcomes[number].record?.id, let summary = renamed[old] {
                outcomes[number].record = summary
            }
        }
    }

    /// Says something of a new record.
    mutating func remark(_ text: String, on number: Int) {
        outcomes[places[number]].remarks.append(text)
    }

    /// The files that hold the memos of the new records.
    var memoFiles: [String: [UInt8]?] {
        var files: [String: [UInt8]?] = [:]
        for candidate in created where !candidate.memos.isEmpty {
            files.updateValue(
                RecordMemos.bytes(candidate.memos), forKey: RecordMemos.path(of: candidate.record.id))
        }
        return files
    }
}

extension RecordDetails {
    /// Adds a record to a list of links.
    fileprivate mutating func add(_ id: RecordID, to key: String) {
        let links = list(key)
        if !links.contains(id.rawValue) { self[key] = .list(links + [id.rawValue]) }
    }

    /// Puts new ids in the place of old ones.
    fileprivate mutating func renameLinks(_ names: [String: String]) {
        if let whole = text("part-of") { self["part-of"] = .text(names[whole] ?? whole) }
        if self["parts"] != nil { self["parts"] = .list(list("parts").map { names[$0] ?? $0 }) }
    }
}

extension Record {
    /// The same record under a new, longer id.
    func renamed() -> Record {
        Record(
            id: RecordID(day: id.day, kind: kind, suffix: Random.characters(6)), kind: kind, version: version,
            day: day, time: time, title: title, participants: participants, details: details,
            captured: captured, saved: saved, nonce: nonce, body: body)
    }
}
