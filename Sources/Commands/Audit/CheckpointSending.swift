import StudyClient
import StudyModel
import TransparencyLog

/// Asks a witness outside to cosign the checkpoint of each log.
struct CheckpointSending {
    /// What came of it.
    struct Sent: Encodable {
        struct Note: Encodable {
            var device: DeviceID
            var size: Int
            var text: String
        }

        struct Refusal: Encodable {
            var device: DeviceID
            var code: StudyError.Code
            var message: String
        }

        /// The notes with the witness's signature.
        var notes: [Note] = []
        var refused: [Refusal] = []
        var unsigned: [DeviceID] = []
        var handed: HandedCheckpoint?

        var text: String { notes.map(\.text).joined(separator: "\n") }
    }

    let address: WitnessAddress
    /// The witness's own key: what it answers counts if it verifies.
    let key: NoteVerifier
    let client: StudyClient

    /// Sends every log's newest checkpoint, each from what the witness cosigned last of it.
    ///
    /// One that is refused does not keep the others from being sent.
    ///
    /// - Parameter witnessed: What the witness cosigned last, where a person has it in a file.
    /// - Throws: `witness.unreachable`, and what ``StudyClient/checkpoint(_:)`` throws. What was cosigned until then can
    ///   be asked for again.
    func send(witnessed: [UInt8]?) throws(StudyError) -> Sent {
        var found = try client.checkpoint(CheckpointRequest())
        var seen = witnessed ?? []
        if witnessed == nil { seen = try cosigned(found) }
        if !seen.isEmpty {
            found = try client.checkpoint(CheckpointRequest(witnessed: WireBytes.text(of: seen)))
        }
        var sent = Sent(unsigned: found.unsigned)
        for note in found.notes {
            do throws(StudyError) {
                sent.notes.append(.init(device: note.device, size: note.size, text: try cosign(note)))
            } catch  where error.code == .witnessRefused {
                sent.refused.append(.init(device: note.device, code: error.code, message: error.message))
            }
        }
        return sent
    }

    /// What the witness shows of these logs, one note after another.
    private func cosigned(_ found: AuditCheckpoints) throws(StudyError) -> [UInt8] {
        var all: [UInt8] = []
        for note in found.notes {
            guard let origin = try? LogOrigin(String(note.text.prefix { $0 != "\n" })),
                let shown = try address.note(ofOriginHash: origin.digest),
                // Only this log's: what else is said there is not asked for.
                let checkpoint = try? SignedCheckpoint(shown), checkpoint.checkpoint.origin == origin
            else { continue }
            all += checkpoint.bytes + [0x0A]
        }
        return all
    }

    private func cosign(_ note: AuditCheckpoints.Note) throws(StudyError) -> String {
        let request = note.request ?? "old 0\n\n\(note.text)"
        let answer = try address.add(Array(request.utf8))
        guard answer.status == 200 else { throw refusal(of: note, answer.status, answer.body) }
        do throws(TransparencyLogError) {
            var checkpoint = try SignedCheckpoint(Array(note.text.utf8))
            try checkpoint.addCosignatures(from: answer.body, by: [key])
            return String(decoding: checkpoint.bytes, as: UTF8.self)
        } catch {
            throw StudyError(
                .witnessRefused,
                "What was answered for \(note.device.rawValue) is not signed by the witness's key.",
                cause: error)
        }
    }

    private func refusal(of note: AuditCheckpoints.Note, _ status: Int, _ body: [UInt8]) -> StudyError {
        let log = "the log of \(note.device.rawValue)"
        let words =
            switch status {
            case 403:
                "The witness knows another key for \(log) than the one that signed it: send it '--keys'."
            case 404: "The witness does not know \(log): send it what 'rir audit checkpoint --keys' prints."
            case 409:
                "The witness cosigned \(WitnessOutcome.conflictSize(of: body).map(String.init) ?? "other") entries of \(log), and was asked from others: send again, or with --for-witness and what it cosigned last."
            case 422:
                "The witness says that \(log) does not go on from what it cosigned: 'rir audit verify --all' here, and ask the office."
            default: "The witness did not sign \(log); it answered \(status)."
            }
        return StudyError(.witnessRefused, words)
    }
}
