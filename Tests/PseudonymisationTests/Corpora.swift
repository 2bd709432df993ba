import Foundation
import Pseudonymisation
import Testing

/// Where test data and word lists are.
enum Corpora {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let data: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] { return URL(fileURLWithPath: path) }
        return package.appendingPathComponent("../shared/data").standardizedFileURL
    }()

    /// The lists that ship with the module, or none where they are not laid beside it.
    static let words: WordLists = {
        let texts = ["first-names", "surnames", "places", "words", "not-names"].map { name in
            (try? String(
                contentsOf: package.appendingPathComponent("workspace/names/\(name).txt"), encoding: .utf8))
                ?? ""
        }
        return WordLists(
            firstNames: texts[0], surnames: texts[1], places: texts[2], words: texts[3], notNames: texts[4])
    }()

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: data.appendingPathComponent(path).path)
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: data.appendingPathComponent(path), encoding: .utf8)
    }
}

/// The same numbers in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2_685_821_657_736_338_717 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }
}

extension KeyTable {
    /// The people and places most cases use.
    static let sample = KeyTable(
        entries: [
            .init(
                replacement: "SP66", kind: .person, name: "Jane Smith",
                furtherNames: ["Janey", "jane.smith@nhs.net", "@jsmith84", "+44 20 7946 0123"]),
            .init(replacement: "SP67", kind: .person, name: "Justin Bingham", furtherNames: ["JuJu"]),
            .init(replacement: "SP68", kind: .person, name: "Ana van der Berg"),
            .init(replacement: "SP69", kind: .person, name: "Jürgen Müller"),
            .init(replacement: "SP70", kind: .person, name: "Grace O'Brien"),
            .init(replacement: "SP71", kind: .person, name: "Will Brown"),
            .init(replacement: "SP72", kind: .person, name: "Thomas Carter"),
            .init(replacement: "SP73", kind: .person, name: "Thomas Ashworth"),
            .init(replacement: "SP74", kind: .person, name: "Tim Berners-Lee"),
            .init(replacement: "place A", kind: .place, name: "Reading"),
            .init(replacement: "place B", kind: .place, name: "Kirkby Lonsdale", furtherNames: ["Kirkby"]),
            .init(replacement: "place C", kind: .place, name: "Lancaster"),
            .init(
                replacement: "organisation A", kind: .organisation, name: "Age & Care",
                furtherNames: ["St Mary's Surgery"]),
        ],
        neverNames: ["Carter"],
        notNames: ["Smith's disease", "Reading Room"])
}
