import Foundation
import Synchronization
import Testing

/// Daemons that die in the middle of a write: what lies on the disk at that moment is kept, and nothing after it counts.
///
/// The write itself runs on, in a folder that nobody opens again, and the remote is out of its reach.
final class TeamDeaths: Sendable {
    private struct Plan {
        /// How many places are passed before.
        var left: Int
        var isDead = false
    }

    private let plans = Mutex<[String: Plan]>([:])
    private let remote: String
    private let away: String

    init(remote: String, away: String) {
        self.remote = remote
        self.away = away
    }

    /// Lets somebody's daemon die at the `number`th place from now.
    func arm(_ member: String, at number: Int) {
        plans.withLock { $0[member] = Plan(left: number) }
    }

    func isDead(_ member: String) -> Bool { plans.withLock { $0[member]?.isDead ?? false } }

    /// Whether the daemon died; it does not any more.
    func disarm(_ member: String) -> Bool {
        plans.withLock { $0.removeValue(forKey: member)?.isDead ?? false }
    }

    /// A write passes a place where it may stop.
    func pass(_ member: String, _ study: String) {
        let diesNow = plans.withLock { plans in
            guard let plan = plans[member], !plan.isDead else { return false }
            plans[member]?.left -= 1
            plans[member]?.isDead = plan.left <= 1
            return plan.left <= 1
        }
        guard diesNow else { return }
        do {
            try Self.copy(study, to: study + "-left")
            if FileManager.default.fileExists(atPath: remote) {
                try FileManager.default.moveItem(atPath: remote, toPath: away)
            }
        } catch {
            Issue.record(error)
        }
    }

    /// Copies a folder in which somebody may be writing: a file that goes while it is copied is looked for once more.
    private static func copy(_ folder: String, to place: String) throws {
        for _ in 0..<4 {
            if (try? FileManager.default.copyItem(atPath: folder, toPath: place)) != nil { return }
            try? FileManager.default.removeItem(atPath: place)
        }
        try FileManager.default.copyItem(atPath: folder, toPath: place)
    }

    /// Puts what was left in the place of what went on.
    func bury(_ study: String, hadNetwork: Bool) throws {
        let manager = FileManager.default
        try manager.removeItem(atPath: study)
        try manager.moveItem(atPath: study + "-left", toPath: study)
        // It was copied while somebody may have written to it; a kill leaves one moment of it.
        for name in try manager.contentsOfDirectory(atPath: study + "/.rir") where name.hasPrefix("index") {
            try manager.removeItem(atPath: "\(study)/.rir/\(name)")
        }
        if hadNetwork { try manager.moveItem(atPath: away, toPath: remote) }
    }
}
