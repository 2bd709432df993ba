import AgeEncryption
import Foundation
import ProgramFixture
import Testing

/// Files go back and forth between this library and the programs `age` and `age-keygen`, where they are installed.
@Suite(.serialized) struct InteropTests {
    /// A folder of its own, removed at the end.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "age-\(UUID().uuidString)")

        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { url.appending(path: name).path }

        func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
            try Data(bytes).write(to: url.appending(path: name))
            return path(name)
        }

        func read(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: url.appending(path: name)))
        }
    }

    private static func isInstalled(_ programs: String...) -> Bool {
        let missing = programs.filter { run("/usr/bin/env", ["which", $0]).status != 0 }
        if !missing.isEmpty { print("skipped: no \(missing.joined(separator: ", ")) on this machine") }
        return missing.isEmpty
    }

    @discardableResult
    private static func run(_ program: String, _ arguments: [String]) -> (status: Int32, output: String) {
        do {
            let outcome = try Program.run([program] + arguments)
            return (outcome.status, outcome.all)
        } catch { return (-1, "\(error)") }
    }

    private func age(_ arguments: String...) {
        let (status, output) = Self.run("/usr/bin/env", ["age"] + arguments)
        #expect(status == 0, "age \(arguments.first ?? ""): \(output)")
    }

    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001]

    @Test(arguments: sizes, [AgeForm.binary, .armoured])
    func ourFile_isOpenedByAge(_ size: Int, form: AgeForm) throws {
        guard Self.isInstalled("age") else { return }
        let folder = try Folder()
        var random = Seeded(UInt64(size))
        let bytes = random.bytes(size)
        let identity = AgeX25519Identity()
        let recipients = [AgeX25519Identity().recipient, identity.recipient].map { AgeRecipient.x25519($0) }
        let file = try folder.write(seal(bytes, to: recipients, pieces: [9999], form: form), "sealed")
        let keys = try folder.write(AgeIdentityFile([AgeX25519Identity(), identity]).text().utf8, "keys")
        age("-d", "-i", keys, "-o", folder.path("plain"), file)
        // age makes no file for an empty plaintext.
        if size > 0 { #expect(try folder.read("plain") == bytes) }
    }

    @Test(arguments: sizes, [AgeForm.binary, .armoured])
    func filesOfAge_areOpened(_ size: Int, form: AgeForm) throws {
        guard Self.isInstalled("age", "age-keygen") else { return }
        let folder = try Folder()
        var random = Seeded(UInt64(size))
        let bytes = random.bytes(size)
        let made = Self.run("/usr/bin/env", ["age-keygen", "-o", folder.path("keys")])
        #expect(made.status == 0)
        let keys = try AgeIdentityFile(text: String(decoding: folder.read("keys"), as: UTF8.self))
        let identity = try #require(keys.identities.first)
        #expect(made.output.contains(identity.recipient.text))
        let plain = try folder.write(bytes, "plain")
        let armour = form == .armoured ? ["-a"] : []
        let (status, output) = Self.run(
            "/usr/bin/env",
            ["age", "-r", identity.recipient.text, "-o", folder.path("sealed")] + armour + [plain])
        #expect(status == 0, "\(output)")
        let outcome = try open(folder.read("sealed"), with: [.x25519(identity)], pieces: [4321, 5])
        #expect(outcome == Outcome(bytes: bytes))
    }

    @Test func ourIdentityFile_isReadByAgeKeygen() throws {
        guard Self.isInstalled("age-keygen") else { return }
        let folder = try Folder()
        let identities = [AgeX25519Identity(), AgeX25519Identity()]
        let text = AgeIdentityFile(identities).text(created: "2026-05-03T10:11:12Z")
        let keys = try folder.write(text.utf8, "keys")
        let (status, output) = Self.run("/usr/bin/env", ["age-keygen", "-y", keys])
        #expect(status == 0)
        #expect(output == identities.map { "\($0.recipient)\n" }.joined())
    }

    @Test(arguments: [AgeForm.binary, .armoured])
    func ourPassphraseFile_isOpenedByAge(_ form: AgeForm) throws {
        guard Self.isInstalled("age", "python3") else { return }
        let folder = try Folder()
        let low = try #require(AgeWorkFactor(log2: 10))
        let sealed = try Age.seal(
            [1, 2, 3], to: [.passphrase(AgePassphrase("a b\u{E9}"), workFactor: low)], form: form)
        let file = try folder.write(sealed, "sealed")
        let (status, output) = try onTerminal(
            folder, "a b\u{E9}", ["age", "-d", "-o", folder.path("plain"), file])
        #expect(status == 0, "\(output)")
        #expect(try folder.read("plain") == [1, 2, 3])
    }

    @Test func passphraseFileOfAge_isOpened() throws {
        guard Self.isInstalled("age", "python3") else { return }
        let folder = try Folder()
        let plain = try folder.write([7, 8, 9], "plain")
        let (status, output) = try onTerminal(
            folder, "a b\u{E9}", ["age", "-p", "-a", "-o", folder.path("sealed"), plain])
        #expect(status == 0, "\(output)")
        let identity = AgeIdentity.passphrase(try AgePassphrase("a b\u{E9}"))
        #expect(try Age.open(folder.read("sealed"), with: [identity]) == [7, 8, 9])
    }

    /// Runs a program on a terminal of its own, since age takes passphrases from nowhere else, and answers each
    /// question with the same.
    private func onTerminal(
        _ folder: Folder, _ answer: String, _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let driver = """
            import os, pty, sys
            pid, terminal = pty.fork()
            if pid == 0:
                os.execvp(sys.argv[2], sys.argv[2:])
            shown = b""
            while True:
                try:
                    data = os.read(terminal, 4096)
                except OSError:
                    break
                if not data:
                    break
                shown += data
                if b":" in data and b"passphrase" in shown:
                    shown = b""
                    os.write(terminal, sys.argv[1].encode() + b"\\n")
            sys.stdout.buffer.write(shown)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """
        let script = try folder.write(driver.utf8, "driver.py")
        return Self.run("/usr/bin/env", ["python3", script, answer] + arguments)
    }
}
