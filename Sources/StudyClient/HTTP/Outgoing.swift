import StudyModel

/// What is still to be sent of a request: at most one piece of it is held.
struct Outgoing {
    /// The piece being sent.
    private(set) var bytes: [UInt8]
    /// How much of ``bytes`` has gone.
    var sent = 0
    private var stream: (any RequestStream)?

    init(_ request: Request) {
        bytes = request.head
        switch request.body {
        case .none: break
        case .bytes(let body): bytes += body
        case .stream(let source): stream = source
        }
    }

    var hasBytes: Bool { sent < bytes.count }

    /// Takes the next piece of a streamed body when the one before has gone.
    mutating func refill() throws(StudyError) {
        guard !hasBytes, let source = stream else { return }
        sent = 0
        var piece = try source.next()
        while piece?.isEmpty == true { piece = try source.next() }
        bytes = Request.chunk(piece ?? [])
        if piece == nil { stream = nil }
    }

    /// Gives up the rest: the other side takes no more.
    mutating func stop() {
        stream = nil
        bytes = []
        sent = 0
    }
}
