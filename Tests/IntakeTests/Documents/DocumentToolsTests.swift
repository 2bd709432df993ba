import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// The programs in their box: what they can't do, and what becomes of those that try.
@Suite struct DocumentToolsTests {
    /// Small enough that a test of a limit is short.
    private static let limits = ToolLimits(
        wall: .seconds(10), cpuSeconds: 5, memory: 256 << 20, output: 64 << 10)

    private static func shell(
        _ script: String, input: String = "", in containment: Containment, limits: ToolLimits = limits,
        folder: String? = nil
    ) async -> Result<String, ToolFailure> {
        let run = ToolRun(
            program: ["/bin/sh", "-c", script], input: Array(input.utf8), limits: limits,
            containment: containment,
            folder: folder)
        return await run.output().map { String(decoding: $0, as: UTF8.self) }
    }

    /// The containments that work here, the best first.
    private static func containments() async -> [Containment] {
        guard let tools = await Tools.require() else { return [] }
        return tools.containment == .limits ? [.limits] : [tools.containment, .limits]
    }

    @Test func find_knowsProgramsAndVersions() async {
        guard let tools = await Tools.require() else { return }
        for program in [DocumentTools.Program.pandoc, .pdftotext, .pdfinfo, .qpdf] {
            #expect(tools.programs[program]?.version?.contains(".") == true, "\(program.rawValue)")
        }
        #expect(DocumentTools.version(in: "pdftotext version 22.12.0\nCopyright 2005") == "22.12.0")
        #expect(DocumentTools.version(in: "no number") == nil)
    }

    @Test func program_readsInputAndAnswers() async {
        for containment in await Self.containments() {
            let answer = await Self.shell("cat; echo error >&2", input: "text", in: containment)
            #expect(answer == .success("text"), "\(containment)")
        }
    }

