import Foundation
import Testing

/// The habits of `docs/contributing/`, as far as a machine can see them.
@Suite struct StyleTests {
    private static let longest = 400

    @Test func longFiles_sayWhyAtTheirTop() throws {
        for file in try House.files("Sources", ".swift") where file.lines.count > Self.longest + 1 {
            #expect(
                file.lines.prefix(12).contains { $0.contains("Long because") },
                "\(file.path) has \(file.lines.count) lines; say 'Long because …' at its top, or divide it")
        }
    }

    @Test(arguments: ["TODO", "FIXME", "HACK", "for " + "now"])
    func noMarks_areLeft(_ mark: String) throws {
        let files =
            try House.files("Sources", ".swift") + House.files("Tests", ".swift")
            + House.files("docs", "") + House.files("script", "") + House.files("workspace", "")
        for file in files where !file.path.hasSuffix("HouseTests/StyleTests.swift") {
            #expect(!file.text.contains(mark), "\(file.path) has a \(mark)")
        }
    }

    @Test(arguments: ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)", "public "])
    func sources_avoid(_ word: String) throws {
        for file in try House.files("Sources", ".swift") {
            let lines = file.lines
            for (number, line) in lines.enumerated() where line.contains(word) {
                if line.drop(while: { $0 == " " }).hasPrefix("//") { continue }
                // A library for others has an interface for others.
                if word == "public ",
                    ["AgeEncryption", "Agreement", "REFIQDA", "TransparencyLog"].contains(where: {
                        file.path.hasPrefix("Sources/\($0)/")
                    })
                {
                    continue
                }
                // Both take a proof beside them.
                let isProven =
                    ["@unchecked Sendable", "nonisolated(unsafe)"].contains(word)
                    && number > 0 && lines[number - 1].contains("//")
                #expect(isProven, "\(file.path):\(number + 1) has \(word)")
            }
        }
    }

    @Test func noPathOfOneMachine_isWrittenDown() throws {
        let files =
            try House.files("Sources", ".swift") + House.files("docs", ".md") + House.files("Tests", ".swift")
        for file in files {
            for word in ["/wo" + "rk/", "/ro" + "ot/", "/tmp/" + "rooms"] {
                #expect(!file.text.contains(word), "\(file.path) names \(word)")
            }
        }
    }

    @Test func formatting_isClean() throws {
        let lint = try House.run([
            "swift", "format", "lint", "--strict", "--recursive", "--parallel", "Sources", "Tests",
            "Package.swift",
        ])
        #expect(lint.status == 0, "run script/format; 'swift format lint --strict' names the places")
    }
}
