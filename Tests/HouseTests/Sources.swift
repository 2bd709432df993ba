import Foundation
import ProgramFixture

/// This repository's files, as the tests of the house read them.
enum House {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file of ours, by its path from the root.
    struct File {
        var path: String
        var text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The text without comments, as far as a line shows them.
        var code: String {
            lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        }
    }

    /// Files with an ending below a folder, sorted; with the empty ending all of them.
    static func files(_ folder: String, _ ending: String) throws -> [File] {
        let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
        return try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
            .filter { name in
                name.hasSuffix(ending) && !base.appendingPathComponent(name).hasDirectoryPath
            }
            .map { File(path: "\(folder)/\($0)", text: try text(at: base.appendingPathComponent($0))) }
    }

    static func page(_ path: String) throws -> String { try text(at: root.appendingPathComponent(path)) }

    private static func text(at url: URL) throws -> String {
        String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }

    /// The lines of a fenced block of a page.
    static func block(_ name: String, of page: String) -> [Substring] {
        guard let start = page.range(of: "\n```\(name)\n"),
            let end = page.range(of: "\n```", range: start.upperBound..<page.endIndex)
        else { return [] }
        return page[start.upperBound..<end.lowerBound].split(separator: "\n")
    }

    /// The titles of a page's sections of the third level.
    static func sections(of page: String) -> [String] {
        page.split(separator: "\n").filter { $0.hasPrefix("### ") }
            .map { $0.dropFirst(4).replacingOccurrences(of: "`", with: "") }
    }

    /// Runs a program in the repository and returns its status and what it printed.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let outcome = try Program.run(arguments, folder: root.path)
        return (outcome.status, outcome.output)
    }
}