    @Test func program_thatDoesNotRead_isNoFault() async {
        let input = String(repeating: "a", count: 1 << 20)
        for containment in await Self.containments() {
            #expect(
                await Self.shell("echo x", input: input, in: containment) == .success("x\n"), "\(containment)"
            )
        }
    }

    @Test func program_thatRunsTooLong_isEndedWithAllItStarted() async throws {
        var limits = Self.limits
        limits.wall = .milliseconds(300)
        let folder = try #require(Self.temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for containment in await Self.containments() {
            // Inside bubblewrap no file can be written; there, what it started ends with its namespace.
            let note = containment == .bubblewrap ? ":" : "echo $! > \(folder)/started"
            let clock = ContinuousClock()
            let start = clock.now
            let answer = await Self.shell("sleep 300 & \(note); sleep 300", in: containment, limits: limits)
            #expect(answer == .failure(.timedOut), "\(containment)")
            // On a busy machine the end comes late, but long before that of the program.
            #expect(clock.now - start < .seconds(60))
        }
        let started = try String(contentsOfFile: "\(folder)/started", encoding: .utf8)
        let state = "/proc/\(started.trimmed)/stat"
        for _ in 0..<100 where Self.isRunning(state) { try await Task.sleep(for: .milliseconds(50)) }
        #expect(!Self.isRunning(state), "What it had started went on.")
    }

    /// Whether a process is there and not only waiting to be forgotten.
    private static func isRunning(_ stat: String) -> Bool {
        guard let text = try? String(contentsOfFile: stat, encoding: .utf8) else { return false }
        return text.split(separator: ")").last?.trimmed.hasPrefix("Z") == false
    }

    @Test func program_thatTakesTooMuchTimeOrMemory_isEnded() async {
        var limits = Self.limits
        limits.cpuSeconds = 1
        for containment in await Self.containments() {
            let busy = await Self.shell("while :; do :; done", in: containment, limits: limits)
            #expect(busy == .failure(.exhausted), "\(containment)")
            let large = await Self.shell(
                "exec python3 -c 'x = bytearray(1 << 30)' 2>/dev/null", in: containment, limits: limits)
            guard case .failure = large else {
                Issue.record("A gibibyte was given in \(containment).")
                continue
            }
        }
    }

    @Test func program_thatWritesTooMuch_isEnded() async {
        for containment in await Self.containments() {
            let answer = await Self.shell("exec yes", in: containment)
            #expect(answer == .failure(.tooMuchOutput), "\(containment)")
        }
    }

    @Test func program_thatFails_saysItsStatus() async {
        for containment in await Self.containments() {
            let failed = await Self.shell("echo some; exit 7", in: containment)
            #expect(failed == .failure(.failed(status: 7, output: Array("some\n".utf8))), "\(containment)")
            let crashed = await Self.shell("kill -SEGV $$", in: containment)
            guard case .failure(.failed(let status, _)) = crashed else {
                Issue.record("A crash was \(crashed).")
                continue
            }
            #expect(status == 139, "\(containment)")
        }
    }

    @Test func bubblewrap_givesNoNetworkNoHomeAndNoPlaceToWrite() async throws {
        guard let tools = await Tools.require(), tools.containment == .bubblewrap else { return }
        let folder = try #require(Self.temporaryFolder())
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script = """
            [ -e \(folder) ] && echo sees the folder
            touch /usr/here 2>/dev/null && echo writes to the system
            [ -e /etc/passwd ] && echo sees passwords
            [ -e "$HOME/.ssh" ] && echo sees keys
            [ "$(grep -c : /proc/net/dev)" = 1 ] || echo has a network
            [ "$(ls /proc | grep -c '^[0-9]')" -le 6 ] || echo sees other processes
            touch here && echo works in $PWD
            env | sort
            """
        let answer = await Self.shell(script, in: .bubblewrap)
        let lines = try answer.get().split(separator: "\n")
        #expect(lines.first == "works in /tmp", "\(lines)")
        #expect(lines.count(where: { $0.contains("=") }) == lines.count - 1, "\(lines)")
        #expect(!lines.contains { $0.hasPrefix("SSH") || $0.hasPrefix("USER") })
    }

    @Test func atMostTwo_runAtOnce() async {
        let slots = ToolSlots(2)
        let count = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await slots.withSlot {
                        await count.enter()
                        await Task.yield()
                        await count.leave()
                    }
                }
            }
        }
        #expect(await count.most <= 2)
        #expect(await count.total == 20)
    }

    private actor Counter {
        private(set) var most = 0
        private(set) var total = 0
        private var now = 0

        func enter() {
            now += 1
            total += 1
            most = max(most, now)
        }

        func leave() { now -= 1 }
    }

    @Test func command_holdsNothingFromOutside() {
        for containment in Containment.allCases {
            let command = containment.command(
                ["/usr/bin/pdftotext", "-"], limits: .asking, isHeapBounded: false)
            #expect(command.first?.hasPrefix("/") == true)
            #expect(command.suffix(2) == ["/usr/bin/pdftotext", "-"])
            #expect(!containment.sentence.isEmpty)
        }
    }

    private static func temporaryFolder() -> String? {
        let path = "\(FileManager.default.temporaryDirectory.path)/rir-tools-\(UInt64.random(in: 0 ... .max))"
        let isMade: Void? = try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return isMade.map { path }
    }
}

/// Reading with the tools from end to end.
@Suite struct DocumentReadingTests {
    @Test func passwordProtectedPDF_opensWithItsPassword() async throws {
        guard try Corpus.require(), let tools = await Tools.require() else { return }
        let path = "documents/pypdf_encryption_r4-aes-user-password.pdf"
        var source = IntakeSource(path: path, bytes: try Corpus.bytes(path), tools: tools)
        #expect(await code(source) == .importEncrypted)
        source.password = "wrong $(id) 'password'"
        #expect(await code(source) == .importEncrypted)
        source.password = "asdfzxcv"
        let draft = try #require(try await Intake.drafts(from: source).first)
        #expect(draft.body.contains("pdf encryption test"))
        #expect(draft.remarks.contains("It is protected with a password, which was given."))
    }

    /// Without bubblewrap a private folder is made for it, and removed.
    @Test func passwordProtectedPDF_opensInAPrivateFolder() async throws {
        guard try Corpus.require(), let tools = await Tools.require() else { return }
        let folder =
            "\(FileManager.default.temporaryDirectory.path)/rir-private-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "documents/pypdf_encryption_r4-aes-user-password.pdf"
        let loose = DocumentTools(programs: tools.programs, containment: .limits)
        var source = IntakeSource(
            path: path, bytes: try Corpus.bytes(path), tools: loose.working(in: folder), password: "asdfzxcv")
        #expect(try await Intake.drafts(from: source).count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        source.tools = { loose }
        #expect(await code(source) == .importUnreadable)
    }

