/// What a participant who withdraws wants done with what is already held.
package enum WithdrawalOption: String, Hashable, Sendable, Codable, CaseIterable {
    case stopFurtherUse = "stop-further-use"
    case removeFromAnalysis = "remove-from-analysis"
    case erase

    /// What it does, as sentences for the participant and for the team.
    package var effects: [String] {
        let stop = "From now on nothing of this participant is used in rounds, reports or exports."
        let kept = "That they consented and withdrew stays on record, under the handle and without a name."
        let taken =
            "Records that are theirs alone, the memos on them, their survey answers and what is charted of them leave the study's current state; other summaries that rest on their words are marked, and no export has them until somebody has written them anew."
        let shared =
            "In records with several people their turns and their handle are blacked out, and so are memos by them. Where a text doesn't say which "
            + "words are theirs, every use of it is refused until somebody has edited it."
        let past =
            "Earlier versions stay in git history, here and wherever the study was copied or pushed to."
        let out = "Reports and exports handed out before are not changed."
        return switch self {
        case .stopFurtherUse:
            [
                stop, "What is held stays where it is, and codings made before stay in the analysis.", out,
                kept,
            ]
        case .removeFromAnalysis: [stop, taken, shared, past, out, kept]
        case .erase:
            [
                stop, taken, shared,
                "In the vault their key is destroyed, and with it their name and what it sealed; originals of these "
                    + "records and sources in the inbox that concern them are removed.",
                "Every earlier version of what goes, and of texts that quote or name them, is taken out of the study's history, here and with the next synchronisation in the team's other copies. The logs keep the entries, without anything that opens them.",
                out, kept,
            ]
        }
    }
}

