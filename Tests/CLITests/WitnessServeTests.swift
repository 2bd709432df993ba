import Foundation
import ProgramFixture
import Testing

/// A witness that is served: killed, raced, without room on its disk, and asked by a study.
@Suite struct WitnessServeTests {
    // MARK: The witness

    @Test func killedAfterItStored_signsTheSameAgain() throws {
        try ProgramFixture.with { fixture in
            _ = try WitnessServing.begin(fixture)
            var request = try WitnessServing.request(fixture)
            for round in 0..<4 {
                let note = request[(try #require(request.range(of: "\n\n")).upperBound)...]
                let size = try #require(note.split(separator: "\n").dropFirst().first.flatMap { Int($0) })
                let killed = try WitnessServing(fixture)
                let caller = try killed.caller()
                caller.send(
                    "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: \(request.utf8.count)\r\n\r\n"
                )
                // Nobody reads the answer; what was stored is there when the process is not.
                caller.send(request)
                let end = Date(timeIntervalSinceNow: 30)
                while try killed.size() != size, Date() < end {}
                #expect(killed.end(SIGKILL) == SIGKILL)
                let serving = try WitnessServing(fixture)
                let again = try #require(try serving.caller().post(request))
                #expect(again.status == 409 && again.body == "\(size)\n")
                let signed = try #require(try serving.caller().post("old \(size)\n\n\(note)"))
                #expect(signed.status == 200 && signed.body.hasPrefix("\u{2014} ethics.example.org/witness "))
                serving.end()
                let book = try WitnessServing.book(fixture)
                try fixture.write(try #require(book["note"] as? String), to: "shown\(round).txt")
                try WitnessServing.must(fixture, "note", "They come again.", "--date", "2020-04-16")
                request = try WitnessServing.request(fixture, after: "../shown\(round).txt")
            }
        }
    }

    @Test func withoutRoomOnItsDisk_signsNothing() throws {
        try ProgramFixture.with { fixture in
            _ = try WitnessServing.begin(fixture)
            let request = try WitnessServing.request(fixture)
            let before = Bytes.text(of: fixture.root + "/office/logs.json")
            let full = try WitnessServing(fixture, shell: "trap '' XFSZ; ulimit -f 0; ")
            let reply = try #require(try full.caller().post(request))
            #expect(reply.status == 503 && !reply.body.contains("\u{2014}"))
            #expect(full.end() == 0)
            #expect(Bytes.text(of: fixture.root + "/office/logs.json") == before)
            let roomy = try WitnessServing(fixture)
            #expect(try roomy.caller().post(request)?.status == 200)
            roomy.end()
        }
    }

    /// One device's folder that was copied goes on in two ways, and both ask at once, over the socket and with files.
    @Test func twoHistoriesAtOnce_getOneSignature() async throws {
        try await ProgramFixture.withAsync { fixture in
            _ = try WitnessServing.begin(fixture)
            try WitnessServing.must(
                fixture, "witness", "sign", "../office", "../keys.txt", "--out", "../first.txt")
            let other = fixture.root + "/other"
            _ = try fixture.run("cp", ["-r", fixture.study, other])
            var requests: [String] = []
            for (folder, text) in [(fixture.study, "What happened."), (other, "What did not.")] {
                #expect(try fixture.rir(["note", text, "--date", "2020-04-16"], in: folder).status == 0)
                requests.append(try WitnessServing.request(fixture, after: "../first.txt", in: folder))
                try fixture.write(requests[requests.count - 1], to: "next\(requests.count).txt")
            }
            let serving = try WitnessServing(fixture)
            let (socket, asked) = (serving.socket, requests)
            let signed = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
                for turn in 0..<16 {
                    group.addTask {
                        let which = turn % 2
                        if turn % 8 < 6 {
                            let reply = try SocketCaller(socket).post(asked[which])
                            return (which, reply?.status == 200)
                        }
                        let files = try fixture.rir("witness", "sign", "../office", "../next\(which + 1).txt")
                        return (which, files.status == 0)
                    }
                }
                return try await group.reduce(into: Set<Int>()) { if $1.1 { $0.insert($1.0) } }
            }
            #expect(signed.count == 1)
            // The one that was refused is kept, for whoever has to ask about it.
            let loser = 1 - (signed.first ?? 0)
            let size = try #require(try serving.size())
            let lines = asked[loser].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let note = lines[(lines.firstIndex(of: "") ?? 0)...]
            let late = (["old \(size)"] + note).joined(separator: "\n")
            #expect(try serving.caller().post(late)?.status == 422)
            let kept = try FileManager.default.contentsOfDirectory(atPath: fixture.root + "/office/refused")
            #expect(kept.count == 1)
            #expect(Bytes.text(of: fixture.root + "/office/refused/\(kept.first ?? "")") == late)
            #expect(serving.remarks.contains("does not go on from the \(size) cosigned. Kept in "))
            // Nothing of what anybody wrote was said.
            #expect(!serving.remarks.contains("happened"))
            serving.end()
        }
    }

    @Test func whileAnotherHasTheFolder_nothingIsSigned() async throws {
        try await ProgramFixture.withAsync { fixture in
            _ = try WitnessServing.begin(fixture)
            let request = try WitnessServing.request(fixture)
            let serving = try WitnessServing(fixture)
            let before = Bytes.text(of: fixture.root + "/office/logs.json")
            let lock = open(fixture.root + "/office/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            #expect(flock(lock, LOCK_EX) == 0)
            async let files = fixture.rir("witness", "sign", "../office", "../keys.txt")
            // It waits for a moment and says so; who signs files waits as long as it takes.
            #expect(try serving.caller().post(request)?.status == 503)
            #expect(Bytes.text(of: fixture.root + "/office/logs.json") == before)
            close(lock)
            #expect(try await files.status == 0)
            #expect(try serving.caller().post(request)?.status == 409)
            #expect(serving.end() == 0)
        }
    }

    @Test func aSecondOne_isRefused_andSignalsEndItWell() throws {
        try ProgramFixture.with { fixture in
            _ = try WitnessServing.begin(fixture)
            let serving = try WitnessServing(fixture)
            for more in [[], ["--listen", "127.0.0.1:0"]] {
                let second = try fixture.rir(["witness", "serve", "../office"] + more)
                #expect(second.status == 1 && second.errors.contains("is served already"))
            }
            let keptOpen = try serving.caller()
            #expect(keptOpen.post("x")?.status == 400)
            #expect(serving.end() == 0 && keptOpen.rest() == "")
            #expect(!FileManager.default.fileExists(atPath: serving.socket))
            let interrupted = try WitnessServing(fixture)
            #expect(interrupted.end(SIGINT) == 130)
            // What a killed one leaves is replaced.
            try WitnessServing(fixture).end(SIGKILL)
            let next = try WitnessServing(fixture)
            #expect(try next.caller().post("x")?.status == 400)
            next.end()
        }
    }

    @Test func itsSignature_holdsForAnotherImplementation() throws {
        try ProgramFixture.with { fixture in
            let key = try WitnessServing.begin(fixture)
            let serving = try WitnessServing(fixture)
            defer { serving.end() }
            let request = try WitnessServing.request(fixture)
            // A line that nobody can verify does no harm, and is not kept.
            let strange = "\u{2014} stranger \(Data(count: 68).base64EncodedString())\n"
            let reply = try #require(try serving.caller().post(request + strange))
            let kept = try #require(try WitnessServing.book(fixture)["note"] as? String)
            #expect(kept.contains(reply.body) && !kept.contains("stranger"))
            let note = request.dropFirst("old 0\n\n".count)
            let text = note[..<(try #require(note.range(of: "\n\n")).lowerBound)] + "\n"
            let words = reply.body.split(separator: " ").map(String.init)
            // The Python of verify.py, which was written from the specifications alone.
            let program = """
                import base64, sys
                sys.path.insert(0, sys.argv[1])
                import verify
                text, name, signature, key = sys.argv[2:]
                keys = [base64.b64decode(key)[1:]]
                held = verify.cosignature_holds(text, name, signature.strip(), keys)
                other = verify.cosignature_holds("1" + text, name, signature.strip(), keys)
                sys.exit(0 if held and not other else 1)
                """
            let publicKey = try #require(key.split(separator: "+", maxSplits: 2).last)
            let outcome = try fixture.run(
                "python3",
                [
                    "-B", "-c", program, "\(Repository.path)/verify", String(text), words[1], words[2],
                    String(publicKey),
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    // MARK: A study that asks it

    @Test func studyAndWitness_wordForWord() throws {
        try transcript("witness-serve") { rir, fixture in
            try fixture.makeStudy()
            try WitnessServing.must(fixture, "note", "They come by themselves.", "--date", "2020-04-15")
            try WitnessServing.must(fixture, "audit", "checkpoint", "--keys", "--out", "../keys.txt")
            let key = String(
                try WitnessServing.must(
                    fixture, "witness", "init", "../office", "--name", "ethics.example.org/witness"
                ).dropLast())
            rir.call(key, "ethics.example.org/witness+KEY")
            let send = ["audit", "checkpoint", "--send-to", "../office/socket", "--witness", key]
            try rir.rir(send)
            try rir.rir("witness", "serve", "../office", "--listen", "localhost:80")
            try rir.rir("witness", "serve", "../office", "--listen", "127.0.0.1:0", "--for-group")
            try rir.rir("witness", "serve", "../office", "--socket", "../keys.txt")
            try rir.rir("witness", "serve", "../study")
            let serving = try WitnessServing(fixture)
            #expect(serving.said == "witness \(key)\n\(serving.socket)\n")
            try rir.rir(send)
            try rir.rir("witness", "serve", "../office")
            try WitnessServing.must(fixture, "witness", "add", "../office", "../keys.txt")
            try rir.rir(send + ["--to", "Ethics office", "--out", "../cosigned.txt"])
            try rir.rir("note", "They come again.", "--date", "2020-04-16")
            try rir.rir(send + ["--out", "../cosigned2.txt"])
            try rir.rir(send + ["--for-witness", "../cosigned.txt"])
            try rir.rir("audit", "verify", "--against", "../cosigned2.txt", "--witness", key)
            try rir.rir("audit", "checkpoint", "--send-to", "../office/socket")
            try rir.rir(
                "audit", "checkpoint", "--send-to", "https://me:secret@example.org/", "--witness", key)
            #expect(serving.end() == 0)
            let device = try #require(serving.remarks.firstMatch(of: /d-[0-9a-z]{8}/)).0
            #expect(
                serving.remarks.replacing(device, with: "D") == """
                    cosigned: rir.invalid/log/D at 2, after 0
                    cosigned: rir.invalid/log/D at 5, after 2
                    not signed: rir.invalid/log/D asked from 2, and 5 were cosigned

                    """)
        }
    }

    @Test func anAddressOfTheWeb_isAskedThroughCurl() throws {
        try ProgramFixture.with { fixture in
            guard try fixture.run("curl", ["--version"]).status == 0 else {
                #expect(ProcessInfo.processInfo.environment["CI"] != "true", "curl is missing")
                return print("skipped: no curl")
            }
            let key = try WitnessServing.begin(fixture)
            let serving = try WitnessServing(fixture, "--listen 127.0.0.1:0")
            let url = try #require(serving.said.split(separator: "\n").last)
            let send = ["audit", "checkpoint", "--witness", key, "--send-to"]
            for place in [url, url + "add-checkpoint", url.dropLast()] {
                let outcome = try fixture.rir(send + [String(place)])
                #expect(
                    outcome.status == 0 && outcome.output.contains("\n\u{2014} ethics.example.org/witness "))
            }
            // A signature of somebody else's is none.
            let other = String(
                try WitnessServing.must(fixture, "witness", "init", "../stranger").dropLast())
            let strange = try fixture.rir([
                "audit", "checkpoint", "--witness", other, "--send-to", String(url),
            ])
            #expect(strange.status == 1 && strange.errors.contains("is not signed by the witness's key"))
            // What answers and is no witness.
            let none = try fixture.rir(send + ["\(url)elsewhere/"])
            #expect(none.status == 1 && none.output.isEmpty)
            serving.end()
            let gone = try fixture.rir(send + [String(url)])
            #expect(gone.status == 1 && gone.errors.contains("Nobody answers at"))
        }
    }

    /// Two people's logs, of which the office knows one at first.
    @Test func oneLogThatIsRefused_doesNotKeepTheOthers() throws {
        try ProgramFixture.with { fixture in
            let key = try WitnessServing.begin(fixture)
            let meet = fixture.root + "/meet.git"
            let sam = ["HOME=\(fixture.root)/sam", "rir"]
            let copy = fixture.root + "/sam/study"
            func asSam(_ arguments: String..., in folder: String? = nil) throws -> Program.Outcome {
                let outcome = try fixture.run("env", sam + arguments, in: folder ?? copy)
                try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
                return outcome
            }
            defer { _ = try? fixture.run("env", sam + ["daemon", "stop"]) }
            try FileManager.default.createDirectory(
                atPath: fixture.root + "/sam", withIntermediateDirectories: true)
            #expect(try fixture.run("git", ["init", "-q", "--bare", "meet.git"]).status == 0)
            try WitnessServing.must(fixture, "remote", "add", meet)
            try WitnessServing.must(fixture, "sync")
            _ = try asSam("clone", meet, "study", "--as", "r2", in: fixture.root + "/sam")
            let code = try asSam("member", "code").output.dropLast()
            try WitnessServing.must(fixture, "member", "add", "--code", String(code))
            try WitnessServing.must(fixture, "sync")
            _ = try asSam("sync")
            _ = try asSam("note", "Mine.", "--date", "2020-04-17")
            _ = try asSam("sync")
            try WitnessServing.must(fixture, "sync")
            let serving = try WitnessServing(fixture)
            defer { serving.end() }
            let send = ["audit", "checkpoint", "--send-to", serving.socket, "--witness", key]
            let partly = try fixture.rir(send + ["--to", "Ethics office"])
            #expect(partly.status == 3 && partly.errors.contains("The witness does not know the log of d-"))
            #expect(partly.errors.contains("Not kept as handed out"))
            #expect(partly.output.components(separatedBy: "\u{2014} ethics.example.org/witness ").count == 2)
            try WitnessServing.must(fixture, "audit", "checkpoint", "--keys", "--out", "../both.txt")
            try WitnessServing.must(fixture, "witness", "add", "../office", "../both.txt")
            let all = try fixture.rir(send + ["--to", "Ethics office", "--out", "../all.txt"])
            #expect(all.status == 0 && all.errors.contains("Kept as checkpoints/"), "\(all.errors)")
            let verdict = try WitnessServing.must(
                fixture, "audit", "verify", "--against", "../all.txt", "--witness", key)
            #expect(verdict.components(separatedBy: "seen by").count >= 3 && verdict.contains("Good: "))
            // A copy that is behind what was cosigned is told to catch up, and asks for nothing.
            try WitnessServing.must(fixture, "note", "They come again.", "--date", "2020-04-18")
            #expect(try fixture.rir(send).status == 0)
            let behind = try fixture.run("env", sam + send, in: copy)
            #expect(behind.status == 1 && behind.errors.contains("'rir sync' first"), "\(behind.errors)")
        }
    }
}
