import Foundation
import Testing

@testable import REFIQDA

/// The shared test data, beside the repository or where `RIR_CORPORA` says.
enum Corpora {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] { return URL(filePath: path) }
        var repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { repository.deleteLastPathComponent() }
        return repository.deletingLastPathComponent().appending(path: "shared/data")
    }()

    /// Fails in CI where the data is absent, so that a skipped test can't stay skipped unnoticed.
    static func require() throws -> Bool {
        if FileManager.default.fileExists(atPath: root.appending(path: "qda").path) { return true }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The corpora are absent.")
        print("skipped: no corpora at \(root.path); set RIR_CORPORA")
        return false
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    /// The files below `qda` with one of these endings, sorted.
    static func files(_ endings: Set<String>) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "qda").path).sorted()
            .filter { endings.contains(($0 as NSString).pathExtension) }.map { "qda/\($0)" }
    }
}

/// Numbers that are the same in each run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

/// Made archives for tests.
enum Zip {
    static func archive(_ entries: [(String, [UInt8])], isPacked: Bool = true) throws -> [UInt8] {
        try ZipWriter.archive(entries.map { (name: $0.0, bytes: $0.1) }, isPacked: isPacked)
    }

    static func project(
        _ xml: String, _ files: [(String, [UInt8])] = [], isPacked: Bool = true
    ) throws -> [UInt8] {
        try archive([("project.qde", Array(xml.utf8))] + files, isPacked: isPacked)
    }
}

extension QDAGUID {
    /// An identifier for tests.
    static func test(_ number: Int) -> QDAGUID { QDAGUID(namespace: .zero, name: "test \(number)") }
}

extension QDAProject {
    /// All texts with the identifier of what they belong to.
    var bodies: [(guid: QDAGUID, body: QDAText)] {
        sources.flatMap { source -> [(guid: QDAGUID, body: QDAText)] in
            switch source.content {
            case .text(let text): [(source.guid, text)]
            case .pdf(let pdf):
                (pdf.representation.map { [($0.guid, $0.body)] } ?? [])
                    + pdf.selections.compactMap { $0.representation.map { ($0.guid, $0.body) } }
            case .picture(let picture): picture.textDescription.map { [($0.guid, $0.body)] } ?? []
            case .audio(let recording), .video(let recording):
                recording.transcripts.map { ($0.guid, $0.body) }
            }
        } + notes.map { ($0.guid, $0.body) }
    }

    var selections: [QDASelection] { bodies.flatMap(\.body.selections) }

    /// The codes and all below them.
    var allCodes: [QDACode] { codes.flatMap(\.withChildren) }
}

extension QDACode {
    var withChildren: [QDACode] { [self] + children.flatMap(\.withChildren) }
    var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }
}
