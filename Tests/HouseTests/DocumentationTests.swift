import Foundation
import StudyAPI
import StudyModel
import Testing

/// What can be named from outside is documented, and what is documented is there.
@Suite struct DocumentationTests {
    @Test func errorCodes_andTheirPageAreAlike() throws {
        let sections = House.sections(of: try House.page("docs/reference/errors.md"))
        #expect(sections == StudyError.Code.known.map(\.rawValue))
    }

    /// The names of the codes as the source writes them.
    private static func codeNames() throws -> [String: String] {
        let file = try #require(
            try House.files("Sources/StudyModel", ".swift").first {
                $0.path.hasSuffix("/StudyErrorCode.swift")
            })
        return Dictionary(
            uniqueKeysWithValues: file.text.matches(of: /static let (\w+) = Self\(rawValue: "([^"]+)"\)/)
                .map { (String($0.2), String($0.1)) })
    }

    @Test func everyErrorCode_isKnownAndThrownSomewhere() throws {
        let names = try Self.codeNames()
        #expect(Set(names.keys) == Set(StudyError.Code.known.map(\.rawValue)))
        // Where codes are only told apart or given a status, none is thrown.
        let lists = ["StudyErrorCode.swift", "ReplyStatus.swift", "ExitStatus.swift"]
        let code = try House.files("Sources", ".swift")
            .filter { file in !lists.contains { file.path.hasSuffix("/" + $0) } }
            .map(\.code).joined(separator: "\n")
        for (code_, name) in names.sorted(by: { $0.key < $1.key }) {
            let uses = code.matches(of: try Regex("\\.\(name)\\b(?! *[:=])"))
            #expect(!uses.isEmpty, "nothing throws \(code_)")
        }
    }

    @Test func settings_andTheirPageAreAlike() throws {
        let sections = Set(House.sections(of: try House.page("docs/reference/settings.md")))
        let code = try House.files("Sources", ".swift").map(\.code).joined(separator: "\n")
        var read = Set(code.matches(of: /"(RIR_[A-Z_]+)"/).map { String($0.1) })
        read.formUnion(code.matches(of: /environment\["([A-Z_]+)"\]/).map { String($0.1) })
        for name in read.sorted() {
            #expect(sections.contains(name), "docs/reference/settings.md lacks \(name)")
        }
        for name in sections.sorted() where name.allSatisfy({ $0.isUppercase || $0 == "_" }) {
            #expect(code.contains("\"\(name)\""), "nothing reads \(name)")
        }
    }

    @Test func settingsOfTests_areDocumented() throws {
        let pages = try House.files("docs", ".md").map(\.text).joined()
        let code = try House.files("Tests", ".swift").map(\.code).joined(separator: "\n")
        for name in Set(code.matches(of: /"(RIR_[A-Z_]+)"/).map { String($0.1) }).sorted() {
            #expect(
                pages.contains("`\(name)`") || pages.contains("### \(name)\n"), "no page explains \(name)")
        }
    }

    @Test func hookEvents_andTheirPageAreAlike() throws {
        let file = try #require(
            try House.files("Sources/StudyService", ".swift").first { $0.path.hasSuffix("/HookEvent.swift") })
        let events = file.text.matches(of: /case \w+ = "([a-z.]+)"/).map { String($0.1) }
        #expect(!events.isEmpty)
        #expect(House.sections(of: try House.page("docs/reference/hooks.md")) == events)
    }

    @Test func findings_andTheirPageAreAlike() throws {
        let files = try House.files("Sources", ".swift").filter { file in
            ["findings.append(", "extension ArchiveCheck", "extension AuditCheck"].contains {
                file.code.contains($0)
            }
        }
        let made = files.flatMap { file in
            file.code.matches(of: /(?:add\(|code:)\s*"([a-z]+\.[a-z_]+)"/).map { String($0.1) }
        }
        #expect(made.count > 15)
        let page = try House.page("docs/reference/findings.md")
        let listed = page.matches(of: /\| `([a-z]+\.[a-z_]+)` \|/).map { String($0.1) }
        let errors = Set(StudyError.Code.known.map(\.rawValue))
        // A check of the vault also passes on the codes of what it could not open.
        #expect(Set(made) == Set(listed).subtracting(errors))
        #expect(listed.count == Set(listed).count)
    }

    @Test(arguments: Route.allCases)
    func everyRoute_isExplained(_ route: Route) throws {
        #expect(try House.page("docs/reference/api.md").contains("### `\(route.rawValue)`\n"))
    }

    @Test func everyLinkBetweenPages_leadsSomewhere() throws {
        for file in try House.files("docs", ".md") {
            let folder = House.root.appendingPathComponent(file.path).deletingLastPathComponent()
            for match in file.text.matches(of: /\]\(([^)#:| ]+)(#[^)]*)?\)/) {
                let target = folder.appendingPathComponent(String(match.1)).standardizedFileURL
                let isThere = FileManager.default.fileExists(atPath: target.path)
                #expect(isThere, "\(file.path) links to \(match.1)")
            }
        }
    }
}
