import Foundation
import GitStore
import Synchronization

/// A disk that knows what was flushed, so that a test can cut the power.
///
/// It works on the real file system and keeps beside it what a machine without a battery would still have: the
/// contents of each file and each name at its last flush. ``cutPower(_:)`` writes such a state to another folder, where
/// every change that was not flushed is kept, lost or torn as the random generator says.
final class ForgetfulDisk: Disk {
    /// Changes since the last flush that covers them, in order.
    private struct State {
        var pending: [Change] = []
        var failAfter: Int?
        var failure: Int32 = ENOSPC
    }

    private enum Change {
        case folder(String)
        case file(String, [UInt8])
        case overwritten(String, Int, [UInt8], before: [UInt8])
        case removed(String, [UInt8])

        var path: String {
            switch self {
            case .folder(let path), .file(let path, _), .overwritten(let path, _, _, _),
                .removed(let path, _):
                path
            }
        }
    }

    private let real = RealDisk()
    private let state = Mutex(State())
    /// What each path held before its first unflushed change; `nil` for nothing.
    private let durable = Mutex<[String: [UInt8]?]>([:])
    /// Names that flushed files were moved to, and whose folder was not flushed since.
    private let moved = Mutex<Set<String>>([])

    /// Makes the disk refuse from the `number`th change on; `nil` ends that.
    func fail(after number: Int?, with errno: Int32 = ENOSPC) {
        state.withLock {
            $0.failAfter = number
            $0.failure = errno
        }
    }

    private func spend(_ call: String, _ path: String) throws(GitError) {
        let errno: Int32? = state.withLock { state in
            guard let left = state.failAfter else { return nil }
            if left <= 0 { return state.failure }
            state.failAfter = left - 1
            return nil
        }
        if let errno { throw .system(call: call, errno: errno, path: path) }
    }

    private func remember(_ change: Change) {
        let path = change.path
        durable.withLock { known in
            if known[path] == nil { known.updateValue(Files.read(path), forKey: path) }
        }
        state.withLock { $0.pending.append(change) }
    }

    func makeFolder(_ path: String) throws(GitError) {
        try spend("mkdir", path)
        if !Files.exists(path) { remember(.folder(path)) }
        try real.makeFolder(path)
    }

    func replaceFile(_ path: String, with bytes: [UInt8], mode: UInt32) throws(GitError) {
        try spend("write", path)
        remember(.file(path, bytes))
        try real.replaceFile(path, with: bytes, mode: mode)
    }

    func replaceLocked(_ path: String, with bytes: [UInt8]) throws(GitError) {
        try spend("write", path)
        remember(.file(path, bytes))
        try real.replaceLocked(path, with: bytes)
    }

    func moveFile(_ path: String, to new: String) throws(GitError) {
        try spend("rename", new)
        // What was flushed under its old name is whole under the new one, if the name is there at all.
        let isFlushed = durable.withLock { $0[path] == nil }
        remember(.file(new, Files.read(path) ?? []))
        if isFlushed { moved.withLock { _ = $0.insert(new) } }
        durable.withLock { $0[path] = nil }
        try real.moveFile(path, to: new)
    }

    func removeFile(_ path: String) throws(GitError) {
        try spend("unlink", path)
        guard let before = Files.read(path) else { return }
        remember(.removed(path, before))
        try real.removeFile(path)
    }

    func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws(GitError) {
        try spend("write", path)
        remember(.overwritten(path, offset, bytes, before: []))
        try real.overwrite(path, at: offset, with: bytes)
    }

    func flushFile(_ path: String) throws(GitError) {
        try spend("fdatasync", path)
        try real.flushFile(path)
        settle { $0 == path }
    }

    func flushFolder(_ path: String) throws(GitError) {
        try spend("fsync", path)
        try real.flushFolder(path)
        let names = moved.withLock { moved in
            let names = moved.filter {
                $0.hasPrefix(path + "/") && !$0.dropFirst(path.count + 1).contains("/")
            }
            moved.subtract(names)
            return names
        }
        settle(names.contains)
    }

    func flushAll(_ path: String) throws(GitError) {
        try spend("syncfs", path)
        settle { _ in true }
    }

    private func settle(_ covers: (String) -> Bool) {
        state.withLock { $0.pending.removeAll { covers($0.path) } }
        durable.withLock { known in
            for path in known.keys where covers(path) { known[path] = nil }
        }
    }

    /// Copies `source` to `target` as it might be found after a power cut.
    ///
    /// - Parameter choose: what becomes of each file with unflushed changes.
    func cutPower(_ source: String, to target: String, _ choose: (String) -> Fate) throws {
        try FileManager.default.copyItem(atPath: source, toPath: target)
        let before = durable.withLock { $0 }
        for (path, old) in before.sorted(by: { $0.key < $1.key }) where path.hasPrefix(source) {
            let copy = target + path.dropFirst(source.count)
            guard let now = Files.read(copy) else {
                if let old { try restore(old, copy, choose(path)) }
                continue
            }
            let fate = choose(path)
            switch (fate, moved.withLock { $0.contains(path) }) {
            case (.kept, _): continue
            case (_, true):
                if let old { try Data(old).write(to: URL(fileURLWithPath: copy)) } else { unlink(copy) }
                continue
            case (_, false): break
            }
            switch fate {
            case .kept: continue
            case .lost:
                if let old { try Data(old).write(to: URL(fileURLWithPath: copy)) } else { unlink(copy) }
            case .torn(let length):
                try Data(Self.tear(now, old, at: length)).write(to: URL(fileURLWithPath: copy))
            case .empty:
                try Data().write(to: URL(fileURLWithPath: copy))
            }
        }
    }

    private func restore(_ old: [UInt8], _ copy: String, _ fate: Fate) throws {
        if case .kept = fate { return }
        try FileManager.default.createDirectory(
            atPath: (copy as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(old).write(to: URL(fileURLWithPath: copy))
    }

    /// A file of fixed length keeps its length and mixes old and new blocks; any other is cut off.
    private static func tear(_ now: [UInt8], _ old: [UInt8]?, at share: Double) -> [UInt8] {
        guard let old, old.count == now.count else {
            return Array(now.prefix(Int(Double(now.count) * share)))
        }
        var mixed = now
        var changed = 0
        for start in stride(from: 0, to: now.count, by: 512) {
            let range = start..<min(start + 512, now.count)
            if now[range] != old[range] {
                changed += 1
                if Double(changed % 7) / 7 > share { mixed.replaceSubrange(range, with: old[range]) }
            }
        }
        return mixed
    }

    enum Fate {
        case kept
        case lost
        case empty
        /// The share of the new content that arrived.
        case torn(Double)
    }
}
