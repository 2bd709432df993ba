/// One thing that is missing to a use: a participant, a purpose, and why.
package struct ConsentGap: Hashable, Sendable, Codable {
    /// Why the purpose is missing.
    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case neverAsked = "never-asked"
        case refused
        case withdrawn
        case expired
        /// It is granted now, but was not yet when the record's event took place.
        case retrospective
    }

    package let participant: Handle
    package let purpose: ConsentPurpose
    package let why: Reason
    /// The record the use is about, where it has an id.
    package let record: RecordID?
    /// The day of the record's event, in UTC.
    package let took: CalendarDay
    /// The event the reason rests on; none where nobody was asked.
    package let event: OperationID?
    /// The day the reason counts from: of the refusal, the withdrawal or the late grant, or the last day of
    /// what ran out.
    package let since: CalendarDay?
    /// Whether the event is limited to records.
    package let isLimited: Bool
    /// Whether the participant said no to just this record, so that only a yes that names it lifts that.
    package let needsRecord: Bool
    /// The record with the reason for which a person went on all the same.
    package let overriddenBy: RecordID?

    /// One sentence for a person, without names.
    package var sentence: String {
        let handle = participant.rawValue
        let day = since.map { " on \($0.rawValue)" } ?? ""
        let limit = isLimited && why != .retrospective ? " for this record" : ""
        return switch why {
        case .neverAsked: "\(handle) has not been asked for consent to \(purpose.phrase)."
        case .refused: "\(handle) refused consent to \(purpose.phrase)\(limit)\(day)."
        case .withdrawn: "\(handle) withdrew consent to \(purpose.phrase)\(limit)\(day)."
        case .expired: "The consent of \(handle) to \(purpose.phrase)\(limit) ended\(day)."
        case .retrospective: "\(handle) gave consent to \(purpose.phrase) only afterwards,\(day)."
        }
    }

    /// The command that would record the consent that is missing, once it has been given.
    ///
    /// Where nobody was asked it records consent that was given at the event; where consent came afterwards,
    /// that it is meant for this record too; after a no or an end, that it is given now.
    package var command: String { Self.command(participant, [purpose], options) }

    /// The commands for several gaps, one for each participant and kind of command, in the order of the gaps.
    package static func commands(for gaps: [ConsentGap]) -> [String] {
        var order: [String] = []
        var groups: [String: [ConsentGap]] = [:]
        for gap in gaps {
            let key = gap.participant.rawValue + gap.options
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(gap)
        }
        return order.compactMap { key in
            guard let group = groups[key], let first = group.first else { return nil }
            return command(first.participant, Set(group.map(\.purpose)).sorted(), first.options)
        }
    }

    private static func command(
        _ handle: Handle, _ purposes: [ConsentPurpose], _ options: String
    ) -> String {
        let flags = purposes.map { " --purpose \($0.rawValue)" }.joined()
        return "rir consent grant \(handle.rawValue)\(flags)\(options)"
    }

    private var options: String {
        let isBound = ConsentGate.isBoundToEvent(purpose)
        let atEvent = isBound ? " --at \(took.rawValue)" : ""
        let inRecord = record.map { " --record \($0.rawValue)" }
        return switch why {
        case .neverAsked: atEvent
        case .retrospective: purpose == .record ? atEvent : inRecord ?? atEvent
        case .refused, .withdrawn, .expired: needsRecord ? inRecord ?? "" : ""
        }
    }
}

/// Whether something may be used.
package enum ConsentVerdict: Hashable, Sendable, Codable {
    case allowed
    /// It may be used; what is missing is shown and kept.
    case flagged([ConsentGap])
    /// It may not be used.
    case refused([ConsentGap])

    /// What is missing; empty where it is allowed.
    package var gaps: [ConsentGap] {
        switch self {
        case .allowed: []
        case .flagged(let gaps), .refused(let gaps): gaps
        }
    }

    /// Whether it may not be used.
    package var isRefused: Bool {
        if case .refused = self { return true }
        return false
    }

    /// What a person reads: one sentence for each gap; empty where nothing is missing.
    package var sentences: [String] { gaps.map(\.sentence) }

    /// The commands that would record what is missing.
    package var commands: [String] { ConsentGap.commands(for: gaps) }
}
