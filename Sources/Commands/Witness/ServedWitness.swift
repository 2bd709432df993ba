import StudyClient
import StudyModel
import TransparencyLog
import WitnessServer

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A witness's folder behind a socket.
///
/// A line is said about each request of a log that is known here: its sizes, never more.
struct ServedWitness: WitnessDesk {
    /// How long a `rir witness sign` or `add` may have the folder before a request is told to come again.
    private static let patience = 5.0
    /// The most requests that are kept because their trees did not go on.
    private static let mostKept = 100

    let folder: WitnessFolder
    let cosigner: Cosigner
    let now: () -> Int
    let say: (String) -> Void

    func outcome(ofBody body: [UInt8]) throws(StudyError) -> WitnessOutcome {
        let request = try? AddCheckpointRequest(body)
        let (outcome, seen) = try folder.change(patience: Self.patience) { (book) throws(StudyError) in
            try Self.answer(body, request, cosigner, UInt64(max(1, now())), &book)
        }
        if let request, let seen { report(request, outcome, seen, body) }
        return outcome
    }

    /// - Returns: the answer, and how far the log had been cosigned where it is known.
    private static func answer(
        _ body: [UInt8], _ request: AddCheckpointRequest?, _ cosigner: Cosigner, _ time: UInt64,
        _ book: inout WitnessBook
    ) throws(StudyError) -> (WitnessOutcome, seen: UInt64?) {
        let at = request.flatMap { book.place(of: $0.checkpoint.checkpoint.origin) }
        do throws(TransparencyLogError) {
            let outcome = try Witness(cosigners: [cosigner]).outcome(ofBody: body, at: time) { origin in
                book.place(of: origin).flatMap { place in
                    book.logs[place].identity.map { ($0, book.logs[place].state) }
                }
            }
            guard let request, let at else { return (outcome, nil) }
            let log = book.logs[at]
            if case .cosigned(let signatures, let state) = outcome {
                // Lines of strangers are not kept: nobody has looked at them.
                var checkpoint = request.checkpoint.keeping(log.identity?.verifiers ?? [])
                try checkpoint.add(signatures)
                book.logs[at].size = state.size
                book.logs[at].root = state.root.base64
                book.logs[at].note = String(decoding: checkpoint.bytes, as: UTF8.self)
            }
            return (outcome, log.size ?? 0)
        } catch {
            throw StudyError(
                .witnessInvalid, "The checkpoint can't be cosigned: \(error)", cause: error)
        }
    }

    func note(ofOriginHash hash: String) throws(StudyError) -> [UInt8]? {
        let logs = try folder.book().logs
        let log = logs.first { (try? LogOrigin($0.origin))?.digest == hash }
        return log?.note.map { Array($0.utf8) }
    }

    func failed(_ error: StudyError) { say("failed: \(VisibleText.line(error.message))") }

    // MARK: What is said and kept

    private func report(
        _ request: AddCheckpointRequest, _ outcome: WitnessOutcome, _ seen: UInt64, _ body: [UInt8]
    ) {
        let checkpoint = request.checkpoint.checkpoint
        let log = VisibleText.line(checkpoint.origin.text)
        switch outcome {
        case .cosigned: say("cosigned: \(log) at \(checkpoint.size), after \(seen)")
        case .conflict: say("not signed: \(log) asked from \(request.oldSize), and \(seen) were cosigned")
        case .unprocessable:
            let kept = keep(request, body).map { " Kept in \($0)." } ?? ""
            say("refused: \(log) at \(checkpoint.size) does not go on from the \(seen) cosigned.\(kept)")
        case .forbidden: say("not signed: a note of \(log) without the signature of its key")
        case .badRequest, .unknownLog: break
        }
    }

    /// Keeps a request that the log's key signed and that does not go on: it may be what shows that a log was rewritten.
    ///
    /// - Returns: the file, where it is a new one.
    private func keep(_ request: AddCheckpointRequest, _ body: [UInt8]) -> String? {
        let checkpoint = request.checkpoint.checkpoint
        let root = checkpoint.root.bytes.prefix(4).map { $0 < 16 ? "0" + hex($0) : hex($0) }.joined()
        let place = "\(folder.path)/refused"
        mkdir(place, 0o700)
        let file = "\(place)/\(checkpoint.origin.digest.prefix(8))-\(checkpoint.size)-\(root).txt"
        guard SourceFiles([place]).paths.count < Self.mostKept,
            (try? NewFile.write(body, to: file, hint: "")) != nil, FileCopy.flushFolder(place)
        else { return nil }
        return file
    }

    private func hex(_ byte: UInt8) -> String { String(byte, radix: 16) }
}
