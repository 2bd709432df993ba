import StudyAPI
import StudyModel
import StudyService
import Testing

@testable import StudyServer

/// Reading queries, bodies and import frames; writing statuses and texts.
@Suite struct FormTests {
    @Test(arguments: StudyError.Code.known)
    func everyCode_hasAStatus(code: StudyError.Code) throws {
        let status = try #require(ReplyStatus.table[code])
        #expect((400...599).contains(status))
    }

    @Test(arguments: [
        ("abc", "abc" as String?), ("a%20b", "a b"), ("a+b", "a+b"), ("%E2%82%AC", "€"), ("", ""), ("%", nil),
        ("%4", nil), ("%zz", nil), ("%FF", nil), ("%C3%28", nil),
    ])
    func percentEncoding_isUndone(text: String, expected: String?) {
        #expect(PercentText.decode(text) == expected)
    }

    @Test(arguments: [("a+b", "a b"), ("a%20b", "a b"), ("a%2Bb", "a+b"), ("a%26b", "a&b"), ("", "")])
    func queryValue_readsASpaceAsFormsWriteIt(text: String, expected: String) throws {
        #expect(try QueryValues("q=\(text)", allowed: [.query]).text(.query) == expected)
    }

    @Test func query_isReadByName() throws {
        let query = "kind=email&kind=minutes&from=2020-01-02&participant=SP1&text=a%26b&limit=5&offset=2"
        let filter = try RecordFilter(QueryValues(query, allowed: Route.recordsList.queryNames), limit: 0)
        #expect(filter.kinds == [.email, .minutes])
        #expect(filter.from == CalendarDay(rawValue: "2020-01-02"))
        #expect(filter.to == nil)
        #expect(filter.participants.map(\.rawValue) == ["SP1"])
        #expect((filter.limit, filter.offset) == (5, 2))
    }

    @Test(arguments: [
        ("one", "one\n"), ("one\r\ntwo\rthree", "one\ntwo\nthree\n"), ("", ""), ("\u{FEFF}one\n", "one\n"),
        ("one\n\n", "one\n\n"), ("\r\n", "\n"), ("e\u{301}\u{FEFF}", "e\u{301}\u{FEFF}\n"),
    ])
    func writtenText_getsTheFormOfARecord(text: String, body: String) {
        #expect(Array(WrittenText.body(text).unicodeScalars) == Array(body.unicodeScalars))
    }

    @Test(arguments: [
        ("\n\n## The shop  \nclosed", "The shop"), ("", ""), ("\n \n", ""), ("###\nnext", "next"),
        (String(repeating: "a", count: 300), String(repeating: "a", count: 120)),
    ])
    func title_isTheFirstLine(body: String, title: String) {
        #expect(WrittenText.title(of: body) == title)
    }

    @Test(arguments: 1...40)
    func frames_areTheSameInPiecesOfAnySize(size: Int) throws {
        let frames = [
            #"{"path":"a","bytes":3}"#, "x", #"y{"path":"b","bytes":0}"#, #"{"bytes":5,"path":"c"}"#, "12345",
        ]
        let body = Array(frames.joined(separator: "\n").utf8)
        var reader = ImportFrameReader()
        var files: [String] = []
        for start in stride(from: 0, to: body.count, by: size) {
            for file in try reader.read(body[start..<min(start + size, body.count)]) {
                files.append(file.frame.path + "=" + String(decoding: file.bytes, as: UTF8.self))
            }
        }
        try reader.finish()
        #expect(files == ["a=x\ny", "b=", "c=12345"])
    }

    @Test func headerWithoutAnEnd_isRefusedBeforeItFillsMemory() {
        var reader = ImportFrameReader()
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 16_384)[...]
        let error = #expect(throws: StudyError.self) { for _ in 0..<5 { _ = try reader.read(piece) } }
        #expect(error?.code == .requestInvalid)
    }

    @Test func randomBytes_areRefusedOrWaitForMore() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var reader = ImportFrameReader()
            let bytes = (0..<64).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Array("{}\"path:bytes\n0123456789,\u{1}".utf8)[Int(state >> 33) % 26]
            }
            let files = (try? reader.read(bytes[...])) ?? []
            #expect(files.count < 8)
        }
    }

    @Test func batch_isFullByBytesAndByFiles() {
        var limits = ServerLimits()
        (limits.batchBytes, limits.batchFiles) = (10, 3)
        var batch = ImportBatch(limits: limits)
        let sizes = [4, 4, 4, 1, 1, 1, 100, 1]
        var full: [[Int]] = []
        for size in sizes {
            let frame = ImportFrame(path: "p", bytes: size, modified: nil, overrides: nil)
            if let files = batch.add(frame, [UInt8](repeating: 0, count: size)) {
                full.append(files.map(\.bytes.count))
            }
        }
        full.append(batch.files.map(\.bytes.count))
        #expect(full == [[4, 4], [4, 1, 1], [1], [100], [1]])
    }

    @Test func eventQueue_keepsOrderAndReplacesProgress() async throws {
        let queue = EventQueue()
        for done in 1...50 { queue.report(WorkProgress(phase: "check", done: done, total: nil)) }
        try await queue.send("event: outcome\n\n")
        queue.report(WorkProgress(phase: "check", done: 60, total: nil))
        queue.finish()
        let text = await queue.next()
        #expect(
            text == """
                event: progress\ndata: {"done":50,"phase":"check"}\n
                event: outcome\n
                event: progress\ndata: {"done":60,"phase":"check"}\n\n
                """)
        #expect(await queue.next() == nil)
    }

    @Test func eventQueue_makesTheWorkWaitAndTellsItWhenTheClientIsGone() async throws {
        let queue = EventQueue(capacity: 2)
        let work = Task {
            var sent = 0
            do {
                while true {
                    try await queue.send("event\n")
                    sent += 1
                }
            } catch {}
            return sent
        }
        #expect(await queue.next()?.hasPrefix("event\n") == true)
        queue.close()
        #expect(await work.value <= 6)
        await #expect(throws: EventQueue.ClientGone.self) { try await queue.send("late") }
    }
}
