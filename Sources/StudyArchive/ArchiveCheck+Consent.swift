internal import GitStore
internal import StudyModel

extension ArchiveCheck {
    /// Whether what a participant consented to was only ever added to, and is written as the format says.
    func checkConsent(of handle: Handle, _ old: [UInt8]?, _ new: [UInt8]?) {
        let path = ConsentText.path(of: handle)
        let before = Set((old ?? []).split(separator: 0x0A))
        let after = Set((new ?? []).split(separator: 0x0A))
        if !before.isSubset(of: after) {
            add(
                "consent.order",
                "A line was taken out of '\(path)', or changed; such files are only ever added to.")
        }
        guard let new else { return }
        guard let events = try? ConsentText.events(from: new, of: handle) else {
            return add("consent.unreadable", "The file '\(path)' is not as the format says.")
        }
        for event in events where event.recorded.at < event.at {
            add("consent.order", "In '\(path)', \(event.id.rawValue) was recorded before it was given.")
        }
    }

    /// Notes which leaves need not open, because an erasure says that they can't.
    func takeErasures(_ head: ObjectID) throws(GitError) {
        for file in try editor.files(in: try repository.commit(head).tree) {
            guard let blob = file.new else { continue }
            for line in try repository.blob(blob).split(separator: 0x0A) {
                guard let leaf = LeafReader(String(decoding: line, as: UTF8.self)), leaf.type == "erasure"
                else { continue }
                for range in (leaf.erases ?? "").split(separator: " ").compactMap({ LeafRange($0) }) {
                    covered[range.device.rawValue, default: []].append(range.numbers)
                }
            }
        }
    }

    /// The place of the last commit that erased something.
    func lastErasure(in commits: [ObjectID]) throws(GitError) -> Int {
        for (place, id) in commits.enumerated().reversed() {
            let commit = try repository.commit(id)
            guard commit.signature != nil else { continue }
            if commit.trailers.contains(where: { $0.key == "Act" && $0.value == "erase" }) { return place }
        }
        return 0
    }
}
