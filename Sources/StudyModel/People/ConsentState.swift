/// Where one participant stands on one purpose at one time.
package enum ConsentState: Hashable, Sendable {
    case granted(ConsentEvent)
    case refused(ConsentEvent)
    /// The event took it back: a withdrawal, or a change that left the purpose out.
    case withdrawn(ConsentEvent)
    /// The event granted it up to a day that is past.
    case expired(ConsentEvent)
    case neverAsked

    /// The event the state rests on.
    package var event: ConsentEvent? {
        switch self {
        case .granted(let event), .refused(let event), .withdrawn(let event), .expired(let event): event
        case .neverAsked: nil
        }
    }

    /// Whether the purpose is allowed.
    package var isGranted: Bool {
        if case .granted = self { return true }
        return false
    }
}

/// Follows one purpose through events in their order.
struct ConsentStanding {
    private var state = ConsentState.neverAsked
    /// A no that was limited to records outlives a later yes that is about everything.
    private(set) var hasLimitedNo = false
    /// Whether a yes that was limited to records stands, or stood when it was followed by another yes.
    private(set) var hasLimitedYes = false
    let purpose: ConsentPurpose

    init(_ purpose: ConsentPurpose) { self.purpose = purpose }

    mutating func take(_ event: ConsentEvent) {
        let isNamed = event.purposes.contains(purpose)
        switch event.act {
        case .granted where isNamed, .changed where isNamed: allow(by: event)
        case .refused where isNamed: forbid(.refused(event))
        case .withdrawn where isNamed || event.purposes.isEmpty: forbid(.withdrawn(event))
        case .changed where state.isGranted: forbid(.withdrawn(event))
        case .granted, .refused, .changed, .withdrawn: break
        }
    }

    private mutating func allow(by event: ConsentEvent) {
        if hasLimitedNo, event.scope == nil { return }
        state = .granted(event)
        hasLimitedNo = false
        hasLimitedYes = hasLimitedYes || event.scope != nil
    }

    private mutating func forbid(_ no: ConsentState) {
        state = no
        hasLimitedYes = false
        hasLimitedNo = hasLimitedNo || no.event?.scope != nil
    }

    /// The state on a day, when what ended before it has run out.
    func state(on day: CalendarDay) -> ConsentState {
        if case .granted(let event) = state, let expires = event.expires, expires < day {
            return .expired(event)
        }
        return state
    }
}
