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

    /// Notes which leaves need not open, because their device says that they went with an erasure.
    func takeLosses(_ head: ObjectID) throws(GitError) {
        for file in try editor.files(in: try repository.commit(head).tree) {
            guard let blob = file.new, let place = LogPlace(file.path) else { continue }
            for line in try repository.blob(blob).split(separator: 0x0A) {
                guard let leaf = LeafReader(String(decoding: line, as: UTF8.self)), leaf.type == "erased"
                else { continue }
                cover?.add(leaf.covers.filter { $0.device == place.device })
            }
        }
    }
}
