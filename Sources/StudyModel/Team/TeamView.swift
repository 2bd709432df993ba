/// How this copy stands with the remote it exchanges work with.
package struct SyncState: Hashable, Sendable, Codable {
    package var remote: String
    /// After how many minutes the daemon synchronises by itself; `nil` where it does not.
    package var every: Int?
    /// When a synchronisation was last finished.
    package var last: Timestamp?
    /// How many commits of this copy the remote did not have then.
    package var unsent: Int
    /// Why the last try was given up; `nil` where it was not.
    package var failure: Failure?

    /// A synchronisation that was given up.
    package struct Failure: Hashable, Sendable, Codable {
        package var at: Timestamp
        package var code: String
        package var message: String
        package var hint: String?

        package init(at: Timestamp, code: String, message: String, hint: String?) {
            self.at = at
            self.code = code
            self.message = message
            self.hint = hint
        }
    }

    package init(remote: String, every: Int?, last: Timestamp?, unsent: Int, failure: Failure?) {
        self.remote = remote
        self.every = every
        self.last = last
        self.unsent = unsent
        self.failure = failure
    }
}

/// Somebody of the team, as this copy knows them.
package struct TeamMate: Hashable, Sendable, Codable {
    package var member: MemberID
    package var role: String
    package var isSelf: Bool
    /// Their last step that is known here.
    package var lastStep: Timestamp?
    /// How many steps of others have come here since.
    package var since: Int
    /// What of the study's work waits for them, each in a few words.
    package var waits: [String]
    /// The logs of the devices they work on.
    package var logs: [DeviceLog]

    package init(
        member: MemberID, role: String, isSelf: Bool, lastStep: Timestamp?, since: Int, waits: [String],
        logs: [DeviceLog]
    ) {
        self.member = member
        self.role = role
        self.isSelf = isSelf
        self.lastStep = lastStep
        self.since = since
        self.waits = waits
        self.logs = logs
    }
}

/// The log of one device, and who of the others put their name to it.
package struct DeviceLog: Hashable, Sendable, Codable {
    package var device: DeviceID
    /// Who wrote its last entry.
    package var member: MemberID
    /// How many entries it has here.
    package var entries: Int
    /// How many of them its device signed; `nil` where it did not yet.
    package var signed: Int?
    /// How many entries that tell of work it did not sign yet.
    package var unsigned: Int
    /// Who cosigned what was signed last.
    package var seenBy: [MemberID]

    package init(
        device: DeviceID, member: MemberID, entries: Int, signed: Int?, unsigned: Int, seenBy: [MemberID]
    ) {
        self.device = device
        self.member = member
        self.entries = entries
        self.signed = signed
        self.unsigned = unsigned
        self.seenBy = seenBy
    }
}
