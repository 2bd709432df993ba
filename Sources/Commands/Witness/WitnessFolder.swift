import StudyClient
import StudyModel
import TransparencyLog

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folder in which a witness keeps its key and what it has cosigned.
///
/// What was cosigned is safe on the disk before anybody is told of it, and one command at a time has the folder.
struct WitnessFolder {
    let path: String

    private var keyFile: String { "\(path)/key" }
    private var bookFile: String { "\(path)/logs.json" }
    private static let mark = "PRIVATE+KEY+"

    // MARK: Making one

    /// Makes the folder with a new key.
    ///
    /// - Throws: `usage` for a folder that holds something, `witness.invalid` for a name that is none.
    static func make(_ path: String, name: String?) throws(StudyError) -> Cosigner {
        var random = SystemRandomNumberGenerator()
        let name = name ?? "rir.invalid/witness/w-" + hex(UInt32.random(in: .min ... .max, using: &random))
        let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        guard let key = try? KeyName(name), !name.hasPrefix("rir.invalid/log/"),
            let cosigner = try? Cosigner(name: key, seed: seed)
        else {
            throw StudyError(
                .witnessInvalid, "'\(name)' can't be the name of a witness.",
                hint:
                    "Take one without spaces and plus signs, such as ethics.example.org/witness; no person's name."
            )
        }
        try NewFolder.requireFree(path)
        let verifier = cosigner.verifier
        let text =
            "\(mark)\(name)+\(verifier.id)+\(WireBytes.text(of: [NoteVerifier.Kind.cosignature.rawValue] + seed))\n"
        let book = try WireJSON.encode(WitnessBook()) + [0x0A]
        try NewFolder.write(
            [("key", Array(text.utf8)), ("key.pub", Array("\(verifier.vkey)\n".utf8)), ("logs.json", book)],
            to: path)
        guard FileCopy.flushFolder(parent(of: path)) else { throw failed(path) }
        return cosigner
    }

    private static func hex(_ number: UInt32) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }

    private static func parent(of path: String) -> String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    // MARK: The key

    /// The key that cosigns.
    ///
    /// - Throws: `witness.invalid` where there is none.
    func cosigner() throws(StudyError) -> Cosigner {
        guard Paths.kind(of: keyFile) == .file else {
            throw StudyError(
                .witnessInvalid, "'\(path)' is no folder of a witness.",
                hint: "'rir witness init \(path)' makes one.")
        }
        let text = String(decoding: try SourceBytes.read(keyFile).bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        let parts = text.dropFirst(Self.mark.count).split(separator: "+", maxSplits: 2)
        guard text.hasPrefix(Self.mark), parts.count == 3, let name = try? KeyName(String(parts[0])),
            let bytes = WireBytes.bytes(of: String(parts[2])),
            bytes.first == NoteVerifier.Kind.cosignature.rawValue,
            let cosigner = try? Cosigner(name: name, seed: Array(bytes.dropFirst())),
            "\(cosigner.verifier.id)" == String(parts[1])
        else {
            throw StudyError(
                .witnessInvalid, "The key in '\(keyFile)' can't be read.",
                hint: "Put it back from your copy. Without one, make a new witness and tell the teams.")
        }
        return cosigner
    }

    // MARK: The book

    /// What the witness knows.
    func book() throws(StudyError) -> WitnessBook {
        guard Paths.kind(of: bookFile) == .file,
            let book = try? WireJSON.decode(
                WitnessBook.self, from: try SourceBytes.read(bookFile).bytes), book.isWhole
        else {
            throw StudyError(
                .witnessInvalid, "What this witness has cosigned can't be read: '\(bookFile)'.",
                hint:
                    "It must not sign without: make a new witness with 'rir witness init', and tell the teams."
            )
        }
        return book
    }

    /// Changes what the witness knows, alone, and brings it to the disk.
    ///
    /// - Parameter patience: Seconds to wait for another command that has the folder; `nil` waits as long as it takes.
    func change<Result>(
        patience: Double? = nil, _ work: (inout WitnessBook) throws(StudyError) -> Result
    ) throws(StudyError) -> Result {
        let lock = try hold("lock", patience: patience)
        // Ends with the descriptor.
        defer { close(lock) }
        let before = try book()
        var book = before
        let result = try work(&book)
        if book != before { try write(try WireJSON.encode(book) + [0x0A]) }
        return result
    }

    /// Takes the folder for serving, until the process ends or closes the descriptor.
    ///
    /// - Throws: `witness.socket` where it is served already.
    func holdForServing() throws(StudyError) -> Int32 {
        do throws(StudyError) { return try hold("serving", patience: 0) } catch
            where error.code == .studyLocked
        {
            throw StudyError(
                .witnessSocket, "The witness in '\(path)' is served already.",
                hint: "End that 'rir witness serve' first; one can have both --socket and --listen.")
        }
    }

    private func hold(_ name: String, patience: Double?) throws(StudyError) -> Int32 {
        let file = open("\(path)/\(name)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Self.failed("\(path)/\(name)") }
        let end = patience.map { ContinuousClock.now + .seconds($0) }
        while flock(file, end == nil ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            if code == EWOULDBLOCK, let end, ContinuousClock.now < end {
                usleep(5000)
                continue
            }
            close(file)
            errno = code
            throw code == EWOULDBLOCK
                ? StudyError(
                    .studyLocked, "Another command has the witness's folder '\(path)'.", hint: "Try again.")
                : Self.failed("\(path)/\(name)")
        }
        return file
    }

    private func write(_ bytes: [UInt8]) throws(StudyError) {
        let fresh = "\(path)/.logs.json"
        unlink(fresh)
        try NewFile.write(bytes, to: fresh, hint: "Look at the rights of '\(path)'.")
        guard rename(fresh, bookFile) == 0, FileCopy.flushFolder(path) else { throw Self.failed(bookFile) }
    }

    private static func failed(_ path: String) -> StudyError {
        StudyError(
            .storageFailed, "'\(path)' can't be written (\(String(cString: strerror(errno)))).",
            hint: "Nothing was signed. Look at the rights and the room on that disk.")
    }
}
