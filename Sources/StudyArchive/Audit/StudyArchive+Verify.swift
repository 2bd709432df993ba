internal import GitStore
package import StudyModel

extension StudyArchive {
    /// How much of what a check reads stays at hand between two of them.
    private static var remembered: Int { 1024 * 1024 }

    /// Checks the logs of all devices against the study, and against checkpoints that somebody kept.
    ///
    /// A check that takes up where the last one stood reads a handful of objects; opening the repository for it, with every pack,
    /// would take longer than the check, so it stays open. What reads everything opens it anew, and trusts nothing at hand.
    ///
    /// - Throws: as ``AuditCheck/run(against:witnesses:readsAll:)``.
    package func verify(
        against files: [AuditCheck.File] = [], witnesses: [String] = [], readsAll: Bool = false,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) async throws(StudyError) -> AuditVerdict {
        guard !readsAll, folder.hasAuditMemory else {
            return try await AuditCheck(folder: folder, progress: progress).run(
                against: files, witnesses: witnesses, readsAll: readsAll)
        }
        let check =
            if let auditCheck { auditCheck } else {
                try AuditCheck(folder: folder, remembering: Self.remembered)
            }
        auditCheck = check
        return try await check.run(against: files, witnesses: witnesses)
    }
}
