internal import GitStore
internal import StudyModel

/// What erasures excuse, and who may say so (format.md §23).
extension AuditCheck {
    /// One step that takes something out of history: made by a lead, and its file says the same as its log.
    func checkErasure(
        _ step: Step, _ commit: Commit, by team: [StudyDescription.Member]
    ) throws(GitError) {
        if !team.contains(where: { $0.id == step.member && $0.role == "lead" }) {
            add(
                "commit.right", step.id,
                "takes something out of history, and \(step.member.rawValue) was no lead of the study")
        }
        let path = "\(Erasure.folder)/\(step.operation).yaml"
        guard let file = try editor.find(path, in: commit.tree),
            let erasure = try? ErasureText.erasure(from: try repository.blob(file)), let named = step.named,
            let read = fresh[named.device], named.numbers.lowerBound >= read.first
        else { return }
        let places = named.numbers.clamped(
            to: read.first...max(read.first, read.first + read.leaves.count - 1))
        let said = places.flatMap { number -> [LeafRange] in
            let place = number - read.first
            guard read.leaves.indices.contains(place), let leaf = read.leaves[place], leaf.type == "erasure",
                leaf.operation == step.operation
            else { return [] }
            return leaf.covers
        }
        if Set(said) != Set(erasure.covers) {
            add("erasure.differs", step.id, "erases other entries than its log says")
        }
    }

    /// What devices say that they lost with an erasure: of one that the study holds, and said when they carried it out.
    ///
    /// Nobody can compare more of it, because what was lost is gone; that is why it is counted by itself.
    func checkConfirmations(_ head: ObjectID, audit: ObjectID) throws(GitError) {
        let devices = fresh.filter { $0.value.leaves.contains { $0?.type == "erased" } }.keys
        if devices.isEmpty { return }
        let known = Set(try ErasureCover.erasures(at: head, in: repository).map(\.id.rawValue))
        let tree = try repository.commit(audit).tree
        for device in devices.sorted(by: { $0.rawValue < $1.rawValue }) {
            let first = fresh[device]?.first ?? 0
            var told: Set<String> = []
            for (number, leaf) in try confirmations(of: device, in: tree) {
                let erasure = leaf.erasure ?? ""
                let isFirst = told.insert(erasure).inserted
                if number < first { continue }
                let place = "entry \(number) of \(device.rawValue)"
                if !known.contains(erasure) {
                    add("erasure.unknown", "The \(place) confirms an erasure that the study does not hold.")
                }
                if leaf.covers.isEmpty { continue }
                if !isFirst {
                    add("erasure.again", "The \(place) says once more what was lost with an erasure.")
                }
                if leaf.covers.contains(where: { $0.device != device || $0.numbers.upperBound >= number }) {
                    add(
                        "erasure.foreign",
                        "The \(place) says of entries that are not its own that they are lost.")
                }
            }
        }
    }

    /// The entries of one log that confirm erasures, in their order.
    private func confirmations(
        of device: DeviceID, in tree: ObjectID
    ) throws(GitError) -> [(number: Int, leaf: LeafReader)] {
        var found: [(number: Int, leaf: LeafReader)] = []
        for file in try editor.files(in: tree) {
            guard let blob = file.new, let place = LogPlace(file.path), place.device == device else {
                continue
            }
            for (index, line) in try repository.blob(blob).split(separator: 0x0A).enumerated() {
                guard let leaf = LeafReader(String(decoding: line, as: UTF8.self)), leaf.type == "erased"
                else { continue }
                found.append((place.first + index, leaf))
            }
        }
        return found.sorted { $0.number < $1.number }
    }
}
