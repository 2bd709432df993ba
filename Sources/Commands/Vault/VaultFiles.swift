import StudyClient
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The files of a vault as they lie on the disk, sealed, with their public keys and plain notes.
struct VaultFiles {
    let folder: String
    /// From the folder on, such as `keys/SP66.age`, sorted.
    let names: [String]

    /// - Throws: `storage.failed` for a folder that can't be read whole.
    init(in folder: String) throws(StudyError) {
        let found = SourceFiles([folder])
        if let refused = found.refused.first?.error {
            throw StudyError(.storageFailed, refused.message, hint: refused.hint)
        }
        self.folder = folder
        names = found.paths.map { String($0.dropFirst(folder.utf8.count + 1)) }.filter(Self.isOurs)
    }

    /// The vault of a study.
    static func path(of study: String) -> String { study + "/.rir/vault" }

    /// The public half of the key that seals what concerns nobody alone.
    static let studyKey = "keys/study.pub"

    /// What tells one vault from another, also after its keys got successors.
    static let identifier = "id"

    var isVault: Bool { names.contains(Self.studyKey) }

    /// One folder down, as age files, public keys or notes; whatever else lies there is not the vault's.
    private static func isOurs(_ name: String) -> Bool {
        name == identifier
            || name.split(separator: "/").count == 2
                && [".age", ".pub", ".json"].contains { name.hasSuffix($0) }
    }

    /// The participant whose key a file is or is sealed with: `SP66` of `keys/SP66.pub` and `evidence/01kb.SP66.age`.
    static func participant(of name: String) -> Handle? {
        let file = name.split(separator: "/").last ?? ""
        return file.split(separator: ".").dropLast().lazy.compactMap { Handle(rawValue: String($0)) }.last
    }

    /// Makes a folder for its owner only.
    ///
    /// - Throws: `storage.failed`.
    static func make(_ folder: String) throws(StudyError) {
        guard mkdir(folder, 0o700) == 0 || (errno == EEXIST && Paths.kind(of: folder) == .folder) else {
            throw StudyError(
                .storageFailed, "The folder '\(folder)' can't be made (\(String(cString: strerror(errno)))).")
        }
    }

    /// The folders that names lie in, sorted.
    static func folders(of names: [String]) -> [String] {
        Set(names.filter { $0.contains("/") }.compactMap { $0.split(separator: "/").first.map(String.init) })
            .sorted()
    }
}
