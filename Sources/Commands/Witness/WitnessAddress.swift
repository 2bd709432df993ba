import StudyClient
import StudyModel

/// Where a witness can be asked: a Unix socket on this computer or an address of the web.
enum WitnessAddress {
    case socket(String)
    /// The submission prefix, without a slash at its end.
    case web(String)

    private static let call = "/add-checkpoint"
    private static let patience: Int32 = 60_000

    /// Reads what a person typed.
    ///
    /// - Throws: `usage` for an address that can't be asked.
    init(_ text: String, _ session: Session) throws(StudyError) {
        guard let scheme = text.firstRange(of: "://") else {
            self = .socket(Paths.settled(session.absolute(text)))
            return
        }
        var prefix = text
        if prefix.hasSuffix(Self.call) { prefix = String(prefix.dropLast(Self.call.count)) }
        while prefix.hasSuffix("/") { prefix = String(prefix.dropLast()) }
        let host = text[scheme.upperBound...].prefix { $0 != "/" }
        guard ["http", "https"].contains(text[..<scheme.lowerBound].lowercased()), !host.isEmpty,
            // A password would lie open in lists of processes; the rest means something to curl.
            !host.contains("@"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "{}\\?#\"".contains($0) })
        else {
            throw StudyError(
                .usage, "'\(text)' is no address of a witness.",
                hint: "Give a socket's path, or http://… or https://… without a name and a password.")
        }
        self = .web(prefix)
    }

    /// The address for sentences.
    var words: String {
        switch self {
        case .socket(let path): path
        case .web(let prefix): prefix
        }
    }

    /// The answer to a request.
    ///
    /// - Throws: `witness.unreachable`.
    func add(_ request: [UInt8]) throws(StudyError) -> (status: Int, body: [UInt8]) {
        try ask(Self.call, body: request)
    }

    /// What was cosigned last of the log whose origin has this hash; `nil` where there is nothing or it is not shown.
    ///
    /// - Throws: `witness.unreachable`.
    func note(ofOriginHash hash: String) throws(StudyError) -> [UInt8]? {
        let answer = try ask("/\(hash)/checkpoint", body: nil)
        return answer.status == 200 ? answer.body : nil
    }

    private func ask(_ path: String, body: [UInt8]?) throws(StudyError) -> (status: Int, body: [UInt8]) {
        switch self {
        case .web(let prefix): return try Curl.ask(prefix, path, body: body)
        case .socket(let socket):
            do throws(Connection.Failure) {
                let connection = try Connection(path: socket)
                var status = 0
                var answer: [UInt8] = []
                let request = Request(
                    method: body == nil ? "GET" : "POST", target: path, body: body.map { .bytes($0) } ?? .none
                )
                try connection.exchange(request, patience: Self.patience) { head, piece throws(StudyError) in
                    status = head.status
                    answer += piece
                    if answer.count > 2 << 20 {
                        throw StudyError(.witnessUnreachable, "The answer is too long.")
                    }
                }
                return (status, answer)
            } catch {
                throw StudyError(
                    .witnessUnreachable, "No witness answers at '\(socket)'.",
                    hint: "'rir witness serve' puts one there.", cause: error)
            }
        }
    }
}
