import Foundation
import ProgramFixture
import StudyModel
import Synchronization
import TransparencyLog
import WitnessServer

/// A witness with a memory and without a disk, served on a socket of its own by a thread of its own.
final class ServerFixture: Sendable {
    /// What a test sees and decides.
    final class Office: Sendable {
        struct State {
            var cosigned: [String: (state: WitnessState, note: [UInt8])] = [:]
            var isBroken = false
            var present = 0
            var mostPresent = 0
            var failures = 0
        }

        let state = Mutex(State())
    }

    /// The desk is asked on the server's thread only.
    struct Desk: WitnessDesk {
        let office: Office
        let log: LogIdentity
        let witness: Witness

        func outcome(ofBody body: [UInt8]) throws(StudyError) -> WitnessOutcome {
            office.state.withLock {
                $0.present += 1
                $0.mostPresent = max($0.mostPresent, $0.present)
            }
            defer { office.state.withLock { $0.present -= 1 } }
            if office.state.withLock({ $0.isBroken }) { throw StudyError(.storageFull, "No room.") }
            let known = office.state.withLock { $0.cosigned[log.origin.text]?.state }
            guard
                let outcome = try? witness.outcome(
                    ofBody: body, at: 1_700_000_000, known: { $0 == log.origin ? (log, known) : nil })
            else { throw StudyError(.internalFault, "It can't sign.") }
            if case .cosigned(let signatures, let new) = outcome {
                var checkpoint = try? AddCheckpointRequest(body).checkpoint.keeping(log.verifiers)
                try? checkpoint?.add(signatures)
                let note = checkpoint?.bytes ?? []
                office.state.withLock { $0.cosigned[log.origin.text] = (new, note) }
            }
            return outcome
        }

        func note(ofOriginHash hash: String) throws(StudyError) -> [UInt8]? {
            log.origin.digest == hash ? office.state.withLock { $0.cosigned[log.origin.text]?.note } : nil
        }

        func failed(_ error: StudyError) { office.state.withLock { $0.failures += 1 } }
    }

    let path: String
    let office = Office()
    let signer: NoteSigner
    let cosigner: Cosigner
    private let stopping: Int32
    private let ended = DispatchSemaphore(value: 0)

    /// Serves until ``stop()``, with what a test changes in the limits.
    init(_ change: (inout WitnessServer.Limits) -> Void = { _ in }) throws {
        let path = FileManager.default.temporaryDirectory.path + "/rir-witness-\(UUID().uuidString.prefix(8))"
        self.path = path
        signer = try NoteSigner(
            name: try KeyName("example.com/log"), seed: [UInt8](repeating: 1, count: 32))
        cosigner = try Cosigner(
            name: try KeyName("example.com/witness"), seed: [UInt8](repeating: 2, count: 32))
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SocketCaller.Failure(errno: errno) }
        stopping = ends[1]
        var limits = WitnessServer.Limits(body: AddCheckpointRequest.maximalSize)
        change(&limits)
        let (stop, settled, ended) = (ends[0], limits, ended)
        let desk = Desk(
            office: office, log: LogIdentity(verifier: signer.verifier),
            witness: Witness(cosigners: [cosigner]))
        let bound = DispatchSemaphore(value: 0)
        Thread {
            let listener = try? Listener.unix(path, forGroup: false)
            bound.signal()
            if let listener { WitnessServer([listener], desk: desk, limits: settled).run(until: stop) }
            close(stop)
            ended.signal()
        }.start()
        bound.wait()
    }

    /// Ends the server and waits until it has ended.
    func stop() {
        close(stopping)
        ended.wait()
    }

    func caller() throws -> SocketCaller { try SocketCaller(path) }

    // MARK: Requests

    static func tree(_ size: Int, _ prefix: String = "") -> MerkleTree {
        MerkleTree(leafHashes: (0..<size).map { .leaf(Array("\(prefix)\($0)".utf8)) })
    }

    /// The body of a request, in text.
    func body(
        _ old: UInt64, _ tree: MerkleTree, hashes: [MerkleHash]? = nil, origin: String? = nil,
        signer: NoteSigner? = nil
    ) throws -> String {
        let origin = try LogOrigin(origin ?? self.signer.verifier.name.text)
        let checkpoint = try Checkpoint(origin: origin, size: tree.size, root: tree.root)
        let note = try SignedNote(signing: checkpoint.text, with: [signer ?? self.signer])
        let proof = old == 0 || old > tree.size ? [] : try tree.consistencyProof(from: old).hashes
        let lines = ["old \(old)"] + (hashes ?? proof).map(\.base64) + [""]
        return lines.map { $0 + "\n" }.joined() + String(decoding: note.bytes, as: UTF8.self)
    }
}
