internal import GitStore
package import StudyModel

/// Looks whether anything is left of what was erased, object by object.
package actor ArchiveSweep {
    private let repository: GitRepository
    private let executor = QueueExecutor(label: "rir.archive.sweep")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(folder: StudyFolder) throws(StudyError) {
        repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
    }

    /// Puts objects to a test.
    ///
    /// - Returns: those that hold what is looked for.
    package func find(
        in objects: [String], _ holds: @Sendable (_ bytes: [UInt8]) -> Bool
    ) throws(StudyError) -> [String] {
        try speaking { () throws(GitError) in
            var found: [String] = []
            for hex in objects {
                guard let id = ObjectID(hex: hex) else { continue }
                if holds(try repository.object(id).bytes) { found.append(hex) }
            }
            return found
        }
    }
}

extension StudyArchive {
    /// Which devices said in their logs that they carried an erasure out, by the erasure.
    package func erasureConfirmations() throws(StudyError) -> [OperationID: Set<DeviceID>] {
        var editor = TreeEditor(repository: repository)
        return try speaking { () throws(GitError) in
            var found: [OperationID: Set<DeviceID>] = [:]
            for file in try editor.files(in: heads.auditTree) {
                guard let blob = file.new, let place = LogPlace(file.path) else { continue }
                for line in try repository.blob(blob).split(separator: 0x0A) {
                    guard let leaf = LeafReader(String(decoding: line, as: UTF8.self)),
                        leaf.type == "erased",
                        let id = leaf.erasure.flatMap({ OperationID(rawValue: $0) })
                    else { continue }
                    found[id, default: []].insert(place.device)
                }
            }
            return found
        }
    }

    /// The devices that have a log.
    package func loggingDevices() throws(StudyError) -> [DeviceID] {
        var editor = TreeEditor(repository: repository)
        return try speaking { () throws(GitError) in
            guard let root = heads.auditTree else { return [] }
            return try editor.tree(root).entries.compactMap { DeviceID(rawValue: $0.name) }
        }
    }
}

extension StudyFolder {
    private var erasedFile: String { "\(stateFolder)/erased" }

    /// The erasures that this copy has carried out.
    package var carriedOut: Set<OperationID> {
        let lines = (Files.read(erasedFile) ?? []).split(separator: 0x0A)
        return Set(lines.compactMap { OperationID(rawValue: String(decoding: $0, as: UTF8.self)) })
    }

    private var heldFile: String { "\(stateFolder)/held" }

    /// What leaves this copy's history and is to be written again; `nil` where nothing is.
    package var held: [UInt8]? { Files.read(heldFile) }

    /// Keeps it durably, or lets go of it.
    ///
    /// - Throws: `storage.full`, `storage.failed`.
    package func hold(_ bytes: [UInt8]?) throws(StudyError) {
        try speaking { () throws(GitError) in
            if let bytes {
                try RealDisk().replaceFile(heldFile, with: bytes, mode: 0o600)
                try RealDisk().flushFolder(stateFolder)
            } else if Files.exists(heldFile) {
                try RealDisk().removeFile(heldFile)
            }
        }
    }

    /// Remembers that this copy has carried erasures out.
    package func carryOut(_ erasures: [OperationID]) throws(StudyError) {
        let all = carriedOut.union(erasures).map(\.rawValue).sorted()
        try speaking { () throws(GitError) in
            try RealDisk().replaceFile(
                erasedFile, with: Array((all.joined(separator: "\n") + "\n").utf8), mode: 0o600)
        }
    }
}
