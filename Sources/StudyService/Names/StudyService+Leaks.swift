internal import Pseudonymisation
internal import StudyArchive
package import StudyModel
internal import Vault

/// Where known names stand: places and handles, never the names.
package struct LeaksFound: Sendable {
    package struct Place: Sendable {
        package var place: String
        package var line: Int?
        package var column: Int
        package var handle: String
    }

    package var places = 0
    package var bytes = 0
    package var names = 0
    package var total = 0
    /// The first 1,000.
    package var leaks: [Place] = []
    package var byHandle: [String: Int] = [:]

    static let most = 1000
}

/// What is looked through for known names.
package enum LeakScope: Sendable {
    /// The newest state of the study.
    case newest
    /// Commits as git names a range, with their trees, files and messages.
    case range(String)
    /// Every object of the repository, reachable or not, and every file of the study's folder but the vault's.
    case everything
    /// Bytes from elsewhere, such as an export.
    case file(name: String, bytes: [UInt8])
}

extension StudyService {
    /// Looks for known names.
    ///
    /// - Throws: `vault.locked`, `request.invalid` for a range git does not know.
    package func leaks(in scope: LeakScope) async throws(StudyError) -> LeaksFound {
        try await refreshed()
        guard vault.exists else { throw vault.absence }
        let table = try await keyTable()
        let words = try NameLists.lists(in: surroundings.nameLists)
        var search = LeakSearch(table, words: words)
        switch scope {
        case .file(let name, let bytes): search.look(at: bytes, named: name)
        case .newest:
            for path in try await trackedPaths() {
                guard let bytes = try await reader.file(path) else { continue }
                search.look(at: bytes, named: path)
            }
        case .range(let range):
            let listing = try await listing(of: range)
            try await look(at: listing, &search)
        case .everything:
            let listing = try await GitProcess(folder: path).run([
                "cat-file", "--batch-all-objects", "--batch-check=%(objectname)",
            ])
            try await look(at: listing.split(separator: "\n").map(String.init), &search)
            search.look(below: path, leavingOut: [".rir/vault", ".git/objects"])
        }
        return search.found
    }

    func trackedPaths() async throws(StudyError) -> [String] {
        try await GitProcess(folder: path).run(["ls-tree", "-r", "-z", "--name-only", "HEAD"])
            .split(separator: "\0").map(String.init)
    }

    private func listing(of range: String) async throws(StudyError) -> [String] {
        do throws(StudyError) {
            return try await GitProcess(folder: path)
                .run(["rev-list", "--objects", "--end-of-options", range])
                .split(separator: "\n").map { String($0.prefix { $0 != " " }) }
        } catch {
            throw StudyError(
                .requestInvalid, "git knows no commits '\(range.printable)'.",
                hint: "Name a range such as origin/main..main, or 'main' for all of it.", cause: error)
        }
    }

    private func look(at ids: [String], _ search: inout LeakSearch) async throws(StudyError) {
        for id in ids {
            let object = try await reader.object(id)
            search.look(at: object.bytes, named: "\(object.kind) \(id.prefix(12))")
        }
    }
}

/// One search for known names through many places.
struct LeakSearch {
    private let scanner: LeakScanner
    private(set) var found = LeaksFound()

    init(_ table: KeyTable, words: WordLists) {
        scanner = LeakScanner(table, words: words)
        found.names = table.entries.reduce(0) { $0 + $1.allNames.count }
    }

    mutating func look(at bytes: [UInt8], named name: String) {
        found.places += 1
        found.bytes += bytes.count
        let parts = name.split(separator: "/").dropLast()
        let folder = parts.joined(separator: "/")
        let isClean = scanner.scan(folder).isClean
        add(
            scanner.scan(name), at: isClean ? "a file's name in '\(folder)'" : "the name of a folder",
            isText: true)
        // A text with a NUL or of no UTF-8 is told by bytes.
        if !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) {
            add(scanner.scan(text), at: name, isText: true)
        } else {
            add(scanner.scan(bytes), at: name, isText: false)
        }
    }

    private mutating func add(_ report: LeakReport, at place: String, isText: Bool) {
        found.total += report.count
        for (handle, count) in report.counts { found.byHandle[handle, default: 0] += count }
        for leak in report.leaks where found.leaks.count < LeaksFound.most {
            found.leaks.append(
                .init(
                    place: place, line: isText ? leak.line : nil, column: isText ? leak.column : leak.offset,
                    handle: leak.replacement))
        }
    }

    /// Every plain file of a folder, by its path from there.
    mutating func look(below folder: String, leavingOut: [String], path: String = "") {
        for name in StudyFiles.names(in: path.isEmpty ? folder : "\(folder)/\(path)") {
            let here = path.isEmpty ? name : "\(path)/\(name)"
            if leavingOut.contains(here) { continue }
            if let bytes = StudyFiles.read("\(folder)/\(here)") {
                look(at: bytes, named: here)
            } else if StudyFiles.isFolder("\(folder)/\(here)") {
                look(below: folder, leavingOut: leavingOut, path: here)
            }
        }
    }
}
