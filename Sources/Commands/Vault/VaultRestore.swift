package import ArgumentParser
package import StudyAPI
import StudyClient
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `rir vault restore`: brings back what is missing.
package struct VaultRestore: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring back files that are missing in the vault from a copy of it.",
        discussion: """
            Nothing is overwritten: a file that differs from the copy's is named and left as it is. What \
            belongs to a participant whose data was erased does not come back. An open vault is checked \
            afterwards. The status is 3 when files were left.

            Examples:

              rir vault restore /media/stick/vault-2026-05
              rir vault check
            """
    )

    @Argument(
        help: ArgumentHelp("A folder that 'rir vault export' made.", valueName: "dir"),
        completion: .directory)
    package var folder: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let study = try session.study()
        let copy = try VaultFiles(in: Paths.settled(session.absolute(folder)))
        guard copy.isVault else {
            throw StudyError(
                .vaultAbsent, "There is no copy of a vault in '\(copy.folder)'.",
                hint: "Name the folder that 'rir vault export' made.")
        }
        var reply = try VaultReturn(copy: copy, study: study).run()
        let client = try session.studyClient()
        if try client.vault().state == .open { reply.check = try client.checkVault() }
        try session.console.result(reply) { Self.lines(reply) }
        for name in reply.left { session.console.note("left as it is: \(VisibleText.line(name)) differs") }
        if !reply.erased.isEmpty {
            let handles = reply.erased.map(\.rawValue).joined(separator: " ")
            session.console.note("not brought back, since their data was erased: \(handles)")
        }
        if let check = reply.check, !check.findings.isEmpty { return .failed }
        if reply.check == nil { session.console.note("Next: rir vault unlock, then rir vault check") }
        return reply.left.isEmpty ? .done : .partly
    }

    private static func lines(_ reply: VaultRestoreReply) -> [String] {
        var counts = "Brought back \(reply.restored.counted("file")); \(reply.held.grouped) were there."
        if reply.withheld > 0 {
            counts +=
                " \(reply.withheld.counted("file")) may hold what has been withdrawn or taken in since: left out."
        }
        return [counts] + (reply.check.map(VaultCheck.lines) ?? [])
    }
}

/// The JSON of `rir vault restore`.
package struct VaultRestoreReply: Codable, Sendable {
    package var folder: String
    package var restored: Int
    /// Files that were there already, just so.
    package var held: Int
    /// Files that differ from the copy's and were left.
    package var left: [String]
    /// Originals and waiting sources that were not brought back, because they hold what has been withdrawn since, or
    /// may.
    package var withheld: Int
    /// Participants whose data was erased, so that nothing of theirs came back.
    package var erased: [Handle]
    /// Absent while the vault is locked.
    package var check: VaultCheckReply?
}

/// One bringing back of a vault's files.
private struct VaultReturn {
    let copy: VaultFiles
    let vault: String
    let study: String
    /// Participants whose data was erased here: a copy from before still holds their keys.
    let erased: Set<Handle>

    init(copy: VaultFiles, study: String) throws(StudyError) {
        self.copy = copy
        vault = VaultFiles.path(of: study)
        self.study = study
        var erased: Set<Handle> = []
        for path in SourceFiles([study + "/decisions"]).paths where path.contains("/withdrawal-") {
            guard let withdrawal = try? WithdrawalText.withdrawal(from: try SourceBytes.read(path).bytes)
            else {
                throw StudyError(
                    .studyInvalid, "'\(path)' can't be read, so it is not known whose data was erased.",
                    hint: "Run 'rir check'; nothing was brought back.")
            }
            if withdrawal.option == .erase { erased.insert(withdrawal.participant) }
        }
        self.erased = erased
    }

    func run() throws(StudyError) -> VaultRestoreReply {
        let hasBoth = [copy.folder, vault].allSatisfy {
            Paths.kind(of: "\($0)/\(VaultFiles.identifier)") != nil
        }
        let key = hasBoth ? VaultFiles.identifier : VaultFiles.studyKey
        if Paths.kind(of: "\(vault)/\(key)") != nil,
            FileCopy.isSame("\(copy.folder)/\(key)", "\(vault)/\(key)") != true
        {
            throw StudyError(
                .vaultDenied, "The copy in '\(copy.folder)' is of another vault than this study's.",
                hint: "If the one here is new and empty, move '\(vault)' elsewhere and run this again.")
        }
        var reply = VaultRestoreReply(
            folder: copy.folder, restored: 0, held: 0, left: [], withheld: 0, erased: [], check: nil)
        var gone: Set<Handle> = []
        try VaultFiles.make(vault)
        for folder in VaultFiles.folders(of: copy.names) { try VaultFiles.make("\(vault)/\(folder)") }
        for name in copy.names {
            if let handle = VaultFiles.participant(of: name), erased.contains(handle) {
                gone.insert(handle)
            } else if isWithheld(name) {
                reply.withheld += 1
            } else {
                try bringBack(name, &reply)
            }
        }
        reply.erased = gone.sorted()
        for folder in VaultFiles.folders(of: copy.names) { _ = FileCopy.flushFolder("\(vault)/\(folder)") }
        _ = FileCopy.flushFolder(vault)
        return reply
    }

    /// Whether a file holds what was taken out of the study since the copy was made.
    private func isWithheld(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        guard parts.count == 2, let id = parts[1].split(separator: ".").first else { return false }
        switch parts[0] {
        case "originals":
            guard !erased.isEmpty, let records = records(ofOriginal: String(id)) else {
                return !erased.isEmpty
            }
            return records.contains(where: isWithdrawn)
        case "inbox":
            guard let record = RecordID(rawValue: String(id)) else { return false }
            // It may have been taken in since, or name somebody who was erased.
            return !erased.isEmpty || Paths.kind(of: "\(study)/\(record.path)") != nil
        default: return false
        }
    }

    /// Whether a record has left the study's current state, or had words blacked out.
    private func isWithdrawn(_ id: RecordID) -> Bool {
        guard let bytes = try? SourceBytes.read("\(study)/\(id.path)").bytes else { return true }
        return String(decoding: bytes, as: UTF8.self).contains("[withdrawn]")
    }

    private struct Note: Decodable {
        var records: [RecordID]
    }

    private func records(ofOriginal id: String) -> [RecordID]? {
        guard let bytes = try? SourceBytes.read("\(copy.folder)/originals/\(id).json").bytes else {
            return nil
        }
        return (try? WireJSON.decode(Note.self, from: bytes))?.records
    }

    private func bringBack(_ name: String, _ reply: inout VaultRestoreReply) throws(StudyError) {
        let (from, to) = ("\(copy.folder)/\(name)", "\(vault)/\(name)")
        if Paths.kind(of: to, following: false) != nil {
            if FileCopy.isSame(from, to) == true { reply.held += 1 } else { reply.left.append(name) }
            return
        }
        // Whole or absent, like all files of a vault; a link never takes a name that is taken.
        let passing = "\(vault)/.restore-\(getpid())"
        unlink(passing)
        defer { unlink(passing) }
        guard FileCopy.copy(from, to: passing, compares: true) == .done,
            link(passing, to) == 0 || (errno != EEXIST && rename(passing, to) == 0)
        else {
            throw StudyError(
                .storageFailed, "'\(name)' could not be brought back; those before it are there.",
                hint: "Make sure there is room, and run the command again.")
        }
        reply.restored += 1
    }
}
