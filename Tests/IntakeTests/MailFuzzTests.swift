import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// Damaged and random mails and mailboxes: never a trap, and whatever comes out keeps to the rules, its threads
/// and folds too.
@Suite struct MailFuzzTests {
    private static let heads = [
        "Subject: x\n", "From: a@b.c\nMessage-ID: <1@x>\nReferences: <0@x>\n",
        "Subject: Re: x\nIn-Reply-To: <1@x>\n",
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "Content-Type: text/plain; format=flowed\n\n",
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n",
        "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
        "From x Fri May 15 16:06:30 2020\nSubject: a\nContent-Length: 9\n\n", "Content-Type: text/html\n\n",
        "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n",
    ]
    private static let pieces = [
        "\n", "\n\n", "> ", ">> ", ">From ", "From b Fri May 15 16:06:30 2020\n", "-- \n", "--x\n", "--x--\n",
        "\nOn 15 May 2020, a@b wrote:\n", "-----Original Message-----\n", "From: a\nTo: b\nSubject: c\n\n",
        "---- Forwarded mail ----\n", "---- End of forwarded mail ----\n", "begin 644 a.txt\n", "#0V%T\n",
        "`\nend\n",
        "Content-Length: ", "99999999999999999999", "-1\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "DTSTART;TZID=",
        "DTEND:20200515T140000Z\n", "ATTENDEE;CN=\"a:b\":mailto:c@d\n", "Final-Recipient: rfc822; a@b\n",
        "Action: failed\n", "Status: 5.1.1\n", "Content-Type: message/rfc822\n\n", "Message-ID: <1@x>\n",
        "References: <1@x> <2@x>\n", "Content-Transfer-Encoding: base64\n\n",
        "Content-Transfer-Encoding: quoted-printable\n\n",
        "Content-Disposition: attachment; filename=\"../a.eml\"\n", "; filename*=utf-8''%00%2F..",
        "=?utf-8?q?=0A?=",
        "Date: Fri, 15 May 2020 16:06:30 +0200\n", " \n", "é", "\u{1F600}", "\r\n", "\r", "\0",
        "_____________\n",
        "mailing list\n", "Sent from my iPhone\n", "This is confidential, intended for the recipient.\n",
        "word ",
        "Content-Type: text/plain; charset=utf-16\n\n",
        "Content-Type: application/octet-stream; name=b.txt\n\n",
    ]

    private static func input(_ random: inout FuzzTests.Seeded) -> [UInt8] {
        var bytes = Array((heads.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 0..<14, using: &random) {
            if Int.random(in: 0..<8, using: &random) > 0 {
                bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            } else {
                bytes += (0..<Int.random(in: 0..<9, using: &random)).map { _ in
                    .random(in: 0...255, using: &random)
                }
            }
        }
        return bytes
    }

    /// 2,500 mails each; `RIR_FUZZ` asks for more.
    private static let seeds = ProcessInfo.processInfo.environment["RIR_FUZZ"].flatMap { UInt64($0) } ?? 4

    @Test(arguments: 0..<seeds) func randomMails_neverTrap(seed: UInt64) async {
        var random = FuzzTests.Seeded(state: 100 + seed)
        var entries: [MailThreadEntry] = []
        for number in 0..<2500 {
            let path = ["a.eml", "a.mbox", "cur/1.2.x:2,DT", "1.emlx"][number % 4]
            var bytes = Self.input(&random)
            if path == "1.emlx" {
                bytes = Array("\(Int.random(in: -1...300, using: &random))\n".utf8) + bytes
            }
            await Self.run(path, bytes, &entries)
        }
        let threads = MailThreads.threads(of: entries)
        #expect(threads.flatMap { $0.map(\.entry) }.sorted() == Array(entries.indices))
        for thread in threads {
            // A mail stands one deeper than the one above at most, and the first is not an answer.
            let steps = zip(thread, thread.dropFirst()).allSatisfy { $1.depth <= $0.depth + 1 }
            #expect(steps && thread.first?.depth == 0)
        }
    }

    @Test func damagedMails_neverTrap() async throws {
        guard try Corpus.require() else { return }
        var random = FuzzTests.Seeded(state: 11)
        var entries: [MailThreadEntry] = []
        for path in try Corpus.files(in: "emails") where !path.hasSuffix(".json") {
            let original = try Corpus.bytes(path)
            guard original.count < 12_000 else { continue }
            for _ in 0..<3 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    let piece = Self.pieces.randomElement(using: &random) ?? ""
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes[place] = .random(in: 0...255, using: &random)
                    case 1: bytes.insert(contentsOf: piece.utf8, at: place)
                    default: bytes.removeSubrange(place..<min(bytes.count, place + 40))
                    }
                }
                await Self.run(path, bytes, &entries)
            }
        }
        #expect(MailThreads.threads(of: entries).reduce(0) { $0 + $1.count } == entries.count)
    }

    @Test func randomTexts_foldWithinThemselves() {
        var random = FuzzTests.Seeded(state: 5)
        for _ in 0..<3000 {
            var body = ""
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                body += Self.pieces.randomElement(using: &random) ?? ""
            }
            MailFoldsTests.checkRanges(MailFolds.folds(in: body), of: body)
        }
    }

    private static func run(_ path: String, _ bytes: [UInt8], _ entries: inout [MailThreadEntry]) async {
        switch await read(IntakeSource(path: path, bytes: bytes)) {
        case .success(let drafts):
            for draft in drafts {
                check(draft, path)
                entries.append(
                    MailThreadEntry(
                        details: draft.details, title: draft.title, day: draft.day, time: draft.time))
            }
        case .failure(let error): Inert.check(error, of: path)
        }
    }

    private static func check(_ draft: RecordDraft, _ path: String) {
        Inert.check(draft, of: path)
        MailFoldsTests.checkRanges(MailFolds.folds(in: draft.body), of: draft.body)
        _ = MailIdentity.comparableText(of: draft.body)
        for part in draft.parts { check(part, path) }
    }
}
