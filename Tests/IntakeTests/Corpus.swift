import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// The shared test data, beside the repository or where `RIR_CORPORA` says.
enum Corpus {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] { return URL(filePath: path) }
        var repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { repository.deleteLastPathComponent() }
        let beside = repository.deletingLastPathComponent().appending(path: "shared/data")
        return beside
    }()

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "MANIFEST.tsv").path)
    }

    /// Fails in CI where the data is absent, so that a skipped test can't stay skipped unnoticed.
    static func require() throws -> Bool {
        if isPresent { return true }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The corpora are absent.")
        print("skipped: no corpora at \(root.path); set RIR_CORPORA")
        return false
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    /// All files under a folder, sorted.
    static func files(in folder: String) throws -> [String] {
        let base = root.appending(path: folder).path
        return try FileManager.default.subpathsOfDirectory(atPath: base).sorted().map { "\(folder)/\($0)" }
            .filter { path in
                var isFolder = false
                return FileManager.default.fileExists(
                    atPath: root.appending(path: path).path, isDirectory: &isFolder)
                    && !isFolder
            }
    }

    static func drafts(_ path: String, tools: DocumentTools? = nil) async throws -> [RecordDraft] {
        try await Intake.drafts(from: IntakeSource(path: path, bytes: bytes(path), tools: tools))
    }

    /// The manifest's lines for some folders.
    static func manifest(_ folders: [String]) throws -> [(path: String, facts: Facts)] {
        let text = String(decoding: try bytes("MANIFEST.tsv"), as: UTF8.self)
        return try text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 9, folders.contains(where: { columns[0].hasPrefix("\($0)/") }) else {
                return nil
            }
            return (String(columns[0]), try JSONDecoder().decode(Facts.self, from: Data(columns[8].utf8)))
        }
    }
}

/// What other programs found in a file.
struct Facts: Decodable {
    /// Names, given as a list or with their numbers of turns.
    struct Names: Decodable {
        let names: Set<String>
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([String].self) {
                names = Set(list)
            } else {
                names = Set(try container.decode([String: Int].self).keys)
            }
        }
    }

    var title: String?
    var date: String?
    var present: [String]?
    var scribes: [String]?
    var subject: String?
    var from: String?
    var cues: Int?
    var webvtt_py_cues: Int?
    var srt_cues: Int?
    var speakers: Names?
    var voices: Names?
    var speaker_labels: Names?
    var turns: Int?
    var encoding: String?
    var last_end: String?
    var messages_by_python_mailbox: Int?
    var subjects: [String?]?
    var attachments: Int?
    var defects: [String]?
    var signature_ok: Bool?
}

extension RecordDraft {
    func text(_ key: String) -> String? {
        if case .text(let text)? = details[key] { return text }
        return nil
    }

    func number(_ key: String) -> Int? {
        if case .number(let number)? = details[key] { return number }
        return nil
    }

    func list(_ key: String) -> [String]? {
        if case .list(let list)? = details[key] { return list }
        return nil
    }
}

extension IntakeSource {
    /// A source with programs that were looked for already.
    init(
        path: String, bytes: [UInt8], overrides: RecordOverrides = .init(), tools: DocumentTools?,
        password: String? = nil
    ) {
        self.init(
            path: path, bytes: bytes, overrides: overrides,
            tools: tools.map { tools in { @Sendable () async -> DocumentTools in tools } }, password: password
        )
    }
}
