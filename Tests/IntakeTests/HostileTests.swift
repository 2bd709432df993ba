import StudyModel
import Testing

@testable import Intake

/// Files made to break importers: refused with one sentence or kept as inert text, at once.
@Suite(.serialized) struct HostileTests {
    @Test func everyHostileFile_isRefusedOrInert() async throws {
        guard try Corpus.require() else { return }
        var slowest: (path: String, time: Duration) = ("", .zero)
        var imported = 0
        var refused: [String: Int] = [:]
        for path in try Corpus.files(in: "hostile") {
            let source = IntakeSource(path: path, bytes: try Corpus.bytes(path))
            let clock = ContinuousClock()
            let start = clock.now
            let result = await read(source)
            let time = clock.now - start
            switch result {
            case .success(let drafts):
                for draft in drafts { Inert.check(draft, of: path) }
                imported += 1
            case .failure(let error):
                Inert.check(error, of: path)
                refused[error.code.rawValue, default: 0] += 1
            }
            if time > slowest.time { slowest = (path, time) }
            #expect(time < .seconds(1), "\(path)")
        }
        print("hostile: \(imported) imported, refused \(refused), slowest \(slowest)")
        #expect(imported + refused.values.reduce(0, +) == 219)
    }

    @Test(arguments: [3000, 20_000]) func mailNestedDeeply_isReadToTheLimit(depth: Int) async throws {
        var text = "Subject: deep\n"
        for level in 0..<depth {
            text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
        }
        let drafts = try await Intake.drafts(
            from: IntakeSource(path: "deep.eml", bytes: Array((text + "\nbottom\n").utf8)))
        #expect(drafts.first?.title == "deep")
    }

    @Test(arguments: [
        ("a.eml", "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 100_000),
        ("b.eml", "Subject: x\n", "a: b\n", 1_000_000), ("c.mbox", "", "From x\nSubject: y\n\nz\n", 100_001),
    ]) func mailBuiltToBeExpensive_isRefused(path: String, head: String, piece: String, count: Int) async {
        #expect(
            await code(path, Array((head + String(repeating: piece, count: count)).utf8)) == .importTooLarge)
    }

    /// Inputs that make naive parsers quadratic.
    @Test(arguments: [
        ("a.eml", "Subject: x\nContent-Type: text/html\n\n", "<"),
        ("b.eml", "Subject: x\nContent-Type: text/html\n\n", "<a href=\""),
        ("c.eml", "Subject: x\nContent-Type: text/html\n\n", "<!--"),
        ("d.eml", "Subject: x\nContent-Type: text/html\n\n", "<script>"),
        ("e.eml", "Subject: x\nContent-Type: text/html\n\n", "<blockquote><br>x"),
        ("f.eml", "Subject: x\nContent-Type: text/html\n\n", "&#1"),
        ("g.srt", "1\n00:00:01,000 --> 00:00:02,000\n", "<i<b"),
        ("h.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<v <"),
        ("i.vtt", "WEBVTT\n\n", "-->\n"),
        ("j.md", "---\ntitle: x\n", "a: [\n"),
        ("k.md", "", "**a:** ["),
        ("l.txt", "", "[1](["),
        ("m.txt", "Present:\n", "- [x]([x](\n"),
        ("n.eml", "Subject: x\nReferences: ", "<a@b> "),
        ("o.eml", "Subject: x\nTo: ", "\"a\" <a@b.c>, "),
        ("p.txt", "", "A: b\n"),
        ("q.txt", "", "[00:01] ["),
        ("r.txt", "", "Ada 0:03\nx\n"),
        ("s.txt", "", "0:03\nAda\nx\n"),
        ("t.txt", "", "**a** [**"),
        ("u.txt", "", "Ada\n\n"),
        ("minutes/v.md", "## Actions\n", "* x\n"),
        ("minutes/w.md", "# M\n", "### 1. x\n"),
        ("minutes/x.md", "## Present\n", "a, b, "),
        ("minutes/y.md", "| Action |\n", "| x "),
        ("z.vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n<v A>x\n\n00:09.000 --> 00:09.500\n<v B>y\n\n"),
    ]) func repeatedPiece_staysLinear(path: String, head: String, piece: String) async throws {
        let bytes = Array((head + String(repeating: piece, count: 400_000 / piece.utf8.count) + "\n").utf8)
        let clock = ContinuousClock()
        let start = clock.now
        _ = try? await Intake.drafts(from: IntakeSource(path: path, bytes: bytes))
        #expect(clock.now - start < .seconds(5), "400 kB of '\(piece)' in a debug build")
    }
}

/// What every result has to keep to, whatever went in.
enum Inert {
    static func check(_ draft: RecordDraft, of path: String) {
        #expect(!draft.body.utf8.contains(0x0D) && !draft.body.utf8.contains(0), "\(path)")
        #expect(draft.body.isEmpty || draft.body.utf8.last == 0x0A, "\(path)")
        #expect(draft.body.unicodeScalars.first != "\u{FEFF}", "\(path)")
        #expect(draft.body.utf8.count <= Record.largestBody, "\(path)")
        #expect(!draft.title.isEmpty && draft.title.unicodeScalars.count <= 120, "\(path)")
        #expect(!draft.title.unicodeScalars.contains { $0.value < 0x20 }, "\(path)")
        #expect(Set(draft.participants).count == draft.participants.count, "\(path)")
        for (key, _) in draft.details.sorted { #expect(RecordDetails.isKey(key), "\(path): \(key)") }
        if let time = draft.time { #expect(RecordTime.isTime(time), "\(path): \(time)") }
        #expect(FrontMatter.isWritable(draft), "\(path)")
    }

    static func check(_ error: StudyError, of path: String) {
        let codes: [StudyError.Code] = [
            .importUnsupported, .importUnreadable, .importEmpty, .importTooLarge, .importBinary,
            .importEncrypted,
        ]
        #expect(codes.contains(error.code), "\(path)")
        #expect(error.message.hasSuffix(".") && error.message.contains(path), "\(path)")
        #expect(error.hint?.isEmpty == false, "\(path)")
    }
}

extension FrontMatter {
    /// Whether a draft survives being written as a record and read again.
    static func isWritable(_ draft: RecordDraft) -> Bool {
        guard let day = draft.day ?? CalendarDay(year: 2020, month: 1, day: 1),
            let member = MemberID(rawValue: "r1")
        else {
            return false
        }
        let provenance = Provenance(by: member, at: Timestamp(secondsSinceEpoch: 0))
        let record = Record(
            id: RecordID(day: day, kind: draft.kind, suffix: "0000"), kind: draft.kind, version: 1, day: day,
            time: draft.time, title: draft.title, participants: draft.participants, details: draft.details,
            captured: provenance, saved: provenance, nonce: String(repeating: "0", count: 64),
            body: draft.body)
        return (try? FrontMatter.record(from: Array(FrontMatter.text(of: record).utf8))) == record
    }
}
