internal import Intake
internal import StudyArchive
package import StudyModel

/// One file to import.
package struct ImportFile: Sendable {
    /// The path as the person gave it; it is never opened here.
    package var path: String
    package var bytes: [UInt8]
    /// When the file was last changed.
    package var modified: Timestamp?
    package var overrides: RecordOverrides
    /// Opens an encrypted file.
    package var password: String?

    package init(
        path: String, bytes: [UInt8], modified: Timestamp?, overrides: RecordOverrides,
        password: String? = nil
    ) {
        self.path = path
        self.bytes = bytes
        self.modified = modified
        self.overrides = overrides
        self.password = password
    }
}

/// One import: one operation, however many batches it takes.
///
/// Batches are acknowledged one by one. While one is being indexed the next is read and written, so both of the
/// machine's halves are busy; memory holds two batches at most. A run that is dropped keeps what was
/// acknowledged, and importing again continues, because content the study holds already is not taken in twice.
/// A dry run reads and sorts the same way and saves nothing.
package actor ImportRun {
    private let service: StudyService
    private var summary: ImportSummary
    private var indexing: Task<Void, any Error>?
    /// Content of this run that the index may not show yet.
    private var seen: [String: RecordSummary] = [:]
    /// E-mails of a dry run.
    private var mails: [String: [String: RecordSummary]] = [:]
    /// Whether a person says that what may look like a name in the sources is none.
    private let cleared: Bool

    init(service: StudyService, operation: OperationID, dryRun: Bool, cleared: Bool) {
        self.service = service
        self.cleared = cleared
        summary = ImportSummary(operation: operation, dryRun: dryRun)
    }

    /// Imports a batch: about 4 MiB or 500 files.
    ///
    /// - Returns: one outcome for each file, or for each message of a mailbox file; new records are durable.
    package func add(_ files: [ImportFile]) async throws(StudyError) -> [ImportOutcome] {
        let doorkeeper = try await service.doorkeeper(cleared: cleared)
        let readings = await Self.read(files, study: service.path, doorkeeper)
        let outcomes = try await save(readings)
        summary.bytes += files.reduce(0) { $0 + $1.bytes.count }
        return outcomes
    }

    /// Takes in drafts that were read from one file already.
    func add(
        _ drafts: [RecordDraft], path: String, modified: Timestamp?
    ) async throws(StudyError) -> [ImportOutcome] {
        let file = ImportFile(path: path, bytes: [], modified: modified, overrides: .init())
        let sources = drafts.map { ReadSource(origin: $0, draft: $0, admission: .asItIs) }
        return try await save([Reading(file: file, result: .success(sources))])
    }

    /// The operation that the run's records belong to.
    var operation: OperationID { summary.operation }

    private func save(_ drafts: [Reading]) async throws(StudyError) -> [ImportOutcome] {
        if let indexing { await service.settle(indexing) }
        let batch =
            summary.dryRun
            ? try await service.rehearse(drafts, known: seen, mails: mails)
            : try await service.save(drafts, in: summary.operation, known: seen)
        indexing = batch.indexing
        seen = batch.created
        mails = batch.mails
        for outcome in batch.outcomes {
            switch outcome.result {
            case .created: summary.created += 1
            case .waiting: summary.waiting += 1
            case .held: summary.held += 1
            case .refused: summary.refused += 1
            }
        }
        return batch.outcomes
    }

    /// Waits until everything is found by a search, and returns the run in numbers.
    package func finish() async throws(StudyError) -> ImportSummary {
        if let indexing { await service.settle(indexing) }
        if !summary.dryRun, summary.created > 0 { await service.announce(summary) }
        return summary
    }

    /// What became of one file: drafts, or why there are none.
    struct Reading: Sendable {
        /// With its bytes only where they are to be sealed.
        var file: ImportFile
        var result: Result<[ReadSource], StudyError>
        /// By the body of an e-mail the digest of its text as copies of it share it.
        var mailTexts: [String: String] = [:]
    }

    /// Reads files on all cores, in order.
    @concurrent
    private static func read(
        _ files: [ImportFile], study: String, _ doorkeeper: Doorkeeper
    ) async -> [Reading] {
        await withTaskGroup(of: (Int, Reading).self) { group in
            for (number, file) in files.enumerated() {
                group.addTask { (number, await reading(of: file, study: study, doorkeeper)) }
            }
            var readings: [(Int, Reading)] = []
            for await reading in group { readings.append(reading) }
            return readings.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func reading(
        of file: ImportFile, study: String, _ doorkeeper: Doorkeeper
    ) async -> Reading {
        let source = IntakeSource(
            path: file.path, bytes: file.bytes, overrides: file.overrides,
            tools: { await Toolbox.tools(workingIn: "\(study)/.rir") }, password: file.password)
        var light = file
        if doorkeeper.policy == .off { light.bytes = [] }
        light.password = nil
        do throws(StudyError) {
            var sources: [ReadSource] = []
            for draft in try await Intake.drafts(from: source) {
                sources.append(await doorkeeper.admit(draft.prepared(of: light)))
            }
            let texts = MailText.digests(of: sources.map(\.draft))
            return Reading(file: light, result: .success(sources), mailTexts: texts)
        } catch {
            return Reading(file: light, result: .failure(error))
        }
    }
}
