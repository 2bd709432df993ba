/// An erasure that was carried out, and which devices confirmed it.
package struct AuditErasure: Hashable, Sendable {
    package var id: OperationID
    /// `withdrawal`, `redaction`, or `retention` with the class whose time was over: `retention: originals`.
    package var basis: String
    package var participant: Handle?
    package var paths: Int
    package var recorded: Provenance?
    /// Devices whose log says that they carried it out.
    package var confirmed: [DeviceID]
    /// Devices with a log that have not said so.
    package var unconfirmed: [DeviceID]

    package init(
        id: OperationID, basis: String, participant: Handle? = nil, paths: Int = 0,
        recorded: Provenance? = nil, confirmed: [DeviceID] = [], unconfirmed: [DeviceID] = []
    ) {
        self.id = id
        self.basis = basis
        self.participant = participant
        self.paths = paths
        self.recorded = recorded
        self.confirmed = confirmed
        self.unconfirmed = unconfirmed
    }
}

/// What a log was at a moment that somebody outside was told of, and whether it goes on from there.
package struct AuditCheckpoint: Hashable, Sendable {
    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        /// The log goes on from it.
        case consistent
        /// The log is another one, or shorter.
        case contradicted
        /// The signature is not one of a member's keys.
        case unsigned
        /// It can't be read.
        case unreadable
    }

    package var device: DeviceID?
    package var size: Int
    package var root: String
    package var standing: Standing

    package init(device: DeviceID?, size: Int, root: String, standing: Standing) {
        self.device = device
        self.size = size
        self.root = root
        self.standing = standing
    }
}

/// Checkpoints that were handed out together.
package struct AuditHandout: Hashable, Sendable {
    package var id: String
    /// To whom: a short label.
    package var to: String
    package var at: Timestamp?
    package var by: MemberID?
    package var checkpoints: [AuditCheckpoint]

    package init(
        id: String, to: String, at: Timestamp? = nil, by: MemberID? = nil, checkpoints: [AuditCheckpoint]
    ) {
        self.id = id
        self.to = to
        self.at = at
        self.by = by
        self.checkpoints = checkpoints
    }

    package var holds: Bool {
        !checkpoints.isEmpty && checkpoints.allSatisfy { $0.standing == .consistent }
    }
}

/// What the check of everything found.
package struct AuditIntegrity: Hashable, Sendable {
    package var logs: [DeviceLog]
    /// The root of each log at its present size, in Base 64.
    package var roots: [DeviceID: String]
    package var handouts: [AuditHandout]
    package var commits: Int
    package var leaves: Int
    package var versions: Int
    /// How many findings of each code.
    package var findings: [MethodsReport.Count]
    /// Source commitments, as `original` leaves are.
    package var originals: Int

    package init() {
        (logs, roots, handouts, findings) = ([], [:], [], [])
        (commits, leaves, versions, originals) = (0, 0, 0, 0)
    }

    /// How many findings of the check have a code that begins so.
    package func count(_ prefixes: String...) -> Int {
        findings.reduce(0) { sum, finding in
            prefixes.contains { finding.name.hasPrefix($0) } ? sum + finding.count : sum
        }
    }
}

/// What was looked for, so that no name goes out.
package struct AuditNames: Hashable, Sendable {
    package var policy: NamePolicy
    /// Whether there is a vault.
    package var hasVault: Bool
    /// How many known names were looked for; `nil` where nothing was.
    package var known: Int?
    /// Files of the study that were looked through.
    package var places: Int
    package var bytes: Int
    /// Places where a known name stands.
    package var found: Int
    /// Files that say what was replaced, sealed and apart from the data.
    package var replacements: Int

    package init(policy: NamePolicy) {
        self.policy = policy
        (hasVault, known, places, bytes, found, replacements) = (false, nil, 0, 0, 0, 0)
    }
}

/// Something that happened, for the picture of the study's time.
package struct AuditStep: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case records, consent, coding, rounds, findings, cycles, workshops, withdrawals, checkpoints
    }

    package var kind: Kind
    package var day: CalendarDay
    package var count: Int

    package init(_ kind: Kind, _ day: CalendarDay, count: Int = 1) {
        self.kind = kind
        self.day = day
        self.count = count
    }
}
