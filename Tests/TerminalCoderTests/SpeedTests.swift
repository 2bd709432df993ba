import Foundation
import StudyModel
import Testing

@testable import TerminalCoder

/// How long a key takes in a long record; only where `RIR_SPEED` is set, and meaningful in release mode only.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["RIR_SPEED"] != nil))
struct SpeedTests {
    private static func longRecord(_ paragraph: String) -> MemoryDesk {
        var body = ""
        var number = 0
        while body.unicodeScalars.count < 300_000 {
            number += 1
            body +=
                "SP\(number % 90 + 1) [00:\((number / 60 % 60).padded(to: 2)):\((number % 60).padded(to: 2))]: \(paragraph)\n\n"
        }
        let record = Samples.record("2021-03-17", .interview, "7f3k")
        let desk = MemoryDesk(
            [.init(record: record, title: "Long", kind: .interview, body: body)], codebook: Samples.codebook)
        let codes = [Samples.access, Samples.skills, Samples.referral, Samples.outreach]
        for index in 0..<2000 {
            desk.put(codes[index % 4], index * 140..<index * 140 + 60 + index % 7 * 50, by: nil)
        }
        return desk
    }

    @Test(arguments: [
        "We open the door to anyone who rings us. They don't need a referral, they just turn up, and that matters.",
        "Die Tür steht offen für jede, die anruft. Sie brauchen keine Überweisung – „das zählt“, sagte sie später.",
        "私たちは電話をくれる人なら誰にでもドアを開けます。紹介状は要りません。それが大事なのです。",
    ])
    func key_inALongRecord_isDrawnWithinAFrame(_ paragraph: String) throws {
        let clock = ContinuousClock()
        let desk = Self.longRecord(paragraph)
        var session: CoderSession<MemoryDesk>?
        let opening = try clock.measure {
            session = try CoderSession(desk: desk, size: CoderSize(rows: 50, columns: 160))
        }
        var opened = try #require(session)
        let keys: [CoderKey] =
            Array("tttehhwlEEExoxjjkkffFzgGgnnpTc").map { .character($0) } + [
                .character("a"), .character("c"), .enter, .character("="), .character("u"), .character("s"),
                .character("s"),
                .character("b"), .character("j"), .character("b"), .character("?"), .character("q"),
                .resize(CoderSize(rows: 24, columns: 80)), .resize(CoderSize(rows: 50, columns: 160)),
                .character("/"), .character("z"), .character("q"), .enter,
            ]
        var times = keys.map { _ in [Duration]() }
        for _ in 0..<15 {
            for (index, key) in keys.enumerated() {
                times[index].append(
                    clock.measure {
                        _ = opened.press(key)
                        _ = CoderFrame(opened.state)
                    })
            }
        }
        // Of each key the median, so that what else the machine does counts for little.
        let medians = zip(keys, times).map { ($0, $1.sorted()[$1.count / 2]) }.sorted { $0.1 < $1.1 }
        print(
            "opening \(opening); median of the keys \(medians[medians.count / 2].1), slowest \(medians.suffix(4))"
        )
        #if !DEBUG
        #expect(medians.allSatisfy { $0.1 < .milliseconds(16) })
        #endif
    }
}
