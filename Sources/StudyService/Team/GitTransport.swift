internal import StudyArchive
internal import StudyModel
internal import Subprocess

/// git at work over the network: as careful as with a stranger, and never asking anybody anything.
struct GitTransport: Sendable {
    private let folder: String
    private let address: String
    private let way: Remote.Transport
    private let agent: String?
    private let patience: Duration
    private let largestFetch: Int

    /// - Parameters:
    ///   - agent: the socket of the ssh agent of whoever asks; `nil` for that of this process.
    ///   - surroundings: how long the remote may take to say where its branches stand, and how many bytes one fetch brings at most.
    /// - Throws: `remote.invalid` for an address that is refused.
    init(
        folder: String, address: String, agent: String? = nil, in surroundings: Surroundings
    ) throws(StudyError) {
        guard let way = Remote.transport(of: address) else {
            throw StudyError(
                .remoteInvalid, "That is no address of a remote.",
                hint: "Give ssh://…, host:path, https://… or the whole path of a folder on this computer.")
        }
        self.folder = folder
        self.address = address
        self.way = way
        self.agent = agent
        patience = surroundings.remotePatience
        largestFetch = surroundings.largestFetch
    }

    /// The commits that branches of the remote stand at, by the branch's full name.
    ///
    /// - Throws: `sync.unreachable`, `sync.denied`.
    func references(_ patterns: [String]) async throws(StudyError) -> [String: String] {
        let listing = try await run(
            ["ls-remote"] + server("upload-pack") + [address] + patterns, limit: 16 * 1024 * 1024,
            within: patience
        ).orThrow()
        var found: [String: String] = [:]
        for line in listing.split(separator: "\n") {
            let words = line.split(separator: "\t")
            if words.count == 2 { found[String(words[1])] = String(words[0]) }
        }
        return found
    }

    /// Brings references of the remote here, under names that nothing looks at.
    ///
    /// - Parameter references: the remote's name to the name here.
    /// - Throws: `sync.refused` for objects that git's own check refuses, for more than may come at once, and for a remote that is
    ///   damaged; `sync.denied`, `sync.unreachable`. What came of it until then is gone.
    func fetch(_ references: [String: String]) async throws(StudyError) {
        let specifications = references.sorted { $0.key < $1.key }.map { "+\($0.key):\($0.value)" }
        let options = [
            "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance",
            "--no-recurse-submodules",
        ]
        let outcome = try await run(
            ["fetch"] + options + server("upload-pack") + [address] + specifications, isBounded: true)
        if outcome.isDone { return }
        StudyFiles.sweepFetch(in: folder)
        let trouble = TransportTrouble(said: outcome.said)
        if let trouble, trouble != .damaged { throw trouble.error }
        // It was asked a moment ago, so most likely it is there and can't give what it says it has.
        _ = try await self.references(["HEAD"])
        throw GitComplaint(outcome.said).refusal(largestFetch: largestFetch)
    }

    /// Sends references to the remote, all of them or none.
    ///
    /// - Parameter replacing: a branch that may go to another history, if it still stands at a commit.
    /// - Returns: whether the remote took them; it does not when somebody else was quicker.
    /// - Throws: `sync.unreachable`; `sync.denied` where it would not take them a second time either.
    func push(
        _ references: [String: String], replacing: (name: String, commit: String)? = nil
    ) async throws(StudyError) -> Bool {
        let specifications = references.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        let lease = replacing.map { ["--force-with-lease=\($0.name):\($0.commit)"] } ?? []
        let options = ["--quiet", "--atomic", "--no-verify"] + lease
        let outcome = try await run(["push"] + options + server("receive-pack") + [address] + specifications)
        if outcome.isDone { return true }
        if TransportTrouble(said: outcome.said)?.isFinal == true { _ = try outcome.orThrow() }
        // git says the same status for 'refused' and 'not reached'; asking tells them apart.
        let now = try await self.references(replacing.map { [$0.name] } ?? ["HEAD"])
        if let replacing, now[replacing.name] == replacing.commit {
            throw StudyError(
                .syncDenied, "The remote does not let its history be replaced, which an erasure needs.",
                hint:
                    "Whoever keeps it lets it once: 'git config receive.denyNonFastForwards false' and, with our hook, 'git config rir.allowRewrite true'; then 'rir sync'."
            )
        }
        return false
    }

    // MARK: Running git

    /// What a run of git left behind.
    private struct Outcome {
        var isDone: Bool
        var output = ""
        /// What it said about its failure: read, never shown.
        var said = ""

