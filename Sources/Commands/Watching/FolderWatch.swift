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

    /// One look at every folder; says what was taken in.
    ///
    /// - Returns: whether every folder could be read and every file was taken in.
    func pass(_ file: inout WatchFile) throws(StudyError) -> Bool {
        var isWhole = true
        for entry in file.entries {
            let folder = entry.rule.folder
            guard Paths.kind(of: folder) == .folder else {
                isWhole = false
                session.console.note("\(VisibleText.line(folder)) is not there.")
                continue
            }
            let files = stamps(SourceFiles([folder]).paths)
            var ready: [String] = []
            file.update(folder) {
                ready = $0.look(files, now: Int64(session.surroundings.now()) * 1_000_000_000, settle: settle)
            }
            if ready.isEmpty { continue }
            isWhole = try take(ready, entry.rule, &file) && isWhole
        }
        return isWhole
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

    private func take(_ paths: [String], _ rule: WatchRule, _ file: inout WatchFile) throws(StudyError)
        -> Bool
    {
        var run = ImportTally(refused: [], keepsAll: session.console.json || rule.moveTo != nil)
        let body = ImportBody(paths: paths, overrides: rule.overrides)
        run.summary = try client.importFiles(body) { event in
            if case .outcome(let outcome) = event { run.take(outcome) }
        }
        for outcome in body.refused { run.take(outcome) }
        let moved = rule.moveTo.map { move(run.all, to: $0) } ?? []
        file.update(rule.folder) { seen in
            for path in paths where !moved.contains(path) { seen.finish(path) }
        }
        try file.save(study: study)
        try report(run, rule)
        return run.refused.isEmpty
    }

    /// Moves the files that the study now holds whole; one that can't be moved stays and is said.
    private func move(_ outcomes: [ImportOutcome], to folder: String) -> Set<String> {
        let refused = Set(outcomes.filter { $0.result == .refused }.map { Self.file(of: $0) })
        var moved: Set<String> = []
        for path in Set(outcomes.map { Self.file(of: $0) }).subtracting(refused).sorted() {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if Self.rename(path, to: folder, named: name) {
                moved.insert(path)
            } else {
                session.console.note("\(VisibleText.line(path)) was taken in but can't be moved.")
            }
        }
        return moved
    }

    /// The file an outcome is about: documents inside it carry its path first.
    private static func file(of outcome: ImportOutcome) -> String {
        outcome.path.firstRange(of: " > ").map { String(outcome.path[..<$0.lowerBound]) } ?? outcome.path
    }

    /// Never writes over what is there: a taken name gets a number.
    private static func rename(_ path: String, to folder: String, named name: String) -> Bool {
        for number in 1...1000 {
            let target = "\(folder)/\(number == 1 ? "" : "\(number)-")\(name)"
            if link(path, target) == 0 { return unlink(path) == 0 }
            if errno != EEXIST { return false }
        }
        return false
    }

    private func report(_ run: ImportTally, _ rule: WatchRule) throws(StudyError) {
        if session.console.json {
            return try session.console.result(
                json: ImportReply(
                    operation: run.summary?.operation, dryRun: false, created: run.created, held: run.held,
                    refused: run.refused.count, bytes: run.summary?.bytes ?? 0, files: run.all))
        }
        var counts = [run.created.counted("record") + " created"]
        if run.held > 0 { counts.append("\(run.held.grouped) already held") }
        if !run.refused.isEmpty { counts.append("\(run.refused.count.grouped) refused") }
        let time = Clock.text(Timestamp(secondsSinceEpoch: session.surroundings.now()))
        session.console.result("\(time)  \(VisibleText.line(rule.folder)): \(counts.joined(separator: ", "))")
        for outcome in run.refused {
            session.console.note(
                "refused: \(VisibleText.line(outcome.path)): \(VisibleText.line(outcome.error?.message ?? ""))"
            )
        }
    }
}
