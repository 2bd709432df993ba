/// The version of the contract between clients and the daemon.
///
/// A client sends ``header`` with ``current`` in every request; the daemon answers with its own. A daemon refuses a
/// client of another major version with `api.version_mismatch`; a request without the header (curl) is served.
package enum APIVersion {
    /// Counts up when a client of the version before could no longer understand.
    package static let current = 1
    package static let header = "rir-api-version"
    /// Names the study a request is about, by the absolute path of its folder, percent-encoded.
    package static let studyHeader = "rir-study"
    /// Names the socket of the client's ssh agent by its absolute path, percent-encoded: the daemon may have been started where
    /// there was none, or another.
    package static let agentHeader = "rir-ssh-agent"
    /// The product's version.
    package static let product = "0.1.0"
}
