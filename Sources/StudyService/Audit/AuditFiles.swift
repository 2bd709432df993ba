internal import Packaging
internal import StudyArchive
internal import StudyModel

/// The files about the logs that an audit export carries, made from what was read.
struct AuditFiles: Sendable {
    let trail: AuditTrail
    let collection: AuditCollection
    let rules: AuditRules
    let openings: [AuditTrail.Opening]
    let signed: [DeviceID: StudyArchive.SignedLog]
    let hasNames: StudyService.NameCheck
    /// Who signs the export; `nil` where nobody does.
    let signer: (member: MemberID, device: DeviceID)?
    let at: Timestamp

    /// Everything below `audit/`.
    func all() -> [PackedFile] {
        var files = [export, policy, members, steps, index, withheld]
        for log in trail.logs {
            let folder = "audit/\(log.device.rawValue)"
            files.append(Self.lines(log.lines, in: "\(folder)/entries.jsonl"))
            let opened = openings.filter { $0.device == log.device }.sorted { $0.leaf < $1.leaf }
            files.append(
                Self.lines(
                    opened.map { $0.line(in: trail) }, in: "audit/openings/\(log.device.rawValue).jsonl"))
            guard let signed = signed[log.device] else { continue }
            files.append(PackedFile("\(folder)/checkpoint", text: signed.checkpoint))
            for (leaf, proof) in signed.proofs.sorted(by: { $0.key < $1.key }) {
                files.append(PackedFile("audit/proofs/\(log.device.rawValue)-\(leaf).tlog-proof", proof))
            }
        }
        return files
    }

    private static func lines(_ lines: [String], in path: String) -> PackedFile {
        PackedFile(path, text: lines.map { $0 + "\n" }.joined())
    }

    /// When the export was made, and whose signature stands beside it.
    private var export: PackedFile {
        var pairs = [("at", JSONText.quoted(at.rawValue))]
        if let signer {
            pairs.append(("device", JSONText.quoted(signer.device.rawValue)))
            pairs.append(("member", JSONText.quoted(signer.member.rawValue)))
        }
        return Self.lines([CanonicalLine.text(pairs)], in: "audit/export.jsonl")
    }

    /// Which keys sign for which log, for any verifier of C2SP's formats.
    private var policy: PackedFile {
        var lines = [
            "# The logs of this study and the keys that sign for them (c2sp.org/tlog-policy).",
            "# Compare the keys with what the members read out to you: members.jsonl says whose they are.",
        ]
        for log in trail.logs {
            let actors = Set(log.lines.compactMap(Self.actor))
            for key in trail.keys where actors.contains(key.member.rawValue) {
                if let vkey = StudyArchive.verifierKey(key, of: log.device, isWitness: false) {
                    lines.append("log \(vkey)")
                }
            }
        }
        var number = 0
        for log in trail.logs where log.lines.contains(where: { $0.contains("\"type\":\"seen\"") }) {
            for key in trail.keys {
                if let vkey = StudyArchive.verifierKey(key, of: log.device, isWitness: true) {
                    number += 1
                    lines.append("witness w\(number) \(vkey)")
                }
            }
        }
        return Self.lines(lines + ["quorum none"], in: "audit/policy.txt")
    }

    private static func actor(_ line: String) -> String? {
        line.split(separator: "\"actor\":\"", maxSplits: 1).last?.split(separator: "\"").first.map(
            String.init)
    }

    /// All keys that members have or had.
    private var members: PackedFile {
        let lines = trail.keys.map { key in
            CanonicalLine.text([
                ("key", JSONText.quoted(key.key)), ("member", JSONText.quoted(key.member.rawValue)),
                ("role", JSONText.quoted(key.role)),
            ])
        }
        return Self.lines(lines, in: "audit/members.jsonl")
    }

    /// What was done, step by step, and why, where a reason was given and may go out.
    private var steps: PackedFile {
        let lines = trail.steps.map { step in
            var pairs = [
                ("act", JSONText.quoted(step.act.rawValue)), ("at", JSONText.quoted(step.at.rawValue)),
                ("member", JSONText.quoted(step.member.rawValue)),
                ("operation", JSONText.quoted(step.operation.rawValue)),
            ]
            if let device = step.device, let leaves = step.leaves {
                let range =
                    leaves.count == 1
                    ? "\(leaves.lowerBound)" : "\(leaves.lowerBound)-\(leaves.upperBound)"
                pairs.append(("leaves", JSONText.quoted("\(device.rawValue)/\(range)")))
            }
            if let reason = step.reason {
                let mayGo = !rules.mentionsKept(reason) && hasNames(Array(reason.utf8)) == false
                pairs.append(("reason", mayGo ? JSONText.quoted(reason) : "false"))
            }
            return CanonicalLine.text(pairs)
        }
        return Self.lines(lines, in: "audit/steps.jsonl")
    }

    /// Which file of the study each file here is, and the leaf that it is checked with.
    private var index: PackedFile {
        Self.lines(collection.entries.map(\.line).sorted(), in: "audit/files.jsonl")
    }

    private var withheld: PackedFile {
        Self.lines(collection.withheld.map(\.line).sorted(), in: "audit/withheld.jsonl")
    }
}
