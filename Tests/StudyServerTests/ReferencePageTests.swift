import Foundation
import StudyAPI
import StudyModel
import Testing

@testable import StudyServer

/// `docs/reference/api.md` against the API.
@Suite struct ReferencePageTests {
    @Test(arguments: Route.allCases)
    func everyRoute_hasASection(route: Route) throws {
        #expect(try Self.page().contains("\n### `\(route.rawValue)`\n"))
    }

    @Test func everySectionOfARoute_isARoute() throws {
        let sections = try Self.page().matches(of: /\n### `([A-Z]+ [^`]+)`\n/).map { String($0.1) }
        #expect(sections.count == Route.allCases.count)
        for section in sections { #expect(Route(rawValue: section) != nil, "\(section)") }
    }

    @Test(arguments: StudyError.Code.known)
    func everyCode_standsWithItsStatus(code: StudyError.Code) throws {
        let status = try #require(ReplyStatus.table[code])
        let line = try Self.page().split(separator: "\n").first { $0.hasPrefix("| \(status) |") }
        #expect(line?.contains("`\(code.rawValue)`") == true, "\(status) \(code.rawValue)")
    }

    @Test(arguments: QueryName.allCases)
    func everyQueryName_isExplained(name: QueryName) throws {
        #expect(try Self.page().contains("`\(name.rawValue)`"))
    }

    @Test(arguments: StreamEvent.names)
    func everyEvent_isExplained(name: String) throws {
        #expect(try Self.page().contains("| `\(name)` |"))
    }

    private static func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "docs/reference/api.md"), encoding: .utf8)
    }
}