/// How much a withdrawal concerns, each 0 or more.
package struct WithdrawalCounts: Hashable, Sendable, Codable {
    /// Records that are about this participant alone.
    package var records: Int
    /// Records in which others take part as well.
    package var sharedRecords: Int
    package var codings: Int
    package var quotes: Int
    /// Memos on records that are theirs alone, by them, and that name or quote them.
    package var memos: Int
    package var surveyAnswers: Int
    /// Sealed originals in the vault.
    package var originals: Int
    /// Sources in the inbox that name them; they can be counted only while the vault is open.
    package var waiting: Int
    /// Summaries of framework matrices that are about them or rest on their words.
    package var summaries: Int

    package init(
        records: Int = 0, sharedRecords: Int = 0, codings: Int = 0, quotes: Int = 0, memos: Int = 0,
        surveyAnswers: Int = 0, originals: Int = 0, waiting: Int = 0, summaries: Int = 0
    ) {
        self.records = records
        self.sharedRecords = sharedRecords
        self.codings = codings
        self.quotes = quotes
        self.memos = memos
        self.surveyAnswers = surveyAnswers
        self.originals = originals
        self.waiting = waiting
        self.summaries = summaries
    }

    /// What is not 0, in words: `3 records, 1 quote`; `nothing` where all is.
    package var words: String {
        let parts = [
            Self.count(records, "record"),
            Self.count(sharedRecords, "record shared with others", "records shared with others"),
            Self.count(codings, "coding"), Self.count(quotes, "quote"),
            Self.count(memos, "memo"), Self.count(surveyAnswers, "survey answer"),
            Self.count(originals, "original"),
            Self.count(waiting, "waiting source"),
            Self.count(summaries, "summary in a framework matrix", "summaries in framework matrices"),
        ].compactMap(\.self)
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String? {
        number == 0 ? nil : "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}

/// What a withdrawal would do, shown before it is done.
package struct WithdrawalPreview: Hashable, Sendable, Codable {
    package var participant: Handle
    /// What is done with what is held.
    package var option: WithdrawalOption
    /// What the participant takes back; empty for everything.
    package var purposes: [ConsentPurpose]
    package var counts: WithdrawalCounts
    /// The summaries of framework matrices that are about them or rest on their words.
    package var cells: [FrameworkCellName]

    package init(
        participant: Handle, option: WithdrawalOption, purposes: [ConsentPurpose] = [],
        counts: WithdrawalCounts, cells: [FrameworkCellName] = []
    ) {
        self.participant = participant
        self.option = option
        self.purposes = Set(purposes).sorted()
        self.counts = counts
        self.cells = cells
    }

    /// The whole preview as sentences.
    package var sentences: [String] {
        let what =
            purposes.isEmpty
            ? "all consent" : "consent to " + purposes.map(\.phrase).joined(separator: ", and to ")
        let charted =
            cells.isEmpty
            ? [] : ["These summaries rest on their words: \(cells.map(\.words).joined(separator: "; "))."]
        return ["\(participant.rawValue) withdraws \(what). This concerns \(counts.words)."] + charted
            + option.effects
    }
}

/// A place outside a participant's own records that a withdrawal would change.
package struct WithdrawalPlace: Hashable, Sendable, Codable {
    /// Set where it is a record.
    package var record: RecordID?
    /// The file inside the study's folder.
    package var path: String
    /// A few words around each place in it; shown to whoever asked, and never logged.
    package var words: [String]

    package init(record: RecordID? = nil, path: String, words: [String]) {
        (self.record, self.path, self.words) = (record, path, words)
    }

    /// The place as lines for a person.
    package var lines: [String] {
        let name = record?.rawValue ?? path
        return words.isEmpty ? [name] : words.map { "\(name): … \($0) …" }
    }
}

/// A participant's withdrawal and what was decided to do: what the study holds as
/// `decisions/withdrawal-<id>.yaml`.
///
/// Reasons are not asked for; where one was given and is to be kept, it is a record.
package struct Withdrawal: Hashable, Sendable, Codable {
    package let id: OperationID
    package var participant: Handle
    package var option: WithdrawalOption
    /// The consent event that takes consent back and stops the uses.
    package var event: OperationID
    /// When the participant withdrew.
    package var at: Timestamp
    /// Who wrote it down, and when.
    package var recorded: Provenance
    /// The record in which the wish stands, such as an e-mail.
    package var record: RecordID?

    package init(
        id: OperationID, participant: Handle, option: WithdrawalOption, event: OperationID, at: Timestamp,
        recorded: Provenance, record: RecordID? = nil
    ) {
        self.id = id
        self.participant = participant
        self.option = option
        self.event = event
        self.at = at
        self.recorded = recorded
        self.record = record
    }

    /// `decisions/withdrawal-01kb….yaml`.
    package var path: String { "decisions/withdrawal-\(id.rawValue).yaml" }

    /// Whether a file of the study is a withdrawal's.
    package static func isPath(_ path: String) -> Bool { path.hasPrefix("decisions/withdrawal-") }
}

/// Writes and reads a withdrawal's file (format.md §10.4); the form is canonical as that of ``CaseText``.
package enum WithdrawalText {
    /// The whole file.
    package static func text(of value: Withdrawal) -> String {
        var lines = [
            "id: \(JSONText.quoted(value.id.rawValue))", "participant: \(value.participant.rawValue)",
            "option: \(value.option.rawValue)", "event: \(JSONText.quoted(value.event.rawValue))",
            "at: \(value.at.rawValue)",
        ]
        if let record = value.record { lines.append("record: \(record.rawValue)") }
        lines.append("recorded-by: \(value.recorded.by.rawValue)")
        lines.append("recorded-at: \(value.recorded.at.rawValue)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func withdrawal(from bytes: [UInt8]) throws(PeopleTextFailure) -> Withdrawal {
        let fields = try FieldLines.fields(in: bytes)
        let value = Withdrawal(
            id: try fields.one("id") { OperationID(rawValue: $0) },
            participant: try fields.one("participant") { Handle(rawValue: $0) },
            option: try fields.one("option") { WithdrawalOption(rawValue: $0) },
            event: try fields.one("event") { OperationID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) },
            recorded: try fields.provenance("recorded"),
            record: try fields.maybe("record") { RecordID(rawValue: $0) })
        try FieldLines.check(bytes, is: text(of: value))
        return value
    }
}

/// What was done for a withdrawal, and where it is not done yet: what the participant may be given.
package struct WithdrawalReceipt: Hashable, Sendable, Codable {
    package var withdrawal: Withdrawal
    /// What was closed to use, taken out or erased.
    package var done: WithdrawalCounts
    /// When it was done on this device.
    package var finished: Timestamp
    /// Devices of the team that have not confirmed yet.
    package var waitingFor: [DeviceID]
    /// Exports and reports that were handed out before and hold something of the participant.
    package var handedOut: Int
    /// Earlier versions of the records it concerns, which git history still holds.
    package var versionsLeft: Int
    /// What was taken out of history; `nil` where nothing was.
    package var erasure: ErasureReceipt?

    package init(
        withdrawal: Withdrawal, done: WithdrawalCounts, finished: Timestamp, waitingFor: [DeviceID] = [],
        handedOut: Int = 0, versionsLeft: Int = 0, erasure: ErasureReceipt? = nil
    ) {
        self.withdrawal = withdrawal
        self.done = done
        self.finished = finished
        self.waitingFor = waitingFor
        self.handedOut = handedOut
        self.versionsLeft = versionsLeft
        self.erasure = erasure
    }

    /// The receipt as sentences.
    package var sentences: [String] {
        let handle = withdrawal.participant.rawValue
        let verb =
            switch withdrawal.option {
            case .stopFurtherUse: "Closed to further use"
            case .removeFromAnalysis: "Taken out of the analysis"
            case .erase: "Taken out of the study and shredded in the vault"
            }
        var sentences = [
            "\(handle) withdrew on \(withdrawal.at.day.rawValue).",
            "\(verb) by \(finished.rawValue): \(done.words).",
        ]
        if !waitingFor.isEmpty {
            let devices = waitingFor.map(\.rawValue).joined(separator: ", ")
            sentences.append("Not confirmed yet by: \(devices).")
        }
        if versionsLeft > 0, withdrawal.option != .stopFurtherUse {
            let count = versionsLeft == 1 ? "1 earlier version" : "\(versionsLeft) earlier versions"
            let lead =
                withdrawal.option == .erase ? " A lead's copy takes them out when it next synchronises." : ""
            sentences.append("Not erased yet: git history still holds \(count) of these records.\(lead)")
        }
        sentences += erasure?.sentences ?? []
        if handedOut > 0 {
            let count = handedOut == 1 ? "1 report or export" : "\(handedOut) reports or exports"
            sentences.append("Handed out before and not changed: \(count).")
        }
        return sentences
    }
}
