package import StudyModel
package import TransparencyLog

/// What a ``WitnessServer`` needs of the witness: one who looks at requests, and remembers.
package protocol WitnessDesk {
    /// Answers the body of an `add-checkpoint` request.
    ///
    /// What was cosigned must be safe on the disk on return.
    ///
    /// - Throws: ``StudyError`` where nothing could be looked up or stored; nothing was cosigned then.
    func outcome(ofBody body: [UInt8]) throws(StudyError) -> WitnessOutcome

    /// The note that was cosigned last of the log whose origin has this hash, if there is one.
    func note(ofOriginHash hash: String) throws(StudyError) -> [UInt8]?

    /// Takes note that a request could not be answered.
    func failed(_ error: StudyError)
}

/// The calls of c2sp.org/tlog-witness, with both prefixes at the root.
struct WitnessRoutes {
    let desk: any WitnessDesk

    /// Answers a call.
    func answer(to call: Call) -> Answer {
        do throws(StudyError) {
            if call.path == "/add-checkpoint" {
                guard call.method == "POST" else { return Self.wrongMethod("POST") }
                let outcome = try desk.outcome(ofBody: call.body)
                return Answer(status: outcome.status, type: outcome.contentType, body: outcome.body)
            }
            if let hash = Self.originHash(call.path) {
                guard ["GET", "HEAD"].contains(call.method) else { return Self.wrongMethod("GET, HEAD") }
                return try desk.note(ofOriginHash: hash).map { Answer(status: 200, bytes: $0) }
                    ?? Answer(status: 404, body: "Nothing of this log was cosigned.\n")
            }
            return Answer(status: 404, body: "There is nothing here. Ask for /add-checkpoint.\n")
        } catch {
            desk.failed(error)
            return Answer(
                status: 503, body: "The witness can't look up or store what it signs; nothing was signed.\n")
        }
    }

    private static func wrongMethod(_ allowed: String) -> Answer {
        Answer(status: 405, body: "Only \(allowed) is understood here.\n", allow: allowed)
    }

    /// The hash in `/<origin hash>/checkpoint`.
    private static func originHash(_ path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[2] == "checkpoint", parts[1].utf8.count == 64,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return String(parts[1])
    }
}
