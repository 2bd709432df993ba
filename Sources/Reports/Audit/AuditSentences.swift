internal import StudyModel

/// The summary of an audit page: what the study is, on what grounds, and whether the trail holds.
struct AuditSentences {
    private let facts: AuditFacts
    private let checklist: AuditChecklist

    init(_ facts: AuditFacts, _ checklist: AuditChecklist) {
        self.facts = facts
        self.checklist = checklist
    }

    var paragraphs: [String] {
        [study, material, consent, "\(people) \(taken)", integrity].filter { !$0.isEmpty }
    }

    private var study: String {
        let plan = facts.study.plan
        let approval =
            (plan?.approval).flatMap { $0.isEmpty ? nil : $0 }.map { "Approval: \($0)." }
            ?? "The study names no approval."
        let version = plan?.version.map { " The protocol stands at version \($0)." } ?? ""
        let began = facts.study.began.map {
            " The study has been kept here since \($0.at.day.words)."
        }
        return "\(approval)\(version)\(began ?? "")"
    }

    private var material: String {
        let span = CalendarDay.span(facts.records.map(\.day))
        let versions = facts.records.reduce(0) { $0 + $1.versions.count }
        let records =
            "The page tells of \(facts.records.count.counted("record"))\(span) in \(versions.counted("version")) and of \(facts.people.count.counted("participant"))."
        let coders = facts.coding.coders.count
        let made = [
            coders == 0 ? "" : "\(facts.coding.codings.counted("coding")) by \(coders.counted("coder"))",
            Self.some(facts.rounds.count, "round", of: " of double-coding"),
            Self.some(facts.findings.count, "finding"), Self.some(facts.cycles.count, "feedback cycle"),
            Self.some(facts.workshops.count, "workshop"),
            Self.some(
                facts.recommendations.count, "recommendation or implication",
                "recommendations and implications"),
        ].filter { !$0.isEmpty }
        if made.isEmpty { return "\(records) Nothing was made of them yet." }
        let list =
            made.count == 1
            ? made[0] : made.dropLast().joined(separator: ", ") + " and " + made[made.count - 1]
        return "\(records) Made of them: \(list)."
    }

    private static func some(
        _ count: Int, _ noun: String, _ plural: String? = nil, of what: String = ""
    ) -> String {
        count == 0 ? "" : count.counted(noun, plural: plural) + what
    }

    private var consent: String {
        if facts.people.isEmpty { return "The study holds nothing of participants." }
        let asked = facts.people.count { !$0.events.isEmpty }
        let gaps = facts.records.filter { $0.gaps.contains { $0.why != .withdrawn && $0.why != .expired } }
        let late = gaps.count { $0.gaps.contains { $0.why == .retrospective } }
        let never = gaps.count { $0.gaps.contains { $0.why == .neverAsked || $0.why == .refused } }
        let order =
            gaps.isEmpty
            ? "No record is dated before the consent of somebody in it."
            : "\(never.counted("record")) \(never == 1 ? "has" : "have") people who were never asked or said no, and \(late.counted("record")) consent that came later; they are flagged below."
        return
            "Consent is recorded of \(asked.grouped) of \(facts.people.count.counted("participant")). \(order)"
    }

    private var people: String {
        let now = Set(facts.members.filter { $0.until == nil }.map(\.member)).count
        let past = Set(facts.members.map(\.member)).count - now
        return
            "\(now.counted("person", plural: "people")) \(now == 1 ? "has" : "have") access, \(past == 0 ? "nobody" : past.grouped) had it before."
    }

    private var taken: String {
        let withdrawn = facts.people.count(where: \.isWithdrawn)
        let erasures = facts.erasures.count
        let confirmed = facts.erasures.count(where: \.unconfirmed.isEmpty)
        let erased =
            erasures == 0
            ? "Nothing was erased."
            : "\(erasures.counted("erasure")) \(erasures == 1 ? "was" : "were") carried out, \(confirmed.grouped) confirmed by every device."
        return
            "\(withdrawn == 0 ? "No participant" : withdrawn.counted("participant")) withdrew from the study. \(erased)"
    }

    private var integrity: String {
        let integrity = facts.integrity
        let bad = integrity.findings.reduce(0) { $0 + $1.count }
        let checked =
            "\(integrity.leaves.counted("entry", plural: "entries")) of \(integrity.logs.count.counted("log")) and \(integrity.commits.counted("commit")) were checked when the page was made: "
            + (bad == 0
                ? "nothing is wrong."
                : "\(bad.counted("thing")) \(bad == 1 ? "is" : "are") not as it should be.")
        let held = integrity.handouts.count(where: \.holds)
        let outside =
            integrity.handouts.isEmpty
            ? " Nobody outside the team has a checkpoint yet, so the trail is not yet witnessed: until somebody has, the team could rewrite all of it."
            : " The logs go on from \(held.grouped) of \(integrity.handouts.count.counted("checkpoint")) that were handed out, the newest to \(integrity.handouts.last?.to ?? "") on \(integrity.handouts.last?.at?.day.words ?? "a day that is not known")."
        return checked + outside
    }
}
