package import StudyModel
internal import Yams

/// What `study.yaml` says, as far as the store itself needs it.
package struct StudyDescription: Sendable {
    package struct Member: Sendable {
        package var id: MemberID
        package var role: String
        /// An OpenSSH public key.
        package var key: String
    }

    package static let format = 1

    package var title: String
    package var members: [Member]

    /// Reads `study.yaml`.
    ///
    /// - Throws: `study.invalid` where it is no YAML mapping, `study.format_unknown` for another format.
    package init(yaml: String) throws(StudyError) {
        guard let node = try? Yams.compose(yaml: yaml), let mapping = node.mapping else {
            throw StudyError(
                .studyInvalid, "The file study.yaml can't be read as YAML.",
                hint: "Mend it in an editor; 'git log -p study.yaml' shows how it was.")
        }
        guard mapping["format"]?.int == Self.format else {
            throw StudyError(
                .studyFormatUnknown, "This study has another format than \(Self.format).",
                hint: "Install the version of rir that made it, or a newer one.")
        }
        title = mapping["title"]?.string ?? "Untitled study"
        members = (mapping["members"]?.sequence ?? []).compactMap { entry in
            guard let id = entry["id"]?.string.flatMap(MemberID.init(rawValue:)),
                let key = entry["key"]?.string
            else {
                return nil
            }
            return Member(id: id, role: entry["role"]?.string ?? "coder", key: key)
        }
    }

    /// A template's `study.yaml` with a title, a nonce and a first member.
    static func yaml(
        template: String, title: String?, nonce: String, member: MemberID, key: String
    ) throws(StudyError) -> String {
        guard let composed = try? Yams.compose(yaml: template), var mapping = composed.mapping else {
            throw StudyError(.studyInvalid, "The template's study.yaml can't be read as YAML.")
        }
        mapping["format"] = Node("1", .init(.int))
        if let title { mapping["title"] = quoted(title) }
        mapping["nonce"] = quoted(nonce)
        mapping["members"] = Node([
            Node([
                (Node("id"), Node(member.rawValue)), (Node("role"), Node("lead")), (Node("key"), quoted(key)),
            ])
        ])
        guard let text = try? Yams.serialize(node: .mapping(mapping), width: -1, allowUnicode: true) else {
            throw StudyError(.studyInvalid, "The template's study.yaml can't be written as YAML.")
        }
        return text
    }

    private static func quoted(_ text: String) -> Node { Node(text, .implicit, .doubleQuoted) }

    /// The file that `ssh-keygen -Y verify` and `git log --show-signature` check signatures against.
    var allowedSigners: String {
        members.map { "\($0.id.rawValue)@rir.invalid namespaces=\"git\" \($0.key)\n" }.joined()
    }
}
