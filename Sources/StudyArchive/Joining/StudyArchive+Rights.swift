internal import GitStore
internal import Merging
internal import StudyModel

extension StudyArchive {
    /// Refuses what every other copy of the study would refuse, so that nobody's own copy ever holds it (format.md §16.6).
    ///
    /// Whoever is not in the team is the business of whoever asks for the write.
    ///
    /// - Throws: `member.invalid`.
    func requireRight(
        to operation: ArchiveOperation, _ content: OperationContent, makes root: ObjectID, in writing: Writing
    ) throws(StudyError) {
        guard let role = try role(of: operation.by, in: writing), role != "lead" else { return }
        let states = GitStates(
            repository, writing.editor, from: writing.heads.mainTree, to: root, after: writing.heads.main,
            undoing: operation.undoes.map { ($0, operation.by) }, made: writing.objects + content.blobs)
        var rights = OperationRights(
            of: operation.by, role: role, act: operation.act, states: states)
        let paths = content.changes.keys.sorted()
        let overreach = try speaking { () throws(GitError) in try rights.overreach(paths) }
        guard let overreach else { return }
        throw StudyError(
            .memberInvalid, "This \(overreach.words), which you may not as \(role).",
            hint: "Ask the lead for it. Nothing was changed.")
    }

    /// A member's role as the study now says it.
    private func role(of member: MemberID, in writing: Writing) throws(StudyError) -> String? {
        var editor = writing.editor
        let file = try speaking { () throws(GitError) in
            try editor.find("study.yaml", in: writing.heads.mainTree)
        }
        guard let file else { return nil }
        if roles?.file != file {
            let bytes = try speaking { () throws(GitError) in
                if let made = writing.objects.last(where: { $0.id == file }) {
                    made.bytes
                } else {
                    try repository.blob(file)
                }
            }
            let members = try StudyDescription(yaml: String(decoding: bytes, as: UTF8.self)).members
            roles = (file, Dictionary(members.map { ($0.id, $0.role) }) { first, _ in first })
        }
        return roles?.members[member]
    }
}
