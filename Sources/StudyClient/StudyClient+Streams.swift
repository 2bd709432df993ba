import StudyAPI
import StudyModel

extension StudyClient {
    /// Sends a call whose work may take long, and returns the value of the last event it is answered with.
    ///
    /// Any route answers with events that is asked for them; a daemon that does not do so yet answers with the value alone.
    func stream<Reply: Decodable>(
        _ type: Reply.Type, _ call: Call, onEvent: (StreamEvent) -> Void = { _ in }
    ) throws(StudyError) -> Reply {
        var call = call
        call.takesEvents = true
        var reader = EventStreamReader(largest: Self.largestAnswer)
        var done: String?
        var plain: [UInt8] = []
        try send(call, patience: streamPatience) { (head, piece) throws(StudyError) in
            guard head.fields["content-type"] == "text/event-stream" else {
                return try Self.add(piece, to: &plain)
            }
            for event in try Self.events(in: piece, &reader) {
                onEvent(event)
                switch event {
                case .done(let data): done = data
                case .failed(let reply): throw reply.error.error
                case .progress, .outcome: break
                }
            }
        }
        if !plain.isEmpty { return try WireJSON.decode(type, from: plain) }
        guard let done else {
            throw StudyError(
                .internalFault, "The daemon broke off before the work was done.",
                hint: "Run the command again; 'rir daemon log' says what happened."
            )
        }
        return try WireJSON.decode(type, from: done.utf8)
    }

    private static func events(
        in piece: ArraySlice<UInt8>, _ reader: inout EventStreamReader
    ) throws(StudyError) -> [StreamEvent] {
        let raw: [EventStreamReader.Event]
        do {
            raw = try reader.take(piece)
        } catch {
            throw StudyError(.internalFault, "An event of the daemon is too large.", cause: error)
        }
        var events: [StreamEvent] = []
        for event in raw {
            switch event.name {
            case "progress":
                events.append(.progress(try WireJSON.decode(WorkProgress.self, from: event.data.utf8)))
            case "outcome":
                events.append(.outcome(try WireJSON.decode(ImportOutcome.self, from: event.data.utf8)))
            case "done": events.append(.done(data: event.data))
            case "failed":
                events.append(.failed(try WireJSON.decode(FailureReply.self, from: event.data.utf8)))
            default: break
            }
        }
        return events
    }
}
