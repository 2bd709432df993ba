/// A failure the person can act on: a stable code, one sentence, and the next step.
///
/// Every room above the pure ones ends its failures in this shape, and so do the API, the command line and the
/// page. Messages name things by id and never hold record text or a person's name.
package struct StudyError: Error, Sendable, Equatable {
    /// What went wrong, stable across versions; clients match this and nothing else.
    package let code: Code
    /// One sentence: what failed, and for which thing.
    package let message: String
    /// The next step to try, as a command when there is one.
    package let hint: String?
    /// The failure underneath, for the log only.
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, hint: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.cause = cause
    }

    package static func == (left: StudyError, right: StudyError) -> Bool {
        left.code == right.code && left.message == right.message && left.hint == right.hint
    }
}

extension StudyError: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(message)" }
}
