internal import GitStore

/// Up to where others take what is here without a further look: this store wrote it, step by step, or looked at it as it came.
///
/// Where somebody committed by hand, or two lines of work were joined, it stands still until all was looked at again.
struct SoundHistory: Equatable {
    var main: ObjectID
    var audit: ObjectID?

    init(main: ObjectID, audit: ObjectID?) {
        self.main = main
        self.audit = audit
    }

    init(_ heads: StudyArchive.Heads) { self.init(main: heads.main, audit: heads.audit) }

    /// Reads the file of a study's own state; `nil` where there is none or it says nothing.
    init?(file: String) {
        let words = String(decoding: Files.read(file, limit: 256) ?? [], as: UTF8.self).split(separator: "\n")
        guard let main = words.first.flatMap({ ObjectID(hex: $0) }) else { return nil }
        self.init(main: main, audit: words.dropFirst().first.flatMap { ObjectID(hex: $0) })
    }

    var bytes: [UInt8] { Array("\(main.hex)\n\(audit?.hex ?? "")\n".utf8) }
}

extension StudyArchive {
    /// Up to where others take what is here without a further look; `nil` where that is not known.
    package var sound: (main: String, audit: String?)? { soundHistory.map { ($0.main.hex, $0.audit?.hex) } }

    /// Says that everything up to where the branches stood has been looked at.
    package func wasFoundSound(_ branches: (main: String, audit: String?)) {
        guard branches == self.branches else { return }
        soundHistory = SoundHistory(heads)
    }

    /// Goes on with what a write added to a history that was sound.
    func extendSound(from old: Heads) {
        if soundHistory == SoundHistory(old) { soundHistory = SoundHistory(heads) }
    }

    /// Keeps it for the next start; what is not kept is looked at again.
    func keepSound() {
        guard let soundHistory else { return }
        if SoundHistory(file: folder.soundFile) == soundHistory { return }
        try? disk.replaceFile(folder.soundFile, with: soundHistory.bytes, mode: 0o600)
    }
}
