/// What came of checking the logs of all devices against the study, and against checkpoints kept outside.
package struct AuditVerdict: Hashable, Sendable, Codable {
    /// A device's log as it stands.
    package struct Log: Hashable, Sendable, Codable {
        package var device: DeviceID
        /// Who wrote the last entry.
        package var member: MemberID?
        package var entries: Int
        /// Up to which entry its device signed it.
        package var signed: Int
        /// Who cosigned that.
        package var seenBy: [MemberID]

        package init(device: DeviceID, member: MemberID?, entries: Int, signed: Int, seenBy: [MemberID]) {
            self.device = device
            self.member = member
            self.entries = entries
            self.signed = signed
            self.seenBy = seenBy
        }
    }

    /// A checkpoint that somebody kept, and that the log here goes on from.
    package struct Kept: Hashable, Sendable, Codable {
        /// The file it stood in: one of the study's, or one that was given.
        package var source: String
        package var device: DeviceID
        /// How many entries the log had then, and has now.
        package var then: Int
        package var now: Int
        package var signedBy: [MemberID]
        /// Other keys that signed it and are known here: devices of the study, and witnesses whose keys were given.
        package var seenBy: [String]
        /// Keys that signed it and are not known here, so that their signatures say nothing yet.
        package var unknown: [String]

        package init(
            source: String, device: DeviceID, then: Int, now: Int, signedBy: [MemberID], seenBy: [String],
            unknown: [String]
        ) {
            self.source = source
            self.device = device
            self.then = then
            self.now = now
            self.signedBy = signedBy
            self.seenBy = seenBy
            self.unknown = unknown
        }
    }

    /// How much was compared.
    package struct Counts: Hashable, Sendable, Codable {
        package var entries = 0
        package var checkpoints = 0
        package var cosignatures = 0
        package var logCommits = 0
        package var commits = 0
        package var signed = 0
        package var joins = 0
        package var records = 0
        package var removals = 0
        package var files = 0
        package var originals = 0
        /// Entries that open to nothing because an erasure covers them.
        package var covered = 0
        /// How many of ``covered`` only the device that wrote them says so of: it lost them when it carried an erasure out.
        package var lost = 0

        package init() {}
    }

    package var logs: [Log]
    package var counts: Counts
    /// How many entries and commits were read now; the rest was found good before and has only grown since.
    package var read: Int
    package var kept: [Kept]
    package var findings: [CheckReport.Finding]

    package init(
        logs: [Log], counts: Counts, read: Int, kept: [Kept], findings: [CheckReport.Finding]
    ) {
        self.logs = logs
        self.counts = counts
        self.read = read
        self.kept = kept
        self.findings = findings
    }
}

/// What the logs are to be compared with.
package struct AuditVerifyRequest: Hashable, Sendable, Codable {
    /// A file that somebody outside kept.
    package struct File: Hashable, Sendable, Codable {
        package var name: String
        /// Its bytes in Base 64.
        package var base64: String

        package init(name: String, base64: String) {
            self.name = name
            self.base64 = base64
        }
    }

    package var against: [File]
    /// Keys of witnesses outside the study, as they hand them out.
    package var witnesses: [String]?
    /// Whether everything is read again, whatever was found good before.
    package var all: Bool?

    package init(against: [File] = [], witnesses: [String]? = nil, all: Bool? = nil) {
        self.against = against
        self.witnesses = witnesses
        self.all = all
    }
}
