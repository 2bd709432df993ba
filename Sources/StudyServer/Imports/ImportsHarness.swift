import HummingbirdCore
import NIOCore
import StudyAPI
import StudyModel
import StudyService

/// `/v1/imports`.
enum ImportsHarness {
    @Sendable static func run(_ call: Call, _ events: EventQueue) async throws -> String {
        let dryRun = try call.query.flag(.dryRun)
        let cleared = try call.query.flag(.cleared)
        let run = try await call.study().beginImport(dryRun: dryRun, cleared: cleared)
        return try await receive(call, events, run: run)
    }

    /// Reads files while they are uploaded and hands them over in batches; their outcomes go back meanwhile.
    ///
    /// A batch that was begun is finished even when the client goes or the daemon stops; nothing is begun
    /// after that.
    @concurrent static func receive(_ call: Call, _ events: EventQueue, run: some ImportBatches) async throws
        -> String
    {
        var reader = ImportFrameReader()
        var batch = ImportBatch(limits: call.limits)
        var body = call.request.body.makeAsyncIterator()
        while let piece = try await next(&body, call) {
            for file in try reader.read(ArraySlice(piece.readableBytesView)) {
                if let full = batch.add(file.frame, file.bytes) { try await hand(full, to: run, events) }
            }
        }
        try reader.finish()
        try await hand(batch.files, to: run, events)
        return try await finishing { try Reply.text(await run.finish()) }
    }

    @concurrent private static func next(_ body: inout RequestBody.AsyncIterator, _ call: Call) async throws
        -> ByteBuffer?
    {
        do {
            call.exchange.connection.work.pause()
            defer { call.exchange.connection.work.resume() }
            let piece = try await body.next()
            try Task.checkCancellation()
            return piece
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw StudyError(.requestInvalid, "The import's body ended before it was whole.")
        }
    }

    private static func hand(_ files: [ImportFile], to run: some ImportBatches, _ events: EventQueue)
        async throws
    {
        try Task.checkCancellation()
        guard !files.isEmpty else { return }
        for outcome in try await finishing({ try await run.add(files) }) {
            try await events.send(EventText.outcome(outcome))
        }
    }
}

/// Where an import's files go: a study's import run.
protocol ImportBatches: Sendable {
    /// Returns when the batch is durable, with one outcome for each file.
    func add(_ files: [ImportFile]) async throws -> [ImportOutcome]
    func finish() async throws -> ImportSummary
}

extension ImportRun: ImportBatches {}

/// Files that will be handed over together.
struct ImportBatch {
    private let limits: ServerLimits
    private(set) var files: [ImportFile] = []
    private var bytes = 0

    init(limits: ServerLimits) { self.limits = limits }

    /// Adds a file; returns the batch before it when the two together would be too large.
    mutating func add(_ frame: ImportFrame, _ content: [UInt8]) -> [ImportFile]? {
        let isFull =
            !files.isEmpty && (files.count >= limits.batchFiles || bytes + content.count > limits.batchBytes)
        let full = isFull ? files : nil
        if isFull {
            files = []
            bytes = 0
        }
        files.append(
            ImportFile(
                path: frame.path, bytes: content, modified: frame.modified,
                overrides: frame.overrides ?? .init(), password: frame.password
            )
        )
        bytes += content.count
        return full
    }
}
