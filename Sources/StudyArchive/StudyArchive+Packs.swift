internal import Dispatch
internal import GitStore
internal import StudyModel
internal import Synchronization

/// The pack of one write, remembered until it is folded.
struct SmallPack: Sendable {
    var name: String
    var entries: [PackFile.Entry]
}

extension StudyArchive {
    /// After this many single writes their packs are folded into one.
    private static var foldAfter: Int { 48 }
    /// From this many packs on, git is asked to join them in a quiet moment.
    private static var joinAfter: Int { 50 }

    /// A write makes one pack: two new files instead of one for each object, which ext4 makes slowly after
    /// many were removed (docs/decisions/0002-write-path.md).
    ///
    /// Many small packs would make git slow, so they are folded in the background: the new pack is flushed
    /// before the small ones go.
    func remember(_ writing: Writing) {
        guard let pack = writing.pack else { return }
        small.append(SmallPack(name: pack.name, entries: writing.entries))
        guard small.count >= Self.foldAfter, foldTask == nil else { return }
        let folding = small
        small = []
        let (disk, folder) = (disk, repository.objectsFolder)
        foldTask = Task { [weak self] in
            await Self.fold(folding, in: folder, disk: disk)
            await self?.didFold()
        }
    }

    private func didFold() { foldTask = nil }

    /// A failure leaves the small packs, which is no harm; git joins them later.
    @concurrent
    private nonisolated static func fold(_ packs: [SmallPack], in folder: String, disk: any Disk) async {
        let joined = PackFile(packs.flatMap(\.entries))
        do throws(GitError) {
            try joined.write(to: folder, disk: disk, flushed: true)
            for pack in packs { try PackFile.remove(pack.name, from: folder, disk: disk) }
        } catch {}
    }

    /// Whether there are so many packs that joining them is worth a process.
    package var isWorthPacking: Bool {
        foldTask == nil
            && Files.names(in: "\(repository.objectsFolder)/pack").count { $0.hasSuffix(".pack") }
                > Self.joinAfter
    }

    /// Forgets the small packs, because git has joined them.
    package func didPack() { small = [] }

    /// Compresses objects on all cores, in order.
    static func compressed(_ objects: [GitObject]) throws(GitError) -> [PackFile.Entry] {
        let share = 64
        let shares = (objects.count + share - 1) / share
        let done = Mutex<[Int: Result<[PackFile.Entry], GitError>]>([:])
        DispatchQueue.concurrentPerform(iterations: shares) { number in
            let part = objects[(number * share)..<min((number + 1) * share, objects.count)]
            let result = Result { () throws(GitError) in
                try part.map { object throws(GitError) in try PackFile.Entry(object) }
            }
            done.withLock { $0[number] = result }
        }
        var entries: [PackFile.Entry] = []
        entries.reserveCapacity(objects.count)
        for number in 0..<shares {
            if let result = done.withLock({ $0[number] }) { entries += try result.get() }
        }
        return entries
    }
}
