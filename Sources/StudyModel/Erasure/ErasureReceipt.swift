/// What an erasure did, and where it is not done yet.
package struct ErasureReceipt: Hashable, Sendable, Codable {
    /// The operation that erased; its file in the study is `erasures/<id>.yaml`.
    package var id: OperationID
    package var basis: Erasure.Basis
    /// The class of data whose time was over.
    package var `class`: RetentionClass?
    /// Whose words went; `nil` where it is about nobody in particular.
    package var participant: Handle?
    /// Who erased, and when.
    package var recorded: Provenance
    /// Files whose earlier versions left the history.
    package var files: Int
    /// Entries of the logs that nothing opens any more.
    package var leaves: Int
    /// Commits that were made anew.
    package var commits: Int
    /// Where words were found in texts of others and blacked out.
    package var quotedIn: [String]
    /// Branches and tags made by hand that were removed because they led to what was erased.
    package var branches: [String]
    /// What was searched afterwards.
    package var searched: Searched
    /// Devices that said in their log that they carried it out.
    package var confirmed: [DeviceID]
    /// Devices of the team that have not.
    package var waitingFor: [DeviceID]
    /// Remotes that still have to get the new history.
    package var remotes: [String]

    /// How much was searched for what was erased, and where it was found.
    package struct Searched: Hashable, Sendable, Codable {
        /// Objects of the repository.
        package var objects: Int
        /// Files of the study's folder.
        package var files: Int
        /// Files, by their path, that still hold some of it; of an object that is no version of a file its id.
        package var found: [String]

        package init(objects: Int = 0, files: Int = 0, found: [String] = []) {
            self.objects = objects
            self.files = files
            self.found = found
        }
    }

    package init(
        _ erasure: Erasure, commits: Int, quotedIn: [String] = [], branches: [String] = [],
        searched: Searched = Searched(), confirmed: [DeviceID] = [],
        waitingFor: [DeviceID] = [], remotes: [String] = []
    ) {
        id = erasure.id
        basis = erasure.basis
        self.class = erasure.class
        participant = erasure.participant
        recorded = erasure.recorded
        files = erasure.paths.count
        leaves = erasure.covers.reduce(0) { $0 + $1.numbers.count }
        self.commits = commits
        self.quotedIn = quotedIn
        self.branches = branches
        self.searched = searched
        self.confirmed = confirmed
        self.waitingFor = waitingFor
        self.remotes = remotes
    }

    /// The receipt as sentences.
    package var sentences: [String] {
        var sentences = [
            "Erased from the history: \(Self.count(files, "file")) with all earlier versions, \(Self.count(commits, "commit")) made anew."
        ]
        if let kept = self.class, files == 0 {
            sentences = ["Removed from this device's vault: \(kept.words)."]
        }
        if leaves > 0 {
            sentences[0] +=
                " The logs keep \(Self.count(leaves, "entry", "entries")) that nothing opens any more."
        }
        if !quotedIn.isEmpty {
            sentences.append("Quoted and blacked out in: \(quotedIn.joined(separator: ", ")).")
        }
        if !branches.isEmpty {
            sentences.append(
                "Removed, because they led to it: \(branches.joined(separator: ", ")).")
        }
        sentences += searchSentences
        let devices = Set(confirmed).union(waitingFor).count
        sentences.append("Confirmed on \(confirmed.count) of \(Self.count(devices, "device")).")
        if !waitingFor.isEmpty {
            sentences.append("Not confirmed yet by: \(waitingFor.map(\.rawValue).joined(separator: ", ")).")
        }
        if !remotes.isEmpty {
            sentences.append(
                "Still to be sent to: \(remotes.joined(separator: ", ")) ('rir sync'). Whoever keeps a remote clears it with 'git gc --prune=now'; at a provider that is theirs to do."
            )
        }
        sentences.append(
            "Out of reach: backups, exports and reports handed out before, and copies outside the team.")
        return sentences
    }

    /// What was found afterwards, and what to do about it.
    private var searchSentences: [String] {
        if searched.found.isEmpty {
            return [
                "Searched afterwards: \(Self.count(searched.objects, "object")) of the repository and \(Self.count(searched.files, "file")) of the folder; nothing of it was found."
            ]
        }
        let places = searched.found.map(Self.place)
        return [
            "Still found in: \(places.joined(separator: ", ")).",
            "Look at each: 'rir show' shows a record, an editor a file. 'rir erasure redact' takes words out of both, with their earlier versions; what is only in this copy is cleared again when the daemon next starts.",
        ]
    }

    /// Where something was found, in words.
    private static func place(_ found: String) -> String {
        if let record = RecordID(path: found) { return "the record \(record.rawValue)" }
        if isObject(found) {
            return
                "a state of the repository that no file of the study is (\(found.prefix(8)), only in this copy)"
        }
        return found.hasPrefix(".") ? "\(found) (only in this copy)" : "the file \(found)"
    }

    /// Whether something that was found is an object of the repository and no file.
    package static func isObject(_ found: String) -> Bool {
        found.utf8.count == 40 && found.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
    }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
