import Commands
import Foundation
import StudyAPI
import StudyModel

/// One command line run in this process, against a fake daemon or none.
struct CommandRun {
    var status: Commands.ExitStatus
    var output: String
    var errors: String

    /// - Parameters:
    ///   - input: What is piped in; `nil` is a person at a terminal.
    ///   - typed: What a person types at the terminal, in place of `input`.
    ///   - screen: What a person sees; `nil` is a pipe.
    ///   - pause: What happens between two looks; false ends the command.
    init(
        _ arguments: [String], daemon: FakeDaemon? = nil, folder: String = "/", input: String? = "",
        typed: String? = nil, screen: Sink.Screen? = nil, environment: [String: String] = [:],
        pause: @escaping (Double) -> Bool = { _ in false }
    ) throws {
        var values = environment
        values["RIR_SOCKET"] = if let daemon { daemon.socket } else { try Scratch.folder() + "/none.sock" }
        values["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        values["XDG_STATE_HOME"] = values["XDG_STATE_HOME"] ?? "/nowhere"
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data((typed ?? input ?? "").utf8))
        try pipe.fileHandleForWriting.close()
        let (output, errors) = (Sink(screen: screen), Sink(screen: screen))
        var surroundings = Surroundings(
            environment: values, folder: folder, input: pipe.fileHandleForReading.fileDescriptor,
            inputIsTerminal: input == nil || typed != nil, output: output, errors: errors,
            now: { 1_586_952_000 })
        surroundings.startsDaemon = false
        surroundings.pause = pause
        status = CommandLineTool.run(arguments, surroundings)
        self.output = output.text
        self.errors = errors.text
    }

    /// The object printed under `--json`.
    var json: [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any]
    }
}

/// Values for answers.
enum Sample {
    static let id = RecordID(day: day, kind: .minutes, suffix: "7f3k")
    static let day = CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped
    static let operation = OperationID(rawValue: "01hx0000000000000000000000").unsafelyUnwrapped
    static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    static let moment = Timestamp(secondsSinceEpoch: 1_586_952_000)
    static let provenance = Provenance(by: member, at: moment)

    static func summary(title: String = "Team meeting", version: Int = 1) -> RecordSummary {
        RecordSummary(
            id: id, kind: .minutes, version: version, date: day, time: "14:30", title: title,
            participants: [Handle(rawValue: "SP66")].compactMap { $0 }, words: 3, captured: provenance,
            saved: provenance)
    }

    static func record(body: String = "One two three.\n", title: String = "Team meeting") -> RecordReply {
        RecordReply(
            record: summary(title: title), details: RecordDetails(["subject": .text("x")]), body: body,
            sha256: String(repeating: "a", count: 64), path: id.path, latest: 1)
    }

    static let saved = SavedReply(record: summary(), operation: operation, changed: true)
    static let step = OperationSummary(id: operation, act: .import, by: member, at: moment, records: 2)
}
