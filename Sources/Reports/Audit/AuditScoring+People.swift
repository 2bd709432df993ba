internal import StudyModel

/// Group G: consent.
enum ConsentScores {
    static func table(_ facts: AuditFacts) -> AuditScore {
        let asked = facts.people.filter { !$0.events.isEmpty }
        if asked.isEmpty { return AuditScore(0, "No consent is recorded.") }
        let given = asked.flatMap(\.events).filter { $0.act == .granted || $0.act == .changed }
        let formed = given.count { $0.form?.version != nil }
        let isWhole = asked.count == facts.people.count && formed == given.count
        return AuditScore(
            isWhole ? 2 : 1,
            "\(asked.count.grouped) of \(facts.people.count.counted("participant")) with consent; \(formed.grouped) of \(given.count.counted("grant")) name the version of a form or script.",
            .init(section: "consent", "Consent"), .init(path: "consent/"))
    }

    static func order(_ facts: AuditFacts) -> AuditScore {
        if facts.study.consent == .off { return AuditScore(0, "The study does not check consent.") }
        if facts.records.isEmpty { return AuditScore(0, "There is no record.") }
        let gaps = facts.records.flatMap(\.gaps)
        let never = gaps.filter { $0.why == .neverAsked || $0.why == .refused }
        let late = gaps.filter { $0.why == .retrospective }
        if never.isEmpty, late.isEmpty {
            return AuditScore(
                2, "Each record with participants has a consent from before it.",
                .init(section: "records", "Records"), .init(path: "consent/"))
        }
        let first = Set(never.compactMap(\.record)).count
        let second = Set(late.compactMap(\.record)).count
        return AuditScore(
            never.isEmpty ? 1 : 0,
            "\(first.counted("record")) of people who were never asked or said no; \(second.counted("record")) with consent that came later. All are flagged.",
            .init(section: "consent", "Consent"), .init(section: "records", "Records"))
    }

    static func changes(_ facts: AuditFacts) -> AuditScore {
        let events = facts.people.flatMap(\.events)
        if events.isEmpty { return AuditScore(0, "No consent is recorded.") }
        let changes = facts.people.flatMap(\.changes).count
        let withdrawals = facts.people.flatMap(\.withdrawals).count
        return AuditScore(
            2,
            "\(changes.counted("change")) of scope with day and who wrote it down; \(withdrawals.counted("withdrawal")) from the study with what was done.",
            .init(section: "consent", "Consent"), .init(path: "consent/"), .init(path: "decisions/"))
    }

    static func information(_ facts: AuditFacts) -> AuditScore {
        let given = facts.people.flatMap(\.events).filter { $0.act == .granted || $0.act == .changed }
        let known = Set(facts.forms.map { "\($0.name) \($0.version)" })
        let held = given.count { event in
            event.form.flatMap { form in form.version.map { known.contains("\(form.name) \($0)") } } ?? false
        }
        return .share(
            held, of: given.count, "grant", "names a version that the study holds",
            .init(section: "consent", "Consent"), .init(path: "consent/forms/"))
    }

    static func reviews(_ facts: AuditFacts) -> AuditScore {
        let people = facts.people.filter { !$0.reviews.isEmpty }
        if people.isEmpty { return AuditScore(0, "Nobody has looked at what is held about them.") }
        let corrections = people.flatMap(\.reviews).count { $0.verdict == .corrections }
        return AuditScore(
            people.count == facts.people.count ? 2 : 1,
            "\(people.count.grouped) of \(facts.people.count.counted("participant")) looked at what is held about them, \(corrections.counted("time")) with corrections; to whom it was offered is not kept.",
            .init(section: "consent", "Consent"), .init(path: "reviews/"))
    }
}

/// Group H: confidentiality.
enum ConfidentialityScores {
    static func scan(_ facts: AuditFacts) -> AuditScore {
        let names = facts.names
        guard names.policy != .off, let known = names.known else {
            return AuditScore(0, "Nothing was looked for: the study does not replace names.")
        }
        if known == 0 {
            return AuditScore(
                1, "The key table holds no name yet, so none could be looked for.",
                .init(section: "confidentiality", "Confidentiality"))
        }
        return AuditScore(
            names.found == 0 ? 2 : 0,
            "\(known.counted("known name")) looked for in \(names.places.counted("file")) and in this page: found \(names.found == 0 ? "nowhere" : names.found.counted("time")).",
            .init(section: "confidentiality", "Confidentiality"))
    }

    static func marks(_ facts: AuditFacts) -> AuditScore {
        if facts.names.policy == .off { return AuditScore(0, "The study does not replace names.") }
        return AuditScore(
            1,
            "Places and organisations stand in [brackets]; people as handles, always the same, but without brackets.",
            .init(section: "confidentiality", "Confidentiality"))
    }

