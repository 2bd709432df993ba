import TransparencyLog

/// What a witness knows: which logs, with which keys, and how far it has cosigned each.
struct WitnessBook: Codable, Equatable {
    /// One log.
    struct Log: Codable, Equatable {
        /// The first line of its checkpoints.
        var origin: String
        /// The keys that may sign for it.
        var keys: [String]
        /// The size and root that were cosigned last, and the note with that.
        var size: UInt64?
        var root: String?
        var note: String?

        var identity: LogIdentity? {
            guard let origin = try? LogOrigin(origin) else { return nil }
            return LogIdentity(origin: origin, verifiers: keys.compactMap { try? NoteVerifier(vkey: $0) })
        }

        var state: WitnessState? {
            guard let size, let root = root.flatMap({ MerkleHash(base64: $0) }) else { return nil }
            return WitnessState(size: size, root: root)
        }
    }

    var logs: [Log] = []

    /// Whether everything in it can be read; a witness that has forgotten part of it must not sign.
    var isWhole: Bool {
        Set(logs.map(\.origin)).count == logs.count
            && logs.allSatisfy { log in
                log.identity?.verifiers.count == log.keys.count && !log.keys.isEmpty
                    && (log.state != nil || (log.size == nil && log.root == nil && log.note == nil))
            }
    }

    func place(of origin: LogOrigin) -> Int? {
        logs.firstIndex { $0.origin.utf8.elementsEqual(origin.text.utf8) }
    }
}
