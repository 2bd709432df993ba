import Foundation
import Testing

/// The rooms use each other as `docs/modules.md` says, and no other way.
@Suite struct ArrowTests {
    private struct Package: Decodable {
        struct Target: Decodable {
            var name: String
            var type: String
            var dependencies: [Dependency]
        }

        /// A name, or a product of another package; the other members of the array are of no interest here.
        struct Dependency: Decodable {
            var byName: [String?]?
            var target: [String?]?
            var product: [String?]?
        }

        var targets: [Target]

        var rooms: [Target] {
            targets.filter { $0.type != "test" && !["ProgramFixture", "TestDice"].contains($0.name) }
        }

        static func load() throws -> Package {
            let scratch = NSTemporaryDirectory() + "rir-house-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: scratch) }
            // A folder of its own, because the build that runs the tests may hold the usual one.
            let dump = try House.run(["swift", "package", "--scratch-path", scratch, "dump-package"])
            try #require(dump.status == 0, "swift package dump-package failed")
            return try JSONDecoder().decode(Package.self, from: Data(dump.output.utf8))
        }
    }

    @Test func everyArrow_isInTheDocumentation() throws {
        let package = try Package.load()
        let page = try House.page("docs/modules.md")
        let arrows = Self.table("arrows", page)
        let products = Self.table("packages", page)
        #expect(!arrows.isEmpty && !products.isEmpty)
        for room in package.rooms {
            let rooms = Set(room.dependencies.compactMap { ($0.byName ?? $0.target)?.first ?? nil })
            let packages = Set(room.dependencies.compactMap { $0.product?.first ?? nil })
            #expect(rooms == arrows[room.name] ?? [], "\(room.name) -> \(rooms.sorted())")
            #expect(packages == products[room.name] ?? [], "\(room.name) -> \(packages.sorted())")
        }
        let names = Set(package.rooms.map(\.name))
        for room in arrows.keys.sorted() { #expect(names.contains(room), "there is no room \(room)") }
    }

    @Test func arrows_neverLeadBack() throws {
        let arrows = Self.table("arrows", try House.page("docs/modules.md"))
        for start in arrows.keys {
            #expect(!Self.reached(from: start, arrows).contains(start), "\(start) uses itself")
        }
    }

    @Test func clientSide_neverReachesTheStore() throws {
        let arrows = Self.table("arrows", try House.page("docs/modules.md"))
        let allowed: Set = [
            "Agreement", "CNcurses", "CodingLogic", "Commands", "Reports", "StudyAPI", "StudyClient",
            "StudyModel", "TerminalCoder", "TransparencyLog", "WitnessServer", "Workflows",
        ]
        #expect(arrows["rir"] == ["Commands"])
        // Also through others: a pure room that began to use the store would bring it along.
        for room in ["rir", "StudyAPI", "StudyClient"] {
            #expect(Self.reached(from: room, arrows).isSubset(of: allowed))
        }
    }

    /// All rooms that one uses, itself or through others.
    private static func reached(from start: String, _ arrows: [String: Set<String>]) -> Set<String> {
        var seen: Set<String> = []
        var waiting = Array(arrows[start] ?? [])
        while let room = waiting.popLast() {
            if seen.insert(room).inserted { waiting += arrows[room] ?? [] }
        }
        return seen
    }

    @Test func everyRoom_hasAParagraph() throws {
        let page = try House.page("docs/modules.md")
        for room in try Package.load().rooms where room.type == "regular" {
            #expect(
                page.contains("\n**\(room.name)") || page.contains("**\(room.name)"),
                "docs/modules.md lacks \(room.name)")
        }
    }

    @Test func onlyOneRoom_importsEachLibraryInC() throws {
        let owners = [
            "CGit2": "GitStore", "CZlib": "GitStore", "CGMime": "Intake", "CNcurses": "TerminalCoder",
        ]
        for file in try House.files("Sources", ".swift") {
            for (library, owner) in owners where file.code.contains("import \(library)\n") {
                #expect(file.path.hasPrefix("Sources/\(owner)/"), "\(file.path) imports \(library)")
            }
        }
    }

    private static func table(_ name: String, _ page: String) -> [String: Set<String>] {
        var table: [String: Set<String>] = [:]
        for line in House.block(name, of: page) {
            let sides = line.components(separatedBy: " -> ")
            guard sides.count == 2 else { continue }
            table[sides[0], default: []].formUnion(sides[1].components(separatedBy: ", "))
        }
        return table
    }
}
