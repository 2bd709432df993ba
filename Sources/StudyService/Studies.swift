package import Logging
internal import StudyArchive
package import StudyModel
internal import Vault

/// The studies a daemon has open, by folder; the only way to a ``StudyService``.
package actor Studies {
    package struct Options: Sendable {
        /// The folder with `templates/` and `sample/`.
        package var workspace: String?

        /// The file with the person's age identity.
        package var identityFile: String?

        package init(workspace: String? = nil, identityFile: String? = nil) {
            self.workspace = workspace
            self.identityFile = identityFile
        }
    }

    private let options: Options
    let surroundings: Surroundings
    private let log: Logger
    /// One opening at a time for each folder, shared by everybody who asks meanwhile.
    private var studies: [String: Task<StudyService, any Error>] = [:]
    private var titles: [String: String] = [:]
    private var isClosed = false

    package init(options: Options = .init(), surroundings: Surroundings = .live, log: Logger) {
        self.options = options
        var surroundings = surroundings
        surroundings.identityFile = options.identityFile ?? surroundings.identityFile
        surroundings.nameLists = options.workspace.map { "\($0)/names" } ?? surroundings.nameLists
        surroundings.verifier = options.workspace.map { "\($0)/../verify" } ?? surroundings.verifier
        self.surroundings = surroundings
        self.log = log
    }

    /// The study of a folder, opened if need be; without a path the only one that is open.
    ///
    /// - Throws: `study.not_found`, `study.unspecified`, `daemon.stopping`, or why it could not be opened.
    package func study(at path: String?) async throws(StudyError) -> StudyService {
        if isClosed { throw StudyError.stopping }
        let folder = if let path { path } else { try onlyOpenStudy() }
        return try await opened(folder) { [surroundings, log] () async throws(StudyError) in
            guard StudyFiles.exists("\(folder)/.rir"), StudyFiles.exists("\(folder)/.git") else {
                throw StudyError(
                    .studyNotFound, "There is no study in that folder.",
                    hint: "Make one with 'rir init DIR', or name its folder with '--study DIR'.")
            }
            return try await StudyService.open(
                StudyFolder(path: folder), surroundings: surroundings, log: log)
        }
    }

    private func onlyOpenStudy() throws(StudyError) -> String {
        guard studies.count == 1, let only = studies.keys.first else {
            throw StudyError(
                .studyUnspecified, studies.isEmpty ? "No study is open." : "More than one study is open.",
                hint: "Name the study's folder in the header 'rir-study', or run rir inside it.")
        }
        return only
    }

    private func opened(
        _ folder: String, _ open: @escaping @Sendable () async throws(StudyError) -> StudyService
    ) async throws(StudyError) -> StudyService {
        let task = studies[folder] ?? Task { try await open() }
        studies[folder] = task
        do {
            let study = try await task.value
            titles[folder] = study.title
            return study
        } catch {
            studies[folder] = nil
            throw (error as? StudyError)
                ?? StudyError(
                    .internalFault, "The study could not be opened.", hint: "Run 'rir doctor'.", cause: error)
        }
    }

    /// What seals for the person, whose identity is made where there is none.
    ///
    /// - Throws: `vault.identity`, `storage.failed`.
    package func ownRecipient() throws(StudyError) -> String {
        guard let file = surroundings.identityFile else { throw Vault.noIdentity }
        let identity = PersonIdentity(path: file)
        try identity.make(passphrase: nil)
        return try identity.recipientText()
    }

    /// Closes a study; whoever asks for it next opens it anew.
    package func close(_ folder: String) async throws(StudyError) {
        guard let task = studies[folder] else { return }
        (studies[folder], titles[folder]) = (nil, nil)
        try await (try? task.value)?.close()
    }

    /// The open studies, by folder.
    package func open() async -> [(path: String, title: String)] {
        titles.sorted { $0.key < $1.key }.map { (path: $0.key, title: $0.value) }
    }

    /// Makes a study; the sample is filled in through the importers, as a person would.
    ///
    /// - Throws: `template.unknown`, `study.exists`, `storage.full`, `storage.failed`.
    package func create(
        at path: String, title: String?, template: String?, sample: Bool, names: NamePolicy? = nil,
        progress: @escaping @Sendable (WorkProgress) -> Void
    ) async throws(StudyError) -> StudyStatus {
        if isClosed { throw StudyError.stopping }
        let workspace = Workspace(folder: options.workspace)
        let files = try workspace.files(template: template ?? "social-prescribing", sample: sample)
        // A study whose folder was deleted meanwhile is no longer open.
        if let gone = studies[path], !StudyFiles.exists("\(path)/.rir") {
            try? await (try? gone.value)?.close()
            (studies[path], titles[path]) = (nil, nil)
        }
        let surroundings = surroundings
        let log = log
        let study = try await opened(path) { () async throws(StudyError) in
            let archive = try await StudyArchive.create(
                at: path, title: title ?? (sample ? nil : path.split(separator: "/").last.map(String.init)),
                files: files, names: names, operation: surroundings.operationID(),
                at: surroundings.now)
            return try await StudyService(archive, surroundings: surroundings, log: log)
        }
        if sample { try await fill(study, from: workspace, progress: progress) }
        return try await study.status()
    }

    private func fill(
        _ study: StudyService, from workspace: Workspace, progress: @Sendable (WorkProgress) -> Void
    ) async throws(StudyError) {
        let sources = workspace.sampleSources()
        // The sample is invented, and pseudonymised as it ships.
        let run = try await study.beginImport(cleared: true)
        var records: [String: RecordID] = [:]
        for start in stride(from: 0, to: sources.count, by: 100) {
            let batch = sources[start..<min(start + 100, sources.count)]
            for outcome in try await run.add(Array(batch)) {
                if let error = outcome.error { throw error.error }
                records[outcome.path] = outcome.record?.id
            }
            progress(WorkProgress(phase: "import", done: start + batch.count, total: sources.count))
        }
        _ = try await run.finish()
        if let survey = workspace.sampleSurvey() {
            var options = SurveyOptions()
            options.title = "Survey of link workers"
            options.participantColumn = "respondent"
            _ = try await study.importSurvey(
                survey.answers, options: options, codebook: survey.codebook, dryRun: false, cleared: true)
        }
        if let codings = workspace.sampleCodings() {
            progress(WorkProgress(phase: "code", done: 0, total: 1))
            try await study.codeSample(codings, records: records)
            progress(WorkProgress(phase: "code", done: 1, total: 1))
        }
    }

    /// A quiet moment: every open study flushes its journal away.
    package func rest() async {
        for task in studies.values { if let study = try? await task.value { await study.rest() } }
    }

    /// Synchronises the open studies whose time has come.
    package func synchroniseWhenDue() async {
        for (path, task) in studies {
            guard let study = try? await task.value, await study.synchroniseWhenDue() else { continue }
            do throws(StudyError) { try await close(path) } catch {
                log.error("a study did not close cleanly", error)
            }
        }
    }

    /// Gives up the studies that are still being opened, which may take as long as their index does to build.
    ///
    /// Whoever waits for one is told that the daemon is stopping.
    package func giveUpOpening() {
        for (folder, task) in studies where titles[folder] == nil { task.cancel() }
    }

    /// Finishes what was acknowledged and closes every study.
    package func closeAll() async {
        isClosed = true
        giveUpOpening()
        for (_, task) in studies {
            guard let study = try? await task.value else { continue }
            do throws(StudyError) { try await study.close() } catch {
                log.error("a study did not close cleanly", error)
            }
        }
        studies = [:]
        titles = [:]
    }
}
