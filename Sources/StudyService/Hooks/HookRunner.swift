internal import Logging
internal import StudyArchive
internal import StudyModel
internal import Subprocess

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// Runs the study's hooks: executables in its `hooks/` folder whose names begin with the event's name.
///
/// Hooks run behind the answer, one after another, each for at most ten seconds, so none can hold up or undo a
/// capture. They get the event as JSON on standard input. What they print goes to `.rir/hooks.log`, never to the
/// daemon's log. A file that others may write, or that belongs to somebody else, is not run; `hooks/` never travels
/// by git (docs/decisions/0005-hooks.md).
final class HookRunner: Sendable {
    static let timeLimit: Duration = .seconds(10)
    private static let outputLimit = 64 * 1024

    private let folder: StudyFolder
    private let log: Logger
    private let events: AsyncStream<(HookEvent, [UInt8])>.Continuation
    private let worker: Task<Void, Never>

    init(folder: StudyFolder, log: Logger) {
        self.folder = folder
        self.log = log
        let (stream, continuation) = AsyncStream<(HookEvent, [UInt8])>.makeStream(
            bufferingPolicy: .bufferingNewest(4096))
        events = continuation
        worker = Task {
            for await (event, payload) in stream { await Self.run(event, payload, in: folder, log: log) }
        }
    }

    /// Tells the hooks of an event; returns at once.
    ///
    /// Without hooks nothing is encoded.
    func fire(_ event: HookEvent, _ payload: @autoclosure () -> some Encodable) {
        guard !Self.hooks(for: event, in: folder).isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard
            let data = try? encoder.encode(
                HookEvent.Envelope(event: event, study: folder.path, data: payload()))
        else { return }
        events.yield((event, Array(data)))
    }

    /// Lets the hooks that were told of something finish.
    func finish() async {
        events.finish()
        await worker.value
    }

    /// What `rir doctor` says of the hooks.
    func inspection() async -> DoctorItem {
        let names = StudyFiles.names(in: folder.hooksFolder)
        let refused = names.filter { !Self.isTrusted("\(folder.hooksFolder)/\($0)") }
        if refused.isEmpty {
            return DoctorItem(name: "hooks", verdict: .good, message: "Hooks that run: \(names.count).")
        }
        return DoctorItem(
            name: "hooks", verdict: .warning,
            message:
                "Files in hooks/ that do not run: \(refused.count) (not executable, or others may write them).",
            hint: "Run 'chmod 0700' on the ones you trust.")
    }

    private static func hooks(for event: HookEvent, in folder: StudyFolder) -> [String] {
        guard isOurs(folder.hooksFolder, S_IFDIR) else { return [] }
        return StudyFiles.names(in: folder.hooksFolder).filter { name in
            guard name.hasPrefix(event.rawValue) else { return false }
            let rest = name.dropFirst(event.rawValue.count).first
            return (rest == nil || rest == "-" || rest == ".") && isTrusted("\(folder.hooksFolder)/\(name)")
        }
    }

    private static func isTrusted(_ path: String) -> Bool { isOurs(path, S_IFREG) && access(path, X_OK) == 0 }

    /// Whether a file or folder belongs to this person and nobody else may write it.
    private static func isOurs(_ path: String, _ kind: mode_t) -> Bool {
        var information = stat()
        guard lstat(path, &information) == 0 else { return false }
        return information.st_mode & S_IFMT == kind && information.st_uid == geteuid()
            && information.st_mode & 0o022 == 0
    }

    private static func run(_ event: HookEvent, _ payload: [UInt8], in folder: StudyFolder, log: Logger) async
    {
        for name in hooks(for: event, in: folder) {
            let outcome = await runOne("\(folder.hooksFolder)/\(name)", payload, in: folder)
            log.info("hook ran", metadata: ["event": "\(event.rawValue)", "outcome": "\(outcome.word)"])
            note(outcome, of: name, event: event, in: folder)
        }
    }

    private struct Outcome {
        var word: String
        var output: String
    }

    private static func runOne(_ path: String, _ payload: [UInt8], in folder: StudyFolder) async -> Outcome {
        await withTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                do {
                    let input = try Self.file(holding: payload, in: folder)
                    let result = try await Subprocess.run(
                        .path(FilePath(path)), workingDirectory: FilePath(folder.path),
                        input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                        output: .string(limit: outputLimit), error: .combinedWithOutput)
                    let word = result.terminationStatus.isSuccess ? "done" : "failed"
                    return Outcome(word: word, output: result.standardOutput)
                } catch {
                    return Outcome(word: "failed", output: "")
                }
            }
            group.addTask {
                try? await Task.sleep(for: timeLimit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? Outcome(word: "stopped after its time limit", output: "")
        }
    }

    /// An open file without a name that holds what a hook is told.
    ///
    /// Not a pipe: a hook that ends without reading would break it, and the library that writes into it takes
    /// that for a mistake of ours and ends the daemon.
    private static func file(holding payload: [UInt8], in folder: StudyFolder) throws -> FileDescriptor {
        let path = "\(folder.stateFolder)/hook-input-\(Random.characters(12))"
        let file = try FileDescriptor.open(
            FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: .ownerReadWrite)
        unlink(path)
        do {
            try file.writeAll(payload)
            try file.seek(offset: 0, from: .start)
        } catch {
            try file.close()
            throw error
        }
        return file
    }

    private static func note(_ outcome: Outcome, of name: String, event: HookEvent, in folder: StudyFolder) {
        let time = Timestamp(secondsSinceEpoch: Int(Date().timeIntervalSince1970)).rawValue
        let line = "\(time) \(event.rawValue) \(name): \(outcome.word)\n\(outcome.output)"
        folder.appendToHooksLog(Array(line.utf8))
    }
}
