internal import GitStore
internal import StudyModel
internal import TransparencyLog

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `.rir/logs.json`: how far this copy has read the logs, so that it need not read them again from their beginning.
///
/// It can be worked out again from the logs, so it may be deleted, and one that can't be read counts as none.
struct LogStatesFile: Codable {
    struct Device: Codable {
        var frontier: Data
        var news: Int
        var signed: WitnessLeaf?
        var witnesses: [String]
        var actor: MemberID?
    }

    var commit: String
    var cosigned: [String: Int]
    var devices: [String: Device]

    init?(_ states: LogStates) {
        guard let commit = states.commit else { return nil }
        self.commit = commit.hex
        cosigned = Dictionary(uniqueKeysWithValues: states.cosigned.map { ($0.key.rawValue, $0.value) })
        devices = Dictionary(
            uniqueKeysWithValues: states.devices.map { ($0.key.rawValue, Device($0.value)) })
    }

    func states(own: DeviceID?) -> LogStates? {
        guard let commit = ObjectID(hex: commit) else { return nil }
        var states = LogStates(own: own)
        states.commit = commit
        for (name, size) in cosigned {
            guard let id = DeviceID(rawValue: name) else { return nil }
            states.cosigned[id] = size
        }
        for (name, device) in devices {
            guard let id = DeviceID(rawValue: name), let state = device.state else { return nil }
            states.devices[id] = state
        }
        return states
    }
}

extension LogStatesFile.Device {
    init(_ state: LogStates.State) {
        frontier = Data(state.frontier.bytes)
        (news, signed, actor) = (state.news, state.signed, state.actor)
        witnesses = state.witnesses.map(\.rawValue).sorted()
    }

    var state: LogStates.State? {
        guard let frontier = try? MerkleFrontier(bytes: Array(frontier)), frontier.size < 1 << 40 else {
            return nil
        }
        return LogStates.State(
            frontier: frontier, news: news, signed: signed,
            witnesses: Set(witnesses.compactMap { DeviceID(rawValue: $0) }), actor: actor)
    }
}

extension StudyFolder {
    private var logsFile: String { "\(stateFolder)/logs.json" }

    /// How far the logs were read; from their beginning where nothing says so.
    func logStates(own: DeviceID?) -> LogStates {
        let file = Files.read(logsFile, limit: 64 * 1024 * 1024).flatMap {
            try? JSONDecoder().decode(LogStatesFile.self, from: Data($0))
        }
        return file?.states(own: own) ?? LogStates(own: own)
    }

    /// Keeps how far the logs were read; what can't be kept is read again.
    func keep(_ states: LogStates) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let file = LogStatesFile(states), let data = try? encoder.encode(file) else { return }
        try? RealDisk().replaceFile(logsFile, with: Array(data) + [0x0A], mode: 0o600)
    }
}
