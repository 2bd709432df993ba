import StudyAPI
import StudyClient
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Looks at watched folders again and again and hands what is ready to the study.
struct FolderWatch {
    let session: Session
    let study: String
    let client: StudyClient
    /// Seconds that a file must have lain untouched.
    let settle: Int

    /// Folders whose absence was said already.
    private(set) var missing: Set<String> = []

    /// One look at every folder; says what was taken in.
    ///
    /// A folder that fails does not keep the others waiting.
    ///
    /// - Parameter only: The one folder to look at; `nil` looks at all.
    /// - Returns: whether every folder could be read and every file was taken in.
    /// - Throws: what no later look can mend: `usage`, `study.not_found`.
    mutating func pass(_ file: inout WatchFile, only: String? = nil) throws(StudyError) -> Bool {
        var isWhole = true
        for entry in file.entries where only == nil || entry.rule.folder == only {
            do throws(StudyError) {
                isWhole = try look(at: entry.rule, &file) && isWhole
            } catch  where error.code == .usage || error.code == .studyNotFound {
                throw error
            } catch {
                isWhole = false
                session.console.failure(error)
            }
        }
        return isWhole
    }

    /// Files of the watched folders that are too new to be taken in.
    func waiting(_ file: WatchFile, only: String?) -> Int {
        file.entries.filter { only == nil || $0.rule.folder == only }.reduce(0) { $0 + $1.seen.waiting }
    }

    private mutating func look(at rule: WatchRule, _ file: inout WatchFile) throws(StudyError) -> Bool {
        guard Paths.kind(of: rule.folder) == .folder else {
            if missing.insert(rule.folder).inserted {
                session.console.note("\(VisibleText.line(rule.folder)) is not there.")
            }
            return false
        }
        missing.remove(rule.folder)
        // What was moved away must not come in again, wherever that folder lies.
        let done = file.entries.compactMap { $0.rule.moveTo.map { $0 + "/" } }
        let paths = SourceFiles([rule.folder]).paths.filter { path in !done.contains { path.hasPrefix($0) } }
        var ready: [String] = []
        let now = Int64(session.surroundings.now()) * 1_000_000_000
        let stamps = stamps(paths)
        file.update(rule.folder) { ready = $0.look(stamps, now: now, settle: settle) }
        return ready.isEmpty ? true : try take(ready, stamps, rule, &file)
    }

    private func stamps(_ paths: [String]) -> [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        for path in paths {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            var status = stat()
            guard !WatchedFolder.isPassing(name), stat(path, &status) == 0, status.st_size > 0 else {
                continue
            }
            #if canImport(Darwin)
            let time = status.st_mtimespec
            #else
            let time = status.st_mtim
            #endif
            stamps[path] = FileStamp(
                size: Int(status.st_size),
                modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
                inode: UInt64(status.st_ino))
        }
        return stamps
    }

    private func take(
        _ paths: [String], _ stamps: [String: FileStamp], _ rule: WatchRule, _ file: inout WatchFile
    ) throws(StudyError) -> Bool {
        var run = ImportTally(refused: [], keepsAll: session.console.json || rule.moveTo != nil)
        let body = ImportBody(paths: paths, overrides: rule.overrides)
        run.summary = try client.importFiles(body) { event in
            guard case .outcome(let outcome) = event else { return }
            run.take(outcome)
        }
        for outcome in body.refused { run.take(outcome) }
        if let folder = rule.moveTo { move(run.all, of: paths, stamps, to: folder) }
        file.update(rule.folder) { seen in for path in paths { seen.finish(path) } }
        try file.save(rule.folder, study: study)
        try report(run, rule)
        return run.refused.isEmpty
    }

    /// Moves the files that the study now holds whole; one that can't be moved, or was written to meanwhile, stays.
    private func move(
        _ outcomes: [ImportOutcome], of paths: [String], _ stamps: [String: FileStamp], to folder: String
    ) {
        let sent = Set(paths)
        let refused = Set(outcomes.filter { $0.result == .refused }.compactMap { Self.file(of: $0, sent) })
        for path in Set(outcomes.compactMap { Self.file(of: $0, sent) }).subtracting(refused).sorted() {
            // What changed after it was read is looked at again.
            guard self.stamps([path])[path] == stamps[path] else { continue }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if !FileMove.move(path, to: folder, named: name) {
                session.console.note("\(VisibleText.line(path)) was taken in but can't be moved.")
            }
        }
    }

    /// The file an outcome is about: documents inside it carry its path first.
    private static func file(of outcome: ImportOutcome, _ sent: Set<String>) -> String? {
        if sent.contains(outcome.path) { return outcome.path }
        return sent.filter { outcome.path.hasPrefix($0 + " > ") }.max { $0.utf8.count < $1.utf8.count }
    }

    private func report(_ run: ImportTally, _ rule: WatchRule) throws(StudyError) {
        if session.console.json { return try session.console.result(json: run.reply()) }
        let time = Clock.text(Timestamp(secondsSinceEpoch: session.surroundings.now()))
        session.console.result("\(time)  \(VisibleText.line(rule.folder)): \(run.counts())")
        for outcome in run.refused {
            session.console.note(
                "refused: \(VisibleText.line(outcome.path)): \(VisibleText.line(outcome.error?.message ?? ""))"
            )
        }
    }
}
