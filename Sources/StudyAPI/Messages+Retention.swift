package import StudyModel

/// `POST /v1/retention`: removes a class of data whose time is over.
package struct RetentionRequest: Codable, Sendable {
    package var `class`: RetentionClass
    /// Only say what it holds.
    package var dryRun: Bool?

    package init(_ class: RetentionClass, dryRun: Bool? = nil) {
        self.class = `class`
        self.dryRun = dryRun
    }
}

/// `POST /v1/retention/close`: writes down when the study ended.
package struct ClosingRequest: Codable, Sendable {
    /// Today without it.
    package var on: CalendarDay?
    /// Also where something is unfinished.
    package var anyway: Bool?
    /// Only say what is unfinished.
    package var dryRun: Bool?

    package init(on: CalendarDay? = nil, anyway: Bool? = nil, dryRun: Bool? = nil) {
        self.on = on
        self.anyway = anyway
        self.dryRun = dryRun
    }
}