    static func log(_ facts: AuditFacts) -> AuditScore {
        if facts.names.policy == .off || !facts.names.hasVault {
            return AuditScore(0, "There is no log of replacements.")
        }
        return AuditScore(
            1,
            "\(facts.names.replacements.counted("sealed file")) of replacements, apart from the data; the log holds digests of \(facts.integrity.originals.counted("source")) as they came, not of the replacements.",
            .init(section: "confidentiality", "Confidentiality"))
    }

    static func access(_ facts: AuditFacts) -> AuditScore {
        if facts.members.isEmpty { return AuditScore(0, "No member is known.") }
        let past = facts.members.count { $0.until != nil }
        return AuditScore(
            2,
            "\(facts.members.count.counted("entry", plural: "entries")) with key and first day, \(past.grouped) of them ended.",
            .init(section: "access", "Access"), .init(path: "study.yaml"))
    }

    static func retention(_ facts: AuditFacts) -> AuditScore {
        let held = facts.retention.filter { $0.count > 0 }
        let ruled = held.count { $0.rule != nil }
        let due = held.filter { $0.state == .due }
        var score = AuditScore.share(
            ruled, of: held.count, "class of data", plural: "classes of data",
            "has a rule with its basis",
            .init(section: "retention", "Retention"), .init(path: "study.yaml"))
        if held.isEmpty { score.why = "The study holds nothing that a rule is needed for." }
        if !due.isEmpty {
            score.why += " \(due.count.grouped) kept beyond \(due.count == 1 ? "its" : "their") day."
        }
        if !due.isEmpty, score.points == 2 { score.points = 1 }
        return score
    }
}

/// Group I: integrity.
enum IntegrityScores {
    static func checkpoints(_ facts: AuditFacts) -> AuditScore {
        let integrity = facts.integrity
        let signed = integrity.logs.count { $0.signed != nil }
        let bad = integrity.handouts.count { !$0.holds }
        if integrity.count("log.") > 0 {
            return AuditScore(0, "The check says of a log that it is not what was signed.")
        }
        if bad > 0 { return AuditScore(0, "\(bad.counted("checkpoint")) that was handed out does not fit.") }
        if integrity.handouts.isEmpty, signed == 0 {
            return AuditScore(0, "No log was ever signed, and nobody outside has a checkpoint.")
        }
        if integrity.handouts.isEmpty {
            return AuditScore(
                1,
                "\(signed.grouped) of \(integrity.logs.count.counted("log")) signed; not yet witnessed: nobody outside has a checkpoint.",
                .init(section: "integrity", "Integrity"))
        }
        return AuditScore(
            2,
            "\(integrity.handouts.count.counted("checkpoint")) handed out; the logs go on from each.",
            .init(section: "integrity", "Integrity"), .init(path: "checkpoints/"))
    }

    static func leaves(_ facts: AuditFacts) -> AuditScore {
        let integrity = facts.integrity
        if integrity.leaves == 0 { return AuditScore(0, "There is no log.") }
        let bad = integrity.count("leaf.", "log.", "version.", "record.digest", "object.", "erasure.")
        return AuditScore(
            bad == 0 ? 2 : 0,
            "\(integrity.leaves.counted("leaf", plural: "leaves")) and \(integrity.versions.counted("version")) compared: "
                + (bad == 0 ? "nothing wrong." : "\(bad.counted("thing")) wrong."),
            .init(section: "integrity", "Integrity"))
    }

    static func erasures(_ facts: AuditFacts) -> AuditScore {
        if facts.integrity.leaves == 0 { return AuditScore(0, "There is no log.") }
        let waiting = facts.erasures.count { !$0.unconfirmed.isEmpty }
        if facts.erasures.isEmpty {
            return AuditScore(
                2, "None: the logs tell of no erasure.", .init(section: "erasures", "Erasures"))
        }
        return AuditScore(
            waiting == 0 ? 2 : 1,
            "\(facts.erasures.count.counted("erasure")) with basis and day; \(waiting == 0 ? "every device confirmed each." : "of \(waiting.grouped) not every device has confirmed.")",
            .init(section: "erasures", "Erasures"), .init(path: "erasures/"))
    }

    static func package(_ facts: AuditFacts) -> AuditScore {
        facts.study.isInBag
            ? AuditScore(
                2, "The page stands in such a bag: run 'bagit.py --validate' and 'rocrate-validator'.",
                .init(path: "ro-crate-metadata.json"))
            : AuditScore(0, "The page stands alone. 'rir audit export' makes a bag with it.")
    }

    static func repeatable(_ facts: AuditFacts) -> AuditScore {
        facts.study.isInBag
            ? AuditScore(2, "VERIFY.md has the commands, which need Python alone.", .init(path: "VERIFY.md"))
            : AuditScore(0, "The page stands alone. 'rir audit export' puts VERIFY.md beside it.")
    }
}