    @Test func withoutTools_documentsAreRefusedWithWhatToInstall() async throws {
        let none = DocumentTools(programs: [:], containment: .limits)
        for tools in [nil, none] {
            for (name, text, package) in [
                ("a.pdf", "%PDF-1.4\n", "poppler-utils"), ("a.rtf", "{\\rtf1 a}", "pandoc"),
                ("a.html", "<html>a</html>", "pandoc"),
            ] {
                let result = await read(IntakeSource(path: name, bytes: Array(text.utf8), tools: tools))
                guard case .failure(let error) = result else {
                    Issue.record("\(name) was read.")
                    continue
                }
                #expect(error.code == .importUnsupported, "\(name)")
                #expect(error.hint?.contains("apt-get install \(package)") == true, "\(name)")
            }
        }
    }

    @Test(arguments: [
        ("a.docx", DocumentFormat.docx), ("a", .docx), ("a.docm", .docx), ("a.doc", .docx), ("a.xlsx", nil),
        ("a.zip", nil),
        ("a.msg", nil),
    ]) func wordDocument_isKnownByItsContent(path: String, expected: DocumentFormat?) {
        #expect(DocumentFormat.of(Word.file(), path: SourcePath(path)) == expected)
    }

    @Test(arguments: [
        ("a.doc", "{\\rtf1 a}", DocumentFormat.rtf), ("a.doc", "<html>a", .html), ("a", "%PDF-1.4", .pdf),
        ("a.txt", "a", nil),
        ("a.pdf", "text", .pdf),
    ]) func document_isKnownByItsContentFirst(path: String, text: String, expected: DocumentFormat?) {
        #expect(DocumentFormat.of(Array(text.utf8), path: SourcePath(path)) == expected)
    }

    @Test func passwordOfSpaces_opensIt() async throws {
        guard try Corpus.require(), let tools = await Tools.require() else { return }
        let path = "documents/tika_testPassword4Spaces.pdf"
        let source = IntakeSource(path: path, bytes: try Corpus.bytes(path), tools: tools, password: "    \n")
        #expect(try await Intake.drafts(from: source).count == 1)
    }

    @Test(arguments: [
        (
            "a.html",
            "<html><head><title>Home visits</title></head><body><script>alert(1)</script><h1>One</h1><p>Text"
        ),
        ("a.rtf", "{\\rtf1\\ansi{\\info{\\title Home visits}}{\\b One}\\par Text\\par}"),
        ("b", "<!DOCTYPE html><title>Home visits</title><p>One<p>Text<img src=file:///etc/passwd>"),
    ]) func smallDocument_isRead(path: String, content: String) async throws {
        guard let tools = await Tools.require() else { return }
        let source = IntakeSource(path: path, bytes: Array(content.utf8), tools: tools)
        let draft = try #require(try await Intake.drafts(from: source).first)
        #expect(draft.title == "Home visits")
        #expect(draft.body.contains("One") && draft.body.contains("Text"))
        #expect(!draft.body.contains("alert") && !draft.body.contains("root:"))
    }

    @Test(arguments: [
        ("{\\rtf1\\ansi\\ansicpg1250 Pi\\'9cmo \\'b9}", "Piśmo ą"),
        (
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}{\\f1\\'cf\\'f0} caf\\'e9}",
            "Пр café"
        ),
        ("{\\rtf1\\ansi\\uc1\\ansicpg1251 \\u8217\\'92s \\u1055?}", "’s П"),
        ("{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset128 M;}}\\f1\\'83\\'5d\\'83\\'8b\\'83Q}", "ゾルゲ"),
    ]) func richText_isReadInItsEncoding(source: String, expected: String) async throws {
        guard let tools = await Tools.require() else { return }
        let draft = try await Intake.drafts(
            from: IntakeSource(path: "a.rtf", bytes: Array(source.utf8), tools: tools)
        ).first
        #expect(draft?.body == expected + "\n")
    }

    @Test func oldWord_isReadByAntiword() async throws {
        guard try Corpus.require(), let tools = await Tools.require(), tools.programs[.antiword] != nil else {
            return
        }
        let draft = try #require(try await Corpus.drafts("documents/tika_testWORD.doc", tools: tools).first)
        #expect(draft.title == "Sample Word Document Title")
        #expect(draft.body.contains("This document includes text that is BOLD and ITALIC."))
    }

    private func code(_ source: IntakeSource) async -> StudyError.Code? {
        guard case .failure(let error) = await read(source) else { return nil }
        return error.code
    }
}
