/// What is given out, and for which program.
package struct ProjectExportOptions: Sendable {
    /// `standard`, `nvivo`, `maxqda` or `atlasti`.
    package var profile = "standard"
    /// The records that are given out; all without any.
    package var records: [String] = []
    /// Whether participants, organisations and sites are given out with their attributes.
    package var hasCases = true

    package init() {}
}