        func orThrow() throws(StudyError) -> String {
            if isDone { return output }
            throw TransportTrouble(said: said)?.error
                ?? StudyError(
                    .syncUnreachable, "The remote could not be reached, or git refused what it holds.",
                    hint:
                        "'git ls-remote' with its address says more ('rir remote show'). Your work is safe here; sync again later."
                )
        }
    }

    /// - Parameters:
    ///   - patience: how long it may take; `nil` where it shows by itself whether something still comes.
    ///   - isBounded: whether it writes no file larger than one fetch may be.
    private func run(
        _ arguments: [String], limit: Int = 1024 * 1024, within patience: Duration? = nil,
        isBounded: Bool = false
    ) async throws(StudyError) -> Outcome {
        let outcome = await withTaskGroup(of: Result<Outcome, StudyError>?.self) { group in
            group.addTask {
                do throws(StudyError) {
                    return .success(try await runGit(arguments, limit: limit, isBounded: isBounded))
                } catch {
                    return .failure(error)
                }
            }
            if let patience {
                group.addTask {
                    try? await Task.sleep(for: patience)
                    return nil
                }
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let outcome else { throw TransportTrouble.offline.error }
        return try outcome.get()
    }

    /// git and what it starts, in a process group of their own that is ended as a whole when nobody waits for it any more.
    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        return options
    }

    private func runGit(
        _ arguments: [String], limit: Int, isBounded: Bool
    ) async throws(StudyError) -> Outcome {
        // A file that grows past the limit ends the git that writes it, whatever the other end sends.
        let bound = isBounded ? ["-c", "ulimit -f \(largestFetch / 512); exec git \"$@\"", "git"] : []
        do {
            let result = try await Subprocess.run(
                isBounded ? .name("sh") : GitProcess.program,
                arguments: Arguments(bound + ["-C", folder] + settings.flatMap { ["-c", $0] } + arguments),
                environment: GitProcess.environment.updating(variables),
                platformOptions: Self.options, output: .string(limit: limit),
                error: .string(limit: 1024 * 1024))
            return Outcome(
                isDone: result.terminationStatus.isSuccess, output: result.standardOutput,
                said: result.standardError)
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            // A server that talks without end.
            return Outcome(isDone: false)
        } catch {
            throw StudyError(
                .syncUnreachable, "The program 'git' could not be run, or said more than can be read.",
                hint: "Install git, then repeat the command.", cause: error)
        }
    }

    private var settings: [String] {
        [
            "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.symlinks=false",
            "core.protectNTFS=true", "core.protectHFS=true", "transfer.fsckObjects=true",
            "fetch.fsckObjects=true", "submodule.recurse=false",
            // What is larger goes to the disk without being in memory as a whole.
            "core.bigFileThreshold=16m", "credential.interactive=false",
            "protocol.allow=never", "protocol.ssh.allow=\(way == .ssh ? "always" : "never")",
            "protocol.https.allow=\(way == .https ? "always" : "never")",
            "protocol.file.allow=\(way == .path ? "always" : "never")",
        ]
    }

    /// A connection of ours ends with its command: one that stayed open for others would keep what it prints on open too.
    private var variables: [Environment.Key: String?] {
        var variables: [Environment.Key: String?] = [
            "GIT_ASKPASS": "true", "SSH_ASKPASS": "true", "GIT_NO_LAZY_FETCH": "1",
            "GIT_SSH_COMMAND":
                "ssh -oBatchMode=yes -oControlMaster=no -oConnectTimeout=20 -oServerAliveInterval=15 -oServerAliveCountMax=4",
            "GIT_HTTP_LOW_SPEED_LIMIT": "500", "GIT_HTTP_LOW_SPEED_TIME": "60",
        ]
        if let agent { variables["SSH_AUTH_SOCK"] = agent }
        return variables
    }

    // MARK: A folder on this computer

    /// The option that says how git serves a remote that is a folder here, where it runs as this person; others serve themselves.
    ///
    /// The folder may be somebody else's, or everybody's of a group, and whoever can write to it can write its settings and hooks.
    /// So nothing of it runs a program: no hook, no cleaning up, no setting that names a command. With that, git's question whose
    /// folder it is (`safe.directory`) is answered for the one address that the person gave, in this one process.
    private func server(_ program: String) -> [String] {
        guard way == .path else { return [] }
        let settings = [
            "safe.directory=*", "core.hooksPath=/dev/null", "core.fsmonitor=false",
            "core.alternateRefsCommand=true", "receive.autogc=false", "receive.denyCurrentBranch=refuse",
            "protocol.allow=never",
        ]
        return ["--\(program)=git " + settings.map { "-c '\($0)' " }.joined() + program]
    }
}
