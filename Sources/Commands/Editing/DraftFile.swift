import StudyClient
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A text on its way into the study, in `.rir/drafts`, where only its owner can read it.
package struct DraftFile {
    package let path: String
    /// False for a file of the person's own, which stays.
    private let isOurs: Bool

    /// Writes a new draft into a study.
    ///
    /// - Parameter keepsOpened: whether the text is kept beside the draft, to tell later what a person changed.
    /// - Throws: `storage.failed`.
    package init(
        study: String, name: String, text: String, keepsOpened: Bool = false
    ) throws(StudyError) {
        let folder = study + "/.rir/drafts"
        guard
            mkdir(folder, 0o700) == 0
                || (errno == EEXIST && Paths.kind(of: folder, following: false) == .folder)
        else { throw Self.failed("The folder '\(folder)' can't be made") }
        guard chmod(folder, 0o700) == 0 else {
            throw Self.failed("The folder '\(folder)' can't be closed to others")
        }
        var number = 1
        while true {
            let path = "\(folder)/\(name)\(number == 1 ? "" : "-\(number)").md"
            let descriptor = Self.create(path)
            if descriptor >= 0 {
                try Self.write(text, descriptor, path)
                if keepsOpened {
                    unlink(Self.openedPath(path))
                    try Self.write(
                        text, Self.create(Self.openedPath(path)), Self.openedPath(path))
                }
                self.path = path
                isOurs = true
                return
            }
            guard errno == EEXIST, number < 1000 else {
                throw Self.failed("The draft '\(path)' can't be written")
            }
            number += 1
        }
    }

    /// Notes that were begun in an editor and never saved, as when a terminal died; oldest first.
    ///
    /// A draft that another `rir note` has open at this moment is among them.
    ///
    /// - Parameter prefix: What the names of such drafts begin with.
    package static func kept(study: String, named prefix: String = "note-") -> [String] {
        let folder = study + "/.rir/drafts"
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(prefix), name.hasSuffix(".md") { names.append("\(folder)/\(name)") }
        }
        return names.sorted()
    }

    /// A draft kept from before.
    package init(existing path: String) {
        self.path = path
        isOurs = path.contains("/.rir/drafts/")
    }

    /// What the draft holds now.
    ///
    /// - Throws: `import.unreadable`, `record.invalid` where it is no UTF-8.
    package func text() throws(StudyError) -> String { try Self.text(of: path) }

    /// The text as it was opened; `nil` where none was kept, as of a file of the person's own.
    ///
    /// - Throws: as ``text()``.
    package func opened() throws(StudyError) -> String? {
        let path = Self.openedPath(path)
        return Paths.kind(of: path, following: false) == .file ? try Self.text(of: path) : nil
    }

    private static func openedPath(_ path: String) -> String { path + ".opened" }

    private static func text(of path: String) throws(StudyError) -> String {
        let (bytes, _) = try SourceBytes.read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StudyError(
                .recordInvalid, "The draft '\(path)' is not UTF-8 text.", hint: "Save it as UTF-8.")
        }
        return text
    }

    /// Removes the draft, once its text is saved elsewhere; a file that lies outside of a study's drafts stays.
    package func remove() {
        guard isOurs else { return }
        unlink(path)
        unlink(Self.openedPath(path))
    }

    private static func create(_ path: String) -> Int32 {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }

    private static func write(_ text: String, _ descriptor: Int32, _ path: String) throws(StudyError) {
        defer { close(descriptor) }
        var text = text
        guard text.withUTF8({ Descriptor.write(UnsafeRawBufferPointer($0), to: descriptor) }) else {
            throw failed("The draft '\(path)' can't be written")
        }
    }

    private static func failed(_ sentence: String) -> StudyError {
        StudyError(.storageFailed, "\(sentence) (\(String(cString: strerror(errno)))).")
    }
}
