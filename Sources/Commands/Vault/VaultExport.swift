package import ArgumentParser
import StudyClient
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `rir vault export`: copies the sealed files.
package struct VaultExport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy the vault, sealed as it is, into a new folder.",
        discussion: """
            The copy is flushed to the disk and compared byte by byte. It opens only with a member's \
            identity file: keep that apart from the copy, since who has both reads everything, and who has \
            lost the identity reads nothing. Git never carries the vault, so without a copy real names and \
            originals are gone with this disk.

            Examples:

              rir vault export /media/stick/vault-2026-05
              rir vault restore /media/stick/vault-2026-05
            """
    )

    @Argument(help: ArgumentHelp("A new or empty folder.", valueName: "dir"), completion: .directory)
    package var folder: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let source = try VaultFiles(in: try Self.vault(session))
        let target = Paths.settled(session.absolute(folder))
        try Self.prepare(target)
        let bytes = try Self.copy(source, to: target)
        let identity = VaultText.identityHere(session)
        let reply = VaultExportReply(
            folder: target, files: source.names.count, bytes: bytes, identity: identity)
        try session.console.result(reply) {
            [
                "Copied \(source.names.count.counted("file")), \(ByteCount.text(bytes)), to "
                    + "\(VisibleText.line(target)), and compared them byte by byte."
            ]
        }
        session.console.note("The copy opens only with an identity file; yours is \(identity).")
        session.console.note("Keep that file too, but apart from the copy: without it nobody opens either.")
        return .done
    }

    private static func vault(_ session: Session) throws(StudyError) -> String {
        let path = VaultFiles.path(of: try session.study())
        guard Paths.kind(of: path, following: false) == .folder else {
            throw StudyError(
                .vaultAbsent, "This study has no vault to copy.", hint: "Run 'rir vault show'.")
        }
        return path
    }

    private static func prepare(_ target: String) throws(StudyError) {
        if StudyLocation.isInStudy(target) {
            throw StudyError(
                .usage, "'\(target)' lies in a study; a copy there would go where the study goes.",
                hint: "Name a folder elsewhere, best on another disk.")
        }
        try VaultFiles.make(target)
        guard rmdir(target) == 0 else {
            throw StudyError(
                .usage, "The folder '\(target)' is not empty.", hint: "Name a new or an empty folder.")
        }
        try VaultFiles.make(target)
    }

    /// Copies every file, and returns their size together.
    private static func copy(_ source: VaultFiles, to target: String) throws(StudyError) -> Int {
        let folders = VaultFiles.folders(of: source.names).map { "\(target)/\($0)" }
        for folder in folders { try VaultFiles.make(folder) }
        var bytes = 0
        for name in source.names {
            let (from, to) = ("\(source.folder)/\(name)", "\(target)/\(name)")
            guard FileCopy.copy(from, to: to, compares: true) == .done else {
                throw StudyError(
                    .storageFailed, "'\(name)' could not be copied, so the copy is not whole.",
                    hint: "Remove '\(target)', make sure there is room, and run the command again.")
            }
            var status = stat()
            if stat(to, &status) == 0 { bytes += Int(status.st_size) }
        }
        for folder in folders + [target] where !FileCopy.flushFolder(folder) {
            throw StudyError(
                .storageFailed, "The disk did not confirm that '\(folder)' is written.",
                hint: "Remove the copy and make it on another disk.")
        }
        return bytes
    }
}

/// The JSON of `rir vault export`.
package struct VaultExportReply: Codable, Sendable {
    package var folder: String
    package var files: Int
    package var bytes: Int
    /// Where this person's identity file lies, in words where it is not there.
    package var identity: String
}
