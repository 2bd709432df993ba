package import StudyModel
internal import Yams

/// What `study.yaml` says, as far as the store itself needs it.
package struct StudyDescription: Sendable {
    package struct Member: Hashable, Sendable {
        package var id: MemberID
        package var role: String
        /// An OpenSSH public key.
        package var key: String
        /// The age recipient that seals for them, of those who have a copy of their own.
        package var recipient: String?

        package init(id: MemberID, role: String, key: String, recipient: String? = nil) {
            self.id = id
            self.role = role
            self.key = key
            self.recipient = recipient
        }
    }

    package static let format = 1

    package var title: String
    package var members: [Member]
    /// What becomes of names in texts that come in; `assisted` where the file says nothing.
    package var names: NamePolicy
    /// What is asked of consent; `required` where the file says nothing.
    package var consent: ConsentPolicy
    /// How handles are made.
    package var handles: HandlePatterns
    /// Prefixes of handles that stand for members of the team in texts (`RIR1`), who are nobody's participants.
    package var team: Set<String>
    /// What participants, organisations and sites are described by.
    package var attributes: AttributeDeclarations
    /// The protocol that was approved, as far as the file says.
    package var plan: MethodsReport.Plan
    /// The research questions, in order.
    package var questions: [String]
    /// The tables of surveys that the study reports.
    package var tables: [TableDeclaration]
    /// The smallest count of people that is shown in a table.
    package var smallestCount: Int
    /// How long each class of data is kept.
    package var retention: [RetentionRule]
    /// The day on which the study ended.
    package var ended: CalendarDay?

    /// After how many days the next checkpoint of the logs is to be handed out.
    package var checkpointDays: Int

    /// The smallest count that is shown where the file says nothing.
    package static let usualSmallestCount = 5

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
        let policies = mapping["policies"]?.mapping
        names = try Self.policy(policies?["pseudonymisation"], named: "pseudonymisation") ?? .assisted
        consent = try Self.policy(policies?["consent"], named: "consent") ?? .required
        handles = try Self.value(mapping["handles"], named: "handles") ?? HandlePatterns()
        team = Set(try Self.value(mapping["team"], named: "team") ?? [String]())
        attributes = try Self.value(mapping["attributes"], named: "attributes") ?? AttributeDeclarations()
        let approved = mapping["protocol"]?.mapping
        plan = MethodsReport.Plan(
            title: approved?["title"]?.string, version: approved?["version"]?.string,
            approval: approved?["approval"]?.string)
        questions = (mapping["questions"]?.sequence ?? []).compactMap(\.string)
        tables = try Self.value(mapping["tables"], named: "tables") ?? []
        smallestCount =
            try Self.value(policies?["small-cells"], named: "small-cells") ?? Self.usualSmallestCount
        if smallestCount < 1 {
            throw StudyError(
                .studyInvalid, "'small-cells' in study.yaml is less than 1.",
                hint: "It is the smallest count of people that a table shows; 1 shows every count.")
        }
        checkpointDays =
            try Self.value(policies?["checkpoint-days"], named: "checkpoint-days")
            ?? CheckpointText.usualDays
        if checkpointDays < 1 {
            throw StudyError(
                .studyInvalid, "'checkpoint-days' in study.yaml is less than 1.",
                hint: "It says after how many days the next checkpoint of the logs is to be handed out.")
        }
        if let problem = AttributeDeclaration.problems(of: attributes.list).first {
            throw StudyError(
                .studyInvalid, "'attributes' in study.yaml: \(problem)",
                hint: "docs/reference/format.md §2 shows how they are written.")
        }
        retention = try Self.value(mapping["retention"], named: "retention") ?? []
        ended = try Self.value(mapping["end-of-study"], named: "end-of-study")
        if let problem = RetentionRule.problems(of: retention).first {
            throw StudyError(
                .studyInvalid, "'retention' in study.yaml: \(problem)",
                hint: "docs/reference/format.md §2 shows how it is written.")
        }
        members = (mapping["members"]?.sequence ?? []).compactMap { entry in
            guard let id = entry["id"]?.string.flatMap(MemberID.init(rawValue:)),
                let key = entry["key"]?.string
            else {
                return nil
            }
            return Member(
                id: id, role: entry["role"]?.string ?? "coder", key: key,
                recipient: entry["recipient"]?.string)
        }
    }

    private static func value<Value: Decodable>(
        _ node: Node?, named name: String
    ) throws(StudyError) -> Value? {
        guard let node else { return nil }
        do {
            return try YAMLDecoder().decode(Value.self, from: try Yams.serialize(node: node))
        } catch {
            throw StudyError(
                .studyInvalid, "'\(name)' in study.yaml can't be understood.",
                hint: "docs/reference/format.md §2 shows how it is written.", cause: error)
        }
    }

    private static func policy<Policy: RawRepresentable & CaseIterable>(
        _ node: Node?, named name: String
    ) throws(StudyError) -> Policy? where Policy.RawValue == String {
        guard let node else { return nil }
        // YAML reads a bare 'off' as a truth value, so the word itself is taken.
        if let policy = node.scalar.flatMap({ Policy(rawValue: $0.string) }) { return policy }
        throw StudyError(
            .studyInvalid, "The policy '\(name)' in study.yaml has a value that is not known.",
            hint: "Write one of: \(Policy.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// A template's `study.yaml` with a title, a nonce and a first member.
    static func yaml(
        template: String, title: String?, names: NamePolicy?, nonce: String, member: MemberID, key: String
    ) throws(StudyError) -> String {
        guard let composed = try? Yams.compose(yaml: template), var mapping = composed.mapping else {
            throw StudyError(.studyInvalid, "The template's study.yaml can't be read as YAML.")
        }
        mapping["format"] = Node("1", .init(.int))
        if let title { mapping["title"] = quoted(title) }
        if let names {
            var policies = mapping["policies"]?.mapping ?? Node.Mapping([])
            policies["pseudonymisation"] = quoted(names.rawValue)
            mapping["policies"] = .mapping(policies)
        }
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
