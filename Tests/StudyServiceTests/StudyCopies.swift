import Foundation
import StudyArchive
import Synchronization
import Testing

/// Copies of a study at the steps of its writes.
final class StudyCopies: Sendable {
    private struct State {
        var isArmed = false
        var taken: [(step: ArchiveHooks.Step, path: String)] = []
        var reached: [ArchiveHooks.Step: Int] = [:]
    }

    private let state = Mutex(State())

    func arm(_ value: Bool) { state.withLock { $0.isArmed = value } }

    var taken: [(step: ArchiveHooks.Step, path: String)] { state.withLock { $0.taken } }

    func reach(_ step: ArchiveHooks.Step, in root: String) {
        let number = state.withLock { state -> Int? in
            guard state.isArmed else { return nil }
            state.reached[step, default: 0] += 1
            let times = state.reached[step] ?? 0
            // Of a hundred like steps every fortieth is as good as all.
            guard times < 3 || times.isMultiple(of: 40) else { return nil }
            return state.taken.count
        }
        guard let number else { return }
        let path = "\(root)/copy-\(number)"
        do {
            try FileManager.default.copyItem(atPath: root + "/study", toPath: path)
            state.withLock { $0.taken.append((step, path)) }
        } catch {
            Issue.record(error)
        }
    }
}
